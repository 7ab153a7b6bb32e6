import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const text = z.string("some text").min(2, "some text");
const contact = { name: text, contact: text };
const organisation = z.strictObject({
  controller: z.strictObject({ ...contact, address: text }),
  dpo: z.strictObject(contact),
  representative: text,
  jointControllers: text,
  department: text,
  stewards: text,
  authority: text,
  privacyPolicy: text,
  retentionPolicy: text,
  interestsAssessment: text,
  processorContract: text,
  reviewed: text,
});

/** What the evidence must say and no program can know: who answers for the processing (Art. 4(7), 27, 37 GDPR). */
export type Organisation = Readonly<z.infer<typeof organisation>>;

/** Reads it. Throws one `Error` that names the file and every mistake. */
export function organisationIn(file: string): Organisation {
  const parsed = organisation.safeParse(parse(readFileSync(file, "utf8")));
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(({ path, message }) => `- ${path.join(".")}: ${message}`);
  throw new Error(`${file}:\n${mistakes.join("\n")}`);
}
