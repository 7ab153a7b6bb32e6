import { z } from "zod";
import { type SegmentationModel, modelFormat } from "../segmentation/fit";
import {
  type ModelRegistry,
  type Registered,
  RegistryFailed,
  type Stage,
  UnknownVersion,
  VersionInForce,
  VersionRetired,
} from "../segmentation/model-registry";

export interface MlflowPlace {
  /** Of the tracking server, such as `http://127.0.0.1:5000`; an Azure Machine Learning workspace has one as well. */
  readonly url: string;
  /** Headers that let a request in, asked for each time. @default none */
  readonly headers?: () => Promise<Readonly<Record<string, string>>>;
}

/** The registered model and the experiment. */
const name = "penderie-segmentation";
const champion = "champion";
const deadline = 30_000;

const modelVersion = z.object({
  version: z.string(),
  run_id: z.string(),
  tags: z.array(z.object({ key: z.string(), value: z.string() })).default([]),
});
type ModelVersion = z.infer<typeof modelVersion>;

/**
 * Versions in MLflow: each is a run with its parameters, metrics, hashes of data and artefacts, and a version of one registered model;
 * the alias `champion` names the one in force, tags say since when and why. Aliases stand where stages were (mlflow/mlflow#10336).
 */
export function mlflowRegistry(place: MlflowPlace): ModelRegistry {
  const { call, artefact } = client(place);

  const all = async (): Promise<readonly ModelVersion[]> => {
    const found = z.object({ model_versions: z.array(modelVersion).default([]) });
    const query = new URLSearchParams({ filter: `name='${name}'`, max_results: "10000" });
    return found.parse(await call("GET", `model-versions/search?${query.toString()}`)).model_versions;
  };
  const byAlias = async (): Promise<ModelVersion | undefined> => {
    const query = new URLSearchParams({ name, alias: champion });
    const answer = await call("GET", `registered-models/alias?${query.toString()}`, undefined, missing);
    return answer === undefined ? undefined : z.object({ model_version: modelVersion }).parse(answer).model_version;
  };
  const known = async (version: string): Promise<ModelVersion> => {
    const found = (await all()).find((each) => tag(each, "penderie.version") === version);
    if (!found)
      throw new UnknownVersion(`no version is called ${version}; \`segment models\` lists those that there are`);
    return found;
  };
  const setTag = (of: ModelVersion, key: string, value: string) =>
    call("POST", "model-versions/set-tag", { name, version: of.version, key, value });
  const promote = async (version: string, at: Date, why: string): Promise<void> => {
    const wanted = await known(version);
    if (tag(wanted, "penderie.retired") !== undefined)
      throw new VersionRetired(`version ${version} was retired; fit a new one`);
    if ((await byAlias())?.version === wanted.version) return;
    await setTag(wanted, "penderie.promoted_at", at.toISOString());
    await setTag(wanted, "penderie.promoted_why", why);
    await call("POST", "registered-models/alias", { name, alias: champion, version: wanted.version });
  };

  return {
    promote,
    async register(model, at) {
      if ((await all()).some((each) => tag(each, "penderie.version") === model.version)) return;
      const experiment = await experimentOf(call);
      const created = z
        .object({ run: z.object({ info: z.object({ run_id: z.string(), artifact_uri: z.string() }) }) })
        .parse(
          await call("POST", "runs/create", {
            experiment_id: experiment,
            run_name: model.version,
            start_time: at.getTime(),
          }),
        );
      const { run_id: run, artifact_uri: source } = created.run.info;
      await call("POST", "runs/log-batch", { run_id: run, ...recordOf(model, at) });
      await artefact(
        "PUT",
        `${experiment}/${run}/artifacts/model.json`,
        JSON.stringify({ registeredAt: at.toISOString(), model }),
      );
      await artefact("PUT", `${experiment}/${run}/artifacts/assignment.sql`, `${model.sql};\n`);
      await call("POST", "runs/update", { run_id: run, status: "FINISHED", end_time: at.getTime() });
      await call("POST", "registered-models/create", { name }, already);
      await call("POST", "model-versions/create", {
        name,
        source,
        run_id: run,
        tags: [
          { key: "penderie.version", value: model.version },
          { key: "penderie.registered_at", value: at.toISOString() },
        ],
      });
    },
    async rollback(at, why) {
      const now = await byAlias();
      const [before] = (await all())
        .filter(
          (each) =>
            each.version !== now?.version &&
            tag(each, "penderie.promoted_at") !== undefined &&
            tag(each, "penderie.retired") === undefined,
        )
        .sort((a, b) => ((tag(a, "penderie.promoted_at") ?? "") < (tag(b, "penderie.promoted_at") ?? "") ? 1 : -1));
      const version = before && tag(before, "penderie.version");
      if (version !== undefined) await promote(version, at, why);
      return version;
    },
    async retire(version) {
      const wanted = await known(version);
      if ((await byAlias())?.version === wanted.version)
        throw new VersionInForce(`version ${version} is in force; promote another one or roll back first`);
      await setTag(wanted, "penderie.retired", "true");
    },
    async current(): Promise<Registered | undefined> {
      const found = await byAlias();
      if (!found) return undefined;
      const experiment = await experimentOf(call);
      const text = await artefact("GET", `${experiment}/${found.run_id}/artifacts/model.json`);
      const { registeredAt, model } = JSON.parse(text) as { registeredAt: string; model: SegmentationModel };
      // A version of another release is as good as none: the next fit registers one that can be read.
      return (model.format as number) === modelFormat ? { model, registeredAt: new Date(registeredAt) } : undefined;
    },
    async versions() {
      const now = await byAlias();
      return (await all())
        .map((each) => {
          const stage: Stage =
            tag(each, "penderie.retired") !== undefined
              ? "retired"
              : each.version === now?.version
                ? "champion"
                : tag(each, "penderie.promoted_at") !== undefined
                  ? "former"
                  : "challenger";
          return {
            version: tag(each, "penderie.version") ?? each.version,
            registeredAt: new Date(tag(each, "penderie.registered_at") ?? 0),
            stage,
          };
        })
        .sort((a, b) => b.registeredAt.getTime() - a.registeredAt.getTime() || (a.version < b.version ? -1 : 1));
    },
  };
}

const tag = ({ tags }: ModelVersion, key: string) => tags.find((each) => each.key === key)?.value;

/** What a run says of a version: parameters, metrics, and the hashes of the files that it was learnt from. */
function recordOf(model: SegmentationModel, at: Date) {
  const best = model.candidates.find(({ k }) => k === model.chosen.k);
  const metrics = {
    customers: model.customers,
    silhouette: best?.silhouette ?? 0,
    stability: best?.stability ?? 0,
    smallest_share: best?.smallestShare ?? 0,
    fidelity: Math.max(...model.explanation.fidelity.map(({ accuracy }) => accuracy)),
  };
  const params = {
    seed: model.seed,
    as_of: model.asOf,
    segments: model.chosen.k,
    minimum_events: model.minimum.events,
  };
  const timestamp = at.getTime();
  return {
    metrics: Object.entries(metrics).map(([key, value]) => ({ key, value, timestamp, step: 0 })),
    params: Object.entries(params).map(([key, value]) => ({ key, value: String(value) })),
    tags: model.lineage.map(({ sha256, name: file }, number) => ({
      key: `data.${number}.${sha256.slice(0, 12)}`,
      value: `${sha256} ${file}`,
    })),
  };
}

type Call = ReturnType<typeof client>["call"];

async function experimentOf(call: Call): Promise<string> {
  const query = new URLSearchParams({ experiment_name: name });
  const found = await call("GET", `experiments/get-by-name?${query.toString()}`, undefined, missing);
  if (found !== undefined)
    return z.object({ experiment: z.object({ experiment_id: z.string() }) }).parse(found).experiment.experiment_id;
  await call("POST", "experiments/create", { name }, already); // somebody else may have been quicker
  return experimentOf(call);
}

/** Answers that mean "there is none": an unknown alias is a 400, an unknown model or experiment a 404. */
const missing = ["INVALID_PARAMETER_VALUE", "RESOURCE_DOES_NOT_EXIST"];
const already = ["RESOURCE_ALREADY_EXISTS"];

/** MLflow's REST API, version 2.0 (mlflow.org/docs/latest/rest-api.html), and its proxy for artefacts. */
function client({ url, headers = async () => Promise.resolve({}) }: MlflowPlace) {
  const root = url.replace(/\/+$/, "");
  const ask = async (method: string, path: string, body?: string, type = "application/json") => {
    const response = await fetch(`${root}/api/2.0/${path}`, {
      method,
      headers: { ...(await headers()), ...(body === undefined ? {} : { "content-type": type }) },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(deadline),
    }).catch((error: unknown) => {
      throw new RegistryFailed(`MLflow at ${root} does not answer: ${error instanceof Error ? error.message : ""}`);
    });
    return { ok: response.ok, status: response.status, text: await response.text() };
  };
  /** The answer as JSON; undefined where the server's error is among the `expected`. */
  const call = async (
    method: "GET" | "POST",
    path: string,
    body?: object,
    expected: readonly string[] = [],
  ): Promise<unknown> => {
    const { ok, status, text } = await ask(method, `mlflow/${path}`, body && JSON.stringify(body));
    if (ok) return JSON.parse(text) as unknown;
    const code = /"error_code":\s*"([A-Z_]+)"/.exec(text)?.[1] ?? "";
    if (expected.includes(code)) return undefined;
    throw new RegistryFailed(`MLflow answered ${status} ${code} to ${path.split("?")[0] ?? ""}`);
  };
  const artefact = async (method: "GET" | "PUT", path: string, body?: string): Promise<string> => {
    const { ok, status, text } = await ask(
      method,
      `mlflow-artifacts/artifacts/${path}`,
      body,
      "application/octet-stream",
    );
    if (!ok) throw new RegistryFailed(`MLflow answered ${status} to an artefact`);
    return text;
  };
  return { call, artefact };
}
