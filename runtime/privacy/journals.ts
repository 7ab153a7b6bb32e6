/**
 * Port: files of lines that only grow, kept in an account of their own beside the stores that they tell about: the audit
 * trail, the ledger of erasures, requests and breaches.
 */
export interface Journals {
  /** Every whole line, each ended by a line feed; undefined when there is no such journal. */
  read(name: string): Promise<string | undefined>;
  /**
   * Appends a line to a journal that has `size` bytes (0 makes it), and returns once it is on the disk. False when it has
   * another size, because somebody else was faster: nothing is written then.
   */
  append(name: string, size: number, line: string): Promise<boolean>;
  /** Names that begin with `prefix`, in order. */
  list(prefix: string): Promise<readonly string[]>;
  /** Removing what is not there is no fault. */
  remove(name: string): Promise<void>;
}

/** The lines of a journal; none when it does not exist. */
export const linesOf = (text: string | undefined): readonly string[] => (text ?? "").split("\n").slice(0, -1);

/**
 * Appends what `decide` makes of the lines that are there, again and again while somebody else is faster. Answers the line, or
 * undefined when `decide` had nothing to add.
 */
export async function appendTo(
  journals: Journals,
  name: string,
  decide: (lines: readonly string[]) => string | undefined,
): Promise<string | undefined> {
  for (;;) {
    const text = await journals.read(name);
    const line = decide(linesOf(text));
    if (line === undefined || (await journals.append(name, Buffer.byteLength(text ?? ""), line))) return line;
  }
}
