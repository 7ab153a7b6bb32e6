import "./promise-try"; // before the library that asks for it
import { getDocumentProxy } from "unpdf";
import { z } from "zod";
import type { SheetReader, SheetTable } from "../../catalogue/sheets";

const item = z.object({ str: z.string(), width: z.number(), transform: z.array(z.number()).length(6) });

interface Word {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Points within which words are on one line, and a column's words begin where its heading does. */
const tolerance = 3;

/**
 * Tables of a PDF that has text, in process: lines by height, columns by where the words of the line with most of them begin. A page
 * without text has no table; scanned ones are for Document Intelligence.
 */
export const pdfText: SheetReader = {
  async tables(pdf) {
    const document = await getDocumentProxy(new Uint8Array(pdf)).catch(() => undefined);
    if (!document) return undefined;
    const tables: SheetTable[] = [];
    for (let page = 1; page <= document.numPages; page++) {
      const { items } = await (await document.getPage(page)).getTextContent();
      const words = items.flatMap((each): readonly Word[] => {
        const { data } = item.safeParse(each);
        return data && data.str.trim() !== ""
          ? [{ text: data.str.trim(), x: data.transform[4] ?? 0, y: data.transform[5] ?? 0 }]
          : [];
      });
      const lines = linesOf(words);
      const widest = lines.reduce<readonly Word[]>((most, line) => (line.length > most.length ? line : most), []);
      const starts = widest.map(({ x }) => x);
      if (starts.length > 1) tables.push({ page, rows: lines.map((line) => cellsOf(line, starts)) });
    }
    await document.cleanup();
    return tables;
  },
};

/** Words of one height, left to right; lines from the top. */
function linesOf(words: readonly Word[]): readonly (readonly Word[])[] {
  const lines: Word[][] = [];
  for (const word of [...words].sort((a, b) => b.y - a.y || a.x - b.x)) {
    const line = lines.at(-1);
    if (line?.[0] && Math.abs(line[0].y - word.y) <= tolerance) line.push(word);
    else lines.push([word]);
  }
  return lines.map((line) => line.sort((a, b) => a.x - b.x));
}

/** Each word belongs to the last column that begins before it. */
function cellsOf(line: readonly Word[], starts: readonly number[]): readonly string[] {
  const cells = starts.map(() => "");
  for (const { text, x } of line) {
    const at = Math.max(
      0,
      starts.findLastIndex((start) => start <= x + tolerance),
    );
    cells[at] = `${cells[at] ?? ""} ${text}`.trim();
  }
  return cells;
}
