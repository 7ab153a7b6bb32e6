import type { Store } from "../../../runtime/contract";

/**
 * Days after the last use by which the privacy notice promises that nothing of an entry is left, copies and backups included
 * (Art. 13(2)(a) GDPR). Raising a number widens what people agreed to: they must be told first.
 */
export const promised: Readonly<Record<Store, number>> = {
  photos: 190,
  vectors: 190,
  profiles: 745,
  events: 405,
  segments: 410,
  registers: 400,
  logs: 90,
};
