import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { temporaryFolder } from "../../testing/temporary";
import { Damaged, type EventFile, behindHeader, unpacked } from "./duckdb-files";

const folder = temporaryFolder("files");

async function read(content: Buffer, compression: EventFile["compression"], newline: EventFile["newline"] = "\n") {
  const path = join(folder, "log");
  writeFileSync(path, content);
  const found: Buffer[] = [];
  for await (const piece of behindHeader(path, { kind: "readable", compression, header: [], newline }))
    found.push(Buffer.from(piece));
  return Buffer.concat(found).toString("utf8");
}

describe("what is behind a header", () => {
  it("is the file without its first line, unpacked", async () => {
    const text = fc.string({ unit: fc.constantFrom(..."ab1,\n".split("")), maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom("none", "gzip"), async (body, compression) => {
        const whole = Buffer.from(`head\n${body}`);
        expect(await read(compression === "gzip" ? gzipSync(whole) : whole, compression)).toBe(body);
      }),
      { numRuns: 60 },
    );
  });

  it("has lines that end as usual where an old program ended them with a carriage return alone", async () => {
    expect(await read(Buffer.from("head\ra\rb\r"), "none", "\r")).toBe("a\nb\n");
  });

  it("is not answered whole where a gzip stream is cut", async () => {
    const whole = gzipSync(`head\n${"a,b\n".repeat(5000)}`);
    await expect(read(whole.subarray(0, -4), "gzip")).rejects.toBeInstanceOf(Damaged);
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
