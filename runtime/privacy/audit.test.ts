import { memoryJournals } from "../testing/memory-journals";
import { type Act, type HeadSigner, auditTrail, dropAudit, signAudit, verifyAudit } from "./audit";

const signer: HeadSigner = {
  sign: async (payload) => `mine ${payload}`,
  verify: async (jws) => (jws.startsWith("mine ") ? jws.slice(5) : undefined),
};
const act = (object: string): Act => ({
  actor: { kind: "dpo", ref: "v1:dora" },
  action: "data-exported",
  object,
  requestId: "r",
});

/** A trail of five entries in one month, four of them signed. */
async function trail() {
  let now = new Date("2026-11-20T10:00:00Z");
  const registers = memoryJournals();
  const places = { registers, heads: memoryJournals(), signer };
  const audit = auditTrail(registers, () => now);
  for (const name of ["a", "b", "c", "d"]) await audit.record(act(name));
  await signAudit(places, () => now);
  await audit.record(act("e"));
  return {
    ...places,
    audit,
    at: (time: string) => {
      now = new Date(time);
    },
  };
}
const part = "audit/2026-11/0000";
const lines = (places: Awaited<ReturnType<typeof trail>>) =>
  (places.registers.kept.get(part) ?? "").split("\n").slice(0, -1);
const put = (places: Awaited<ReturnType<typeof trail>>, all: readonly string[]) =>
  places.registers.kept.set(part, all.map((line) => `${line}\n`).join(""));

describe("the audit trail", () => {
  it("verifies as it was written, and says how far it is signed", async () => {
    const [month] = await verifyAudit(await trail());
    expect(month).toMatchObject({ month: "2026-11", entries: 5, signed: 4, findings: [] });
    expect(month?.unsignedSince).toBe("2026-11-20T10:00:00.000Z");
  });

  it("keeps one chain of several writers who write at the same time", async () => {
    const places = await trail();
    const now = () => new Date("2026-11-20T11:00:00Z");
    const writers = [auditTrail(places.registers, now), auditTrail(places.registers, now), places.audit];
    await Promise.all(writers.flatMap((each) => Array.from({ length: 7 }, (_, at) => each.record(act(String(at))))));
    expect(await verifyAudit(places)).toMatchObject([{ entries: 26, findings: [] }]);
  });

  it("begins a chain every month, so that an old one can go and its heads still say what it was", async () => {
    const places = await trail();
    await signAudit(places, () => new Date());
    places.at("2026-12-01T00:00:00Z");
    await places.audit.record(act("f"));
    expect(await dropAudit(places.registers, new Date("2026-12-15T00:00:00Z"))).toEqual(["2026-11"]);
    expect(await verifyAudit(places)).toMatchObject([
      { month: "2026-11", entries: "dropped", signed: 5, findings: [] },
      { month: "2026-12", entries: 1, findings: [] },
    ]);
  });

  it("signs no chain that does not verify", async () => {
    const places = await trail();
    put(places, lines(places).toReversed());
    await signAudit(places, () => new Date());
    expect(places.heads.kept.get("heads/2026-11")?.split("\n")).toHaveLength(2);
  });

  it("goes on where it was after a restart", async () => {
    const places = await trail();
    await auditTrail(places.registers, () => new Date("2026-11-21T00:00:00Z")).record(act("f"));
    expect(await verifyAudit(places)).toMatchObject([{ entries: 6, findings: [] }]);
  });

  it("stops who acts when it cannot write", async () => {
    const broken = { ...memoryJournals(), append: async () => Promise.reject(new Error("disk full")) };
    await expect(auditTrail(broken, () => new Date()).record(act("a"))).rejects.toThrow("disk full");
  });

  const first = (all: readonly string[]) => all[0] ?? "";
  const spoiled: readonly (readonly [string, (all: readonly string[]) => readonly string[]])[] = [
    ["an entry is changed", ([a = "", ...rest]) => [a.replace('"object":"a"', '"object":"z"'), ...rest]],
    ["its action is changed", ([a = "", ...rest]) => [a.replace("data-exported", "data-erased"), ...rest]],
    ["an entry in the middle is taken away", (all) => all.toSpliced(2, 1)],
    ["the first entry is taken away", (all) => all.slice(1)],
    ["an entry is put in between", (all) => all.toSpliced(2, 0, all[1] ?? "")],
    ["two entries change places", ([a = "", b = "", ...rest]) => [b, a, ...rest]],
    ["the end is cut off, as far as it was signed", (all) => all.slice(0, 3)],
    ["a line is no entry", (all) => all.with(1, "{}")],
    ["a line is no JSON", (all) => all.with(1, "x")],
  ];
  it.each(spoiled)("finds it when %s", async (_, spoil) => {
    const places = await trail();
    put(places, spoil(lines(places)));
    expect((await verifyAudit(places))[0]?.findings.length).toBeGreaterThan(0);
    expect(first(lines(places))).toBeDefined();
  });

  it("finds it when somebody writes the whole chain anew: the signed head is another one", async () => {
    const places = await trail();
    const forged = memoryJournals();
    const again = auditTrail(forged, () => new Date("2026-11-20T10:00:00Z"));
    for (const name of ["x", "b", "c", "d", "e"]) await again.record(act(name));
    put(places, (forged.kept.get(part) ?? "").split("\n").slice(0, -1));
    expect((await verifyAudit(places))[0]?.findings).toEqual(["2026-11: entry 4 is not the one that was signed"]);
  });

  it("finds it when one entry is written anew in itself: the next one does not follow it", async () => {
    const places = await trail();
    const forged = memoryJournals();
    const again = auditTrail(forged, () => new Date("2026-11-20T10:00:00Z"));
    for (const name of ["a", "x"]) await again.record(act(name));
    const [, second = ""] = (forged.kept.get(part) ?? "").split("\n");
    put(places, lines(places).with(1, second));
    expect((await verifyAudit(places))[0]?.findings).toEqual(["2026-11: entry 3 does not follow the one before it"]);
  });

  it("finds it when a head is not ours", async () => {
    const places = await trail();
    places.heads.kept.set("heads/2026-11", "theirs {}\n");
    expect((await verifyAudit(places))[0]?.findings).toEqual(["2026-11: head 1 has no signature of ours"]);
  });
});
