import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { svgRasteriser } from "../runtime/adapters/embedded/svg-rasteriser";
import { embedded } from "../runtime/compose/embedded";
import { requestGrant } from "../runtime/privacy/consent";
import { addPhoto, removePhoto } from "../runtime/recommendation/photos";
import { drawGarment } from "../runtime/sample/drawing";
import { randomFrom } from "../runtime/sample/random";
import { looking } from "./looks";
import { type Bench, megabytes, milliseconds, percentile, times } from "./measure";

/** A photograph of 1,920 × 2,400 pixels through everything between upload and answer, but the network. */
export const photo: Bench = {
  name: "photo",
  question: "how long does one photograph take: decode, clean, prove, encode, name colours, seal, index?",
  run: async () => {
    const data = mkdtempSync(join(tmpdir(), "penderie-bench-"));
    const parts = embedded(data, looking);
    const deps = await parts.recommendation();
    const svg = drawGarment({ piece: "dress", colours: ["red"], pattern: "striped" }, "photo", randomFrom("bench"));
    const bytes = await svgRasteriser.jpeg(svg, { width: 1920, height: 2400 });
    await deps.consents.append({
      subject: "bench",
      purpose: "recommendation",
      granted: true,
      notice: "bench",
      recordedAt: new Date(),
    });
    const grant = await requestGrant(deps.consents, "bench", "recommendation");
    if (!grant) throw new Error("no grant");
    const whole = await times(40, async () => {
      const kept = await addPhoto(bytes, grant, deps);
      if (kept.kind === "kept") await removePhoto(kept.photoId, "bench", deps);
    });
    const peer = await times(40, () =>
      sharp(bytes).autoOrient().resize(1536, 1536, { fit: "inside" }).jpeg({ quality: 85 }).toBuffer(),
    );
    await parts.close();
    rmSync(data, { recursive: true });
    return [
      { what: "photo path, median", value: milliseconds(percentile(whole, 0.5)) },
      { what: "photo path, 95th percentile", value: milliseconds(percentile(whole, 0.95)) },
      {
        what: "peer: sharp decoding, resizing and writing the same photograph, median",
        value: milliseconds(percentile(peer, 0.5)),
      },
      { what: "ratio of medians", value: (percentile(whole, 0.5) / percentile(peer, 0.5)).toFixed(2) },
      { what: "peak memory of the process", value: megabytes() },
    ];
  },
};
