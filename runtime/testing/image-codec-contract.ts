import type { ImageCodec } from "../recommendation/photo-intake";

/** Pictures that a suite is run with; each is of one size and holds one colour. */
export interface CodecPictures {
  /** By format, 40 × 20 pixels of about this colour. */
  readonly readable: Readonly<Record<string, Uint8Array>>;
  readonly colour: readonly [number, number, number];
  /** 40 × 20 as stored, to be shown turned by a quarter. */
  readonly sideways: Uint8Array;
  readonly unreadable: Readonly<Record<string, Uint8Array>>;
}

/** Every codec must pass this. */
export function imageCodecContract(codec: ImageCodec, pictures: () => Promise<CodecPictures>): void {
  it("writes every readable format as a JPEG of the same size and colour", async () => {
    const { readable, colour } = await pictures();
    for (const [format, bytes] of Object.entries(readable)) {
      const clean = await codec.clean(bytes);
      expect({ format, width: clean?.width, height: clean?.height }).toEqual({ format, width: 40, height: 20 });
      const { rgb } = await codec.square(clean?.jpeg ?? new Uint8Array(), 8, [0, 0, 0]);
      const middle = 3 * (8 * 4 + 4);
      for (const [channel, value] of colour.entries())
        expect(Math.abs((rgb[middle + channel] ?? 0) - value)).toBeLessThan(32);
    }
  });

  it("turns a picture upright", async () => {
    expect(await codec.clean((await pictures()).sideways)).toMatchObject({ width: 20, height: 40 });
  });

  it("answers pixels, upright and of three bytes each, and writes them", async () => {
    const { readable, colour, sideways } = await pictures();
    for (const [format, bytes] of Object.entries({ ...readable, sideways })) {
      const picture = await codec.decoded(bytes);
      if (!picture) throw new Error(`${format} was not read`);
      const { width, height, rgb } = picture;
      const upright = format === "sideways" ? [20, 40] : [40, 20];
      expect({ format, size: [width, height], bytes: rgb.length }).toEqual({ format, size: upright, bytes: 2400 });
      for (const [channel, value] of colour.entries())
        expect(Math.abs((rgb[1200 + channel] ?? 0) - value)).toBeLessThan(32);
      rgb.fill(0);
      const copy = await codec.written(picture);
      expect([copy.width, copy.height]).toEqual(upright);
      const square = await codec.square(copy.jpeg, 8, [255, 255, 255]);
      expect([format, square.rgb[3 * 36]]).toEqual([format, 0]);
    }
    for (const bytes of Object.values((await pictures()).unreadable))
      expect(await codec.decoded(bytes)).toBeUndefined();
  });

  it("fits the same into a square, whether it is given as pixels or as the JPEG of them", async () => {
    const rgb = Uint8Array.from({ length: 3 * 40 * 20 }, (_, at) => (at % 120 < 60 ? 30 : 200)); // dark on the left
    const picture = { width: 40, height: 20, rgb };
    const { jpeg } = await codec.written(picture);
    for (const part of [undefined, { left: 0.25, top: 0, right: 0.75, bottom: 1 }]) {
      const [one, other] = await Promise.all(
        [picture, jpeg].map(async (given) => codec.square(given, 16, [1, 2, 3], part)),
      );
      expect(one?.frame).toEqual(other?.frame);
      const apart = one?.rgb.map((value, at) => Math.abs(value - (other?.rgb[at] ?? 0))) ?? [];
      expect(Math.max(...apart)).toBeLessThan(24);
      expect(one?.rgb).toContain(30);
      expect(one?.rgb).toContain(200);
    }
  });

  it("answers nothing for what it may not or cannot read", async () => {
    for (const [kind, bytes] of Object.entries((await pictures()).unreadable))
      expect({ kind, read: await codec.clean(bytes) }).toEqual({ kind, read: undefined });
  });

  it("writes a small one as small as asked, and nothing of what it cannot read", async () => {
    const { readable, unreadable } = await pictures();
    const small = await codec.small(Object.values(readable)[0] ?? new Uint8Array(), 10);
    expect(await codec.clean(small ?? new Uint8Array())).toMatchObject({ width: 10, height: 5 });
    expect(await codec.small(Object.values(unreadable)[0] ?? new Uint8Array(), 10)).toBeUndefined();
  });

  it("fits a picture into a square, keeping its aspect, on the colour of the pad", async () => {
    const { readable } = await pictures();
    const [first] = Object.values(readable);
    const clean = await codec.clean(first ?? new Uint8Array());
    const { width, height, rgb, frame } = await codec.square(clean?.jpeg ?? new Uint8Array(), 16, [1, 2, 3]);
    expect([width, height, rgb.length]).toEqual([16, 16, 16 * 16 * 3]);
    expect(frame).toEqual({ left: 0, top: 0.25, right: 1, bottom: 0.75 });
    expect([...rgb.subarray(0, 3)]).toEqual([1, 2, 3]);
    expect([...rgb.subarray(-3)]).toEqual([1, 2, 3]);
  });

  it("fits a part of a picture into a square, and says what it fills, however thin or far outside the part is", async () => {
    const [first] = Object.values((await pictures()).readable);
    const { jpeg = new Uint8Array() } = (await codec.clean(first ?? new Uint8Array())) ?? {};
    const part = { left: 0.5, top: 0, right: 0.75, bottom: 1 }; // 10 x 20 pixels
    expect((await codec.square(jpeg, 16, [1, 2, 3], part)).frame).toEqual({
      left: 0.25,
      top: 0,
      right: 0.75,
      bottom: 1,
    });
    for (const thin of [
      { left: 1, top: 1, right: 1, bottom: 1 },
      { left: 0.2, top: 0.2, right: 0.2, bottom: 0.9 },
    ])
      expect((await codec.square(jpeg, 16, [1, 2, 3], thin)).rgb).toHaveLength(16 * 16 * 3);
  });
}
