import { z } from "zod";
import { assertGrant } from "../privacy/consent";
import { assignmentSql } from "./assignment";
import type { EventStore } from "./event-store";
import { featuresOf } from "./features";
import { newestEvent } from "./fit";
import type { ModelRegistry } from "./model-registry";
import type { SegmentCatalogue } from "./segment-catalogue";
import { summaryOf } from "./summary";

const row = z.object({ segment: z.coerce.number() });

/** Reads the version in force; a customer's segment is computed from what the store knows now, without a refit. */
export function catalogueOfSegments(registry: ModelRegistry, open: () => Promise<EventStore>): SegmentCatalogue {
  const segmentIn = async (customerId: string): Promise<string | undefined> => {
    const registered = await registry.current();
    if (!registered) return undefined;
    const { assignment, minimum, priors, segments, asOf } = registered.model;
    const store = await open();
    try {
      const { dialect } = store;
      const only = `user_id = ${dialect.parameter("customer")}`;
      const featured = featuresOf({ minimum: minimum.events, priors, dialect, only });
      const [found] = await store.run({
        text: assignmentSql(assignment, featured),
        parameters: { as_of: (await newestEvent(store)) ?? asOf, customer: customerId },
        parse: (value) => row.parse(value),
      });
      return found && segments[found.segment]?.id;
    } finally {
      await store.close(); // so that new files can be taken in while the service runs
    }
  };
  return {
    ownSegment: segmentIn,
    async current() {
      const registered = await registry.current();
      return registered && summaryOf(registered);
    },
    async segmentOf(customerId, grant) {
      assertGrant(grant, "marketing");
      return segmentIn(customerId);
    },
  };
}
