import type { Purpose } from "../contract";
import type { ConsentEntry, ConsentLedger } from "../privacy/consent";

const entry = (at: number, granted: boolean, purpose: Purpose = "recommendation", subject = "ada"): ConsentEntry => ({
  subject,
  purpose,
  granted,
  notice: "n1",
  recordedAt: new Date(at),
});

/** Every ledger must pass this. Call it from each adapter's test with a way to make an empty one. */
export function consentLedgerContract(open: () => Promise<ConsentLedger>): void {
  it("knows nothing of a stranger", async () => {
    expect(await (await open()).latest("ada")).toEqual([]);
  });

  it("answers the newest entry of each purpose, whatever the order of arrival", async () => {
    const ledger = await open();
    await ledger.append(entry(2, false));
    await ledger.append(entry(1, true));
    await ledger.append(entry(1, true, "marketing"));
    expect(await ledger.latest("ada")).toEqual([entry(1, true, "marketing"), entry(2, false)]);
  });

  it("lets the later of two at the same time win", async () => {
    const ledger = await open();
    await ledger.append(entry(1, true));
    await ledger.append(entry(1, false));
    expect(await ledger.latest("ada")).toEqual([entry(1, false)]);
  });

  it("lists those whose newest answer about a purpose grants it", async () => {
    const ledger = await open();
    await ledger.append(entry(1, true, "marketing", "ada"));
    await ledger.append(entry(1, true, "marketing", "bea"));
    await ledger.append(entry(2, false, "marketing", "bea"));
    await ledger.append(entry(1, true, "segmentation", "cleo"));
    expect(await ledger.consenting("marketing")).toEqual(new Set(["ada"]));
  });

  it("erases one subject and no other", async () => {
    const ledger = await open();
    await ledger.append(entry(1, true));
    await ledger.append(entry(1, true, "recommendation", "bea"));
    expect(await ledger.erase("ada")).toBe(1);
    expect(await ledger.latest("ada")).toEqual([]);
    expect(await ledger.latest("bea")).toHaveLength(1);
  });
}
