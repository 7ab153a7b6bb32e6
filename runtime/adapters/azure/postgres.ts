import type { TokenCredential } from "@azure/identity";
import { postgres } from "../postgres";
import type { Sql } from "../sql";

/** For whom tokens of Azure Database for PostgreSQL are. Source: Microsoft Learn, "Microsoft Entra authentication". */
const audience = "https://ossrdbms-aad.database.windows.net/.default";

export interface PostgresPlace {
  readonly host: string;
  readonly database: string;
  /** The name of the identity that connects. */
  readonly user: string;
}

/** A server in Azure: a fresh token instead of a password at each new connection, TLS 1.3, statements that end. */
export const azurePostgres = (place: PostgresPlace, credential: TokenCredential): Sql =>
  postgres({
    ...place,
    port: 5432,
    ssl: { minVersion: "TLSv1.3" },
    password: async () => {
      const token = await credential.getToken(audience);
      if (!token) throw new Error("there is no token for the database: the identity is not known to it");
      return token.token;
    },
  });
