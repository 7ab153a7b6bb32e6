import { assessment } from "./assessment";
import type { Document } from "./document";
import { measures } from "./measures";
import { notice } from "./notice";
import { processors } from "./processors";
import { record } from "./record";
import { retention } from "./retention";
import type { Subject } from "./subject";
import { transfers } from "./transfers";
import { waiverRegister } from "./waiver-register";

const documents: readonly ((subject: Subject) => Document)[] = [
  record,
  transfers,
  processors,
  retention,
  assessment,
  notice,
  measures,
  waiverRegister,
];

/** A file by its name, with what stands in it. */
export type File = readonly [name: string, content: string];

/**
 * Everything that an environment's plan can prove to an authority, as JSON and as Markdown. The same plan gives the same
 * files, to the byte; each names the plan by its hash.
 */
export function evidence(subject: Subject): readonly File[] {
  const { environment, plan } = subject.review;
  const made = documents.map((make) => make(subject));
  const source = `Made from the plan of ${environment}, SHA-256 \`${plan}\`, by \`npm run review\`. Do not edit: change what it is made from.`;
  const index = [
    `# Evidence for ${environment}`,
    source,
    ...made.map(({ name, title }) => `- [${title}](${name}.md) ([JSON](${name}.json))`),
  ];
  return [
    ["README.md", `${[...index.slice(0, 2), index.slice(2).join("\n")].join("\n\n")}\n`],
    ...made.flatMap(({ name, title, data, body }): readonly File[] => [
      [`${name}.md`, `# ${title}\n\n${body}\n\n${source}\n`],
      [
        `${name}.json`,
        `${JSON.stringify(name === "impact-assessment" ? data : { environment, plan, title, content: data }, null, 1)}\n`,
      ],
    ]),
  ];
}
