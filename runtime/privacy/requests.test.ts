import { memoryJournals } from "../testing/memory-journals";
import { monthsAfter, requestRegister, requestSteps } from "./requests";

async function register() {
  let now = new Date("2026-01-31T09:00:00Z");
  const requests = requestRegister(memoryJournals(), () => now);
  await requests.open("r1", { right: "access", reference: "v1:x", at: now });
  return {
    requests,
    at: (time: string) => {
      now = new Date(time);
    },
  };
}

describe("a data subject's request", () => {
  it.each([
    ["2026-01-31T09:00:00Z", 1, "2026-02-28"],
    ["2024-01-31T09:00:00Z", 1, "2024-02-29"],
    ["2026-01-31T09:00:00Z", 3, "2026-04-30"],
    ["2026-12-15T23:59:00Z", 1, "2027-01-15"],
  ])("that came %s has %s months until the end of %s", (from, months, day) => {
    expect(monthsAfter(new Date(from), months).toISOString().slice(0, 10)).toBe(day);
  });

  it("is due after a month, and overdue a moment later, unless it is answered", async () => {
    const { requests, at } = await register();
    expect(await requests.read("r1")).toMatchObject({ state: "received", overdue: false });
    at("2026-03-01T00:00:00Z");
    expect(await requests.read("r1")).toMatchObject({ overdue: true });
    await requests.move("r1", "refused", "manifestly excessive");
    expect(await requests.read("r1")).toMatchObject({ state: "refused", overdue: false });
  });

  it("is extended once, by two months, with a reason, within its month", async () => {
    const { requests, at } = await register();
    expect(await requests.move("r1", "extended", undefined)).toMatchObject({ kind: "impossible" });
    expect(await requests.move("r1", "extended", "many systems")).toMatchObject({
      due: new Date("2026-04-30T23:59:59.999Z"),
    });
    expect(await requests.move("r1", "extended", "more")).toMatchObject({ kind: "impossible" });
    const late = await register();
    late.at("2026-03-01T00:00:00Z");
    expect(await late.requests.move("r1", "extended", "late")).toMatchObject({
      kind: "impossible",
      why: expect.stringContaining("month is over") as string,
    });
    at("2026-04-30T12:00:00Z");
    expect(await requests.read("r1")).toMatchObject({ overdue: false });
  });

  it("is fulfilled only once it is known who asks, and then is closed to every step", async () => {
    const { requests } = await register();
    expect(await requests.move("r1", "fulfilled", undefined)).toMatchObject({ kind: "impossible" });
    await requests.move("r1", "verified", undefined);
    expect(await requests.move("r1", "fulfilled", undefined)).toMatchObject({ state: "fulfilled" });
    for (const step of requestSteps)
      expect(await requests.move("r1", step, "why")).toMatchObject({ kind: "impossible" });
  });

  it("is not there when nobody opened it, and is opened once", async () => {
    const { requests } = await register();
    expect(await requests.read("r2")).toBeUndefined();
    expect(await requests.move("r2", "verified", undefined)).toBeUndefined();
    await requests.open("r1", { right: "erasure", reference: "v1:y", at: new Date() });
    expect(await requests.all()).toMatchObject([{ id: "r1", right: "access" }]);
  });
});
