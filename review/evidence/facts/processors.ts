import type { Service } from "../../services";

/** What a service does with personal data on the controller's behalf (Art. 28 GDPR); one without personal data is not here. */
export const processing: Readonly<Partial<Record<Service, string>>> = {
  Storage: "keeps photographs, event files, features and registers, encrypted with the controller's key",
  PostgreSQL: "keeps profiles, segments and registers, encrypted with the controller's key",
  "AI Search": "keeps vectors of photographs and of articles, and answers what is similar",
  "AI services": "reads garments in photographs, words of a conversation, and suppliers' sheets",
  "Container Apps": "runs the service and its jobs; keeps nothing beyond memory",
  "API Management": "takes requests and checks tokens; logs no bodies",
  Monitor: "keeps logs and metrics without customer identifiers",
  "Key Vault": "keeps the keys by which stores are encrypted and pseudonyms are made",
};

/** The processor of every Azure service, and what binds it. */
export const processor = {
  name: "Microsoft Ireland Operations Limited, One Microsoft Place, Dublin, Ireland",
  contract: "Microsoft Products and Services Data Protection Addendum (Art. 28(3))",
  boundary: "EU Data Boundary: customer data and personal data stay in the EU and EFTA for these services",
  source: "Microsoft Learn, “What is the EU Data Boundary?”; Microsoft Products and Services DPA, 2025-09",
} as const;

/** A further processor that the first one may use, and what of it leaves the Union. */
export interface SubProcessor {
  readonly name: string;
  readonly does: string;
  readonly where: string;
  readonly safeguard: string;
}

/** As of 2026-10. Source: Microsoft Online Services Subprocessor List; documentation of the EU Data Boundary. */
export const subProcessors: readonly SubProcessor[] = [
  {
    name: "Microsoft Corporation and its affiliates",
    does: "support by remote access, when a ticket of the controller asks for it",
    where: "from wherever the engineer sits, as a view and not as a copy",
    safeguard:
      "adequacy (EU-US Data Privacy Framework) and standard contractual clauses; Customer Lockbox where offered",
  },
  {
    name: "Microsoft Corporation and its affiliates",
    does: "security: pseudonymised signals of attacks on the cloud as a whole",
    where: "worldwide, where a threat must be followed",
    safeguard: "the same; limited to what is needed, as the EU Data Boundary documents",
  },
  {
    name: "contract staff named on the Subprocessor List",
    does: "support, under Microsoft's instruction",
    where: "as listed by service",
    safeguard: "the same obligations as Microsoft's own (DPA, “Use of Subprocessors”)",
  },
];
