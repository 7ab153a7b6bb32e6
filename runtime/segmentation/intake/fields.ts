import { type Lanes, hashInto } from "./hash";

/**
 * The fields of one row: where each begins and ends in `bytes`, the hash of what is there, and all of its bytes or-ed together.
 * Behind the file's own columns there is room for those that a mapping makes.
 */
export interface Fields {
  bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly lanes: Lanes;
  readonly alls: Int32Array;
}

/** Room for the fields of rows of `width` columns. */
export function emptyFields(width: number): Fields {
  const integers = () => new Int32Array(width);
  return {
    ...{ bytes: new Uint8Array(), starts: integers(), ends: integers() },
    ...{ lanes: [integers(), integers()], alls: integers() },
  };
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
export const textOf = ({ bytes, starts, ends }: Fields, column: number): string =>
  decoder.decode(bytes.subarray(starts[column], ends[column]));

/** Takes note of where a field is, and of its hash. */
export function placeField(fields: Fields, column: number, start: number, end: number, bytes = fields.bytes): void {
  let all = 0;
  for (let at = start; at < end; at++) all |= bytes[at] ?? 0;
  fields.starts[column] = start;
  fields.ends[column] = end;
  fields.alls[column] = all;
  hashInto(fields.lanes, column, bytes, start, end);
}
