import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { duckdbEvents } from "../adapters/embedded/duckdb-events";
import { randomFrom } from "../sample/random";
import { header } from "../testing/event-files";
import { describeWith } from "../testing/engine";
import { temporaryFolder } from "../testing/temporary";
import { features, featuresOf } from "./features";
import { eventTypes, ownColumns } from "./mapping";

const python = process.env["PENDERIE_PYTHON"] ?? "python3";
function noPandas(): string | undefined {
  try {
    execFileSync(python, ["-c", "import pandas"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "pandas is not installed: pip install pandas, and name its python in PENDERIE_PYTHON";
  }
}

/** Events of 300 customers over ten weeks, with visits over midnight, programs, repeated rows, missing brands and categories. */
function drawn(): readonly string[] {
  const random = randomFrom("features");
  const lines: string[] = [];
  const say = (user: string, visit: string, seconds: number, type: string, price: number) => {
    const time = new Date(Date.UTC(2019, 9, 1) + seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
    const category = random.whole(1, 9);
    const code = random.chance(0.3) ? "" : `kind.${category}`;
    const brand = random.chance(0.2) ? "" : `brand ${random.whole(1, 6)}`;
    const id = 2053013552326770000n + BigInt(category);
    lines.push(
      `${time} UTC,${type},${random.whole(1, 500)},${id},${code},${brand},${price.toFixed(2)},${user},${visit}`,
    );
  };
  for (let at = 0; at < 300; at++) {
    const user = `9${(2n ** 55n + BigInt(at)).toString()}`;
    for (let visit = random.whole(1, 7); visit > 0; visit--) {
      let seconds = random.whole(0, 70 * 86_400);
      for (let event = random.whole(1, 12); event > 0; event--) {
        const type = random.weighted({ view: 12, cart: 3, remove_from_cart: 1, purchase: 2 });
        say(user, `${user}-${visit}`, (seconds += random.whole(1, 4000)), type, random.between(0.5, 900));
      }
    }
  }
  for (let view = 0; view < 1100; view++) say("busy", `busy-${view % 40}`, 3600 + view * 60, eventTypes[0], 1);
  for (let view = 0; view < 90; view++) say("hasty", "hasty-1", 7200 + (view >> 1), eventTypes[0], 1);
  for (let view = 0; view < 90; view++) say("keen", "keen-1", 7200 + view * 2, eventTypes[0], 1);
  return [...lines, ...lines.filter(() => random.chance(0.02))];
}

describeWith("pandas", noPandas(), "every documented feature", () => {
  it("is what pandas computes from the event file, whatever files the events came in", () => {
    return compared(drawn());
  });
});

async function compared(lines: readonly string[]): Promise<void> {
  const home = temporaryFolder("features");
  const asOf = "2019-12-20 00:00:00";
  const priors = { cartRate: 0.31, conversion: 0.17 };
  const write = (name: string, part: readonly string[]) => {
    writeFileSync(join(home, name), `${[header, ...part].join("\n")}\n`);
    return join(home, name);
  };
  mkdirSync(home, { recursive: true });
  const out = join(home, "pandas.csv");
  const script = join(__dirname, "../testing/pandas-features.py");
  const rates = [String(priors.cartRate), String(priors.conversion)];
  execFileSync(python, [script, write("all.csv", lines), out, asOf, ...rates]);
  const [names = "", ...rows] = readFileSync(out, "utf8").trim().split("\n");
  const expected = new Map(
    rows.map((row) => {
      const [user = "", ...values] = row.split(",");
      return [user, values.map(Number)];
    }),
  );
  expect(names.split(",")).toEqual(["user_id", "events", ...features.map(({ name }) => name)]);
  expect([expected.has("busy"), expected.has("hasty"), expected.has("keen")]).toEqual([false, false, true]);

  const store = await duckdbEvents({ folder: join(home, "store"), memory: "512MB", blockBytes: 20_000 });
  try {
    for (const part of [0, 1, 2])
      await store.add(
        write(
          `${part}.csv`,
          lines.filter((_, at) => (at * 7) % 3 === part),
        ),
        ownColumns,
      );
    const found = await store.run({
      text: featuresOf({ minimum: 1, priors }),
      parameters: { as_of: asOf },
      parse: (row) => z.record(z.string(), z.union([z.string(), z.number()])).parse(row),
    });
    expect(found.map((row) => row["user_id"]).sort()).toEqual([...expected.keys()].sort());
    for (const row of found) {
      const [user, ...values] = names.split(",").map((name) => row[name]);
      const theirs = expected.get(String(user)) ?? [];
      values.forEach((value, at) => {
        expect(Math.abs(Number(value) - (theirs[at] ?? NaN))).toBeLessThanOrEqual(
          1e-9 * Math.max(1, Math.abs(Number(value))),
        );
      });
    }
  } finally {
    await store.close();
  }
}
