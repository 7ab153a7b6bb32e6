import type { ResourceValidation } from "@pulumi/policy";
import { at, shown } from "./at";

/** By type and property path: the only value that is accepted. Silence is not that value. */
export type RequiredValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A check that every listed property of every listed type has its one accepted value. */
export const mustEqual =
  (required: RequiredValues): ResourceValidation =>
  (args, report) => {
    const properties = required[args.type];
    if (!properties) return args.notApplicable();
    for (const [path, safe] of Object.entries(properties)) {
      const value = at(args.props, path);
      if (JSON.stringify(value) !== JSON.stringify(safe))
        report(`${path} is ${shown(value)}; ${safe === undefined ? "leave it out" : `set it to ${shown(safe)}`}`);
    }
  };
