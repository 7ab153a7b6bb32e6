import { createRoute, z } from "@hono/zod-openapi";
import { etag } from "hono/etag";
import { type Minted, type Role, roles } from "../privacy/identity";
import { type Files, answers, api, atMost, found, refuses, takes } from "./api";
import { pages } from "./pages";

/** Somebody drawn, whom a visitor of the console may be. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly role: Role;
}

/** What only the embedded composition has: people to be, photographs to send, pages made on this machine. */
export interface DemonstrationDeps {
  readonly people: () => Promise<readonly Person[]>;
  readonly mint: (user: string, roles: readonly Role[]) => Promise<Minted>;
  /** File names of photographs that a visitor without one may send. */
  readonly photoNames: () => Promise<readonly string[]>;
  readonly photos: Files;
  /** Folders of pages, by the address under which they are shown. */
  readonly reports: Readonly<Record<string, Files>>;
}

const person = z.object({ id: z.string(), name: z.string(), about: z.string(), role: z.enum(roles) }).openapi("Person");
const minted = z.object({ token: z.string(), expiresAt: z.iso.datetime() }).openapi("Token");
const tags = ["demonstration"];

export const demonstration = ({ people, mint, photoNames, photos, reports }: DemonstrationDeps) => {
  const routes = api()
    .openapi(
      createRoute({
        method: "get",
        path: "/demo/people",
        tags,
        summary: "Whom a visitor may be",
        responses: { 200: answers(z.object({ people: z.array(person) }), "drawn people, none of them real") },
      }),
      async (c) => c.json({ people: [...(await people())] }, 200),
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/demo/token",
        tags,
        summary: "A token of a quarter of an hour for one of them",
        middleware: atMost(1024),
        request: { body: takes(z.strictObject({ id: z.string() })) },
        responses: { 200: answers(minted, "send it as `Authorization: Bearer …`"), ...refuses(400, 404, 413, 415) },
      }),
      async (c) => {
        const { id } = c.req.valid("json");
        const { role } = found(
          (await people()).find((each) => each.id === id),
          "demonstration user",
        );
        const { token, expiresAt } = await mint(id, [role]);
        return c.json({ token, expiresAt: expiresAt.toISOString() }, 200, { "cache-control": "no-store" });
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/demo/photos",
        tags,
        summary: "Photographs that a visitor may send",
        middleware: etag(),
        responses: { 200: answers(z.object({ photos: z.array(z.string()) }), "their addresses") },
      }),
      async (c) => c.json({ photos: (await photoNames()).map((name) => `/demo/photos/${name}`) }, 200),
    )
    .route("/", pages("/demo/photos", photos));
  for (const [at, files] of Object.entries(reports)) routes.route("/", pages(at, files, { standAlone: true }));
  return routes;
};
