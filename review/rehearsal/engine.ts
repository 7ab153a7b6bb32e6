import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** What the engine needs around it: its environment variables, and the folder that they all live in. */
export interface Engine {
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** The version that `pulumi` on the path reports, or undefined when there is none. */
export function pulumiVersion(): string | undefined {
  try {
    return execFileSync("pulumi", ["version"], {
      encoding: "utf8",
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    }).trim();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Prepares a folder of its own for the real engine: a file backend, a passphrase that protects nothing but this
 * rehearsal, and two launchers on the path, one for the stand-in provider and one for the policy pack.
 */
export function prepareEngine(standIn: string): Engine {
  const folder = mkdtempSync(join(tmpdir(), "penderie-rehearsal-"));
  const launchers = join(folder, "bin");
  const state = join(folder, "state");
  for (const each of [launchers, state]) mkdirSync(each);
  const policyLoader = createRequire(__filename).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  launcher(join(launchers, "pulumi-resource-azure-native"), standIn);
  launcher(join(launchers, "pulumi-analyzer-policy-nodejs"), policyLoader);
  return {
    folder,
    variables: {
      PATH: [launchers, process.env["PATH"] ?? ""].join(delimiter),
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: "rehearsal",
      PULUMI_HOME: join(folder, "home"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    },
  };
}

function launcher(path: string, script: string): void {
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(path, 0o755);
}

const isMissing = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOENT";
