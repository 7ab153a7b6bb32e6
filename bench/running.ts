import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { join } from "node:path";
import { svgRasteriser } from "../runtime/adapters/embedded/svg-rasteriser";
import { pieces } from "../runtime/catalogue/vocabulary";
import { drawGarment } from "../runtime/sample/drawing";
import { anyGarment } from "../runtime/sample/drawings";
import { randomFrom } from "../runtime/sample/random";
import { type Load, type Visit, plainly, post, upload } from "./http-load";
import { milliseconds } from "./measure";
import type { Place } from "./service";

/** The service in a process of its own, with the memory of the image's (`runtime/image/Containerfile`). */
export const started = (place: Place): ChildProcess =>
  fork(join(__dirname, "service.js"), [JSON.stringify(place)], { env: { ...process.env, MALLOC_ARENA_MAX: "2" } });

/** The next message of a process; an error when it ends instead. */
export const told = <T>(service: ChildProcess) =>
  new Promise<T>((resolve, reject) => {
    const ended = (status: number | null) => {
      reject(new Error(`the service ended with ${status ?? "a signal"}`));
    };
    service.once("exit", ended).once("message", (message) => {
      service.off("exit", ended);
      resolve(message as T);
    });
  });

/** Megabytes at most and now, and seconds of a processor since the start. */
export function memoryOf(
  service: ChildProcess,
): Promise<{ readonly peak: number; readonly now: number; readonly seconds: number }> {
  const answer = told<{ peak: number; now: number; seconds: number }>(service);
  service.send("memory");
  return answer;
}

/** Twenty photographs of 720 × 960. */
export const photographs = (): Promise<readonly Uint8Array[]> =>
  Promise.all(
    Array.from({ length: 20 }, (_, at) => {
      const random = randomFrom(`photograph ${at}`);
      return svgRasteriser.jpeg(drawGarment(anyGarment(random.pick(pieces), random), "photo", random), {
        width: 720,
        height: 960,
      });
    }),
  );

/** A photograph sent, recommended for and deleted. */
export function withPhotograph(picture: Uint8Array, token: string): Visit {
  let photo = "";
  return [
    () => upload("/v1/photos", token, picture, "recommendation"),
    (before) => {
      photo = (JSON.parse(before) as { photoId: string }).photoId;
      return post("/v1/recommendations", token, JSON.stringify({ photoIds: [photo], limit: 12 }));
    },
    () => plainly("DELETE", `/v1/photos/${photo}`, token),
  ];
}

export const spoken = ({ perSecond, median, p95, p99, failed }: Load): string =>
  `${perSecond.toFixed(0)}; ${[median, p95, p99].map(milliseconds).join(", ")}${
    Object.keys(failed).length > 0 ? `; failed ${JSON.stringify(failed)}` : ""
  }`;

/** Writes an event log of so many rows, days from a day on, in a process of its own: its memory is not that of what is measured. */
export function eventLog(path: string, events: number, days = 31, from = "2019-10-01"): void {
  execFileSync(process.execPath, [join(__dirname, "event-log.js"), path, String(events), String(days), from]);
}
