import type { FearedEvent } from "./measures";

/** One of the three risks that an impact assessment looks at, with measures in place. */
export interface Risk {
  readonly event: FearedEvent;
  readonly title: string;
  /** The hundreds of its questions in the CNIL's tool: 320, 330, 340. */
  readonly section: 320 | 330 | 340;
  readonly impacts: readonly string[];
  readonly threats: readonly string[];
  readonly sources: readonly string[];
  /** 1 negligible, 2 limited, 3 significant, 4 maximum (CNIL, “PIA: knowledge bases”, scales of severity and likelihood). */
  readonly severity: { readonly gauge: 1 | 2 | 3 | 4; readonly why: string };
  readonly likelihood: { readonly gauge: 1 | 2 | 3 | 4; readonly why: string };
}

/** Our assessment of the reference platform; the data protection officer confirms or changes it. */
export const risks: readonly Risk[] = [
  {
    event: "access",
    title: "Illegitimate access to data",
    section: 320,
    impacts: [
      "a photograph taken at home is seen by strangers",
      "habits of buying are learnt by somebody else",
      "unwanted advertising",
    ],
    threats: [
      "a store is opened to the internet by a change of configuration",
      "a credential or token is stolen",
      "data is copied to a place with other laws",
      "a log or an error says more than it should",
    ],
    sources: ["an outside attacker", "an operator by mistake", "an insider", "a processor's staff"],
    severity: {
      gauge: 2,
      why: "photographs of garments without metadata, under pseudonyms; no special category, no payment data",
    },
    likelihood: {
      gauge: 1,
      why: "no public address, no key or password to steal, every change judged before deployment and again by Azure Policy",
    },
  },
  {
    event: "change",
    title: "Unwanted modification of data",
    section: 330,
    impacts: ["suggestions that do not fit", "a segment that is wrong, and a campaign that misses"],
    threats: ["a wrong event file is taken in", "a stolen token is used to change preferences", "a faulty release"],
    sources: ["a supplier of files", "an outside attacker", "an operator by mistake"],
    severity: { gauge: 1, why: "people lose little time; nothing of legal or similar effect depends on the data" },
    likelihood: {
      gauge: 2,
      why: "files are checked row by row and put aside with reasons; roles write to single containers alone",
    },
  },
  {
    event: "loss",
    title: "Disappearance of data",
    section: 340,
    impacts: ["likes and preferences must be given again", "a request must be made again"],
    threats: ["a resource is deleted by mistake", "a zone fails", "a key is lost"],
    sources: ["an operator by mistake", "a failure of hardware", "an outside attacker"],
    severity: { gauge: 1, why: "shoppers can upload and like again; consents and registers are backed up" },
    likelihood: {
      gauge: 1,
      why: "production is zone-redundant, stores are protected against deletion, keys cannot be purged",
    },
  },
];
