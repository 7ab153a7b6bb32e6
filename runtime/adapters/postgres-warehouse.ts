import { postgres } from "./postgres";
import { sqlWarehouse } from "./sql-warehouse";
import type { Warehouse } from "../segmentation/warehouse";

const here = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The warehouse behind an address such as `postgres://USER@HOST/DATABASE`; a password is better in `PGPASSWORD`, where no list of
 * processes shows it. TLS with a verified certificate, except on this machine or where the address says otherwise (`sslmode`). A
 * load may take as long as it takes.
 */
export function postgresWarehouse(address: string): Warehouse {
  const { hostname, searchParams } = new URL(address);
  const ssl = !here.includes(hostname) && !searchParams.has("sslmode");
  return sqlWarehouse(
    postgres({
      connectionString: address,
      max: 1,
      statement_timeout: 0,
      query_timeout: 0,
      ...(ssl && { ssl: { rejectUnauthorized: true } }),
    }),
  );
}
