import { type SearchIndex, SearchClient, SearchIndexClient } from "@azure/search-documents";
import { type Neighbour, type VectorIndex, admitting } from "../../recommendation/vector-index";
import { type Access, calling, isStatus, patience } from "./client";

/** What AI Search keeps of one vector; its key may hold letters, digits, dash, underscore and equal sign alone. */
interface Entry {
  readonly key: string;
  readonly id: string;
  readonly vector: readonly number[];
}

const most = 1000;
const margin = 20;

export interface SearchIndexPlace {
  readonly url: string;
  /** What the vectors are of, such as `photo`. */
  readonly kind: string;
  /** The model that made them; another model has another index, and the two are never compared. */
  readonly model: string;
  readonly dimensions: number;
}

const nameOf = ({ kind, model }: SearchIndexPlace) =>
  `${kind}-${model}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
const keyOf = (id: string) => Buffer.from(id).toString("base64url");

/**
 * Vectors in AI Search, by cosine (HNSW). Filters that only the caller knows are applied here, to as many neighbours as it
 * takes. What was put or deleted is found, or no longer found, about a second later: the service indexes on its own time.
 */
export function searchIndex(place: SearchIndexPlace, { credential, options = {} }: Access): VectorIndex {
  const client = new SearchClient<Entry>(place.url, nameOf(place), credential, { ...patience, ...options });
  const checked = (vector: Float32Array): readonly number[] => {
    if (vector.length !== place.dimensions)
      throw new RangeError(`a vector of ${place.model} has ${place.dimensions} dimensions, this one ${vector.length}`);
    return [...vector];
  };
  return {
    async put(id, vector) {
      const entry = { key: keyOf(id), id, vector: checked(vector) };
      await calling("AI Search", () => client.mergeOrUploadDocuments([entry], { throwOnAnyFailure: true }));
    },
    async delete(id) {
      await calling("AI Search", () => client.deleteDocuments("key", [keyOf(id)], { throwOnAnyFailure: true }));
    },
    get: (id) =>
      calling("AI Search", async () => {
        try {
          return Float32Array.from((await client.getDocument(keyOf(id), { selectedFields: ["vector"] })).vector);
        } catch (error) {
          if (isStatus(error, 404)) return undefined;
          throw error;
        }
      }),
    async *ids() {
      for (
        let page = await idsAfter(client, "");
        page.length > 0;
        page = await idsAfter(client, page.at(-1)?.key ?? "")
      )
        yield* page.map(({ id }) => id);
    },
    nearest: (vector, count, admission) => {
      const question = checked(vector);
      const ask = (neighbours: number) => calling("AI Search", () => near(client, question, neighbours));
      return admission ? filtered(ask, count, admitting(admission)) : ask(count);
    },
  };
}

/** Neighbours that a filter lets through: twice as many are asked for until there are enough, or no more. */
async function filtered(
  ask: (neighbours: number) => Promise<readonly Neighbour[]>,
  count: number,
  admits: (id: string) => boolean,
): Promise<readonly Neighbour[]> {
  for (let neighbours = Math.min(most, count + margin); ; neighbours = Math.min(most, neighbours * 2)) {
    const found = await ask(neighbours);
    const admitted = found.filter(({ id }) => admits(id)).slice(0, count);
    if (admitted.length === count || found.length < neighbours || neighbours === most) return admitted;
  }
}

async function near(
  client: SearchClient<Entry>,
  vector: readonly number[],
  neighbours: number,
): Promise<readonly Neighbour[]> {
  const { results } = await client.search("*", {
    select: ["id"],
    top: neighbours,
    vectorSearchOptions: {
      queries: [{ kind: "vector", vector: [...vector], fields: ["vector"], kNearestNeighborsCount: neighbours }],
    },
  });
  const found: Neighbour[] = [];
  for await (const { document, score } of results) found.push({ id: document.id, similarity: cosine(score) });
  return found.sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1));
}

/** A page of keys by order, since what is skipped over is limited. */
const idsAfter = (client: SearchClient<Entry>, key: string) =>
  calling("AI Search", async () => {
    const { results } = await client.search("*", {
      select: ["key", "id"],
      filter: `key gt '${key}'`,
      orderBy: ["key asc"],
      top: most,
    });
    const page: Pick<Entry, "key" | "id">[] = [];
    for await (const { document } of results) page.push(document);
    return page;
  });

/** The score is 1 / (1 + distance) and the distance 1 - cosine (Microsoft Learn, "Relevance in vector search"). */
const cosine = (score: number) => 2 - 1 / score;

/** Makes the index where there is none, and leaves one that is there; safe to run twice and side by side. */
export async function makeSearchIndex(place: SearchIndexPlace, { credential, options = {} }: Access): Promise<void> {
  const client = new SearchIndexClient(place.url, credential, { ...patience, ...options });
  await calling("AI Search", () => client.createOrUpdateIndex(definition(place)));
}

const definition = (place: SearchIndexPlace): SearchIndex => ({
  name: nameOf(place),
  fields: [
    { name: "key", type: "Edm.String", key: true, filterable: true, sortable: true },
    { name: "id", type: "Edm.String" },
    {
      name: "vector",
      type: "Collection(Edm.Single)",
      searchable: true,
      hidden: false,
      vectorSearchDimensions: place.dimensions,
      vectorSearchProfileName: "cosine",
    },
  ],
  vectorSearch: {
    algorithms: [{ name: "hnsw", kind: "hnsw", parameters: { metric: "cosine" } }],
    profiles: [{ name: "cosine", algorithmConfigurationName: "hnsw" }],
  },
});
