import { purposes } from "../../runtime/contract";
import { type Document, inDays, list, table } from "./document";
import { activities } from "./facts/activities";
import { processor } from "./facts/processors";
import { type Risk, risks } from "./facts/risks";
import { type Shown, measuresOf } from "./measures";
import { paragraph } from "./record";
import { type Subject, spoken, storesFor } from "./subject";

/** No clock: the same plan gives the same file. The tool shows it as the day of the first draft. */
const drafted = "2026-11-21T00:00:00.000Z";

/**
 * An annex for the impact assessment (Art. 35) in the format that the CNIL's open-source tool exports and imports
 * (github.com/LINCnil/pia, `exportData` of pia.service.ts): answers by the number of their question, measures, and gauges
 * from 1 to 4. It is pre-filled from the plan; evaluation and opinions are left to people.
 */
export function assessment(subject: Subject): Document {
  const measures = measuresOf(subject);
  const answers = [
    ...Object.entries(texts(subject)).map(([question, text]) => answer(Number(question), { text })),
    ...risks.flatMap((risk) => riskAnswers(risk, measures)),
  ];
  return {
    name: "impact-assessment",
    title: `Annex to the impact assessment ${subject.review.assessment} (Art. 35)`,
    data: {
      pia: {
        status: 1,
        name: `${subject.review.assessment}: Penderie, ${subject.review.environment}`,
        author_name: subject.organisation.department,
        evaluator_name: subject.organisation.dpo.name,
        validator_name: subject.organisation.controller.name,
        category: "",
        created_at: drafted,
        dpo_status: 0,
        dpo_opinion: "",
        dpos_names: subject.organisation.dpo.name,
        people_names: "",
        concerned_people_opinion: "",
        concerned_people_status: 0,
        concerned_people_searched_opinion: false,
        concerned_people_searched_content: "",
        rejection_reason: "",
        applied_adjustments: "",
        is_archive: 0,
      },
      answers,
      measures: measures.map(({ title, how, shownBy }, at) => ({
        id: at + 1,
        title,
        content: paragraphs(`${how}. Shown by ${shownBy}.`),
        placeholder: "",
        created_at: drafted,
      })),
      evaluations: [],
      comments: [],
    },
    body: [
      `Criteria of WP 248 that apply: ${criteria.join("; ")}. Two suffice for an assessment to be needed.`,
      ...risks.map((risk) => riskChapter(risk, measures)),
      `The file beside this one can be imported into the CNIL's tool; evaluation, opinions and validation are left to people.`,
    ].join("\n\n"),
  };
}

/** Of the nine criteria of WP 248 rev.01, those that the platform meets. */
const criteria = [
  "evaluation or scoring (segments, taste)",
  "large scale (400,000 active users)",
  "innovative use (recognition of garments)",
] as const;

const answer = (question: number, data: { text?: string; gauge?: number; list?: readonly string[] }) => ({
  reference_to: question,
  data: {
    text: data.text === undefined ? null : paragraphs(data.text),
    gauge: data.gauge ?? null,
    list: data.list ?? [],
  },
  created_at: drafted,
});

const against = (measures: readonly Shown[], { event }: Risk) =>
  measures.filter((each) => each.against.includes(event));

const riskAnswers = (risk: Risk, measures: readonly Shown[]) => [
  answer(risk.section + 1, { list: risk.impacts }),
  answer(risk.section + 2, { list: risk.threats }),
  answer(risk.section + 3, { list: risk.sources }),
  answer(risk.section + 4, { list: against(measures, risk).map(({ title }) => title) }),
  answer(risk.section + 5, { text: risk.severity.why, gauge: risk.severity.gauge }),
  answer(risk.section + 6, { text: risk.likelihood.why, gauge: risk.likelihood.gauge }),
];

const scale = ["", "negligible", "limited", "significant", "maximum"] as const;

const riskChapter = (risk: Risk, measures: readonly Shown[]) =>
  [
    `## ${risk.title}`,
    `Severity: ${scale[risk.severity.gauge]} (${risk.severity.why}). Likelihood: ${scale[risk.likelihood.gauge]} (${risk.likelihood.why}).`,
    list([
      `Impacts: ${risk.impacts.join("; ")}`,
      `Threats: ${risk.threats.join("; ")}`,
      `Sources: ${risk.sources.join("; ")}`,
    ]),
    table(
      ["Measure against it", "Shown by"],
      against(measures, risk).map(({ title, shownBy }) => [title, shownBy]),
    ),
  ].join("\n\n");

/** Answers to the questions of the tool's first two chapters (pia_architecture.json), by number. */
function texts(subject: Subject): Readonly<Record<number, string>> {
  const { review, organisation } = subject;
  const own = purposes.filter((purpose) => storesFor(subject, purpose).length > 0);
  return {
    111: own.map((purpose) => `${activities[purpose].name}: ${activities[purpose].description}`).join("\n"),
    112: `Controller: ${organisation.controller.name}. Processor: ${processor.name}. Joint controllers: ${organisation.jointControllers}.`,
    113: "None is binding; the policies refer to the articles of the Regulation and to the Microsoft cloud security benchmark.",
    121: review.lifetimes
      .map(
        ({ store, holds, kept, gone }) =>
          `${store}: ${holds}; kept ${inDays(kept)}, gone after ${inDays(gone)} at the latest`,
      )
      .join("\n"),
    122: "Requests enter through the gateway, which checks tokens. A photograph is cleaned before it is stored, read once, and expires. Event files land in a store of their own, are condensed to features, and expire. Withdrawal and deletion reach everything that was computed.",
    123: review.services.map(({ service, resources }) => `${service}: ${resources.length} resources`).join("\n"),
    211: own.map((purpose) => `${purpose}: ${activities[purpose].description}`).join("\n"),
    212: own
      .map(
        (purpose) =>
          `${purpose}: ${activities[purpose].bases.map((basis) => `${spoken(basis)} (${paragraph(basis)})`).join(", ")}`,
      )
      .join("\n"),
    213: "Schemas are closed; photographs lose their metadata and are reduced; likeness is of garments; habits are counts, and no demographic or social trait is kept.",
    214: "Preferences, likes and photographs are corrected by their owner and carried through to what was computed; event files are checked row by row.",
    215: review.lifetimes.map(({ store, kept }) => `${store}: ${inDays(kept)}`).join("\n"),
    221: `By the privacy notice, generated with this annex and published at ${organisation.privacyPolicy}; each consent records the hash of the words that were shown.`,
    222: "For each photograph and each purpose apart, by an act of its own, never pre-ticked; withdrawn by as many steps as it is given.",
    223: "In the app: a copy of everything that was given and done.",
    224: "In the app: each photograph, like and preference, or everything at once with a receipt.",
    225: "In the app: restriction, objection to segmentation and to marketing, and answers that read no profile.",
    226: `${organisation.processorContract}; see the register of processors.`,
    227: "Nothing is stored, copied or computed outside the Union; see the transfer register for what the processor reserves.",
  };
}

/** Text as the tool keeps it: its editor writes HTML. */
const paragraphs = (text: string) =>
  text
    .split("\n")
    .map((line) => `<p>${line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</p>`)
    .join("");
