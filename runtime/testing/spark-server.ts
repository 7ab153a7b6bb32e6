import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port";
import { DBSQLClient, DBSQLLogger, LogLevel } from "@databricks/sql";

export interface SparkServer {
  readonly port: number;
  /** The official driver, taught to speak to a Spark that is not Databricks. */
  readonly client: () => DBSQLClient;
  stop(): Promise<void>;
}

const python = () => process.env["PENDERIE_PYTHON"] ?? "python3";

/** Where pyspark lies, with the jars of the Thrift server in it; or why it cannot be used. */
function sparkHome(): { readonly home: string } | { readonly missing: string } {
  try {
    execFileSync("java", ["-version"], { stdio: "ignore" });
  } catch {
    return { missing: "java is not on the path" };
  }
  try {
    const home = execFileSync(python(), ["-c", "import pyspark, os; print(os.path.dirname(pyspark.__file__))"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return { home: home.trim() };
  } catch {
    return { missing: "pyspark is not installed: pip install pyspark==4.3.0, and name its python in PENDERIE_PYTHON" };
  }
}

/** Why no Spark can be started here, if so. */
export const noSpark = (): string | undefined => {
  const found = sparkHome();
  return "missing" in found ? found.missing : undefined;
};

/** Spark's Thrift server on a free loopback port, in a folder that goes with it. It takes some ten seconds to start. */
export async function sparkServer(): Promise<SparkServer> {
  const found = sparkHome();
  if ("missing" in found) throw new Error(found.missing);
  const folder = mkdtempSync(join(tmpdir(), "spark-"));
  const port = await freePort();
  const settings = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.warehouse.dir": join(folder, "warehouse"),
  };
  const hive = {
    "hive.server2.transport.mode": "http",
    "hive.server2.thrift.http.port": String(port),
    "hive.server2.thrift.bind.host": "127.0.0.1",
    "hive.server2.thrift.http.path": "cliservice",
  };
  const server = spawn(
    join(found.home, "bin", "spark-submit"),
    [
      ...["--class", "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"],
      ...["--master", "local[2]", "--driver-memory", "2g"],
      ...Object.entries(settings).flatMap(([name, value]) => ["--conf", `${name}=${value}`]),
      "spark-internal",
      ...Object.entries(hive).flatMap(([name, value]) => ["--hiveconf", `${name}=${value}`]),
    ],
    { cwd: folder, stdio: "ignore", detached: true, env: { ...process.env, SPARK_HOME: found.home } },
  );
  const ended = new Promise<void>((resolve) => {
    server.once("exit", () => {
      resolve();
    });
  });
  await ready(port);
  return {
    port,
    client: () => new PlainSparkClient({ logger: new DBSQLLogger({ level: LogLevel.error }) }),
    async stop() {
      if (server.pid !== undefined) process.kill(-server.pid, "SIGKILL"); // the launcher and the machine that it started
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** From this protocol on the driver sends parameters: `SPARK_CLI_SERVICE_PROTOCOL_V8`. */
const withParameters = 0xa508;

interface Entry {
  authenticate(): Promise<unknown>;
}
interface Inner {
  driver: Thrift;
  getConnectionOptions: (options: unknown) => object;
  createAuthProvider: (...given: readonly unknown[]) => Entry;
}
type Thrift = Record<string, (request: unknown) => Promise<unknown>>;

/**
 * What differs between Databricks and Spark's own server: neither https nor tokens are there, the protocol must be named, columns
 * are counted from 0, and parameters are only known to `execute immediate`.
 */
class PlainSparkClient extends DBSQLClient {
  constructor(options: ConstructorParameters<typeof DBSQLClient>[0]) {
    super(options);
    const inner = this as unknown as Inner;
    const connection = inner.getConnectionOptions.bind(this);
    inner.getConnectionOptions = (given) => ({ ...connection(given), https: false });
    const entering = inner.createAuthProvider.bind(this);
    inner.createAuthProvider = (...given) => {
      const provider = entering(...given);
      return {
        authenticate: async () => {
          await provider.authenticate(); // a token is asked for, as it would be; this server wants a name
          return { Authorization: `Basic ${Buffer.from("somebody:anything").toString("base64")}` };
        },
      };
    };
    const driver = inner.driver;
    const openSession = driver["openSession"]?.bind(driver);
    const metadata = driver["getResultSetMetadata"]?.bind(driver);
    const execute = driver["executeStatement"]?.bind(driver);
    driver["openSession"] = async (request) => ({
      ...((await openSession?.({ ...(request as object), client_protocol: 7 })) as object),
      serverProtocolVersion: withParameters,
    });
    driver["executeStatement"] = async (request) => execute?.(immediate(request as Statement));
    driver["getResultSetMetadata"] = async (request) => {
      const answer = (await metadata?.(request)) as Metadata;
      answer.resultFormat ??= 1;
      const columns = answer.schema?.columns ?? [];
      if (columns[0]?.position === 0) for (const column of columns) column.position++;
      return answer;
    };
  }
}

interface Metadata {
  resultFormat?: number;
  schema?: { columns: { position: number }[] };
}
interface Statement {
  readonly statement: string;
  readonly parameters?:
    null | readonly { readonly name?: string; readonly value?: { readonly stringValue?: string } }[];
}

function immediate({ parameters, ...request }: Statement): Statement {
  if (!parameters || parameters.length === 0) return request;
  const text = (value: string) => `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const values = parameters.map(({ name = "", value }) => `${text(value?.stringValue ?? "")} as ${name}`);
  return { ...request, statement: `execute immediate ${text(request.statement)} using ${values.join(", ")}` };
}

async function ready(port: number): Promise<void> {
  const deadline = Date.now() + 180_000;
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => {
        resolve(false);
      });
    });
    if (open) return;
    if (Date.now() > deadline) throw new Error("Spark did not start within 180 seconds");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
