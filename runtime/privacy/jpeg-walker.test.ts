import { jpeg, segment, withSegments } from "../testing/pictures";
import { metadataIn } from "./jpeg-walker";

const text = (value: string) => Buffer.from(value, "latin1");

describe("metadataIn", () => {
  it("finds nothing in a picture that holds the picture alone", async () => {
    expect(metadataIn(await jpeg())).toBeUndefined();
  });

  it.each([
    ["Exif", 0xe1, "Exif\0\0GPS"],
    ["XMP", 0xe1, "http://ns.adobe.com/xap/1.0/\0<x/>"],
    ["a colour profile", 0xe2, "ICC_PROFILE\0"],
    ["Photoshop's records", 0xed, "Photoshop 3.0\0"],
    ["a comment", 0xfe, "made by ada"],
    ["a second APP0 with a thumbnail", 0xe0, "JFXX\0\x10"],
    ["a segment of a vendor's own", 0xef, "owner"],
  ])("finds %s", async (_title, marker, content) => {
    expect(metadataIn(withSegments(await jpeg(), segment(marker, text(content))))).toBeDefined();
  });

  it.each([
    ["bytes after the end", async () => Buffer.concat([await jpeg(), text("motion video")])],
    ["a file cut short", async () => (await jpeg()).subarray(0, 200)],
    ["something else", async () => text("<html>")],
    ["nothing", async () => Buffer.alloc(0)],
    ["a start and an end without a picture", async () => Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
  ])("refuses %s", async (_title, make) => {
    expect(metadataIn(await make())).toBeDefined();
  });
});
