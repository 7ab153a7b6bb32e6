import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ContainerClient } from "@azure/storage-blob";
import type { Access } from "../adapters/azure/client";
import { freePort } from "./free-port";

const program = () => process.env["PENDERIE_AZURITE"] ?? "";

/** Why no Azurite can be started here, if so. */
export function noAzurite(): string | undefined {
  if (!existsSync(program()))
    return "azurite is not installed: npm install azurite@3.37.0 in a folder of its own, and name its dist/src/blob/main.js in PENDERIE_AZURITE";
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "openssl is not installed, and Azurite takes tokens over TLS alone";
  }
}

export interface AzuriteServer {
  readonly access: Access;
  /** The address of a container that is there and empty. */
  container(name: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Microsoft's emulator of Blob Storage over TLS, on a free loopback port. It checks audience, issuer and times of a token and not its
 * signature; soft delete, versions and encryption scopes it takes and ignores, so that it proves nothing about them.
 */
export async function azuriteServer(): Promise<AzuriteServer> {
  const folder = mkdtempSync(join(tmpdir(), "azurite-"));
  const port = await freePort();
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "1", "-nodes"];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-keyout", key, "-out", cert, ...subject], {
    stdio: "ignore",
  });
  const server = spawn(
    process.execPath,
    [
      program(),
      ...["--inMemoryPersistence", "--silent", "--disableTelemetry", "--oauth", "basic", "--cert", cert, "--key", key],
      ...["--blobHost", "127.0.0.1", "--blobPort", String(port)],
    ],
    { cwd: folder, stdio: "ignore" },
  );
  const ended = new Promise<void>((resolve) => {
    server.once("exit", () => {
      resolve();
    });
  });
  const account = `https://127.0.0.1:${port}/devstoreaccount1`;
  const access: Access = {
    credential: { getToken: async () => ({ token: token(), expiresOnTimestamp: Date.now() + 3_600_000 }) },
    options: { tlsOptions: { ca: readFileSync(cert, "utf8") } },
  };
  const container = async (name: string) => {
    const url = `${account}/${name}`;
    await new ContainerClient(url, access.credential, access.options).createIfNotExists();
    return url;
  };
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      await container("ready");
      break;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  return {
    access,
    container,
    async stop() {
      server.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What Azurite looks at: audience, issuer, times. */
function token(): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    aud: "https://storage.azure.com",
    iss: "https://sts.windows.net/11111111-1111-4111-8111-111111111111/",
    nbf: now - 60,
    iat: now,
    exp: now + 3600,
  };
  return `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.c2lnbmF0dXJl`;
}
