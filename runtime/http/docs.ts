import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "hono";
import { html } from "hono/html";
import { api } from "./api";

const body = z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() });
const operation = z.object({
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()),
  security: z.array(z.unknown()).optional(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional() })).default([]),
  requestBody: body.optional(),
  responses: z.record(z.string(), body.extend({ description: z.string() })),
});
const shown = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/** `/openapi.json`, made from the schemas that the routes parse with, and `/docs`, which shows it without a script. */
export function docs<E extends Env>(described: OpenAPIHono<E>) {
  described.openAPIRegistry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  const document = described.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Penderie",
      version: "1",
      description: "Fashion recommendation and customer segments. Every problem is answered as RFC 9457 says.",
    },
  });
  const text = JSON.stringify(document);
  const page = pageOf(shown.parse(JSON.parse(text)));
  const routes = api();
  routes.get("/openapi.json", (c) => c.body(text, 200, { "content-type": "application/json" }));
  routes.get("/docs", (c) => c.html(page));
  return routes;
}

const pageOf = ({ info, paths, components }: z.infer<typeof shown>) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${info.title} API, version ${info.version}</title>
        <link rel="stylesheet" href="/console/console.css" />
      </head>
      <body class="docs">
        <header class="bar"><a class="brand" href="/">${info.title}</a></header>
        <main>
          <h1>API, version ${info.version}</h1>
          <p>${info.description} The same as data: <a href="/openapi.json">/openapi.json</a>.</p>
          ${byTag(paths).map(
            ([tag, operations]) =>
              html`<section>
                <h2>${tag}</h2>
                ${operations.map(
                  ({ method, path, ...each }) =>
                    html`<details class="operation">
                      <summary>
                        <b class="method ${method}">${method.toUpperCase()}</b> <code>${path}</code>
                        <span>${each.summary}</span>${each.security ? html`<span class="tag">token</span>` : ""}
                      </summary>
                      ${each.description ? html`<p>${each.description}</p>` : ""}
                      ${
                        each.parameters.length > 0
                          ? html`<p>
                              Parameters:
                              ${each.parameters.map(
                                (one) => html`<code>${one.name}</code> (${one.in}${one.required ? "" : ", optional"}) `,
                              )}
                            </p>`
                          : ""
                      }
                      ${
                        each.requestBody
                          ? html`<h3>Body</h3>
                              ${contentOf(each.requestBody)}`
                          : ""
                      }
                      <h3>Answers</h3>
                      ${Object.entries(each.responses).map(
                        ([status, response]) =>
                          html`<p><b>${status}</b> ${response.description}</p>
                            ${status < "300" ? contentOf(response) : ""}`,
                      )}
                    </details>`,
                )}
              </section>`,
          )}
          <section>
            <h2>schemas</h2>
            ${Object.entries(components.schemas).map(
              ([name, schema]) =>
                html`<details class="operation" id="${name}">
                  <summary><code>${name}</code></summary>
                  <pre>${JSON.stringify(schema, undefined, 2)}</pre>
                </details>`,
            )}
          </section>
        </main>
      </body>
    </html>`;

const reference = z.object({ $ref: z.string().startsWith("#/components/schemas/") });

const contentOf = ({ content = {} }: z.infer<typeof body>) =>
  Object.entries(content).map(([type, { schema }]) => {
    const named = reference.safeParse(schema);
    const name = named.success ? named.data.$ref.split("/").at(-1) : undefined;
    return name === undefined
      ? html`<p><code>${type}</code></p>
          <pre>${JSON.stringify(schema, undefined, 2)}</pre>`
      : html`<p><code>${type}</code>: <a href="#${name}">${name}</a></p>`;
  });

function byTag(paths: z.infer<typeof shown>["paths"]) {
  const tags = new Map<string, (z.infer<typeof operation> & { method: string; path: string })[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, each] of Object.entries(methods)) {
      const tag = each.tags[0] ?? "other";
      tags.set(tag, [...(tags.get(tag) ?? []), { ...each, method, path }]);
    }
  return [...tags];
}
