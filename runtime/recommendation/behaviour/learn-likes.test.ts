import { randomFrom } from "../../sample/random";
import { learnFromLikes } from "./learn-likes";
import { read } from "./model-file";

/** What people dealt with, in order, and who of them agreed. */
async function learnt(histories: Readonly<Record<string, readonly string[]>>, agreed: readonly string[]) {
  const asked: string[] = [];
  const saved: Uint8Array[] = [new Uint8Array([1])]; // of the night before
  const figures = await learnFromLikes({
    consents: { consenting: async (purpose) => new Set(purpose === "personalisation" ? agreed : []) },
    tastes: {
      dealings: async (subjects) => {
        asked.push(...subjects);
        return subjects.flatMap((subject) =>
          (histories[subject] ?? []).map((itemId, at) => ({ subject, itemId, at: new Date(at) })),
        );
      },
    },
    store: {
      save: async (bytes) => void saved.splice(0, Infinity, bytes),
      load: async () => undefined,
      remove: async () => void saved.splice(0),
    },
    now: () => new Date(0),
  });
  const [bytes] = saved;
  return { figures, asked, kept: saved.length, model: bytes && read(bytes) };
}

/** People who like three of four things that go together, in turn, and two of whom like a secret as well. */
const people = (secret: readonly number[]) =>
  Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => {
      const set = ["a", "b", "c", "d"].map((item) => `${item}${at % 3}`);
      const turned = [...set.slice(at % 4), ...set.slice(0, at % 4)].slice(0, 3);
      return [`p${at}`, secret.includes(at) ? ["secret", ...turned] : turned];
    }),
  );

describe("learning from likes", () => {
  it("reads those alone who agreed", async () => {
    const histories = people([]);
    const agreed = Object.keys(histories).filter((_, at) => at % 2 === 0);
    expect((await learnt(histories, agreed)).asked).toEqual(agreed);
  });

  it("leaves out what fewer than five people dealt with", async () => {
    const names = async (secret: readonly number[]) => {
      const { figures, model } = await learnt(people(secret), Object.keys(people([])));
      expect(figures.inForce).toBe(true);
      return model?.names ?? [];
    };
    expect(await names([1, 2, 3, 4])).not.toContain("secret");
    expect(await names([1, 2, 3, 4, 5])).toContain("secret");
  });

  it("puts nothing in force that foretells no better than popularity", async () => {
    const random = randomFrom("no taste");
    const histories = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [
        `p${at}`,
        ["everybody", ...Array.from({ length: 3 }, () => `i${random.whole(0, 400)}`), "last"].sort(
          () => random.next() - 0.5,
        ),
      ]),
    );
    const { figures, kept } = await learnt(histories, Object.keys(histories));
    expect(figures.ndcg).toBeLessThanOrEqual(figures.popularity * 1.05);
    expect([figures.inForce, kept]).toEqual([false, 0]); // nor does the one of the night before stay
  });

  it("learns nothing from nobody, without a fault", async () => {
    expect((await learnt({}, [])).figures).toMatchObject({ people: 0, items: 0, inForce: false });
  });
});
