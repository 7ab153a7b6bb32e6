// Turns the TypeScript entry points into `dist/`: one second, no type check (`npm run types` does that).
import { copyFileSync, existsSync } from "node:fs";
import { build } from "esbuild";

const programs = [
  "runtime/main.ts",
  "runtime/adapters/embedded/seeing-thread.ts",
  "infra/bootstrap/main.ts",
  "review/main.ts",
  "review/evidence/write.ts",
  "review/rehearsal/main.ts",
  "review/rehearsal/azure-stand-in.ts",
  "bench/main.ts",
  "bench/service.ts",
  "bench/event-log.ts",
  "bench/learner.ts",
];
const consoleEntry = "runtime/http/console/console.ts";

await build({
  entryPoints: programs,
  outdir: "dist",
  outbase: ".",
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  sourcemap: true,
  logLevel: "warning",
});
if (existsSync(consoleEntry)) {
  await build({
    entryPoints: [consoleEntry],
    outdir: "dist/console",
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    logLevel: "warning",
  });
  for (const file of ["index.html", "console.css", "mark.svg"])
    copyFileSync(`runtime/http/console/${file}`, `dist/console/${file}`);
}
