import sharp from "sharp";
import { pglite } from "../runtime/adapters/embedded/pglite";
import { sqlConsents } from "../runtime/adapters/sql-consents";
import { requestGrant } from "../runtime/privacy/consent";
import { cleanPhoto } from "../runtime/recommendation/photo-intake";
import { type Random, randomFrom } from "../runtime/sample/random";
import { looking } from "./looks";
import { type Bench, megabytes, milliseconds, percentile } from "./measure";

const inputs = Number(process.env["PENDERIE_FUZZ"] ?? 100_000);
const secret = "48.8584N-2.2945E-ada";

/** Spoiled and loaded pictures through the intake: whatever comes in, nothing that was planted comes out. */
export const intake: Bench = {
  name: "intake",
  question: `do ${inputs} spoiled pictures leave a trace, a fault or memory behind?`,
  run: async () => {
    const sql = await pglite();
    const consents = sqlConsents(sql);
    await consents.append({
      subject: "b",
      purpose: "recommendation",
      granted: true,
      notice: "b",
      recordedAt: new Date(),
    });
    const grant = await requestGrant(consents, "b", "recommendation");
    if (!grant) throw new Error("no grant");
    const clean = await looking.clean();
    const random = randomFrom("intake");
    const whole = await seeds();
    const outcomes = new Map<string, number>();
    const took: number[] = [];
    let leaked = 0;
    const one = async () => {
      const bytes = spoil(random.pick(whole), random);
      const began = performance.now();
      const answer = await cleanPhoto(bytes, grant, { clean }).catch((error: unknown) => ({
        kind: "fault" as const,
        reason: error instanceof Error ? error.name : "unknown",
      }));
      took.push(performance.now() - began);
      const outcome = answer.kind === "accepted" ? "accepted" : `${answer.kind}: ${answer.reason}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (answer.kind === "accepted" && Buffer.from(answer.photo.jpeg).includes(secret)) leaked++;
    };
    for (let done = 0; done < inputs; done += 4) await Promise.all([one(), one(), one(), one()]);
    took.sort((a, b) => a - b);
    await sql.close();
    return [
      { what: "inputs", value: String(took.length) },
      ...[...outcomes].sort(([, a], [, b]) => b - a).map(([what, count]) => ({ what, value: String(count) })),
      { what: "pictures that left with what was planted in them", value: String(leaked) },
      { what: "median", value: milliseconds(percentile(took, 0.5)) },
      { what: "slowest", value: milliseconds(percentile(took, 1)) },
      { what: "peak memory of the process", value: megabytes() },
    ];
  },
};

/** A small picture in each format, bare and with a secret in what each format can carry. */
async function seeds(): Promise<readonly Buffer[]> {
  const picture = () =>
    sharp({ create: { width: 48, height: 64, channels: 3, background: { r: 30, g: 60, b: 160 } } }).withExif({
      IFD0: { Artist: secret, Copyright: secret },
      IFD3: { GPSLatitudeRef: "N", GPSAreaInformation: secret },
    });
  return Promise.all([
    picture().jpeg().toBuffer(),
    picture().png().toBuffer(),
    picture().webp().toBuffer(),
    picture().avif({ effort: 0 }).toBuffer(),
  ]);
}

/** One to four of the things that go wrong with files, or are done to them. */
function spoil(picture: Buffer, random: Random): Uint8Array {
  let bytes = Buffer.from(picture);
  const at = () => random.whole(0, Math.max(0, bytes.length - 1));
  const ways: readonly (() => void)[] = [
    () => void (bytes[at()] = random.whole(0, 255)),
    () => void (bytes = bytes.subarray(0, at())),
    () => void (bytes = Buffer.concat([bytes, Buffer.from(secret)])),
    () => {
      const place = at();
      bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from(secret), bytes.subarray(place)]);
    },
    () => {
      const place = at();
      bytes = Buffer.concat([
        bytes.subarray(0, place),
        bytes.subarray(Math.min(bytes.length, place + random.whole(1, 40))),
      ]);
    },
    () => {
      const marker = Buffer.from([0xff, random.whole(0xe0, 0xfe), 0, secret.length + 2]);
      bytes = Buffer.concat([bytes.subarray(0, 2), marker, Buffer.from(secret), bytes.subarray(2)]);
    },
    () => void bytes.fill(random.whole(0, 255), at()),
    () => undefined,
  ];
  for (let times = random.whole(1, 4); times > 0 && bytes.length > 0; times--) random.pick(ways)();
  return bytes;
}
