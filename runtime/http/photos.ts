import { createRoute, z } from "@hono/zod-openapi";
import { colours, patterns, pieces } from "../catalogue/vocabulary";
import type { ConsentLedger } from "../privacy/consent";
import { type RefusalReason, maximumBytes } from "../recommendation/photo-intake";
import { type PhotoDeps, addPhoto, ownPhotos, removePhoto } from "../recommendation/photos";
import type { GarmentView, PhotoView } from "../recommendation/sight";
import type { Telemetry } from "../watch/telemetry";
import { answers, api, atMost, found, refuses, security } from "./api";
import { type Granted, consenting } from "./consent";
import { type Caller, type IdentityDeps, requires } from "./identity";
import { refusal } from "./problems";

export interface PhotoRouteDeps extends PhotoDeps, IdentityDeps {
  readonly consents: ConsentLedger;
  readonly telemetry: Telemetry;
}

const share = z.number().min(0).max(1);
const garment = z
  .object({
    piece: z.enum(pieces).optional().openapi({ description: "absent when no garment was recognised" }),
    probability: share,
    colours: z.array(z.object({ colour: z.enum(colours), share: z.number() })),
    pattern: z.enum(patterns).optional().openapi({ description: "absent where it could not be told for sure" }),
    part: z
      .object({ left: share, top: share, right: share, bottom: share })
      .optional()
      .openapi({ description: "where in the photograph, in shares of its sides; absent when the whole was looked at" }),
  })
  .openapi("Garment");
export const seen = garment
  .extend({ photoId: z.string() })
  .openapi("Seen", { description: "one garment that was recognised in a photograph" });
export const kept = seen
  .extend({
    pieces: z.array(garment).openapi({ description: "every garment that was found, the most prominent first" }),
    expiresAt: z.iso.datetime(),
  })
  .openapi("Photo", { description: "a photograph: its most prominent garment, and all that were found" });

const garmentView = ({ piece, probability, colours: tones, pattern, part }: GarmentView): z.infer<typeof garment> => ({
  ...(piece !== undefined && { piece }),
  probability,
  colours: [...tones],
  ...(pattern && { pattern }),
  ...(part && { part }),
});
export const seenView = ({ photoId, ...view }: GarmentView & { readonly photoId: string }): z.infer<typeof seen> => ({
  photoId,
  ...garmentView(view),
});
export const keptView = (photo: PhotoView & { readonly expiresAt: Date }): z.infer<typeof kept> => ({
  ...seenView(photo),
  pieces: [photo, ...photo.others].filter(({ piece }) => piece !== undefined).map(garmentView),
  expiresAt: photo.expiresAt.toISOString(),
});

const upload = z.strictObject({
  photo: z
    .instanceof(File, { message: "send the photograph as a file, in the multipart field `photo`" })
    .openapi({ type: "string", format: "binary" }),
  purpose: z.literal("recommendation", {
    error: "say what this photograph may be used for; `recommendation` is the only purpose that there is",
  }),
});
const multipartOverhead = 16 * 1024;
const photoId = z.object({ id: z.string().min(1).max(100) });

const statuses: Readonly<Record<RefusalReason, 400 | 413 | 415 | 422>> = {
  empty: 400,
  "too large": 413,
  "not a picture": 415,
  heic: 415,
  damaged: 422,
  "metadata left": 422,
};

/** Own photographs: taken in after consent, listed, shown, deleted. */
export const photos = (deps: PhotoRouteDeps) => {
  const tags = ["photos"];
  const own = requires("shopper", deps);
  const consented = [own, consenting("recommendation", deps)];
  return api<Granted<"recommendation">>()
    .openapi(
      createRoute({
        method: "post",
        path: "/v1/photos",
        tags,
        security,
        summary: "Send a photograph of clothes, at most 12 MB, as JPEG, PNG, WebP or AVIF",
        middleware: [...consented, atMost(maximumBytes + multipartOverhead)],
        request: { body: { required: true, content: { "multipart/form-data": { schema: upload } } } },
        responses: {
          201: answers(kept, "what was recognised, and until when the photograph is kept"),
          ...refuses(400, 401, 403, 413, 415, 422),
        },
      }),
      async (c) => {
        const bytes = new Uint8Array(await c.req.valid("form").photo.arrayBuffer());
        const photo = await addPhoto(bytes, c.get("grant"), deps);
        const outcome = photo.kind === "refused" ? photo.reason : photo.piece === undefined ? "no garment" : "garment";
        deps.telemetry.add("photographs", 1, { outcome: outcome.replaceAll(" ", "-") });
        if (photo.kind === "refused") throw refusal(statuses[photo.reason], photo.remedy);
        return c.json(keptView(photo), 201, { location: `/v1/photos/${photo.photoId}` });
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/v1/photos",
        tags,
        security,
        summary: "Own photographs, newest first",
        middleware: consented,
        responses: { 200: answers(z.object({ photos: z.array(kept) }), "own photographs"), ...refuses(401, 403) },
      }),
      async (c) => c.json({ photos: (await ownPhotos(c.get("grant"), deps)).map(keptView) }, 200),
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/v1/photos/{id}/image",
        tags,
        security,
        summary: "One own photograph, as it is stored",
        middleware: consented,
        request: { params: photoId },
        responses: {
          200: {
            description: "the picture",
            content: { "image/jpeg": { schema: z.string().openapi({ format: "binary" }) } },
          },
          ...refuses(400, 401, 403, 404),
        },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const mine = (await ownPhotos(c.get("grant"), deps)).find((photo) => photo.photoId === id);
        const jpeg = found(await deps.photos.get(found(mine, "photograph of yours").photoId), "photograph of yours");
        return c.body(new Uint8Array(jpeg), 200, { "content-type": "image/jpeg" });
      },
    )
    .route("/", removal(deps));
};

/** Needs no consent: one may always take back. */
const removal = (deps: PhotoRouteDeps) =>
  api<Caller>().openapi(
    createRoute({
      method: "delete",
      path: "/v1/photos/{id}",
      tags: ["photos"],
      security,
      summary: "Delete one own photograph and what was computed from it",
      middleware: requires("shopper", deps),
      request: { params: photoId },
      responses: { 204: { description: "deleted" }, ...refuses(400, 401, 403, 404) },
    }),
    async (c) => {
      const removed = await removePhoto(c.req.valid("param").id, c.get("subject"), deps);
      found(removed || undefined, "photograph of yours");
      return c.body(null, 204);
    },
  );
