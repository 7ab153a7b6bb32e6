/** A decoded picture: `width × height` pixels of three bytes, red, green, blue, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}
