import { type BuiltIn, type Custom, catalogue } from "../../policies/catalogue";
import { benchmark } from "../../policies/benchmark";
import { rules } from "../../policies/rules";
import { neverWaived } from "../../policies/waiver";
import { table } from "../evidence/document";
import { mutations } from "./mutations";

/** `docs/policies.md`: every rule with its grounds and both of its halves, and the spoiled plans that prove it. */
export function policiesPage(): string {
  const azure = Object.values(catalogue).flatMap(({ assigned }) => assigned).length;
  return [
    "# Policies",
    `${rules.length} rules, each in a file of its own under \`policies/\`. Every one is mandatory, has tests of its own, and is proved by at least one of ${mutations.length} spoiled plans below, each of which makes one mistake in a reference environment that otherwise passes. The same rules run in \`npm run review\`, inside \`pulumi preview\` and \`pulumi up\` (\`--policy-pack policies\`), and over \`pulumi stack export\`; ${azure} definitions of Azure Policy go on judging after deployment (\`infra/components/guardrails.ts\`).`,
    "The engine reads what is literal before deployment. What is unknown then, a rule calls unknown, and the review makes it a finding; a type that no rule knows is one as well, and so is a rule that matches nothing.",
    "## Rules",
    table(
      ["Rule", "Asks", "Severity", "GDPR", "Benchmark", "After deployment", "Waiver"],
      rules.map(({ name, description, severity, framework }) => [
        `\`${name}\``,
        description,
        severity ?? "",
        framework?.reference ?? "",
        (benchmark[name] ?? []).join(", ") || "none",
        afterwards(name),
        neverWaived.includes(name) ? "never" : "possible",
      ]),
    ),
    "Benchmark: Microsoft cloud security benchmark, version 1. After deployment: definitions that Azure ships, by their ids, and ours (_custom_) where it has none. Ids and parameters were read in github.com/Azure/azure-policy in 2026-11; none of them has met a live subscription.",
    "## How each rule is proved",
    "`npm test` spoils a recorded plan in each of these ways and expects the rules named to object. A rule without a line here fails the tests.",
    ...[...new Set(mutations.map(({ topic }) => topic))].flatMap((topic) => [
      `### ${topic}`,
      table(
        ["When", "caught by"],
        mutations
          .filter((mutation) => mutation.topic === topic)
          .map(({ title, caught }) => [title, caught.map((name) => `\`${name}\``).join(", ")]),
      ),
    ]),
    "Made by `npm run evidence` from the rules themselves. Do not edit.",
  ]
    .join("\n\n")
    .concat("\n");
}

function afterwards(name: string): string {
  const { assigned, gap } = catalogue[name] ?? { assigned: [], gap: undefined };
  const said = assigned.map(shown).join("; ");
  return gap === undefined ? said : `${said}${said === "" ? "" : "; "}not: ${gap}`;
}

const shown = (definition: BuiltIn | Custom) =>
  definition.kind === "custom" ? `_custom_: ${definition.title}` : `${definition.title} (\`${definition.id}\`)`;
