/** Which of the three feared events of an impact assessment a measure works against (CNIL, “PIA: knowledge bases”). */
export type FearedEvent = "access" | "change" | "loss";

/** A technical or organisational measure (Art. 32 GDPR) that the running service takes, and the test that fails without it. */
export interface Measure {
  readonly title: string;
  readonly how: string;
  readonly article: string;
  readonly against: readonly FearedEvent[];
  /** A file of the repository, and the sentence in it that is the test's name. */
  readonly test: readonly [file: string, name: string];
}

/** Measures of the runtime; those of the platform are the rules of the policy pack, each with its own test. */
export const measures: readonly Measure[] = [
  {
    title: "Consent as a capability",
    how: "no function reads a photograph without a grant for that purpose, by its type and again when it runs",
    article: "Art. 6, 7",
    against: ["access"],
    test: ["runtime/recommendation/photo-intake.test.ts", "is asked for by the compiler and again at run time"],
  },
  {
    title: "Withdrawal as easy as consent",
    how: "as many requests and fields; what was computed goes with it",
    article: "Art. 7(3)",
    against: ["access"],
    test: ["runtime/http/app.test.ts", "is withdrawn by as many requests and fields as it is given"],
  },
  {
    title: "No marketing without consent",
    how: "the segment of a customer is told to nobody unless that customer has agreed to marketing; of others not even that they exist",
    article: "Art. 5(1)(b), 6(1)(a)",
    against: ["access"],
    test: [
      "runtime/http/app.test.ts",
      "are told of nobody who has not agreed to marketing, and of nobody any longer who withdrew",
    ],
  },
  {
    title: "Restriction and objection hold at once",
    how: "what a person has restricted or objected to outweighs every consent, from the next request on",
    article: "Art. 18, 21",
    against: ["access"],
    test: [
      "runtime/http/app.test.ts",
      "keep everything and use nothing while data is restricted, from the next request on",
    ],
  },
  {
    title: "Photographs without their metadata",
    how: "decoded, turned upright, reduced and written anew; an independent walker refuses what is left",
    article: "Art. 5(1)(c)",
    against: ["access"],
    test: ["runtime/recommendation/photo-intake.test.ts", "leaves no trace of a secret, whatever carries it"],
  },
  {
    title: "Never the original",
    how: "pictures are at most 1536 pixels wide and high, and the original is not kept",
    article: "Art. 5(1)(c)",
    against: ["access"],
    test: [
      "runtime/recommendation/photo-intake.test.ts",
      "answers an upright JPEG of the picture alone, no side above 1536",
    ],
  },
  {
    title: "Pseudonyms by keyed hash",
    how: "a key and a domain for each purpose; the key lies in the vault, apart from the data",
    article: "Art. 4(5), 25",
    against: ["access"],
    test: ["runtime/privacy/pseudonym.test.ts", "is the same for the same user and says its key's version"],
  },
  {
    title: "Everybody sees their own alone",
    how: "photographs and profiles are found under the caller's own pseudonym",
    article: "Art. 32(1)(b)",
    against: ["access", "change"],
    test: ["runtime/http/app.test.ts", "belongs to its owner alone"],
  },
  {
    title: "Tokens that cannot be forged",
    how: "signature, issuer, audience and expiry are checked, at the gateway and again in the service",
    article: "Art. 32(1)(b)",
    against: ["access", "change"],
    test: ["runtime/testing/token-verifier-contract.ts", "refuses a token that another key signed"],
  },
  {
    title: "Erasure with a receipt",
    how: "every store deletes, is read again, and says what it found",
    article: "Art. 17",
    against: ["access"],
    test: ["runtime/http/app.test.ts", "deletes everything and reads every store again for the receipt"],
  },
  {
    title: "Errors that tell nothing",
    how: "what a fault was about reaches neither the client nor the log",
    article: "Art. 5(1)(f)",
    against: ["access"],
    test: [
      "runtime/http/app.test.ts",
      "keeps what a fault was about from the client and from the log, and its place from the client",
    ],
  },
  {
    title: "Requests of bounded size and number",
    how: "the gateway refuses what is too large and counts callers by their token's subject",
    article: "Art. 32(1)(b)",
    against: ["loss"],
    test: [
      "infra/components/gateway-policy.test.ts",
      "refuses what is larger than 12 MiB, and what does not say how large it is",
    ],
  },
  {
    title: "No acknowledged answer is lost at a stop",
    how: "the service answers what is in flight before it closes",
    article: "Art. 32(1)(b)",
    against: ["loss", "change"],
    test: ["runtime/http/serve.test.ts", "answers the request in flight before it closes, and takes no other"],
  },
  {
    title: "Erasure that leaves no byte",
    how: "ledger first, identity last, every store read again; a person planted in every store is looked for in every file",
    article: "Art. 17",
    against: ["access"],
    test: [
      "runtime/compose/privacy.test.ts",
      "is in no byte of any file once they have erased themselves, and the receipt says what the contract lists",
    ],
  },
  {
    title: "Erasure that survives a crash",
    how: "the process is ended at each write in turn; the next sweep comes to the same end",
    article: "Art. 17, 32",
    against: ["access", "loss"],
    test: [
      "runtime/compose/privacy.test.ts",
      "comes to the same end, wherever it ended: nothing is left and the ledger is closed",
    ],
  },
  {
    title: "Restored backups bring nobody back",
    how: "the ledger is replayed by every sweep, and the watch looks for whom it names",
    article: "Art. 17, 32",
    against: ["access"],
    test: [
      "runtime/compose/privacy.test.ts",
      "brings nobody back whom the ledger names, and leaves those alone who came back by themselves",
    ],
  },
  {
    title: "Data that ends by itself",
    how: "photographs, profiles and registers are swept at their terms, by one path with erasure",
    article: "Art. 5(1)(e)",
    against: ["access"],
    test: [
      "runtime/compose/privacy.test.ts",
      "takes photographs at their term, people at theirs, and the ledger's line at its own",
    ],
  },
  {
    title: "A trail that cannot be changed unseen",
    how: "entries chained by hash; heads signed with a key of the vault by somebody who cannot write entries",
    article: "Art. 5(2), 32",
    against: ["change"],
    test: [
      "runtime/privacy/audit.test.ts",
      "finds it when somebody writes the whole chain anew: the signed head is another one",
    ],
  },
  {
    title: "Telemetry that names nobody",
    how: "an allow-list of names and forms at the last step before the network; nothing goes to anybody else",
    article: "Art. 5(1)(c), 25",
    against: ["access"],
    test: [
      "runtime/adapters/azure/monitor.test.ts",
      "sends requests, the calls in them and metrics, and of all of it nothing but the names of the contract",
    ],
  },
  {
    title: "Stores that cannot be joined",
    how: "each role of the service has rights of its own in the database, and the server refuses the rest",
    article: "Art. 25, 32",
    against: ["access", "change"],
    test: [
      "runtime/adapters/database-access.test.ts",
      "can be taken back: what is not in the table of rights is revoked",
    ],
  },
  {
    title: "Deadlines of people's requests",
    how: "a month, two more once and with a reason; no step out of order",
    article: "Art. 12",
    against: ["loss"],
    test: [
      "runtime/privacy/requests.test.ts",
      "is due after a month, and overdue a moment later, unless it is answered",
    ],
  },
  {
    title: "Breaches within their hours",
    how: "a register with a clock from awareness, severity by a published method, drafts of both notices",
    article: "Art. 33, 34",
    against: ["access", "change", "loss"],
    test: [
      "runtime/privacy/breaches.test.ts",
      "counts from awareness and not from the entry, and is quiet once notified",
    ],
  },
  {
    title: "Children",
    how: "a yes or a no and a country, no birthday; below the age of consent nothing that needs consent is done, and photographs are deleted",
    article: "Art. 8",
    against: ["access"],
    test: [
      "runtime/http/children.test.ts",
      "has its photographs deleted at once, is asked for no birthday, and is shown what needs no profile",
    ],
  },
];
/** Which feared events the rules of a folder of the policy pack work against. */
export const rulesAgainst: Readonly<Record<string, readonly FearedEvent[]>> = {
  "Art. 5": ["access"],
  "Art. 17": ["access"],
  "Art. 25": ["access"],
  "Art. 32": ["access", "change", "loss"],
  "Art. 33": ["access", "change", "loss"],
  "Art. 44": ["access"],
};
