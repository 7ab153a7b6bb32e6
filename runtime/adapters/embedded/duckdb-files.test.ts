import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { temporaryFolder } from "../../testing/temporary";
import { Damaged, type EventFile, NotPlain, stretches, unpacked } from "./duckdb-files";

const folder = temporaryFolder("stretches");
const scratch = join(folder, "scratch");
mkdirSync(scratch);

async function read(content: Buffer, compression: EventFile["compression"], size: number) {
  const path = join(folder, "log");
  writeFileSync(path, content);
  const found: { text: string; lines: number; before: number }[] = [];
  for await (const { path: part, lines, before } of stretches(
    path,
    { kind: "readable", compression, header: [] },
    scratch,
    size,
  ))
    found.push({ text: readFileSync(part, "utf8"), lines, before });
  return found;
}

describe("stretches of a file", () => {
  it("are all of its lines but the header, in order, whole and counted, however long they may be", async () => {
    const line = fc.string({ unit: fc.constantFrom(..."ab1,.:-".split("")), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 40 }),
        fc.integer({ min: 1, max: 200 }),
        fc.constantFrom("none", "gzip"),
        fc.boolean(),
        async (lines, size, compression, ends) => {
          const body = lines.join("\n") + (ends && lines.length > 0 ? "\n" : "");
          const text = `head\n${body}`;
          const found = await read(compression === "gzip" ? gzipSync(text) : Buffer.from(text), compression, size);
          expect(found.map((each) => each.text).join("")).toBe(body);
          const counted = body === "" ? 0 : body.split("\n").length - (body.endsWith("\n") ? 1 : 0);
          expect(found.reduce((sum, each) => sum + each.lines, 0)).toBe(counted);
          let before = 1;
          for (const each of found) {
            expect(each.before).toBe(before);
            before += each.lines;
          }
          for (const each of found.slice(0, -1)) expect(each.text.endsWith("\n")).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(['a,"b"', "a\r", "a, b", "a ,b", "a\tb"])("are given up at %j, which asks for care", async (line) => {
    await expect(read(Buffer.from(`head\n${line}\n`), "none", 100)).rejects.toBeInstanceOf(NotPlain);
  });

  it("are given up where a gzip stream is cut", async () => {
    const whole = gzipSync(`head\n${"a,b\n".repeat(5000)}`);
    await expect(read(whole.subarray(0, -4), "gzip", 1000)).rejects.toBeInstanceOf(Damaged);
  });
});

describe("a damaged gzip file", () => {
  it("tells its fault to whoever reads, however late they begin", async () => {
    const path = join(temporaryFolder("gzip"), "a.gz");
    const damaged = gzipSync(Buffer.from("a,b\n1,2\n"));
    damaged.writeUInt8(damaged.readUInt8(damaged.length - 6) ^ 0xff, damaged.length - 6);
    writeFileSync(path, damaged);
    const content = unpacked(path, true);
    content.resume();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const read = async () => {
      for await (const chunk of content) expect(chunk).toBeDefined();
    };
    await expect(read()).rejects.toThrow("incorrect data check");
  });
});
