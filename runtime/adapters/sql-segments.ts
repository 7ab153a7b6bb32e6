import { z } from "zod";
import { assertGrant } from "../privacy/consent";
import { features } from "../segmentation/features";
import type { SegmentCatalogue } from "../segmentation/segment-catalogue";
import { unitOf } from "../segmentation/summary";
import type { Sql } from "./sql";

const versionRow = z.object({
  version: z.string(),
  registered_at: z.coerce.date(),
  customers: z.coerce.number(),
});
const segmentRow = z.object({
  segment_id: z.string(),
  name_en: z.string(),
  description: z.string(),
  actions: z.string(),
  customers: z.coerce.number(),
  share: z.coerce.number(),
});
const figureRow = z.object({
  segment_id: z.string(),
  feature: z.string(),
  label: z.string(),
  unit: z.string(),
  median: z.coerce.number(),
  median_of_all: z.coerce.number(),
});

/** The segments as the last run left them in the warehouse's tables; the version in force is the one that assigned. */
export function sqlSegments(sql: Pick<Sql, "query">): SegmentCatalogue {
  const order = new Map(features.map(({ name }, at) => [name, at]));
  const segmentIn = async (customerId: string): Promise<string | undefined> => {
    const [row] = await sql.query("select segment_id from penderie.assignments where user_id = $1", [customerId]);
    return row && z.object({ segment_id: z.string() }).parse(row).segment_id;
  };
  return {
    async current() {
      const [row] = await sql.query(
        `select version, registered_at, customers from penderie.segment_versions
         where version in (select version from penderie.assignments) order by as_of desc, registered_at desc limit 1`,
      );
      if (!row) return undefined;
      const { version, registered_at: fittedAt, customers } = versionRow.parse(row);
      const [segments, figures] = await Promise.all([
        sql.query("select * from penderie.segments where version = $1 order by share desc, segment_id", [version]),
        sql.query("select * from penderie.segment_figures where version = $1", [version]),
      ]);
      const known = figures
        .map((each) => figureRow.parse(each))
        .sort((a, b) => (order.get(a.feature) ?? 0) - (order.get(b.feature) ?? 0))
        .filter(({ median, median_of_all: all }) => median !== 0 || all !== 0);
      return {
        version,
        fittedAt,
        customers,
        segments: segments.map((each) => {
          const { segment_id: id, name_en: name, actions, ...rest } = segmentRow.parse(each);
          const own = known.filter((figure) => figure.segment_id === id);
          return {
            id,
            name,
            ...rest,
            actions: actions.split("; "),
            figures: own.map(({ label, unit, median, median_of_all: overall }) => ({
              name: label,
              unit: unitOf(unit),
              value: median,
              overall,
            })),
          };
        }),
      };
    },
    ownSegment: segmentIn,
    async segmentOf(customerId, grant) {
      assertGrant(grant, "marketing");
      return segmentIn(customerId);
    },
  };
}
