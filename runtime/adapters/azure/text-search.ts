import { createHash } from "node:crypto";
import { type SearchIndex, SearchClient, SearchIndexClient, odata } from "@azure/search-documents";
import type { Product } from "../../catalogue/product";
import type { Criteria } from "../../recommendation/criteria";
import type { Meanings } from "../../recommendation/meanings";
import { unlessUnavailable } from "../../watch/unavailable";
import { type Access, calling, patience } from "./client";
import type { TextVectors } from "./openai-vectors";

/** A product as a text search keeps it: what is written of it, what may be filtered by, and its vector. */
interface Entry {
  readonly key: string;
  /** Of everything else, so that what has not changed is not made anew. */
  readonly digest: string;
  readonly text: string;
  readonly price: number;
  readonly piece: string;
  readonly pattern: string;
  readonly colours: readonly string[];
  readonly markets: readonly string[];
  /** That are in stock. */
  readonly sizes: readonly string[];
  readonly vector: readonly number[];
}

export interface TextSearchPlace {
  readonly url: string;
  /** The deployment's name: vectors of another lie in another index. */
  readonly model: string;
  /** Lets the service order the best again by a language model; billed beyond a free allowance. @default false */
  readonly semantic?: boolean;
}

const nameOf = ({ model }: TextSearchPlace) => `texts-${model}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
const most = 1000;
const batch = 200;

/** What a catalogue run does to the index: everything new or changed goes in, everything else that is not sold goes out. */
export interface TextIndex {
  readonly keep: (products: readonly Product[]) => Promise<{ readonly written: number; readonly removed: number }>;
}

/**
 * Products in AI Search by words and by meaning at once: full text and vectors, joined by reciprocal ranks (Microsoft Learn, "Hybrid
 * search"), within what the wishes bound. Without vectors of the question it searches by words.
 */
export function textSearch(
  place: TextSearchPlace,
  vectors: TextVectors,
  { credential, options = {} }: Access,
): Meanings & TextIndex {
  const client = new SearchClient<Entry>(place.url, nameOf(place), credential, { ...patience, ...options });
  return {
    async find({ text }, wishes, _products, count) {
      const words = escaped(text);
      if (words === "") return []; // the service takes an empty question for one about everything
      const [vector] = await unlessUnavailable(
        () => vectors.vectorsOf([text]),
        [],
        () => undefined,
      );
      return calling("AI Search", async () => {
        const queries = vector
          ? [{ kind: "vector" as const, vector: [...vector], fields: ["vector"] as const, kNearestNeighborsCount: 50 }]
          : [];
        const { results } = await client.search(words, {
          select: ["key"],
          top: Math.min(most, count),
          filter: boundsOf(wishes),
          searchFields: ["text"],
          ...(queries.length > 0 && { vectorSearchOptions: { queries } }),
          ...(place.semantic
            ? { queryType: "semantic", semanticSearchOptions: { configurationName: "text" } }
            : { queryType: "simple" }),
        });
        const ids: string[] = [];
        for await (const { document } of results) ids.push(idOf(document.key));
        return ids;
      });
    },
    async keep(products) {
      const there = await digests(client);
      const wanted = products.map((product) => ({ product, digest: digestOf(product) }));
      const changed = wanted.filter(({ product, digest }) => there.get(product.id) !== digest);
      for (let at = 0; at < changed.length; at += batch) {
        const part = changed.slice(at, at + batch);
        const made = await vectors.vectorsOf(part.map(({ product }) => textOf(product)));
        const entries = part.map(({ product, digest }, each) => entryOf(product, digest, made[each]));
        await calling("AI Search", () => client.mergeOrUploadDocuments(entries, { throwOnAnyFailure: true }));
      }
      const sold = new Set(products.map(({ id }) => id));
      const gone = [...there.keys()].filter((id) => !sold.has(id));
      for (let at = 0; at < gone.length; at += most)
        await calling("AI Search", () =>
          client.deleteDocuments("key", gone.slice(at, at + most).map(keyOf), { throwOnAnyFailure: true }),
        );
      return { written: changed.length, removed: gone.length };
    },
  };
}

/** A product's id has the letters that a key may have, but may begin with an underscore, which a key may not. */
const keyOf = (id: string) => `p${id}`;
const idOf = (key: string) => key.slice(1);

/** Characters that the simple query syntax would read as operators are read as spaces. */
const escaped = (text: string) => text.replace(/[+|"()'\\*~-]/g, " ").trim();

const textOf = ({ title, description, brand, style, occasions }: Product) =>
  `${title}. ${description} ${brand}, ${style}; ${occasions.join(", ")}`.slice(0, 8000);

const factsOf = (product: Product) => ({
  text: textOf(product),
  price: product.price,
  piece: product.piece,
  pattern: product.pattern,
  colours: product.colours,
  markets: product.markets,
  sizes: [...new Set(product.variants.flatMap(({ size, stock }) => (stock > 0 ? [size] : [])))],
});

const digestOf = (product: Product) =>
  createHash("sha256")
    .update(JSON.stringify(factsOf(product)))
    .digest("hex");

const entryOf = (product: Product, digest: string, vector: Float32Array | undefined): Entry => ({
  key: keyOf(product.id),
  digest,
  ...factsOf(product),
  vector: [...(vector ?? [])],
});

/** The bounds of the wishes in the service's own language; what only the process knows is looked at afterwards. */
function boundsOf({ budget, least, market, sizes, pieces, without }: Criteria): string {
  const none = (field: "piece" | "pattern", values: readonly string[]) =>
    values.map((value) => (field === "piece" ? odata`piece ne ${value}` : odata`pattern ne ${value}`));
  return [
    "sizes/any()", // something is in stock
    ...(budget === undefined ? [] : [odata`price le ${budget}`]),
    ...(least === undefined ? [] : [odata`price ge ${least}`]),
    ...(market === undefined ? [] : [odata`markets/any(each: each eq ${market})`]),
    ...(sizes.length === 0 ? [] : [odata`sizes/any(each: search.in(each, ${sizes.join("|")}, '|'))`]),
    ...(pieces.length === 0 ? [] : [odata`search.in(piece, ${pieces.join("|")}, '|')`]),
    ...none("piece", without.pieces),
    ...none("pattern", without.patterns),
    ...without.colours.map((colour) => odata`colours/all(each: each ne ${colour})`),
  ].join(" and ");
}

/** What is there, by key. */
async function digests(client: SearchClient<Entry>): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let last = ""; ;) {
    const page = await calling("AI Search", async () => {
      const { results } = await client.search("*", {
        select: ["key", "digest"],
        filter: odata`key gt ${last}`,
        orderBy: ["key asc"],
        top: most,
      });
      const read: Pick<Entry, "key" | "digest">[] = [];
      for await (const { document } of results) read.push(document);
      return read;
    });
    for (const { key, digest } of page) found.set(idOf(key), digest);
    if (page.length === 0) return found;
    last = page.at(-1)?.key ?? "";
  }
}

/** Makes the index where there is none, and leaves one that is there; safe to run twice and side by side. */
export async function makeTextIndex(
  place: TextSearchPlace,
  { dimensions }: Pick<TextVectors, "dimensions">,
  { credential, options = {} }: Access,
): Promise<void> {
  const client = new SearchIndexClient(place.url, credential, { ...patience, ...options });
  await calling("AI Search", () => client.createOrUpdateIndex(definition(place, dimensions)));
}

const definition = (place: TextSearchPlace, dimensions: number): SearchIndex => ({
  name: nameOf(place),
  fields: [
    { name: "key", type: "Edm.String", key: true, filterable: true, sortable: true },
    { name: "digest", type: "Edm.String" },
    { name: "text", type: "Edm.String", searchable: true, analyzerName: "standard.lucene" },
    { name: "price", type: "Edm.Double", filterable: true },
    { name: "piece", type: "Edm.String", filterable: true },
    { name: "pattern", type: "Edm.String", filterable: true },
    { name: "colours", type: "Collection(Edm.String)", filterable: true },
    { name: "markets", type: "Collection(Edm.String)", filterable: true },
    { name: "sizes", type: "Collection(Edm.String)", filterable: true },
    {
      name: "vector",
      type: "Collection(Edm.Single)",
      searchable: true,
      hidden: true,
      vectorSearchDimensions: dimensions,
      vectorSearchProfileName: "cosine",
    },
  ],
  vectorSearch: {
    algorithms: [{ name: "hnsw", kind: "hnsw", parameters: { metric: "cosine" } }],
    profiles: [{ name: "cosine", algorithmConfigurationName: "hnsw" }],
  },
  semanticSearch: {
    configurations: [{ name: "text", prioritizedFields: { contentFields: [{ name: "text" }] } }],
  },
});
