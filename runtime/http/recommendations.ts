import { createRoute, z } from "@hono/zod-openapi";
import { requestGrant } from "../privacy/consent";
import { question } from "../recommendation/criteria";
import { type Source, sources } from "../recommendation/fusion";
import { ownLooks } from "../recommendation/looks";
import type { PhotoDeps } from "../recommendation/photos";
import { type Answer, type RecommendDeps, recommend } from "../recommendation/recommend";
import type { Telemetry } from "../watch/telemetry";
import { unlessUnavailable } from "../watch/unavailable";
import { answers, api, atMost, found, refuses, security, takes, written } from "./api";
import { ConsentMissing } from "./problems";
import { type Caller, type IdentityDeps, requires } from "./identity";
import { item, itemText, itemView } from "./items";
import { seen, seenView } from "./photos";

export interface RecommendationDeps extends RecommendDeps, PhotoDeps, IdentityDeps {
  readonly telemetry: Telemetry;
}

const words = z.array(z.string());
const understood = z
  .object({
    pieces: words,
    colours: words,
    patterns: words,
    styles: words,
    occasions: words,
    seasons: words,
    sizes: words,
    budget: z.number().optional(),
    least: z.number().optional(),
    cheap: z.boolean().optional().openapi({ description: "rather of the cheaper third of its kind" }),
    without: z.object({ pieces: words, colours: words, patterns: words, styles: words, terms: words }),
    unknown: words.openapi({ description: "words that mean nothing here" }),
  })
  .openapi("Understood", { description: "what was understood of the words" });

const recommended = z
  .object({
    item,
    score: z.number(),
    reasons: z.array(z.object({ source: z.enum(sources), rank: z.int().min(1), text: z.string() })),
  })
  .openapi("Recommended");

export const recommendation = z
  .object({
    basis: z.enum(["personal", "request", "popular"]).openapi({
      description:
        "`personal`: a profile was read, with consent; `request`: only the question counted; `popular`: neither",
    }),
    items: z.array(recommended).openapi({ description: "best first" }),
    seen: z.array(seen),
    understood,
    model: z.string(),
    missing: z.array(z.enum(sources)).openapi({ description: "sources that could not be asked just now" }),
  })
  .openapi("Recommendation");

/** One ranking, explained. */
export const recommendations = (deps: RecommendationDeps) =>
  api<Caller>().openapi(
    createRoute({
      method: "post",
      path: "/v1/recommendations",
      tags: ["recommendations"],
      security,
      summary: "Items for a photograph, words and wishes, each with its reasons",
      middleware: [requires("shopper", deps), atMost(64 * 1024)],
      request: { body: { ...takes(question.meta({ id: "Question" })), required: false } }, // no question asks for what is liked most
      responses: { 200: answers(recommendation, "items, best first"), ...refuses(400, 401, 403, 404, 413, 415) },
    }),
    async (c) => {
      const asked = question.parse(c.req.valid("json")); // an absent body is an empty one
      const missed: Source[] = [];
      const looks = await unlessUnavailable(
        () => looksFor(asked.photoIds, c.get("subject"), deps),
        [],
        () => missed.push("image"),
      );
      const answer = await recommend(asked, looks, c.get("subject"), deps, missed);
      deps.telemetry.add("recommendations", 1, { basis: answer.basis });
      for (const source of answer.missing) deps.telemetry.add("fallbacks", 1, { dependency: source });
      return written<z.infer<typeof recommendation>>(c, recommendationText(answer));
    },
  );

async function looksFor(photoIds: readonly string[], subject: string, deps: RecommendationDeps) {
  if (photoIds.length === 0) return [];
  const grant = await requestGrant(deps.consents, subject, "recommendation");
  if (!grant) throw new ConsentMissing("recommendation");
  return found(await ownLooks(photoIds, grant, deps), "photograph of yours");
}

export const recommendationView = (answer: Answer): z.infer<typeof recommendation> => ({
  ...surroundings(answer),
  items: answer.items.map(({ item: product, score, reasons }) => ({
    item: itemView(product),
    score,
    reasons: reasons.map(({ source, rank, text }) => ({ source, rank, text })),
  })),
});

/** The same as JSON, with the texts of the products that are kept. */
export function recommendationText(answer: Answer): string {
  const items = answer.items.map(
    ({ item: product, score, reasons }) =>
      `{"item":${itemText(product)},"score":${score},"reasons":${JSON.stringify(reasons)}}`,
  );
  return `{"items":[${items.join(",")}],${JSON.stringify(surroundings(answer)).slice(1)}`;
}

const surroundings = ({
  basis,
  seen: looks,
  understood: said,
  model,
  missing,
}: Answer): Omit<z.infer<typeof recommendation>, "items"> => ({
  basis,
  seen: looks.map(seenView),
  understood: {
    pieces: [...said.pieces],
    colours: [...said.colours],
    patterns: [...said.patterns],
    styles: [...said.styles],
    occasions: [...said.occasions],
    seasons: [...(said.seasons ?? [])],
    sizes: [...said.sizes],
    ...(said.budget !== undefined && { budget: said.budget }),
    ...(said.least !== undefined && { least: said.least }),
    ...(said.cheap && { cheap: said.cheap }),
    without: {
      pieces: [...said.without.pieces],
      colours: [...said.without.colours],
      patterns: [...said.without.patterns],
      styles: [...(said.without.styles ?? [])],
      terms: [...(said.without.terms ?? [])],
    },
    unknown: [...said.unknown],
  },
  model,
  missing: [...missing],
});
