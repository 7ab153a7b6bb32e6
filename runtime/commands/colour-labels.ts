import { type Colour, colours } from "../catalogue/vocabulary";
import { fieldsOf, separatorOf } from "./fields";
import { linesOf } from "./lines";
import { WorkFailed } from "./outcome";

/** The colours that a person says of the garment in one image. */
export interface ColourLabel {
  /** The file's name without its folder and ending. */
  readonly image: string;
  readonly colour: Colour;
  readonly second: Colour | undefined;
  readonly contributor: string;
}

/**
 * Labels from a table with a header: `image` and `colour`, and, where there are any, `second` and `contributor`, in any order. A colour
 * that is `unclear` is counted and left out. Throws at the first row that cannot be used, naming its line and what would do.
 */
export async function colourLabels(path: string): Promise<{ rows: readonly ColourLabel[]; unclear: number }> {
  const rows: ColourLabel[] = [];
  const lineOf = new Map<string, number>();
  let columns: readonly string[] | undefined;
  let separator = ",";
  let [number, unclear] = [0, 0];
  for await (const line of linesOf(path)) {
    number++;
    if (line.trim() === "") continue;
    const refuse = (reason: string) => new WorkFailed(`${path} line ${number}: ${reason}`);
    if (!columns) separator = separatorOf(line);
    const fields = fieldsOf(line, separator)?.map((field) => field.trim());
    if (!fields) throw refuse("a quote is not closed");
    if (!columns) {
      columns = fields.map((field) => field.replace(/^\uFEFF/, "").toLowerCase());
      for (const name of ["image", "colour"])
        if (!columns.includes(name))
          throw refuse(`no column is called ${name}; begin with image,colour,second,contributor`);
      continue;
    }
    const field = (name: string) => fields[columns?.indexOf(name) ?? -1] ?? "";
    const image = field("image");
    if (image === "") throw refuse("it names no image");
    const before = lineOf.get(image);
    if (before !== undefined) throw refuse(`${image} has its label on line ${before} already; keep one of the two`);
    lineOf.set(image, number);
    if (field("colour") === "unclear") {
      unclear++;
      continue;
    }
    const second = field("second");
    rows.push({
      image,
      colour: colourIn(field("colour"), refuse),
      second: second === "" || second === "unclear" ? undefined : colourIn(second, refuse),
      contributor: field("contributor") || image,
    });
  }
  if (rows.length === 0) throw new WorkFailed(`${path} names no colour; give a row for each image`);
  return { rows, unclear };
}

function colourIn(word: string, refuse: (reason: string) => Error): Colour {
  const colour = colours.find((each) => each === word.toLowerCase());
  if (!colour) throw refuse(`"${word}" is no colour; say one of ${colours.join(", ")}, or unclear`);
  return colour;
}
