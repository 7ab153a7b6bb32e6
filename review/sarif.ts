import type { ReviewFinding } from "./findings";
import type { EnvironmentReview } from "./review";
import type { Line } from "./source";

const levels: Readonly<Record<string, string>> = { critical: "error", high: "error", medium: "warning", low: "note" };
const scores: Readonly<Record<string, string>> = { critical: "9.5", high: "8.0", medium: "5.0", low: "2.0" };

interface Described {
  readonly rule: string;
  readonly description: string;
  readonly severity: string;
  readonly article: string;
}

/**
 * The findings as SARIF 2.1.0 (OASIS), so that code hosts show each beside the line that made the resource. Waived findings
 * are there as suppressed, with the waiver's reason; a finding that no line made points at its environment's file.
 */
export function sarif(
  environments: readonly EnvironmentReview[],
  lineOf: (environment: string, urn: string) => Line | undefined,
): object {
  const found = environments.flatMap((review) => [
    ...review.findings.map((finding) => ({ review, finding, waiver: undefined })),
    ...review.waivers.flatMap((waiver) => waiver.findings.map((finding) => ({ review, finding, waiver }))),
  ]);
  const applied: readonly Described[] = environments.flatMap(({ coverage }) => coverage);
  const ours: readonly Described[] = found.map(({ finding }) => ({ ...finding, description: finding.rule }));
  const rules = [...new Map([...ours, ...applied].map((each) => [each.rule, each])).values()];
  const level = ({ severity }: Described | ReviewFinding) => levels[severity] ?? "warning";
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Penderie review",
            rules: rules.map((each) => ({
              id: each.rule,
              shortDescription: { text: each.description },
              defaultConfiguration: { level: level(each) },
              properties: {
                tags: ["security", each.article].filter((tag) => tag !== ""),
                "security-severity": scores[each.severity] ?? "5.0",
              },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: found.map(({ review: { environment }, finding, waiver }) => {
          const line = lineOf(environment, finding.urn);
          return {
            ruleId: finding.rule,
            ruleIndex: rules.findIndex(({ rule }) => rule === finding.rule),
            level: finding.mandatory ? level(finding) : "note",
            message: {
              text: `${environment}${finding.resource === "" ? "" : `, ${finding.resource}`}: ${finding.message}`,
            },
            partialFingerprints: { "penderieFinding/v1": `${environment}:${finding.id}` },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: {
                    uri: line?.file ?? `environments/Pulumi.${environment}.yaml`,
                    uriBaseId: "%SRCROOT%",
                  },
                  region: { startLine: line?.line ?? 1 },
                },
                ...(finding.urn === ""
                  ? {}
                  : { logicalLocations: [{ fullyQualifiedName: finding.urn, kind: "resource" }] }),
              },
            ],
            ...(waiver === undefined
              ? {}
              : {
                  suppressions: [
                    {
                      kind: "external",
                      status: "accepted",
                      justification: `${waiver.id} (${waiver.ticket}), until ${waiver.expires}, approved by ${waiver.approver}: ${waiver.reason}`,
                    },
                  ],
                }),
          };
        }),
      },
    ],
  };
}
