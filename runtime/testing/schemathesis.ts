import { execFile, execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { temporaryFolder } from "./temporary";

const program = () => join(dirname(process.env["PENDERIE_PYTHON"] ?? "/usr/bin/python3"), "schemathesis");

/** Why requests cannot be made up from the API's description here, if so. */
export function noSchemathesis(): string | undefined {
  try {
    execFileSync(program(), ["--version"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "schemathesis is not installed: pip install schemathesis==4.32.5, and name its python in PENDERIE_PYTHON";
  }
}

/** What was tried, and what came of it. */
export interface Tried {
  readonly status: number;
  readonly cases: number;
  readonly report: string;
}

/**
 * Asks every operation of a service, as the bearer of a token, with values that its description allows, forbids and borders on, alone
 * and in sequence; `except` are paths that are left alone. The status is 0 when every answer was one that the description lists.
 */
export const madeUp = (url: string, token: string, except: readonly string[], examples: number): Promise<Tried> =>
  new Promise((tried) => {
    const checks =
      "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance";
    const options = [
      ...["--header", `Authorization: Bearer ${token}`, "--checks", checks, "--max-examples", String(examples)],
      ...["--exclude-path-regex", except.join("|"), "--suppress-health-check", "all", "--generation-deterministic"],
      ...["--request-timeout", "20", "--no-color"],
    ];
    execFile(
      program(),
      ["run", `${url}/openapi.json`, ...options],
      { maxBuffer: 1e8, cwd: temporaryFolder("schemathesis") },
      (error, output, complaint) => {
        const cases = Number(/(\d+) generated/.exec(output)?.[1] ?? 0);
        tried({ status: error ? Number(error.code ?? 1) : 0, cases, report: `${output}${complaint}` });
      },
    );
  });
