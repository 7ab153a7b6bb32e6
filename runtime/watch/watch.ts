import { type AuditPlaces, signAudit } from "../privacy/audit";
import { breachRegister } from "../privacy/breaches";
import { type ErasureDeps, resurrected } from "../privacy/erasure";
import { requestRegister } from "../privacy/requests";

/** What a person must look at: about what, how often, and what to do. It names nobody. */
export interface Attention {
  readonly about: "audit" | "erasure" | "requests" | "breaches" | "events";
  readonly count: number;
  readonly remedy: string;
}

export interface WatchDeps extends AuditPlaces, Pick<ErasureDeps, "subjects" | "reference" | "later"> {
  readonly now: () => Date;
}

const hour = 60 * 60 * 1000;

/**
 * Reads what others have written, as somebody who may not write it: is the audit trail whole, is everybody absent who was erased, is
 * no deadline missed. Signs how far the trail has come.
 */
export async function watch(deps: WatchDeps): Promise<readonly Attention[]> {
  const now = deps.now();
  const months = await signAudit(deps, deps.now);
  const broken = months.flatMap(({ findings }) => findings).length;
  const back = (await resurrected(deps)).length;
  const begun = (await deps.registers.list("erasures/open/")).length;
  const requests = await requestRegister(deps.registers, deps.now).all();
  const soon = new Date(now.getTime() + 7 * 24 * hour);
  const open = requests.filter(({ state }) => state === "received" || state === "verified");
  const late = open.filter(({ due }) => due < soon).length;
  const breaches = (await breachRegister(deps.registers, deps.now).all()).flatMap(({ alarms }) => alarms).length;
  const found: readonly Attention[] = [
    {
      about: "audit",
      count: broken,
      remedy: "the audit trail is not what was written: GET /v1/privacy/audit names the entries; treat it as a breach",
    },
    { about: "erasure", count: back, remedy: "erased people are in the profiles again: start the sweep job" },
    { about: "erasure", count: begun, remedy: "an erasure has begun and is not done: the sweep job finishes it" },
    { about: "requests", count: late, remedy: "data subjects wait for an answer that is due within a week, or was" },
    { about: "breaches", count: breaches, remedy: "the register of breaches has alarms: GET /v1/privacy/breaches" },
  ];
  return found.filter(({ count }) => count > 0);
}
