import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port";

const python = () => process.env["PENDERIE_PYTHON"] ?? "python3";

/** Why no MLflow server can be started here, if so. */
export function noMlflow(): string | undefined {
  try {
    execFileSync(python(), ["-c", "import importlib.metadata as m; m.version('mlflow')"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "mlflow is not installed: pip install mlflow==3.17.2, and name its python in PENDERIE_PYTHON";
  }
}

export interface MlflowServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A tracking server on a free loopback port, in a folder that goes with it. It takes some fifteen seconds to start. */
export async function mlflowServer(): Promise<MlflowServer> {
  const folder = mkdtempSync(join(tmpdir(), "mlflow-"));
  const port = await freePort();
  const server = spawn(
    python(),
    [
      ...["-m", "mlflow", "server", "--host", "127.0.0.1", "--port", String(port), "--workers", "1"],
      ...[
        "--backend-store-uri",
        `sqlite:///${join(folder, "mlflow.db")}`,
        "--artifacts-destination",
        join(folder, "files"),
      ],
    ],
    {
      cwd: folder,
      stdio: "ignore",
      detached: true,
      env: { ...process.env, MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false", MLFLOW_DISABLE_TELEMETRY: "true" },
    },
  );
  const ended = new Promise<void>((resolve) => {
    server.once("exit", () => {
      resolve();
    });
  });
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 180_000;
  while (
    !(await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (Date.now() > deadline) throw new Error("MLflow did not start within 180 seconds");
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return {
    url,
    async stop() {
      if (server.pid !== undefined) process.kill(-server.pid, "SIGKILL"); // the launcher and its workers
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
