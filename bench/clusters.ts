import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomFrom } from "../runtime/sample/random";
import { inertiaOf, kMeans, nearestCentres } from "../runtime/segmentation/clustering";
import { type Bench, megabytes } from "./measure";

const [customers, dimensions, k] = [1_500_000, 10, 6];
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;

/** scikit-learn on the same numbers, both cores, one start. */
const peer = `
import sys, time, numpy as np
from sklearn.cluster import KMeans
x = np.fromfile(sys.argv[1]).reshape(-1, int(sys.argv[2]))
t = time.perf_counter()
m = KMeans(int(sys.argv[3]), n_init=1, init="k-means++", random_state=1, max_iter=100, tol=1e-4).fit(x)
print(time.perf_counter() - t, m.inertia_)
`;

/** One start of k-means on as many customers as the reference log has, beside scikit-learn where a Python with it is named. */
export const clusters: Bench = {
  name: "clusters",
  question: `how long does one start of k-means take on ${customers} × ${dimensions}, k = ${k}?`,
  run: async () => {
    const random = randomFrom("clusters");
    const centres = Array.from({ length: k * dimensions }, () => random.between(-3, 3));
    const values = new Float64Array(customers * dimensions);
    for (let row = 0; row < customers; row++) {
      const of = random.whole(0, k - 1);
      for (let at = 0; at < dimensions; at++)
        values[row * dimensions + at] = (centres[of * dimensions + at] ?? 0) + random.normal();
    }
    const points = { values, dimensions };
    const began = performance.now();
    const found = kMeans(points, k, () => random.next(), 1);
    const took = performance.now() - began;
    const assigning = performance.now();
    const labels = nearestCentres(points, found);
    const assigned = performance.now() - assigning;
    return [
      { what: "one start, to a standstill", value: seconds(took) },
      { what: "its inertia", value: inertiaOf(points, found, labels).toFixed(0) },
      { what: "everybody assigned to the nearest centre, in process", value: seconds(assigned) },
      ...besidePython(values),
      { what: "peak memory of the process", value: megabytes() },
    ];
  },
};

function besidePython(values: Float64Array) {
  const python = process.env["PENDERIE_PYTHON"];
  if (python === undefined) return [{ what: "peer: not run, no PENDERIE_PYTHON with scikit-learn", value: "–" }];
  const folder = mkdtempSync(join(tmpdir(), "penderie-clusters-"));
  try {
    writeFileSync(join(folder, "x"), values);
    const args = ["-c", peer, join(folder, "x"), String(dimensions), String(k)];
    const { stdout, stderr, status } = spawnSync(python, args, { encoding: "utf8" });
    if (status !== 0)
      return [{ what: "peer: scikit-learn could not be run", value: stderr.trim().split("\n").at(-1) ?? "" }];
    const [took = 0, inertia = 0] = stdout.trim().split(" ").map(Number);
    return [
      { what: "peer: scikit-learn's KMeans, one start, two cores", value: seconds(took * 1000) },
      { what: "its inertia", value: inertia.toFixed(0) },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
