import type { TokenCredential } from "@azure/identity";
import { DBSQLClient, DBSQLLogger, LogLevel } from "@databricks/sql";
import { z } from "zod";
import { spark } from "../../segmentation/dialect";
import type { SqlEngine } from "../../segmentation/sql-engine";

/** For whom tokens of Azure Databricks are: the id of its application, the same in every tenant. Source: Microsoft Learn. */
const audience = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default";

export interface DatabricksPlace {
  /** Such as `adb-123.4.azuredatabricks.net`. */
  readonly host: string;
  readonly port?: number;
  /** Of the warehouse or cluster, such as `/sql/1.0/warehouses/abc`. */
  readonly path: string;
}

/** An engine that is closed when it is no longer asked. */
export interface DatabricksSql extends SqlEngine {
  /** A statement that answers no rows, such as a view. */
  execute(text: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Spark behind Databricks' own driver, entered by identity. Rows travel as JSON: the driver would turn 64-bit integers beyond 2^53
 * into `Infinity` and decimals into doubles, while in JSON every digit arrives and is kept as text. The driver's own telemetry is off.
 */
export async function databricksSql(
  { host, port = 443, path }: DatabricksPlace,
  credential: TokenCredential,
  client = new DBSQLClient({ logger: new DBSQLLogger({ level: LogLevel.error }) }),
): Promise<DatabricksSql> {
  await client.connect({
    host,
    port,
    path,
    authType: "custom",
    provider: {
      authenticate: async () => {
        const token = await credential.getToken(audience);
        if (!token) throw new Error("there is no token for Databricks: the identity is not known to it");
        return { Authorization: `Bearer ${token.token}` };
      },
    },
    telemetryEnabled: false,
  });
  const session = await client.openSession({ configuration: { "spark.sql.session.timeZone": "UTC" } });
  return {
    dialect: spark,
    async run({ text, parameters = {}, parse }) {
      const named = Object.fromEntries(
        Object.entries(parameters).filter(([name]) => new RegExp(`:${name}\\b`).test(text)),
      );
      const operation = await session
        .executeStatement(
          `select to_json(struct(*), map('ignoreNullFields', 'false', 'timestampFormat', 'yyyy-MM-dd HH:mm:ss.SSSSSS')) as answer from (\n${text}\n) asked`,
          Object.keys(named).length > 0 ? { namedParameters: named } : {},
        )
        .catch(rethrown);
      try {
        const rows = await operation.fetchAll().catch(rethrown);
        return rows.map((row) => parse(JSON.parse(withDigits(answer.parse(row).answer))));
      } finally {
        await operation.close();
      }
    },
    async execute(text) {
      const operation = await session.executeStatement(text).catch(rethrown);
      await operation.fetchAll().catch(rethrown);
      await operation.close();
    },
    async close() {
      await session.close();
      await client.close();
    },
  };
}

const answer = z.object({ answer: z.string() });

/** Every number of a JSON text in quotes, so that reading it rounds none. */
const withDigits = (json: string): string =>
  json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );

/** The engine's own words are in the answer, not in the message. */
function rethrown(fault: unknown): never {
  const { response } = (typeof fault === "object" && fault !== null ? fault : {}) as {
    response?: { errorMessage?: unknown };
  };
  throw typeof response?.errorMessage === "string" ? new Error(response.errorMessage.split("\n")[0]) : fault;
}
