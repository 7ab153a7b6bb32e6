import type { Purpose } from "../../runtime/contract";
import type { EnvironmentReview } from "../review";
import type { DeployedStore } from "../stores";
import type { Organisation } from "./organisation";

/** What evidence is made from: one environment's review, and who answers for it. */
export interface Subject {
  readonly review: EnvironmentReview;
  readonly organisation: Organisation;
}

/** The stores whose data serves a purpose. */
export const storesFor = ({ review }: Subject, purpose: Purpose): readonly DeployedStore[] =>
  review.stores.filter(({ purposes }) => purposes.includes(purpose));

export const unique = (words: readonly string[]): readonly string[] => [...new Set(words)].sort();

/** "recommendation, and marketing". */
export const spoken = (word: string): string => word.replaceAll("-", " ");
