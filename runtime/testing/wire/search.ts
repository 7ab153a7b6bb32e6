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
    if (headers["authorization"] !== "Bearer token for https://search.azure.com/.default")
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
    return asked.vectorQueries ? found(index, asked) : ordered(index, asked);
  };
  return Object.assign(service, { indexes });
}

interface Index {
  readonly dimensions: number;
  /** The key may be filtered and ordered by. */
  readonly pageable: boolean;
  readonly documents: Map<string, Document>;
}
interface Definition {
  readonly fields: readonly {
    readonly name: string;
    readonly key?: boolean;
    readonly filterable?: boolean;
    readonly sortable?: boolean;
    readonly dimensions?: number;
  }[];
}
interface Asked {
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
  const known = indexes.get(name);
  if (known && known.dimensions !== dimensions) return error(400, "CannotChangeField");
  if (!known) indexes.set(name, { dimensions, pageable, documents: new Map() });
  return { status: known ? 200 : 201, body: { name, fields } };
}

function indexed({ dimensions, documents }: Index, { value = [] }: Asked): Answer {
  const answers = value.map(({ "@search.action": action, ...document }) => {
    const { key, vector } = document;
    const wrong =
      !/^[A-Za-z0-9_=-]+$/.test(key) || (action !== "delete" && vector.length !== dimensions)
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
    .map(({ key, ...document }) => ({ "@search.score": 1, key, id: document["id"] }));
  return { status: 200, body: { value } };
}
