import type { Answer, Service } from "./wire";

type Document = Readonly<Record<string, unknown>> & { readonly key: string; readonly vector: readonly number[] };

const error = (status: number, code: string, message = code): Answer => ({
  status,
  body: { error: { code, message } },
});

/**
 * Indexes of AI Search, as "Azure AI Search REST API" (data plane, from 2024-07-01) describes them: Create or Update Index, Index
 * Documents, Lookup, Search POST with vector queries. Keys, names and dimensions are checked as the service checks them.
 */
export function search(): Service & { readonly indexes: Map<string, Index> } {
  const indexes = new Map<string, Index>();
  const service: Service = ({ method, url, headers, body }) => {
    if (!/^20\d\d-\d\d-\d\d(-preview)?$/.test(url.searchParams.get("api-version") ?? ""))
      return error(400, "MissingApiVersion");
    if (headers["authorization"] !== "Bearer token-for-https://search.azure.com/.default")
      return error(403, "Forbidden");
    const [, name = "", action = "", key] =
      /^\/indexes(?:\('|\/)([^')/]+)'?\)?(\/docs[^(]*)?(?:\('(.*)'\))?/.exec(decodeURIComponent(url.pathname)) ?? [];
    if (method === "PUT" && action === "") return defined(indexes, name, JSON.parse(body.toString()) as Definition);
    const index = indexes.get(name);
    if (!index) return error(404, "IndexNotFound", `there is no index ${name}`);
    if (method === "GET" && key !== undefined) {
      const found = index.documents.get(key);
      return found ? { status: 200, body: found } : error(404, "DocumentNotFound");
    }
    if (method !== "POST") return error(405, "MethodNotAllowed");
    const asked = JSON.parse(body.toString()) as Asked;
    if (action.endsWith("search.index")) return indexed(index, asked);
    if (index.described && asked.search !== "*") return described(index, asked);
    return asked.vectorQueries ? found(index, asked) : ordered(index, asked);
  };
  return Object.assign(service, { indexes });
}

interface Index {
  readonly dimensions: number;
  /** The key may be filtered and ordered by. */
  readonly pageable: boolean;
  /** Holds products by text. */
  readonly described: boolean;
  readonly documents: Map<string, Document>;
}
interface Definition {
  readonly fields: readonly {
    readonly name: string;
    readonly key?: boolean;
    readonly filterable?: boolean;
    readonly sortable?: boolean;
    readonly dimensions?: number;
    readonly analyzer?: string;
  }[];
  readonly semantic?: { readonly configurations: readonly { readonly name: string }[] };
}
interface Asked {
  readonly search?: string;
  readonly searchFields?: string;
  readonly queryType?: string;
  readonly semanticConfiguration?: string;
  readonly value?: readonly (Document & { readonly "@search.action": string })[];
  readonly top?: number;
  readonly filter?: string;
  readonly orderby?: string;
  readonly vectorQueries?: readonly {
    readonly vector: readonly number[];
    readonly k: number;
    readonly fields: string;
  }[];
}

function defined(indexes: Map<string, Index>, name: string, { fields }: Definition): Answer {
  if (!/^[a-z0-9](?:-?[a-z0-9]){1,127}$/.test(name))
    return error(400, "InvalidName", `the name ${name} is not allowed`);
  const dimensions = fields.find((field) => field.name === "vector")?.dimensions;
  if (dimensions === undefined || fields.filter(({ key }) => key === true).length !== 1)
    return error(400, "InvalidField");
  const pageable = fields.some(({ key, filterable, sortable }) => key && filterable && sortable);
  const described = fields.some(({ name: field, analyzer }) => field === "text" && analyzer === "standard.lucene");
  const known = indexes.get(name);
  if (known && known.dimensions !== dimensions) return error(400, "CannotChangeField");
  if (!known) indexes.set(name, { dimensions, pageable, described, documents: new Map() });
  return { status: known ? 200 : 201, body: { name, fields } };
}

function indexed({ dimensions, documents }: Index, { value = [] }: Asked): Answer {
  const answers = value.map(({ "@search.action": action, ...document }) => {
    const { key, vector } = document;
    const wrong =
      !/^[A-Za-z0-9=-][A-Za-z0-9_=-]*$/.test(key) || (action !== "delete" && vector.length !== dimensions)
        ? "InvalidDocument"
        : undefined;
    if (wrong === undefined && action === "delete") documents.delete(key);
    else if (wrong === undefined) documents.set(key, document);
    return {
      key,
      status: wrong === undefined,
      errorMessage: wrong ?? null,
      statusCode: wrong === undefined ? 200 : 400,
    };
  });
  return { status: answers.every(({ status }) => status) ? 200 : 207, body: { value: answers } };
}

function found({ dimensions, documents }: Index, { top = 50, vectorQueries = [] }: Asked): Answer {
  const [query] = vectorQueries;
  if (query?.fields !== "vector" || query.vector.length !== dimensions || query.k > 1000 || top > 1000)
    return error(400, "InvalidRequestParameter");
  const value = [...documents.values()]
    .map(({ vector, ...document }) => ({
      "@search.score": 1 / (2 - vector.reduce((sum, each, at) => sum + each * (query.vector[at] ?? 0), 0)),
      id: document["id"],
    }))
    .sort((a, b) => b["@search.score"] - a["@search.score"])
    .slice(0, Math.min(top, query.k));
  return { status: 200, body: { value } };
}

/** A page of documents by their keys. The service takes such a filter and such an order for fields that were defined so. */
function ordered({ documents, pageable }: Index, { top = 50, filter = "", orderby }: Asked): Answer {
  const [, after] = /^key gt '([A-Za-z0-9_=-]*)'$/.exec(filter) ?? [];
  if (!pageable || after === undefined || orderby !== "key asc" || top > 1000)
    return error(400, "InvalidRequestParameter");
  const value = [...documents.values()]
    .filter(({ key }) => key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, top)
    .map(({ key, ...document }) => ({ "@search.score": 1, key, id: document["id"], digest: document["digest"] }));
  return { status: 200, body: { value } };
}

/** Full text by shared words and vectors by cosine, joined by reciprocal ranks, within a filter of the forms below. */
function described({ dimensions, documents }: Index, asked: Asked): Answer {
  const { search: text = "", searchFields, queryType, semanticConfiguration, top = 50, vectorQueries = [] } = asked;
  const [query] = vectorQueries;
  if (searchFields !== "text" || top > 1000 || (query && query.vector.length !== dimensions) || /[+|"()*~]/.test(text))
    return error(400, "InvalidRequestParameter");
  if (queryType === "semantic" ? semanticConfiguration !== "text" : queryType !== "simple")
    return error(400, "SemanticQueriesNotAvailable");
  const clauses = (asked.filter ?? "").split(" and ").map(clauseOf);
  if (clauses.includes(undefined)) return error(400, "InvalidFilter");
  const kept = [...documents.values()].filter((document) => clauses.every((clause) => clause?.(document)));
  const words = text.toLowerCase().split(/\s+/);
  const shared = (document: Document) =>
    words.filter((word) => String(document["text"]).toLowerCase().includes(word)).length;
  const near = ({ vector }: Document) => vector.reduce((sum, each, at) => sum + each * (query?.vector[at] ?? 0), 0);
  const scores = new Map<string, number>();
  const ranked = (by: (document: Document) => number) =>
    kept.filter((each) => by(each) > 0).sort((a, b) => by(b) - by(a));
  for (const list of [ranked(shared), query ? ranked(near).slice(0, query.k) : []])
    for (const [at, { key }] of list.entries()) scores.set(key, (scores.get(key) ?? 0) + 1 / (60 + at + 1));
  const value = [...scores]
    .sort(([, a], [, b]) => b - a)
    .slice(0, top)
    .map(([key, score]) => ({ "@search.score": score, key }));
  return { status: 200, body: { value } };
}

/** One condition of an OData filter, as far as it is used here. */
function clauseOf(text: string): ((document: Document) => boolean) | undefined {
  const values = (document: Document, field: string) => document[field] as readonly string[];
  if (text === "sizes/any()") return (document) => values(document, "sizes").length > 0;
  const [, price] = /^price le (\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (price !== undefined) return (document) => Number(document["price"]) <= Number(price);
  const [, market] = /^markets\/any\(each: each eq '([^']*)'\)$/.exec(text) ?? [];
  if (market !== undefined) return (document) => values(document, "markets").includes(market);
  const [, sizes] = /^sizes\/any\(each: search\.in\(each, '([^']*)', '\|'\)\)$/.exec(text) ?? [];
  if (sizes !== undefined)
    return (document) => values(document, "sizes").some((size) => sizes.split("|").includes(size));
  const [, pieces] = /^search\.in\(piece, '([^']*)', '\|'\)$/.exec(text) ?? [];
  if (pieces !== undefined) return (document) => pieces.split("|").includes(String(document["piece"]));
  const [, field = "", other] = /^(piece|pattern) ne '([^']*)'$/.exec(text) ?? [];
  if (other !== undefined) return (document) => document[field] !== other;
  const [, colour] = /^colours\/all\(each: each ne '([^']*)'\)$/.exec(text) ?? [];
  if (colour !== undefined) return (document) => !values(document, "colours").includes(colour);
  return undefined;
}
