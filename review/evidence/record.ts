import { type Purpose, purposes } from "../../runtime/contract";
import { type Document, table } from "./document";
import { activities } from "./facts/activities";
import { processor } from "./facts/processors";
import { type Subject, spoken, storesFor, unique } from "./subject";

/**
 * The record of processing activities (Art. 30(1) GDPR): one entry for each purpose. Answers carry the question keys of the
 * template `fr_cnil_ropa` of fides (ethyca/fides, version FR-CNIL-ROPA-2024), so that they can be carried over.
 */
export function record(subject: Subject): Document {
  const entries = purposes.filter((purpose) => storesFor(subject, purpose).length > 0).map((p) => entry(subject, p));
  return {
    name: "record-of-processing",
    title: "Record of processing activities (Art. 30)",
    data: { template: "fr_cnil_ropa", version: "FR-CNIL-ROPA-2024", entries },
    body: entries
      .map(
        ({ purpose, answers }) =>
          `## ${activities[purpose].name}\n\n${table(
            ["Question", "Key", "Answer"],
            Object.entries(answers).map(([key, answer]) => [questions[key as Key], key, answer]),
          )}`,
      )
      .join("\n\n"),
  };
}

const questions = {
  cnil_1_1: "Name of the processing",
  cnil_1_2: "Description",
  cnil_2_1: "Controller",
  cnil_2_2: "Representative in the Union",
  cnil_2_3: "Data protection officer",
  cnil_2_4: "Joint controllers",
  cnil_2_5: "Role",
  cnil_2_6: "Department",
  cnil_2_7: "Data stewards",
  cnil_3_1: "Purposes",
  cnil_4_1: "Categories of people",
  cnil_4_2: "Categories of data",
  cnil_4_3: "Special categories",
  cnil_4_4: "Source",
  cnil_5_1: "Recipients",
  cnil_5_2: "Third parties",
  cnil_6_1: "Transfers to third countries",
  cnil_6_2: "Safeguards",
  cnil_7_1: "Retention",
  cnil_7_2: "Retention policy",
  cnil_7_3: "Kept to",
  cnil_7_4: "If not, why",
  cnil_8_1: "Security measures",
  cnil_8_2: "Where the data is",
  cnil_9_1: "Legal basis",
  cnil_9_2: "Legitimate interests",
  cnil_9_3: "Assessment of interests",
  cnil_9_4: "Condition of Art. 9",
  cnil_10_1: "Automated decisions",
  cnil_10_2: "Profiling",
  cnil_11_1: "Impact assessment",
  cnil_12_1: "Rights",
  cnil_12_2: "Privacy policy",
  cnil_13_1: "Record of consent",
  cnil_14_1: "Breaches: how they are notified",
  cnil_14_2: "Breaches: their record",
  cnil_15_1: "Processor contract",
  cnil_16_1: "Last reviewed",
} as const;
type Key = keyof typeof questions;

function entry(
  subject: Subject,
  purpose: Purpose,
): { readonly purpose: Purpose; readonly answers: Record<Key, string> } {
  const { review, organisation } = subject;
  const { controller, dpo } = organisation;
  const activity = activities[purpose];
  const held = storesFor(subject, purpose);
  const { bases } = activity;
  const late = review.findings.filter(({ rule, mandatory }) => mandatory && lifetimes.includes(rule));
  const regions = unique(held.flatMap((store) => store.regions));
  return {
    purpose,
    answers: {
      cnil_1_1: activity.name,
      cnil_1_2: activity.description,
      cnil_2_1: `${controller.name}, ${controller.address}, ${controller.contact}`,
      cnil_2_2: organisation.representative,
      cnil_2_3: `${dpo.name}, ${dpo.contact}`,
      cnil_2_4: organisation.jointControllers,
      cnil_2_5: "controller",
      cnil_2_6: organisation.department,
      cnil_2_7: organisation.stewards,
      cnil_3_1: activity.description,
      cnil_4_1: unique(held.map(({ subjects }) => subjects)).join(", "),
      cnil_4_2: unique(held.flatMap(({ categories }) => [...categories])).join(", "),
      cnil_4_3:
        "none: they are neither collected nor inferred, and services that recognise faces are refused by policy",
      cnil_4_4: activity.source,
      cnil_5_1: [...activity.recipients, `processor: ${processor.name}`].join("; "),
      cnil_5_2: "no; processors alone",
      cnil_6_1:
        "no store, copy or computation outside the Union: see the transfer register, with what a processor reserves",
      cnil_6_2: processor.boundary,
      cnil_7_1: held.map(({ store, retentionDays }) => `${store}: ${retentionDays} days`).join("; "),
      cnil_7_2: organisation.retentionPolicy,
      cnil_7_3: late.length === 0 ? "yes: lifecycle rules are judged with the plan" : "no",
      cnil_7_4: late.length === 0 ? "does not apply" : late.map(({ message }) => message).join("; "),
      cnil_8_1: "see the measures, each with the test that shows it",
      cnil_8_2: regions.join(", "),
      cnil_9_1: bases.map((basis) => `${spoken(basis)} (${paragraph(basis)})`).join(", "),
      cnil_9_2: bases.includes("legitimate-interests") ? (activity.interest ?? "see the activity") : "does not apply",
      cnil_9_3: bases.includes("legitimate-interests") ? organisation.interestsAssessment : "does not apply",
      cnil_9_4: "does not apply: no special category",
      cnil_10_1: "no decision with legal or similar effect (Art. 22)",
      cnil_10_2: activity.profiling,
      cnil_11_1: `yes: ${review.assessment}, with the annex beside this record`,
      cnil_12_1:
        "access, portability, rectification, erasure, restriction and objection through the app's API; the data protection officer otherwise",
      cnil_12_2: organisation.privacyPolicy,
      cnil_13_1: bases.includes("consent")
        ? "the consents in the store of profiles: who, what for, which words, when"
        : "does not apply",
      cnil_14_1: `alerts reach the people on call; the controller notifies ${organisation.authority} within 72 hours of becoming aware`,
      cnil_14_2: "the registers, kept by the data protection officer",
      cnil_15_1: organisation.processorContract,
      cnil_16_1: organisation.reviewed,
    },
  };
}

const lifetimes: readonly string[] = [
  "storage-deletes-in-time",
  "copies-expire-in-time",
  "stores-are-swept",
  "lifetimes-fit-the-notice",
];

/** Of Art. 6(1) GDPR. */
export const paragraph = (basis: string): string =>
  ({
    consent: "Art. 6(1)(a)",
    contract: "Art. 6(1)(b)",
    "legal-obligation": "Art. 6(1)(c)",
    "legitimate-interests": "Art. 6(1)(f)",
  })[basis] ?? basis;
