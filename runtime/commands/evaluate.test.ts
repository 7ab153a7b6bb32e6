import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { gzipSync } from "node:zlib";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { veiled } from "../recommendation/faces";
import { sharpCodec } from "../adapters/embedded/sharp-codec";
import { type Piece, pieces } from "../catalogue/vocabulary";
import type { ConsentEntry } from "../privacy/consent";
import { metadataIn } from "../privacy/jpeg-walker";
import type { VisualEncoder } from "../recommendation/visual-encoder";
import { jpeg } from "../testing/pictures";
import { evaluate } from "./evaluate";
import { run } from "./program";

/** Tells two pieces apart by whether red or blue is stronger. */
const encoder: VisualEncoder = {
  model: "by-colour",
  inputSize: 8,
  pad: [0, 0, 0],
  dimensions: 2,
  threshold: 0.5,
  see: async ({ rgb }) => {
    const middle = 3 * (8 * 4 + 4);
    const red = (rgb[middle] ?? 0) > (rgb[middle + 2] ?? 0);
    const probabilities = Object.fromEntries(pieces.map((piece) => [piece, 0])) as Record<Piece, number>;
    probabilities[red ? "dress" : "hat"] = 1;
    return { embedding: Float32Array.from(red ? [1, 0] : [0, 1]), probabilities, pattern: undefined, found: undefined };
  },
};

let home: string;
let printed: string[];
let complained: string[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "penderie-evaluate-"));
  printed = [];
  complained = [];
  jest.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  jest.spyOn(console, "error").mockImplementation((text: string) => void complained.push(text));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(home, { recursive: true });
});

function put(path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), content);
}
const picture = async (colour: string) =>
  sharp({ create: { width: 20, height: 20, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
const ask = async (...args: readonly string[]) => {
  const entries: ConsentEntry[] = [];
  const consents = {
    append: async (entry: ConsentEntry) => void entries.push(entry),
    latest: async () => entries,
    consenting: async () => new Set<string>(),
    erase: async () => 0,
  };
  const deps = {
    codec: sharpCodec,
    clean: async () => veiled(sharpCodec, { find: async () => [] }),
    encoder: async () => encoder,
    consents,
    now: () => new Date(0),
  };
  const unasked = async () => Promise.reject(new Error("no shop is needed here"));
  return run(
    [
      evaluate(
        async () => deps,
        unasked,
        async () => undefined,
      ),
    ],
    ["evaluate", ...args.map((each) => each.replace("~", home))],
  );
};
const answered = () => JSON.parse(printed.join("\n")) as Record<string, unknown>;

describe("evaluate vision", () => {
  beforeEach(async () => {
    put("shop/dress/a.jpg", await picture("#c00"));
    put("shop/dress/b.jpg", await picture("#d00"));
    put("shop/hat/c.jpg", await picture("#00c"));
    put("shop/hat/d.jpg", await picture("#c00"));
    put("shop/hat/.hidden", "x");
  });

  it("answers accuracy, recall and retrieval with intervals", async () => {
    expect(await ask("vision", "--photos", "~/shop", "--json")).toBe(0);
    expect(answered()).toMatchObject({ pictures: 4, accuracy: 0.75, recall: { dress: 1, hat: 0.5 }, unreadable: [] });
    expect(Object.keys(answered())).toEqual(expect.arrayContaining(["interval", "p1Interval", "p10Interval", "model"]));
  });

  it("asks another folder, and takes the same folder for none", async () => {
    put("index/hat/c.jpg", await picture("#00c"));
    put("index/dress/e.jpg", await picture("#b00"));
    expect(await ask("vision", "--photos", "~/shop", "--index", "~/index", "--json")).toBe(0);
    expect(answered()).toMatchObject({ p1: 0.75, p10: 0.5 });
    printed = [];
    await ask("vision", "--photos", "~/shop", "--index", "~/shop/", "--json");
    expect(answered()).toMatchObject({ p10: expect.closeTo(1 / 3, 5) as number });
  });

  it("names what it could not read and judges the rest", async () => {
    put("shop/hat/e.jpg", "no picture");
    expect(await ask("vision", "--photos", "~/shop")).toBe(0);
    expect(printed.join()).toContain(`unreadable: ${join(home, "shop/hat/e.jpg")}`);
  });

  it.each([
    ["a folder of another name beside the pieces", "shop/kitten/a.jpg", ["--photos", "~/shop"], "kitten"],
    ["no folder of a piece", "flat/a.jpg", ["--photos", "~/flat"], "it holds none"],
    ["a file", "file.jpg", ["--photos", "~/file.jpg"], "is a file"],
    ["nothing", "x", ["--photos", "~/nowhere"], "no such folder"],
    ["an index that is no such folder", "x", ["--photos", "~/shop", "--index", "~/nowhere"], "no such folder"],
  ])("refuses %s as wrong usage", async (_title, path, args, reason) => {
    put(path, "x");
    expect(await ask("vision", ...args)).toBe(2);
    expect(complained.join()).toContain(reason);
  });

  it("fails when hardly anything can be read", async () => {
    put("bad/dress/a.jpg", "x");
    put("bad/dress/b.jpg", "y");
    expect(await ask("vision", "--photos", "~/bad")).toBe(1);
  });
});

describe("evaluate intake", () => {
  it("writes what is clean, folder by folder, and says why it refused the rest", async () => {
    put("in/a.jpg", await jpeg());
    put(
      "in/a.png",
      await sharp(await jpeg())
        .png()
        .toBuffer(),
    );
    put(
      "in/more/b.webp",
      await sharp(await jpeg())
        .webp()
        .toBuffer(),
    );
    put("in/text.jpg", "hello");
    put("in/empty.jpg", "");
    expect(await ask("intake", "--in", "~/in", "--out", "~/out", "--json")).toBe(0);
    expect(answered()).toMatchObject({
      files: 5,
      accepted: 3,
      refused: [
        { file: "empty.jpg", reason: "empty" },
        { file: "text.jpg", reason: "not a picture" },
      ],
    });
    const written = readdirSync(join(home, "out"), { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(".jpg"))
      .sort();
    expect(written).toEqual(["a.jpg", "a.png.jpg", join("more", "b.jpg")]);
    for (const name of written) expect(metadataIn(readFileSync(join(home, "out", name)))).toBeUndefined();
  });

  it("reads no more of a huge file than it takes to refuse it", async () => {
    put("in/huge.jpg", Buffer.concat([await jpeg(), Buffer.alloc(13 * 1024 * 1024)]));
    await ask("intake", "--in", "~/in", "--out", "~/out", "--json");
    expect(answered()).toMatchObject({ refused: [{ file: "huge.jpg", reason: "too large" }] });
  });

  it.each([
    ["an empty folder", 1, ["--in", "~/empty", "--out", "~/out"], "holds no files"],
    ["originals that would be written over", 2, ["--in", "~/in", "--out", "~/in"], "outside it"],
    ["a place among the originals", 2, ["--in", "~/in", "--out", "~/in/out"], "outside it"],
    ["a file to write into", 2, ["--in", "~/in", "--out", "~/in.txt"], "is a file"],
    ["a file to read from", 2, ["--in", "~/in.txt", "--out", "~/out"], "is a file"],
  ])("refuses %s", async (_title, status, args, reason) => {
    mkdirSync(join(home, "empty"));
    put("in/a.jpg", await jpeg());
    put("in.txt", "x");
    expect(await ask("intake", ...args)).toBe(status);
    expect(complained.join()).toContain(reason);
  });
});

describe("evaluate colours", () => {
  beforeEach(async () => {
    put("shop/a.jpg", await picture("#c01f2a"));
    put("shop/deep/b.jpg", await picture("#c01f2a"));
    put("shop/c.jpg", await picture("#111111"));
  });
  const colours = (...more: readonly string[]) =>
    ask("colours", "--photos", "~/shop", "--labels", "~/labels.csv", ...more);

  it("compares names with a person's, wherever the photographs lie, and leaves out what is unclear", async () => {
    put("labels.csv", "contributor;image;colour\n1;a;red\n2;b;pink\n2;c;Black\n3;d;unclear\n");
    expect(await colours("--json")).toBe(0);
    expect(answered()).toMatchObject({
      ...{ photographs: 3, contributors: 2, unclear: 1, unreadable: [], main: { value: 2 / 3 } },
      confusion: { pink: { red: 1 }, red: { red: 1 } },
    });
  });

  it("prints a row for each colour, and what it could not read", async () => {
    put("shop/d.jpg", "no picture");
    put("labels.csv", "image,colour,second\na,red,white\nc,black,\nd,red,\n");
    expect(await colours()).toBe(0);
    const text = printed.join("\n");
    expect(text).toContain("first name right          100.0 %");
    expect(text).toContain("second colour found       0 of 1");
    expect(text).toMatch(/red +1: red 1/);
    expect(text).toContain(`unreadable: ${join(home, "shop/d.jpg")}`);
  });

  it.each([
    ["a colour that is none", "image,colour\na,turquoise\n", 'line 2: "turquoise" is no colour; say one of black'],
    ["a second colour that is none", "image,colour,second\na,red,x\n", 'line 2: "x" is no colour'],
    ["no column for the colour", "image,color\na,red\n", "line 1: no column is called colour"],
    ["an image twice", "image,colour\na,red\n\na,pink\n", "line 4: a has its label on line 2 already"],
    ["a row without an image", "image,colour\n,red\n", "line 2: it names no image"],
    ["an open quote", 'image,colour\n"a,red\n', "line 2: a quote is not closed"],
    ["nothing but a header", "image,colour\n", "names no colour"],
    ["an image that is nowhere", "image,colour\nz,red\n", "names 1 images that"],
  ])("refuses %s, and says where", async (_title, text, reason) => {
    put("labels.csv", text);
    expect(await colours()).toBe(1);
    expect(complained.join()).toContain(reason);
  });

  it("fails when nothing can be read, and takes a file that is not there for wrong usage", async () => {
    put("shop/d.jpg", "no picture");
    put("labels.csv", "image,colour\nd,red\n");
    expect(await colours()).toBe(1);
    expect(complained.join()).toContain("none of the 1 photographs can be read");
    expect(await ask("colours", "--photos", "~/shop", "--labels", "~/none.csv")).toBe(2);
  });
});

describe("evaluate implicit", () => {
  /** Two kinds of people, each of whom likes eight of their ten items. */
  const rows = (from: number, to: number) =>
    Array.from({ length: 60 }, (_, user) =>
      Array.from({ length: 8 }, (_each, at) => `u${user},${user % 2 === 0 ? "a" : "b"}${(at + user) % 10}`).slice(
        from,
        to,
      ),
    ).flat();

  it("foretells what was put aside, with settings chosen on the training file, beside its peers", async () => {
    put("train.csv", ["user,item", ...rows(0, 6)].join("\n"));
    put("test.csv", ["item,user", ...rows(6, 8).map((row) => row.split(",").reverse().join(","))].join("\n"));
    expect(await ask("implicit", "--train", "~/train.csv", "--test", "~/test.csv", "--k", "4", "--json")).toBe(0);
    const { figures, trials, users, items } = answered() as never as {
      figures: Record<string, { recall: { value: number } }>;
      trials: object[];
      users: number;
      items: number;
    };
    expect([users, items]).toEqual([60, 20]);
    expect(trials.length).toBeGreaterThan(5);
    expect(figures["penderie"]?.recall.value).toBeGreaterThan(0.95); // four items of their kind are left, two of them wanted
    expect(figures["popularity"]?.recall.value).toBeLessThan(0.6);
  });

  it("keeps ids to the last digit, reads weights and times, and counts what it could not read", async () => {
    const long = (at: number) => `90071992547409${String(at).padStart(4, "0")}`;
    const train = Array.from({ length: 20 }, (_, at) =>
      [0, 1, 2].map((item) => `${long(at)},${long(900 + ((at + item) % 6))},1,2026-01-0${item + 1}T00:00:00Z`),
    ).flat();
    put(
      "train.csv",
      [...train, "nobody", `${long(1)},x,much`, `${long(1)},x,1,yesterday`, `${long(1)},unwanted,0`].join("\n"),
    );
    put("test.csv", `${long(0)},${long(903)}\nsomebody new,${long(900)}\n`);
    expect(await ask("implicit", "--train", "~/train.csv", "--test", "~/test.csv", "--json")).toBe(0);
    const { users, items, spoilt, figures } = answered() as never as {
      users: number;
      items: number;
      spoilt: { file: string; line: number; reason: string }[];
      figures: Record<string, { users: number }>;
    };
    expect([users, items, figures["penderie"]?.users]).toEqual([20, 6, 2]);
    expect(spoilt.every(({ file }) => file.endsWith("train.csv"))).toBe(true);
    expect(spoilt.map(({ line, reason }) => ({ line, reason }))).toEqual([
      { line: 61, reason: "item: is missing" },
      { line: 62, reason: 'weight: "much" is no number' },
      { line: 63, reason: 'time: "yesterday" is neither a number nor a date' },
    ]);
  });

  /** The same twelve people and six items, with weights and times. */
  const small = (user: string) =>
    Array.from({ length: 4 }, (_, at) => [user, `i${(Number(user.slice(1)) + at) % 6}`, "4", String(1000 + at)]);
  const people = Array.from({ length: 12 }, (_, at) => `u${at}`);
  const table = (separator: string, head: readonly string[], of: (fields: readonly string[]) => readonly string[]) =>
    [head, ...people.flatMap((user) => small(user).map(of))]
      .filter((fields) => fields.length > 0)
      .map((fields) => fields.join(separator))
      .join("\n");

  it.each([
    [
      "tabs, with types in the header and another order",
      "\t",
      ["rating:float", "item_id:token", "user_id:token"],
      [2, 1, 0],
    ],
    ["double colons and no header", "::", [], [0, 1, 2, 3]],
    ["blanks and no header", " ", [], [0, 1, 2, 3]],
    ["semicolons, as a shop exports them", ";", ["CustomerID", "StockCode", "Quantity", "InvoiceDate"], [0, 1, 2, 3]],
  ])("reads the same from %s as from commas", async (_title, separator, head, order) => {
    put(
      "commas.csv",
      table(",", ["user", "item"], (fields) => fields),
    );
    put(
      "other.txt",
      table(separator, head, (fields) => order.map((at) => fields[at] ?? "")),
    );
    put("test.csv", "u0,i5\nu1,i0\n");
    await ask("implicit", "--train", "~/commas.csv", "--test", "~/test.csv", "--json");
    const { users, items, interactions } = answered();
    printed.length = 0;
    expect(await ask("implicit", "--train", "~/other.txt", "--test", "~/test.csv", "--json")).toBe(0);
    expect(answered()).toMatchObject({ users, items, interactions, spoiltRows: 0 });
    expect([users, items, interactions]).toEqual([12, 6, 48]);
  });

  it("takes a decimal comma where commas part nothing", async () => {
    put("train.csv", "user;item;rating\nu1;a;3,5\nu1;b;4,0\nu2;a;5,0\n");
    put("test.csv", "u2;b\n");
    expect(await ask("implicit", "--train", "~/train.csv", "--test", "~/test.csv", "--json")).toBe(0);
    expect(answered()).toMatchObject({ interactions: 3, spoilt: [] });
  });

  it("says what nothing could foretell, what says nothing, and that nobody could be chosen on", async () => {
    put("train.csv", "u1,a,1\nu2,b,1\nu3,a,1\nu3,c,-2\n");
    put("test.csv", "u1,a\nu1,b\nu2,new\n");
    expect(await ask("implicit", "--train", "~/train.csv", "--test", "~/test.csv")).toBe(0);
    const text = printed.join("\n");
    expect(text).toContain("nobody could be put aside to choose on");
    expect(text).toContain("1 rows of weight 0 or less");
    expect(text).toContain("1 of 3 wanted are in the training file for the same user");
    expect(text).toContain("1 of 3 wanted are of items that the training file does not know");
  });

  it("counts every spoilt row and names the first hundred", async () => {
    put("train.csv", ["u1,a", 'u1,"b', "u2,a\u0000", ...Array.from({ length: 150 }, () => "alone"), "u2,b"].join("\n"));
    put("test.csv", "u1,b\n");
    expect(await ask("implicit", "--train", "~/train.csv", "--test", "~/test.csv", "--json")).toBe(0);
    const { spoilt, spoiltRows, interactions } = answered() as never as {
      spoilt: { line: number; reason: string }[];
      spoiltRows: number;
      interactions: number;
    };
    expect([spoiltRows, spoilt.length, interactions]).toEqual([152, 100, 2]);
    expect(spoilt.slice(0, 2)).toMatchObject([
      { line: 2, reason: "a quote is not closed" },
      { line: 3, reason: "is no text in UTF-8" },
    ]);
  });

  it("unpacks gzip whatever the name, and refuses a damaged pack with a remedy", async () => {
    put("train.csv", gzipSync("u1,a\nu1,b\nu2,a\n"));
    put("test.csv", "u2,b\n");
    expect(await ask("implicit", "--train", "~/train.csv", "--test", "~/test.csv", "--json")).toBe(0);
    expect(answered()).toMatchObject({ interactions: 3 });
    put(
      "train.csv",
      gzipSync(Array.from({ length: 5000 }, (_, at) => `u${at},${at * 7919}`).join("\n")).subarray(0, 9000),
    );
    expect(await ask("implicit", "--train", "~/train.csv", "--test", "~/test.csv")).toBe(1);
    expect(complained.join()).toMatch(/train\.csv: what gzip packed is damaged after line \d+; fetch or pack it again/);
    put("train.csv.gz", "u1,a\n"); // no pack at all
    expect(await ask("implicit", "--train", "~/train.csv.gz", "--test", "~/test.csv")).toBe(0);
  });

  it.each([
    ["an empty file", "", "it holds none"],
    ["a folder", undefined, "is a folder; name a file in it"],
    ["a header without an item", "user_id,name\n1,2\n", "line 1: no column is called `item`"],
    ["weights that are all nothing", "u1,a,0\nu2,b,-1\n", "every weight is 0 or less"],
  ])("refuses %s, and says what to do", async (_title, text, message) => {
    if (text === undefined) mkdirSync(join(home, "train.csv"));
    else put("train.csv", text);
    put("test.csv", "u1,a\n");
    expect(await ask("implicit", "--train", "~/train.csv", "--test", "~/test.csv")).toBe(text === undefined ? 2 : 1);
    expect(complained.join()).toContain(message);
    expect(complained.join()).not.toMatch(/ at .*\.(ts|js):|undefined/);
  });

  it.each([
    ["a file that is not there", "user,item\na,b\n", "~/none.csv", 2, "there is no such file"],
    ["a file without a row", "hello\n", "~/train.csv", 1, "no row is `user,item"],
  ])("refuses %s", async (_title, text, test, status, message) => {
    put("train.csv", text);
    expect(await ask("implicit", "--train", "~/train.csv", "--test", test)).toBe(status);
    expect(complained.join()).toContain(message);
  });
});

describe("evaluate sequences", () => {
  it("foretells the last item from those before it, and says how far it stands from its peers", async () => {
    put(
      "walks.txt",
      Array.from({ length: 200 }, (_, at) =>
        [`u${at}`, ...[0, 1, 2, 3, 4].map((step) => `i${(at + step) % 25}`)].join(" "),
      ).join("\n"),
    );
    expect(await ask("sequences", "--file", "~/walks.txt", "--k", "5")).toBe(0);
    const text = printed.join("\n");
    expect(text).toContain("600 interactions of 200 users with 25 items; 200 users tested");
    expect(Number(/nDCG@5 +([\d.]+)/.exec(text)?.[1])).toBeGreaterThan(0.7);
  });

  it("writes a page with every figure, and judges the settings of an earlier run beside the new ones", async () => {
    put(
      "walks.txt",
      Array.from({ length: 60 }, (_, at) =>
        [`u${at}`, ...[0, 1, 2, 3].map((step) => `i${(at + step) % 15}`)].join(" "),
      ).join("\n"),
    );
    expect(await ask("sequences", "--file", "~/walks.txt", "--json")).toBe(0);
    put("before.json", printed.join("\n"));
    printed.length = 0;
    const [before, page] = ["~/before.json", "~/pages/of/today.html"];
    expect(await ask("sequences", "--file", "~/walks.txt", "--before", before, "--report", page, "--json")).toBe(0);
    const { figures } = answered() as never as { figures: Record<string, { ndcg: { value: number } }> };
    expect(Object.keys(figures)).toEqual(["penderie", "settings before", "item-kNN", "popularity"]);
    expect(figures["settings before"]?.ndcg).toEqual(figures["penderie"]?.ndcg);
    const text = readFileSync(join(home, "pages", "of", "today.html"), "utf8");
    expect(text).toContain("settings before");
    expect(text).toContain(`>${figures["penderie"]?.ndcg.value.toFixed(4)}<`);
    expect(text.match(/class="chosen"/g)).toHaveLength(1);
    put("walks.json", '{"settings": 1}');
    expect(await ask("sequences", "--file", "~/walks.txt", "--before", "~/walks.json")).toBe(2);
    expect(complained.join()).toContain("is not what an evaluation printed");
  });

  it("reads lines parted by commas, passes over a header, and puts aside who has no item", async () => {
    put(
      "walks.txt",
      [
        "user_id,items",
        ...Array.from({ length: 9 }, (_, at) => `u${at},i${at % 4},i${(at + 1) % 4},i${(at + 2) % 4}`),
        "u9",
      ].join("\n"),
    );
    expect(await ask("sequences", "--file", "~/walks.txt", "--json")).toBe(0);
    expect(answered()).toMatchObject({
      users: 9,
      spoiltRows: 1,
      spoilt: [{ line: 11, reason: "a user without items" }],
    });
  });

  it("learns from histories that are too short to be tested on, and says which lines it joined", async () => {
    put("walks.txt", ["u1 a b c", "u2 a b c", "u3 b c", "u4 b c", "u4 d", "u5 e"].join("\n"));
    expect(await ask("sequences", "--file", "~/walks.txt")).toBe(0);
    const text = printed.join("\n");
    expect(text).toContain("learnt from 6 interactions of 5 users with 5 items; 3 users tested");
    expect(text).toContain("1 lines go on with the user of an earlier line");
  });

  it("refuses histories that are all too short", async () => {
    put("short.txt", "u1 a b\nu2 c\n");
    expect(await ask("sequences", "--file", "~/short.txt")).toBe(1);
    expect(complained.join()).toContain("no history has three items");
  });
});
