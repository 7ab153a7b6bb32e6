// Puts together what the image holds, under `dist/image`: the bundles, the packages with native parts that cannot be bundled, the
// models and the console. The same sources and lock file give the same bytes.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";

const target = "dist/image";
/** Packages with native or WebAssembly parts, or files that they look for beside themselves; what they need comes with them. */
const native = ["@duckdb/node-api", "@electric-sql/pglite", "onnxruntime-node", "piscina", "sharp"];
const platform = { os: "linux", cpu: process.arch, libc: "glibc" };

rmSync(target, { recursive: true, force: true });
await build({
  entryPoints: ["runtime/main.ts", "runtime/adapters/embedded/seeing-thread.ts"],
  outdir: `${target}/dist`,
  outbase: ".",
  bundle: true,
  platform: "node",
  target: "node20",
  keepNames: true, // faults are told by the names of their classes
  define: { "import.meta.url": "ownUrl" }, // packages that are ES modules ask where they are
  banner: { js: 'const ownUrl = require("node:url").pathToFileURL(__filename).href;' },
  external: [...native, "@duckdb/*", "pg-native"],
  logLevel: "warning",
  sourcemap: false,
});
for (const path of ["runtime/models", "dist/console"]) cpSync(path, join(target, path), { recursive: true });
cpSync("package.json", join(target, "package.json"));

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
const fits = ({ os, cpu, libc }) =>
  (os === undefined || os.includes(platform.os)) &&
  (cpu === undefined || cpu.includes(platform.cpu)) &&
  (libc === undefined || libc.includes(platform.libc));

/** Where Node would find a package, seen from another one. */
function placeOf(name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const place = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (lock[place] !== undefined) return place;
    if (folder === "") return undefined;
  }
}

const taken = new Set();
function take(name, from = "") {
  const place = placeOf(name, from);
  if (place === undefined || taken.has(place) || !fits(lock[place]) || !existsSync(place)) return;
  taken.add(place);
  const { dependencies = {}, optionalDependencies = {} } = lock[place];
  for (const each of [...Object.keys(dependencies), ...Object.keys(optionalDependencies)]) take(each, place);
}
for (const name of native) take(name);
for (const place of [...taken].sort()) {
  mkdirSync(dirname(join(target, place)), { recursive: true });
  cpSync(place, join(target, place), {
    recursive: true,
    filter: (path) => {
      const [, binary] = /onnxruntime-node\/bin\/napi-v\d+\/(.+)$/.exec(path) ?? [];
      if (binary?.includes("/") && !binary.startsWith(`${platform.os}/${platform.cpu}`)) return false;
      return (
        !/\.(map|md|d\.[cm]?ts|ts)$/.test(path) &&
        path.lastIndexOf("/node_modules/") <= place.lastIndexOf("/node_modules/") + place.length
      );
    },
  });
}
for (const name of native)
  if (!taken.has(`node_modules/${name}`)) throw new Error(`${name} is not installed: run npm ci first`);

/** CycloneDX 1.6: every package whose code is in the image, bundled or beside it. */
const components = Object.entries(lock)
  .filter(([path, each]) => path !== "" && each.dev !== true && each.version !== undefined && fits(each))
  .map(([path, { version, license, integrity }]) => {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    return {
      type: "library",
      name,
      version,
      purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
      ...(license && { licenses: [{ expression: license }] }),
      ...(integrity && {
        hashes: [{ alg: "SHA-512", content: Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex") }],
      }),
    };
  })
  .sort((a, b) => (a.purl < b.purl ? -1 : 1));
writeFileSync(
  join(target, "sbom.json"),
  `${JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1, components }, null, 1)}\n`,
);
console.log(`${target}: two bundles, ${taken.size} packages beside it, ${components.length} in sbom.json`);
