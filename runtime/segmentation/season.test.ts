import { header, withEvents } from "../testing/event-files";
import { ownColumns } from "./mapping";
import { seasonOf } from "./season";

const event = (day: string, type: string, user: string, session: string) =>
  `${day} 10:00:00 UTC,${type},1,2,a.b,x,5.00,${user},${session}`;

describe("the season of a segment", () => {
  it("is its orders a day month by month, against its orders a day over all of them", async () => {
    await withEvents(async (store, file) => {
      const lines = [
        header,
        event("2019-10-30", "purchase", "1", "a"),
        event("2019-10-31", "view", "2", "b"), // a day without an order is a day
        event("2019-11-01", "purchase", "1", "c"),
        event("2019-11-01", "purchase", "1", "d"),
        event("2019-11-02", "purchase", "1", "e"),
      ];
      await store.add(file("a.csv", `${lines.join("\n")}\n`), ownColumns);
      const assigned =
        "select distinct user_id, cast(user_id as integer) - 1 as segment from visits where $as_of <> ''";
      expect(await seasonOf(store, assigned, "2019-11-03 00:00:00", 2)).toEqual([
        // the first segment: 4 orders in 4 days, so 1 a day
        {
          month: "2019-10",
          days: 2,
          bySegment: [
            { orders: 1, index: 0.5 },
            { orders: 0, index: undefined },
          ],
        },
        {
          month: "2019-11",
          days: 2,
          bySegment: [
            { orders: 3, index: 1.5 },
            { orders: 0, index: undefined },
          ],
        },
      ]);
    });
  });
});
