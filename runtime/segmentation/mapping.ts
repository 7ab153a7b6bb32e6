import { z } from "zod";
import { formatFaults } from "./intake/times";

export const eventTypes = ["view", "cart", "remove_from_cart", "purchase"] as const;

const name = z.string().min(1);

/** Where one of our columns comes from in another log. */
const source = z.union([
  z.strictObject({ column: name, /** Cut off at the end, such as the `.0` of a number. */ without: name.optional() }),
  z.strictObject({ always: z.string() }),
  z.strictObject({ missing: z.literal(true) }),
]);

const timeFormat = name.superRefine((format, context) => {
  for (const message of formatFaults(format)) context.addIssue({ code: "custom", message });
});

/** How another log is read as an event file. */
export const mapping = z.strictObject({
  columns: z.strictObject({
    event_time: z.strictObject({ column: name }),
    event_type: z.union([
      z.strictObject({ always: z.enum(eventTypes) }),
      z.strictObject({ column: name, values: z.record(z.string(), z.enum(eventTypes)) }),
    ]),
    product_id: source,
    category_id: source.default({ missing: true }),
    category_code: source.default({ missing: true }),
    brand: source.default({ missing: true }),
    /** `times` multiplies, so that a line of several pieces counts what was paid. */
    price: z.strictObject({ column: name, times: name.optional() }),
    user_id: source,
    user_session: source,
  }),
  /** Formats of `event_time`, tried in turn; UTC unless the text says its offset. Letters: those of strftime that `intake/times.ts` knows. */
  timeFormats: z.array(timeFormat).min(1).default(["%Y-%m-%d %H:%M:%S UTC", "%Y-%m-%d %H:%M:%S"]),
  /** Rows that are no events: those whose column begins with the text go into quarantine with this reason. */
  except: z.array(z.strictObject({ column: name, beginsWith: name, reason: name })).default([]),
});
export type Mapping = Readonly<z.infer<typeof mapping>>;

/** The documented columns, under their own names. */
export const ownColumns: Mapping = mapping.parse({
  columns: {
    event_time: { column: "event_time" },
    event_type: { column: "event_type", values: Object.fromEntries(eventTypes.map((type) => [type, type])) },
    product_id: { column: "product_id" },
    category_id: { column: "category_id" },
    category_code: { column: "category_code" },
    brand: { column: "brand" },
    price: { column: "price" },
    user_id: { column: "user_id" },
    user_session: { column: "user_session" },
  },
});

/** The columns of a file that a mapping reads; optional ones are marked. */
export function columnsRead({ columns, except }: Mapping): readonly string[] {
  const named = Object.values(columns).flatMap((each) => ("column" in each ? [each.column] : []));
  const factor = columns.price.times;
  return [...new Set([...named, ...(factor === undefined ? [] : [factor]), ...except.map(({ column }) => column)])];
}
