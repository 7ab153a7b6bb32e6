import type { ConsentGrant } from "../privacy/consent";

/** One figure of a segment beside the same figure of everyone, so that what is singular about it can be seen. */
export interface SegmentFigure {
  readonly name: string;
  readonly unit: "EUR" | "days" | "share" | "count";
  readonly value: number;
  readonly overall: number;
}

/** A segment as people read it. It never names a customer. */
export interface SegmentSummary {
  readonly id: string;
  readonly name: string;
  /** What makes it singular, in a sentence. */
  readonly description: string;
  readonly customers: number;
  /** Of all assigned customers, in [0, 1]. */
  readonly share: number;
  readonly figures: readonly SegmentFigure[];
  readonly actions: readonly string[];
}

/** What one registered version of the segmentation says. */
export interface SegmentModel {
  readonly version: string;
  readonly fittedAt: Date;
  readonly customers: number;
  readonly segments: readonly SegmentSummary[];
}

/** Port: the registered segmentation, for those who read it. */
export interface SegmentCatalogue {
  /** The version in force; undefined before the first fit. */
  current(): Promise<SegmentModel | undefined>;
  /**
   * The segment id of a customer under the version in force; undefined when there is none. `customerId` is digit-exact. Nobody
   * may be looked up who has not agreed to marketing (Art. 5(1)(b) GDPR): the grant proves it.
   */
  segmentOf(customerId: string, grant: ConsentGrant<"marketing">): Promise<string | undefined>;
  /** The same, for the copy that customers ask for of their own data (Art. 15 GDPR), and for nobody else. */
  ownSegment(customerId: string): Promise<string | undefined>;
}
