import { z } from "zod";
import type { SqlEngine } from "../segmentation/sql-engine";

/** Every SQL engine must pass this. Call it from each adapter's test with a way to open one. */
export function sqlEngineContract(withEngine: (work: (engine: SqlEngine) => Promise<void>) => Promise<void>): void {
  const row = z.record(z.string(), z.unknown());
  const ask = async (engine: SqlEngine, text: string, parameters: Record<string, string | number> = {}) =>
    (await engine.run({ text, parameters, parse: (value) => row.parse(value) }))[0];

  it("answers 64-bit integers and decimals with every digit", async () => {
    await withEngine(async (engine) => {
      const answer = await ask(
        engine,
        "select cast(2053013552326770905 as bigint) as id, cast('12345678901234.56' as decimal(18,2)) as price",
      );
      expect(answer).toEqual({ id: "2053013552326770905", price: "12345678901234.56" });
    });
  });

  it("takes values as parameters, also those that look like SQL, and ignores one that the text does not name", async () => {
    await withEngine(async (engine) => {
      const word = "'; drop table visits; --";
      const text = `select cast(${engine.dialect.parameter("word")} as varchar(50)) as word`;
      expect(await ask(engine, text, { word, words: 1 })).toEqual({ word });
    });
  });

  it("computes in doubles what doubles give, to the bit", async () => {
    await withEngine(async ({ dialect, ...engine }) => {
      const third = `cast(1 as ${dialect.double}) / cast(3 as ${dialect.double})`;
      const answer = await ask(
        { dialect, ...engine },
        `select ${third} as third, (1.0000000000000001e-1) * ${third} as tenth`,
      );
      expect([Number(answer?.["third"]), Number(answer?.["tenth"])]).toEqual([1 / 3, 0.1 * (1 / 3)]);
    });
  });

  it("counts microseconds and days of the week by its dialect", async () => {
    await withEngine(async (engine) => {
      const { microsecondsBetween, isoWeekday } = engine.dialect;
      const at = (text: string) => `cast('${text}' as timestamp)`;
      const answer = await ask(
        engine,
        `select ${microsecondsBetween(at("2026-03-28 23:59:59.5"), at("2026-03-29 03:00:00"))} as gap,
           ${isoWeekday(at("2026-03-29 12:00:00"))} as sunday, ${isoWeekday(at("2026-03-30 00:00:00"))} as monday`,
      );
      expect([answer?.["gap"], answer?.["sunday"], answer?.["monday"]].map(Number)).toEqual([10_800_500_000, 7, 1]);
    });
  });

  it("fails on what it does not understand, and goes on", async () => {
    await withEngine(async (engine) => {
      await expect(ask(engine, "select nothing from nowhere")).rejects.toThrow();
      expect(await ask(engine, "select 'still here' as answer")).toEqual({ answer: "still here" });
    });
  });
}
