import { clusters } from "./clusters";
import { events } from "./events";
import { months } from "./months";
import type { Bench } from "./measure";
import { photo } from "./photo";
import { intake } from "./intake";
import { plan } from "./plan";
import { rim } from "./rim";
import { similar } from "./similar";
import { knownUsers } from "./known";
import { underLoad } from "./load";
import { soak } from "./soak";

const benches: readonly Bench[] = [
  photo,
  intake,
  rim,
  similar,
  knownUsers,
  underLoad,
  soak,
  events,
  months,
  clusters,
  plan,
];

async function main(names: readonly string[]): Promise<number> {
  const known = benches.map(({ name }) => name);
  const strange = names.filter((name) => !known.includes(name));
  if (strange.length > 0 || names.includes("--help")) {
    console.error(`usage: npm run bench -- [NAME]…; there are ${known.join(", ")}`);
    return names.includes("--help") ? 0 : 2;
  }
  for (const { name, question, run } of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
    console.log(`\n${name}: ${question}`);
    for await (const { what, value } of await run()) console.log(`  ${what.padEnd(72)} ${value}`);
  }
  return 0;
}

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
