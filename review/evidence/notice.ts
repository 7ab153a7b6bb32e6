import { purposes } from "../../runtime/contract";
import { type Document, list, table } from "./document";
import { activities } from "./facts/activities";
import { processing, processor, subProcessors } from "./facts/processors";
import { promised } from "./facts/notice";
import { paragraph } from "./record";
import { type Subject, spoken, storesFor, unique } from "./subject";

/** The privacy notice (Art. 13 and 14) in plain words: its figures are those that the platform is checked against. */
export function notice(subject: Subject): Document {
  const { review, organisation } = subject;
  const { controller, dpo } = organisation;
  const uses = purposes.flatMap((purpose) => {
    const held = storesFor(subject, purpose);
    if (held.length === 0) return [];
    const { name, description, bases, interest, profiling, choice, recipients } = activities[purpose];
    return [
      {
        purpose,
        name,
        description,
        data: held.map(({ store, holds }) => ({ store, holds, days: promised[store] })),
        bases,
        interest,
        profiling,
        choice,
        recipients,
      },
    ];
  });
  const services = review.services.flatMap(({ service }) => processing[service] ?? []);
  const regions = unique(Object.keys(review.regions).filter((region) => region !== "global"));
  return {
    name: "privacy-notice",
    title: "Privacy notice",
    data: {
      controller,
      dpo,
      authority: organisation.authority,
      uses,
      processor,
      services,
      regions,
      subProcessors,
      rights,
    },
    body: [
      `**Who we are.** ${controller.name}, ${controller.address} (${controller.contact}). Our data protection officer: ${dpo.contact}.`,
      ...uses.map((use) =>
        [
          `## ${use.name}`,
          use.description,
          table(
            ["What we keep", "Gone at the latest, after your last use"],
            use.data.map(({ holds, days }) => [holds, `${days} days, copies and backups included`]),
          ),
          list([
            `Why we may: ${use.bases.map((basis) => `${spoken(basis)} (${paragraph(basis)})`).join(", ")}${use.bases.includes("legitimate-interests") && use.interest ? `; our interest is ${use.interest}` : ""}.`,
            `Who sees it: ${use.recipients.join(", ")}.`,
            `Profiling: ${use.profiling}.`,
            `Your choice: ${use.choice}.`,
          ]),
        ].join("\n\n"),
      ),
      `## Who works for us\n\n${processor.name}, in ${regions.join(", ")}. It ${services.join("; it ")}. Nothing is kept or computed outside the European Union; what the processor reserves for support and security is in our transfer register, which you may ask for.`,
      `## Your rights\n\n${list(rights)}`,
      `You can complain to ${organisation.authority}.`,
    ].join("\n\n"),
  };
}

const rights: readonly string[] = [
  "a copy of your data and of how suggestions are made (Art. 15), in the app",
  "correction (Art. 16), in the app",
  "deletion, with a receipt (Art. 17), in the app",
  "restriction (Art. 18): we keep it and do not use it",
  "your data in a form that another service reads (Art. 20)",
  "objection to segmentation, and to marketing without any reason (Art. 21)",
  "withdrawal of any consent at any time, as easily as you gave it (Art. 7(3)); what was done before stays lawful",
  "no decision with legal or similar effect is made by a machine alone (Art. 22)",
];
