import type { Context } from "hono";
import { etag } from "hono/etag";
import { type Files, api, found } from "./api";

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  sarif: "application/json",
  csv: "text/csv; charset=utf-8",
  md: "text/plain; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
};

/** Reports are whole pages by themselves: they style themselves, run nothing and reach nothing of this origin. */
const alone =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The files of one folder under `at`, `index.html` first; asked for again only when they changed. */
export const pages = (at: string, files: Files, options: { readonly standAlone?: boolean } = {}) => {
  const send = async (c: Context, name: string) => {
    const content = found(await files.read(name), "page");
    c.header("cache-control", "no-cache");
    if (options.standAlone) c.header("content-security-policy", alone);
    return c.body(content, 200, { "content-type": types[name.split(".").at(-1) ?? ""] ?? "application/octet-stream" });
  };
  const routes = api();
  routes.use(`${at}/*`, etag());
  routes.get(at, (c) => c.redirect(`${at}/`));
  routes.get(`${at}/`, (c) => send(c, "index.html"));
  routes.get(`${at}/:name{.+}`, (c) => send(c, c.req.param("name")));
  return routes;
};
