/** What parts the fields of a first line: whatever parts it most, the rarer within ids first; blanks where nothing else does. */
export function separatorOf(line: string): string {
  const [best = " "] = ["\t", "::", ";", ","].sort((a, b) => line.split(b).length - line.split(a).length);
  return line.includes(best) ? best : " ";
}

/** Fields of one line; quotes as in RFC 4180, but for line breaks within them. Undefined where a quote is not closed. */
export function fieldsOf(line: string, separator: string): readonly string[] | undefined {
  if (separator === " ") return line.trim().split(/\s+/);
  if (!line.includes('"')) return line.split(separator);
  const fields: string[] = [];
  for (let at = 0; at <= line.length;) {
    const quoted = line[at] === '"' ? /^"((?:[^"]|"")*)"/.exec(line.slice(at)) : null;
    if (line[at] === '"' && !quoted) return undefined;
    const from = at + (quoted?.[0].length ?? 0);
    const found = line.indexOf(separator, from);
    const end = found < 0 ? line.length : found;
    fields.push(quoted ? (quoted[1] ?? "").replaceAll('""', '"') + line.slice(from, end) : line.slice(at, end));
    at = end + separator.length;
  }
  return fields;
}
