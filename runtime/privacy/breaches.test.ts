import { memoryJournals } from "../testing/memory-journals";
import { type BreachFacts, breachRegister, notices, severityOf } from "./breaches";

const facts: BreachFacts = {
  what: "A laptop with an export was stolen.",
  stores: ["profiles", "photos"],
  losses: ["confidentiality"],
  subjects: 120,
  context: 2,
  identification: 0.5,
  malicious: false,
  consequences: "Others may see what these people like to wear.",
  measures: "The key was changed.",
};
const aware = new Date("2026-11-20T08:00:00Z");

async function register(known: Partial<BreachFacts> = {}) {
  let now = aware;
  const breaches = breachRegister(memoryJournals(), () => now);
  await breaches.open("b1", aware, { ...facts, ...known });
  return {
    breaches,
    afterHours: (hours: number) => {
      now = new Date(aware.getTime() + hours * 60 * 60 * 1000);
    },
  };
}

describe("a breach", () => {
  it.each([
    [{}, "low"],
    [{ identification: 1 }, "medium"],
    [{ context: 3, identification: 1, losses: ["confidentiality", "integrity"] }, "high"],
    [{ context: 4, identification: 1, malicious: true }, "very high"],
  ] as const)("with %j is %s", (known, severity) => {
    expect(severityOf({ ...facts, ...known } as BreachFacts)).toBe(severity);
  });

  it("is documented and not notified when it is no risk, and rings no alarm", async () => {
    const { breaches, afterHours } = await register();
    afterHours(100);
    expect(await breaches.read("b1")).toMatchObject({ notifyAuthority: false, notifySubjects: false, alarms: [] });
  });

  it.each([
    [59, []],
    [61, ["11 hours are left to notify the authority"]],
    [73, [expect.stringContaining("with the reasons for the delay")]],
  ])("after %i hours without a notice rings: %j", async (hours, alarms) => {
    const { breaches, afterHours } = await register({ identification: 1 });
    afterHours(hours);
    expect((await breaches.read("b1"))?.alarms).toEqual(alarms);
  });

  it("counts from awareness and not from the entry, and is quiet once notified", async () => {
    const { breaches, afterHours } = await register({ identification: 1 });
    expect((await breaches.read("b1"))?.due).toEqual(new Date("2026-11-23T08:00:00Z"));
    afterHours(20);
    await breaches.move("b1", "authority-notified");
    afterHours(200);
    expect((await breaches.read("b1"))?.alarms).toEqual([]);
  });

  it("of a high risk asks for those concerned to be told, with a draft in plain words", async () => {
    const { breaches } = await register({ context: 4, identification: 1 });
    const breach = await breaches.move("b1", "authority-notified");
    expect(breach).toMatchObject({
      notifySubjects: true,
      alarms: ["those concerned must be told without undue delay"],
    });
    const { authority, subjects } = notices(breach as NonNullable<typeof breach>, "The Shop");
    for (const item of [
      "Nature of the breach",
      "Categories of data: consent, preference, photograph",
      "about: 120",
      "consequences",
      "Measures",
    ])
      expect(authority).toContain(item);
    expect(subjects).toContain(facts.consequences);
  });

  it("keeps what was believed at first beside what is known now", async () => {
    const { breaches } = await register();
    const now = await breaches.move("b1", "updated", { ...facts, subjects: 4000, identification: 1 });
    expect(now).toMatchObject({ severity: "medium", facts: { subjects: 4000 } });
    expect(now?.steps.map((step) => step.facts?.subjects)).toEqual([120, 4000]);
  });
});
