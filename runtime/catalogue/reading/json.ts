import { rowsOf } from "./records";
import type { Described, Refusal } from "./rows";

/** A part of a text that should be one JSON value, and the line on which it begins. */
interface Part {
  readonly line: number;
  readonly text: string;
}

/**
 * Rows of JSON: one product a line, a list, an object that holds one under a usual name, or one product alone. What is broken is refused
 * with its line, and the rest is read.
 */
export function recordsIn(text: string): { readonly rows: readonly Described[]; readonly refused: readonly Refusal[] } {
  const rows: Described[] = [];
  const refused: Refusal[] = [];
  for (const { line, text: content } of partsOf(text)) {
    const value = parsed(content);
    const read = value === undefined ? { line, reason: "this is no JSON" } : rowsOf(value, line);
    if ("reason" in read) refused.push(read);
    else rows.push(...read);
  }
  return { rows, refused };
}

/** Under which names an object holds its list of products. */
const list = /"(products|items|data|results|catalog(?:ue)?|produits|prodotti)"\s*:\s*\[/i;

/** An object whose list of products comes after nothing but plain values, broken as it may be. */
const holder =
  /^\s*\{\s*(?:"[^"]*"\s*:\s*(?:"[^"]*"|[\d.]+|true|false|null)\s*,\s*)*"(?:products|items|data|results|catalog(?:ue)?|produits|prodotti)"\s*:\s*\[/i;

function partsOf(text: string): readonly Part[] {
  const lines = text.split(/\r?\n/).map((content, at) => ({ line: at + 1, text: content }));
  const first = lines.find((line) => line.text.trim() !== "");
  const start = (holder.exec(text) ?? /^\s*\[/.exec(text))?.[0].length;
  if (
    start !== undefined &&
    (text.trimStart().startsWith("{") || parsed(first?.text ?? "") === undefined || lines.length === 1)
  )
    return elementsFrom(text, start);
  const whole = first && parsed(first.text) === undefined ? parsed(text) : undefined;
  const [opening = "", name = ""] = list.exec(text) ?? [];
  if (Array.isArray((whole as Readonly<Record<string, unknown>> | undefined)?.[name]))
    return elementsFrom(text, text.indexOf(opening) + opening.length);
  if (first && whole !== undefined) return [{ line: first.line, text }];
  return lines.filter((line) => line.text.trim() !== "");
}

/** The elements of a list that begins there, by its commas and brackets: so that one that is broken does not hide the others. */
function elementsFrom(text: string, start: number): readonly Part[] {
  const parts: Part[] = [];
  let [line, from, depth, quoted] = [text.slice(0, start).split("\n").length, start, 0, false];
  const end = (at: number) => {
    const content = text.slice(from, at);
    const before = /^\s*/.exec(content)?.[0] ?? "";
    if (content.trim() !== "") parts.push({ line: line + before.split("\n").length - 1, text: content });
    line += content.split("\n").length - 1;
    from = at + 1;
  };
  for (let at = start; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (letter === "\\" && quoted) at++;
    else if (letter === '"') quoted = !quoted;
    else if (quoted) continue;
    else if ("[{".includes(letter)) depth++;
    else if (letter === "," && depth === 0) end(at);
    else if ("]}".includes(letter) && depth-- === 0) {
      end(at);
      return parts;
    }
  }
  end(text.length);
  return parts;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
