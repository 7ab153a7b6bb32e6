import type { LegalBasis, Purpose } from "../../../runtime/contract";

/** One processing activity, as Art. 30(1)(b) wants it told: clear enough for the people whose data it is. */
export interface Activity {
  readonly name: string;
  readonly description: string;
  /** Of the purpose; a store that serves several has the basis of the first. */
  readonly bases: readonly LegalBasis[];
  /** Where the data comes from. */
  readonly source: string;
  /** Who receives it, beside the processors. */
  readonly recipients: readonly string[];
  /** For Art. 6(1)(f): the interest that is pursued. */
  readonly interest?: string;
  readonly profiling: string;
  /** What people can do without asking anybody. */
  readonly choice: string;
}

export const activities: Readonly<Record<Purpose, Activity>> = {
  recommendation: {
    name: "Fashion recommendation from photographs and words",
    bases: ["consent"],
    description:
      "Shoppers photograph clothes that they own and say in words what they look for. Garments, colours and likeness are computed from the cleaned photograph, and similar articles of the catalogue are shown with the reason for each.",
    source: "the shopper, in the app",
    recipients: ["the shopper alone"],
    profiling: "likeness of garments, not of people; nothing about the person is derived from a photograph",
    choice: "each photograph needs a consent of its own and can be deleted at once, with everything computed from it",
  },
  personalisation: {
    name: "Personalisation by likes, follows and preferences",
    bases: ["consent"],
    description:
      "Likes, followed profiles and stated preferences move the order in which articles are shown. Every answer can be had without it.",
    source: "the shopper, in the app",
    recipients: ["the shopper alone"],
    profiling: "yes: taste is learnt from the shopper's own acts, to order articles; no legal or similar effect",
    choice: "consent, withdrawn as easily as given; a non-personalised answer reads no profile",
  },
  segmentation: {
    name: "Segmentation of customers by buying and browsing habits",
    bases: ["legitimate-interests"],
    description:
      "Views, carts and purchases are condensed into habits such as frequency and recency, and customers with similar habits form a segment. Demographic and social traits are neither collected nor inferred.",
    source: "the web shop's event log",
    recipients: ["marketing, as segments; the single customer's segment only with a marketing consent"],
    interest:
      "to understand how the shop is used, and to plan assortment and service by habits instead of by individuals",
    profiling: "yes: by habits; no price, credit or access follows from a segment",
    choice: "objection at any time, effective at the next run",
  },
  marketing: {
    name: "Marketing by segment",
    bases: ["consent"],
    description: "Campaigns are addressed to the customers of a segment who have agreed to marketing.",
    source: "segmentation",
    recipients: ["marketing"],
    profiling: "uses the segment",
    choice: "a consent of its own; without it a customer is in no list that marketing can read",
  },
  security: {
    name: "Security, accountability and subject requests",
    bases: ["legal-obligation", "legitimate-interests"],
    description:
      "Access and error logs without customer identifiers, an audit trail, consents, and the register of requests and erasures, which proves that what was promised was done.",
    source: "the service itself",
    recipients: ["operators; the data protection officer; authorities on lawful request"],
    interest: "to keep the service secure and to be able to show that the law was kept",
    profiling: "none",
    choice: "kept for as long as the law and the statute of limitations ask for",
  },
};
