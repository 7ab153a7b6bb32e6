// Starts what `assemble.mjs` put together the way the image does, as far as a plain Linux allows: alone in its folder, as a user
// who is nobody in particular, without this shell's environment, and, where this may be done, on a read-only file system.
import { spawn, spawnSync } from "node:child_process";
import { chownSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const user = 65532;
const app = mkdtempSync(join(tmpdir(), "penderie-image-"));
const data = mkdtempSync(join(tmpdir(), "penderie-data-"));
const root = process.getuid?.() === 0;
cpSync("dist/image", app, { recursive: true });
if (root) for (const folder of [data]) chownSync(folder, user, user);
spawnSync("chmod", ["-R", "a-w,a+rX", app]);

const nobody = `setpriv --reuid=${user} --regid=${user} --clear-groups --no-new-privs --inh-caps=-all`;
const readOnly = `mount --bind ${app} ${app} && mount -o remount,bind,ro ${app}`;
const may = (script) => root && spawnSync("unshare", ["-m", "sh", "-c", script]).status === 0;
const as = may(`${readOnly} && ${nobody} true`)
  ? (command) => ["unshare", ["-m", "sh", "-c", `${readOnly} && cd ${app} && exec ${nobody} ${command}`]]
  : (command) => ["sh", ["-c", `cd ${app} && exec ${command}`]];
if (!may(`${readOnly} && ${nobody} true`)) console.log("NOT RUN: as another user on a read-only file system");

const env = { PATH: process.env.PATH, TMPDIR: data, HOME: "/nonexistent" };
const main = `${process.execPath} dist/runtime/main.js`;
const run = (command, more = {}) => {
  const [program, args] = as(command);
  const { status, stdout, stderr } = spawnSync(program, args, { env: { ...env, ...more }, encoding: "utf8" });
  return { status, text: `${stdout}${stderr}` };
};
let failed = 0;
const check = (what, good, shown = "") => {
  console.log(`${good ? "ok  " : "FAIL"} ${what}${good ? "" : `\n${shown}`}`);
  if (!good) failed++;
};

try {
  const written = run("touch here");
  check("nothing is written beside the program", written.status !== 0, written.text);

  for (const role of ["api", "segment run", "index", "sweep", "watch", "migrate"]) {
    const { status, text } = run(`${main} ${role}`);
    check(`${role} names the settings that it lacks`, status === 1 && text.includes("- VAULT_URL: is not set"), text);
  }
  const wrong = run(`${main} api`, { VAULT_URL: "http://vault" });
  check(
    "a wrong setting is named with its remedy",
    wrong.text.includes("- VAULT_URL: must be an https address"),
    wrong.text,
  );

  const drawn = run(`${main} sample make --data ${data}/state`);
  check("the sample shop is drawn", drawn.status === 0, drawn.text);
  if (drawn.status !== 0) throw new Error("there is nothing to go on with");
  const events = readdirSync(join(data, "state", "sample"), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".csv.gz") || name.endsWith(".csv"))
    .map((name) => join(data, "state", "sample", name));
  const fitted = run(`${main} segment fit --data ${data}/state --events ${events.join(" ")}`);
  check("segments are fitted", fitted.status === 0 && fitted.text.includes("customers"), fitted.text);

  const port = await freePort();
  const [program, args] = as(`${main} serve --data ${data}/state --port ${port}`);
  const serving = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let complaints = "";
  serving.stderr.on("data", (text) => (complaints += String(text)));
  const ended = new Promise((resolve) => serving.once("exit", (code, signal) => resolve(code ?? signal)));
  await new Promise((resolve) => serving.stdout.once("data", resolve));
  const asked = async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  check("it is alive", (await asked("/healthz")) === 200);
  check("it shows its API", (await asked("/openapi.json")) === 200);
  check("it shows its console", (await asked("/")) === 200);
  serving.kill("SIGTERM");
  const code = await ended;
  check("it ends when it is told to", code === 0 || code === "SIGTERM", String(code));

  const { components } = JSON.parse(readFileSync("dist/image/sbom.json", "utf8"));
  check("no library starts to report to its maker", !/telemetry/i.test(complaints), complaints);

  check(
    "the list of parts names every native one",
    ["sharp", "onnxruntime-node"].every((name) => components.some((each) => each.name === name)),
  );
} finally {
  spawnSync("chmod", ["-R", "u+w", app]);
  for (const folder of [app, data]) rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;

async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}
