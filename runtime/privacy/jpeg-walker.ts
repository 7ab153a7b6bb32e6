/** Why a byte sequence is not a JPEG that holds picture data alone. */
export interface Residue {
  readonly offset: number;
  readonly what: string;
}

const standalone = new Set([0x01, 0xd8, 0xd9, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7]);
const pictureData: Readonly<Record<number, string>> = {
  0xdb: "DQT",
  0xc0: "SOF0",
  0xc1: "SOF1",
  0xc2: "SOF2",
  0xc4: "DHT",
  0xdd: "DRI",
  0xda: "SOS",
};

/**
 * Walks a JPEG from its first byte to its last and names the first thing that is not picture data; undefined when there
 * is none. Allowed are SOI, one APP0-JFIF of 16 bytes (so without thumbnail), DQT, SOF0-2, DHT, DRI, SOS with its scan,
 * and EOI as the very last bytes. Knows nothing of the library that wrote the file. Source: ITU-T T.81, annex B.
 */
export function metadataIn(bytes: Uint8Array): Residue | undefined {
  const at = (index: number) => bytes[index] ?? -1;
  if (at(0) !== 0xff || at(1) !== 0xd8) return { offset: 0, what: "no start of image" };
  let offset = 2;
  let frames = 0;
  let scans = 0;
  for (;;) {
    if (at(offset) !== 0xff) return { offset, what: "bytes between segments" };
    const marker = at(offset + 1);
    if (marker === 0xd9) {
      if (scans === 0) return { offset, what: "no picture" };
      return offset + 2 === bytes.length ? undefined : { offset: offset + 2, what: "bytes after the end of the image" };
    }
    if (marker < 0 || standalone.has(marker)) return { offset, what: "a marker out of place" };
    const length = (at(offset + 2) << 8) | at(offset + 3);
    if (length < 2 || offset + 2 + length > bytes.length) return { offset, what: "a segment cut short" };
    if (marker === 0xe0) {
      if (!isBareJfif(bytes, offset, length)) return { offset, what: "an APP0 segment with more than a JFIF header" };
    } else if (pictureData[marker] === undefined) {
      return { offset, what: nameOf(marker) };
    }
    if (marker >= 0xc0 && marker <= 0xc2 && ++frames > 1) return { offset, what: "a second picture" };
    offset += 2 + length;
    if (marker === 0xda) {
      scans++;
      offset = endOfScan(bytes, offset);
    }
  }
}

/** "JFIF\0", version, density and a thumbnail of no pixels. */
function isBareJfif(bytes: Uint8Array, offset: number, length: number): boolean {
  const header = [0x4a, 0x46, 0x49, 0x46, 0x00];
  return (
    offset === 2 &&
    length === 16 &&
    header.every((byte, index) => bytes[offset + 4 + index] === byte) &&
    bytes[offset + 16] === 0 &&
    bytes[offset + 17] === 0
  );
}

/** The offset of the first marker after entropy-coded data, in which FF is stuffed with 00 and RST0-7 may occur. */
function endOfScan(bytes: Uint8Array, start: number): number {
  let offset = start;
  while (offset < bytes.length - 1) {
    const next = bytes[offset + 1] ?? 0;
    if (bytes[offset] === 0xff && next !== 0x00 && !(next >= 0xd0 && next <= 0xd7)) return offset;
    offset++;
  }
  return bytes.length;
}

function nameOf(marker: number): string {
  if (marker === 0xfe) return "a comment";
  if (marker >= 0xe1 && marker <= 0xef) return `an APP${marker - 0xe0} segment`;
  return `a segment of kind 0x${marker.toString(16)}`;
}
