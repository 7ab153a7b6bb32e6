import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { firstBytes, isFile, isFolder } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";

/** No row of anybody's is longer; a file without line ends must not fill the memory. */
const longestLine = 16 * 1024 * 1024;

/** The lines of a text file that the user named, packed with gzip or not, whatever its name. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  if (isFolder(path)) throw new WrongUsage(`${path} is a folder; name a file in it`);
  if (!isFile(path)) throw new WrongUsage(`${path}: there is no such file`);
  const [first, second] = firstBytes(path, 2);
  const bytes = createReadStream(path);
  const packed = first === 0x1f && second === 0x8b;
  const input = packed ? pipeline(bytes, createGunzip(), () => undefined) : bytes; // what fails is thrown below
  const decoder = new TextDecoder();
  let [rest, number] = ["", 0];
  try {
    for await (const chunk of input) {
      const parts = (rest + decoder.decode(chunk as Buffer, { stream: true })).split("\n");
      rest = parts.pop() ?? "";
      for (const line of parts) {
        number++;
        yield line.endsWith("\r") ? line.slice(0, -1) : line;
      }
      if (rest.length > longestLine)
        throw new WorkFailed(`${path} line ${number + 1} is longer than 16 MB; end each row with a line break`);
    }
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && String(error.code).startsWith("Z_"))
      throw new WorkFailed(`${path}: what gzip packed is damaged after line ${number}; fetch or pack it again`);
    throw error;
  } finally {
    bytes.destroy();
  }
  if (rest !== "") yield rest;
}
