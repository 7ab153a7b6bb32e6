/** A file's bytes as text: UTF-8 or UTF-16 by its mark, UTF-8 where it is that throughout, else Windows-1252 as older spreadsheets write. */
export function textOf(bytes: Uint8Array): {
  readonly text: string;
  readonly encoding: "utf-8" | "utf-16" | "windows-1252";
} {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder("utf-16le").decode(bytes), encoding: "utf-16" };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder("utf-16be").decode(bytes), encoding: "utf-16" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: windows1252(bytes), encoding: "windows-1252" };
  }
}

/** The bytes 80 to 9F; Node's own decoder takes them for Latin-1's control characters, and the sign of the euro is among them. */
const special = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

const windows1252 = (bytes: Uint8Array): string =>
  new TextDecoder("latin1")
    .decode(bytes)
    .replace(/[\u0080-\u009f]/g, (each) => special[each.charCodeAt(0) - 0x80] ?? each);
