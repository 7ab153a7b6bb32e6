import "./promise-try"; // before the library that asks for it
import { getDocumentProxy } from "unpdf";
import { z } from "zod";
import { type SheetPage, tablesOf } from "../../catalogue/sheet/layout";
import type { Placed } from "../../catalogue/sheet/placed";
import type { SheetReader } from "../../catalogue/sheets";

const item = z.object({ str: z.string(), width: z.number(), transform: z.array(z.number()).length(6) });

/** What the library thinks of a damaged file is not for whoever imports it: the report says what could not be read. */
const errorsAlone = 0;

/** Tables of a PDF that has text, in process. Scanned pages have none; they are for Document Intelligence. */
export const pdfText: SheetReader = {
  async tables(pdf, rename) {
    const document = await getDocumentProxy(new Uint8Array(pdf), { verbosity: errorsAlone }).catch(() => undefined);
    if (!document) return undefined;
    const pages: SheetPage[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { transform } = page.getViewport({ scale: 1 });
      const { items } = await page.getTextContent();
      const texts = items.flatMap((each): readonly Written[] => {
        const { data } = item.safeParse(each);
        return data && data.str.trim() !== ""
          ? [{ text: data.str, width: data.width, matrix: product(transform, data.transform) }]
          : [];
      });
      pages.push({ page: number, texts: upright(texts) });
      page.cleanup();
    }
    await document.cleanup();
    return tablesOf(pages, rename);
  },
};

interface Written {
  readonly text: string;
  readonly width: number;
  /** From the text's own directions to those of the page as it is shown. */
  readonly matrix: readonly number[];
}

/** The text that reads in the direction of most of the page, as if that were from left to right: a sheet may lie on its side. */
function upright(texts: readonly Written[]): readonly Placed[] {
  const letters = [0, 0, 0, 0];
  const turns = texts.map(({ matrix: [a = 0, b = 0] }) => (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4);
  for (const [at, { text }] of texts.entries()) letters[turns[at] ?? 0] = (letters[turns[at] ?? 0] ?? 0) + text.length;
  const most = letters.indexOf(Math.max(...letters));
  return texts.flatMap(({ text, width, matrix: [, , c = 0, d = 0, x = 0, y = 0] }, at): readonly Placed[] => {
    if (turns[at] !== most) return [];
    const [left, height] = [
      [x, y],
      [y, -x],
      [-x, -y],
      [-y, x],
    ][most] ?? [x, y];
    return [{ text, left: left ?? 0, right: (left ?? 0) + width, y: height ?? 0, size: Math.hypot(c, d) }];
  });
}

/** One affine map after another, as PDF writes them: [a b c d e f]. */
function product(
  [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[],
  [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0]: readonly number[],
): readonly number[] {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
