import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { embedded } from "../compose/embedded";
import { UnknownVersion } from "../segmentation/model-registry";
import { sampleEvents } from "../sample/events";
import { sampleShop } from "../sample/shop";
import { describeWith } from "../testing/engine";
import { type Server, noPostgres, postgresServer } from "../testing/postgres-server";
import { temporaryFolder } from "../testing/temporary";
import { run } from "./program";
import { segment } from "./segment";

const home = temporaryFolder("segment");
const file = (name: string, content: string) => {
  const path = join(home, name);
  writeFileSync(path, content);
  return path;
};
const [header = "", ...rows] = [...sampleEvents("commands", sampleShop("commands", 60), 8000)];
const first = file("first.csv", `${[header, ...rows.slice(0, 6000)].join("\n")}\n`);
const next = file("next.csv", `${[header, ...rows.slice(6000)].join("\n")}\n`);
let printed: string[] = [];
beforeEach(() => {
  printed = [];
  jest.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  jest.spyOn(console, "error").mockImplementation((text: string) => void printed.push(text));
  jest.spyOn(process.stderr, "write").mockImplementation((text) => printed.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const opened: ReturnType<typeof embedded>[] = [];
const open = (data: string) => {
  const composition = embedded(data);
  opened.push(composition);
  return composition.segmentation;
};
const close = async () => {
  for (const each of opened.splice(0)) await each.close();
};
async function ask(...args: readonly string[]) {
  printed = [];
  const status = await run([segment(open, close)], ["segment", ...args], [UnknownVersion]);
  return { status, text: printed.join("\n") };
}
const json = async (...args: readonly string[]): Promise<Readonly<Record<string, unknown>>> => {
  const { status, text } = await ask(...args, "--json");
  return { ...(JSON.parse(text) as Readonly<Record<string, unknown>>), status };
};

describe("the life of a segmentation, by its commands", () => {
  const data = join(home, "life");

  it("is fitted, added to, fitted again, rolled back and retired", async () => {
    const fitted = await json("fit", "--events", first, "--data", data);
    expect(fitted["status"]).toBe(0);
    const { version: one } = fitted["model"] as { version: string };
    expect(await ask("models", "--data", data)).toMatchObject({
      text: expect.stringMatching(`${one}.*champion`) as string,
    });

    const added = await ask("add", "--events", next, "--data", data);
    expect(added).toMatchObject({
      status: 0,
      text: expect.stringMatching(/next\.csv: 2\d{3} rows = 2\d{3} kept/) as string,
    });

    const again = await json("fit", "--events", first, next, "--data", data);
    const { version: two } = again["model"] as { version: string };
    expect(two).not.toBe(one);
    if ((again["waiting"] as readonly string[]).length > 0)
      expect((await ask("promote", two, "--why", "looked at it", "--data", data)).status).toBe(0);
    expect((await ask("rollback", "--data", data)).text).toBe(`${one} is in force again`);
    expect((await ask("retire", two, "--data", data)).status).toBe(0);
    expect(await ask("promote", "ffff", "--why", "?", "--data", data)).toMatchObject({
      status: 1,
      text: expect.stringContaining("`segment models` lists") as string,
    });
  });

  it("stops at data that fail a test, names it and its remedy, and goes on when told to", async () => {
    const views = file("views.csv", `${[header, ...rows.filter((row) => !row.includes("purchase"))].join("\n")}\n`);
    const stopped = await ask("fit", "--events", views, "--data", join(home, "views"));
    expect(stopped).toMatchObject({ status: 1, text: expect.stringContaining("somebody buys something") as string });
    expect(stopped.text).toContain("--despite-tests");
    expect((await ask("fit", "--events", views, "--data", join(home, "views"), "--despite-tests")).status).toBe(0);
  });

  it("names every mistake in a calendar", async () => {
    const calendar = file("calendar.csv", "from,to,name,kind\n1/2/2026,2026-01-02,,sale\n");
    const refused = await ask("fit", "--events", first, "--calendar", calendar, "--data", join(home, "calendar"));
    expect(refused).toMatchObject({ status: 2, text: expect.stringMatching(/row 1, from[^]*row 1, name/) as string });
  });

  it("joins a catalogue and a stock file, in the report too, and names what they lack", async () => {
    const kept = join(home, "merchandise");
    const ids = [...new Set(rows.map((row) => row.split(",")[2] ?? ""))];
    const catalogue = file("catalogue.csv", `product_id,list_price\n${ids.map((id) => `${id},9999`).join("\n")}\n`);
    const stock = file("stock.csv", `product_id,from,quantity\n${ids.map((id) => `${id},2000-01-01,0`).join("\n")}\n`);
    const beside = ["--catalogue", catalogue, "--stock", stock, "--data", kept];
    const fitted = await json("fit", "--events", first, ...beside);
    const { dealings } = fitted["model"] as { dealings: readonly { reduced?: number; soldOut?: number }[] };
    expect(dealings.map(({ soldOut }) => soldOut)).toEqual(dealings.map(() => 1));
    expect(dealings.some(({ reduced }) => reduced === 1)).toBe(true);
    expect(readFileSync(String(fitted["report"]), "utf8")).toContain("looked at what was sold out");
    expect(await ask("add", "--events", next, "--stock", catalogue, "--data", kept)).toMatchObject({
      status: 2,
      text: expect.stringContaining("stock file:\nits header has no from, quantity") as string,
    });
  });

  it("gives marketing those alone who agreed, and takes who objects out again", async () => {
    const composition = embedded(data);
    const everybody = join(home, "everybody.csv");
    await ask("assign", "--out", everybody, "--data", data);
    const ids = readFileSync(everybody, "utf8")
      .split("\n")
      .slice(1, 4)
      .map((line) => line.split(",")[0] ?? "");
    const { consents, limits, subject } = await composition.recommendation();
    const recordedAt = new Date();
    for (const id of ids)
      await consents.append({
        subject: await subject(id),
        purpose: "marketing",
        granted: true,
        notice: "n",
        recordedAt,
      });
    await limits.object(await subject(ids[1] ?? ""), "segmentation", true);
    await limits.restrict(await subject(ids[2] ?? ""), recordedAt);
    await composition.close();
    const out = join(home, "marketing.csv");
    const few = await json("assign", "--for", "marketing", "--out", out, "--data", data);
    expect(few).toMatchObject({ status: 0, customers: 1 });
    expect(
      readFileSync(out, "utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(",")[0]),
    ).toEqual([ids[0]]);
    expect(await ask("assign", "--for", "science", "--data", data)).toMatchObject({ status: 2 });
  });

  it("forgets a customer, in every file that it keeps, and for later files too", async () => {
    const kept = join(home, "kept");
    const [own = ""] = rows.filter((line) => line.includes(",view,"));
    const customer = "987654321987654321";
    const theirs = own.replace(/,\d+,([^,]+)$/, `,${customer},$1`);
    const log = file(
      "canary.csv",
      `${[header, ...rows.slice(0, 3000), theirs, theirs.replace(/view,/, "click,")].join("\n")}\n`,
    );
    expect((await ask("fit", "--events", log, "--data", kept)).status).toBe(0);
    const bytes = () =>
      readdirSync(kept, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
        .join("");
    expect(bytes()).toContain(customer);
    expect(await ask("forget", customer, "--data", kept)).toMatchObject({
      status: 0,
      text: expect.stringMatching(/^[1-9]\d* rows are gone/) as string,
    });
    expect(bytes()).not.toContain(customer);
    const again = await ask("fit", "--events", log, "--data", kept);
    expect(again.text).toContain("2 customer was erased");
  });

  it("writes assignments for Redshift with the statements that load them", async () => {
    const out = join(home, "redshift");
    const bare = await ask("assign", "--to", "redshift://c/db", "--data", data);
    expect(bare).toMatchObject({ status: 2, text: expect.stringContaining("--stage") as string });
    const staged = ["--stage", "s3://b/p/", "--role", "arn:aws:iam::1:role/r"];
    expect((await ask("assign", "--to", "redshift://c/db", ...staged, "--out", out, "--data", data)).status).toBe(0);
    expect(readFileSync(join(out, "load.sql"), "utf8")).toContain("'s3://b/p/assignments.csv'");
    expect(readFileSync(join(out, "assignments.csv"), "utf8")).toMatch(/^user_id,segment_id,version,as_of\n\d+,/);
    rmSync(out, { recursive: true });
  });

  describeWith("postgres", noPostgres(), "with a warehouse", () => {
    let server: Server;
    beforeAll(async () => {
      server = await postgresServer();
    });
    afterAll(() => server.stop(), 30_000);

    it("assigns into it, twice the same", async () => {
      const to = `postgres://owner@127.0.0.1:${server.port}/postgres`;
      const one = await json("assign", "--to", to, "--data", data);
      expect(one).toMatchObject({ status: 0, left: 0 });
      expect(one["moved"]).toBe(one["customers"]);
      expect(Number(one["customers"])).toBeGreaterThan(50);
      expect(await json("assign", "--to", to, "--data", data)).toMatchObject({
        customers: one["customers"],
        moved: 0,
        left: 0,
      });
    });

    it("says what kept a load out, and that nothing was changed", async () => {
      const refused = await ask("assign", "--to", `postgres://owner@127.0.0.1:${server.port}/nowhere`, "--data", data);
      expect(refused).toMatchObject({
        status: 1,
        text: expect.stringContaining("holds what it held before") as string,
      });
    });
  });
});
