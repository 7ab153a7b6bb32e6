import { wordsOf } from "../../assistant/rules";
import { type Sentence, english, french, italian } from "../../testing/sentences";
import { readWishes } from "./words";

/** Without order, which says nothing here. */
const sorted = (list: readonly string[]) => [...list].sort().join(", ");

describe.each<[string, readonly Sentence[]]>([
  ["English", english],
  ["French", french],
  ["Italian", italian],
])("%s", (_language, sentences) => {
  it.each(sentences.map(([text, wishes, unknown = ""]) => [text, wishes, unknown]))(
    "understands %p as %p",
    (text = "", wishes = "", unknown = "") => {
      const read = readWishes(text);
      expect({ wishes: sorted(wordsOf(read).split(", ")), unknown: sorted(read.unknown) }).toEqual({
        wishes,
        unknown: sorted(unknown.split(" ").filter((word) => word !== "")),
      });
    },
  );
});
