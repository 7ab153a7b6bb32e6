import { withEvents } from "../testing/event-files";
import { header } from "../testing/event-files";
import { campaignsOf, responsesTo } from "./calendar";
import { ownColumns } from "./mapping";

const bought = (day: string, user: string, session: string) =>
  `2019-10-${day} 10:00:00 UTC,purchase,1,2,a.b,x,5.00,${user},${session}`;

describe("a marketing calendar", () => {
  it("is read whole or refused with every mistake in it", () => {
    expect(
      campaignsOf([{ from: "2019-11-29", to: "2019-11-29", name: "Black Friday", kind: "promotion" }]),
    ).toHaveLength(1);
    const rows = [
      { from: "29/11/2019", to: "2019-11-29", name: "a", kind: "b" },
      { from: "2019-12-02", to: "2019-12-01", name: "", kind: "b" },
    ];
    expect(() => campaignsOf(rows)).toThrow(
      /^row 1, from: a day.*\nrow 2, name: a name\nrow 2, to: not before `from`$/,
    );
  });

  it("compares orders a day while a campaign ran with those of days outside every campaign", async () => {
    await withEvents(async (store, file) => {
      const lines = [
        header,
        bought("01", "1", "a"),
        bought("02", "1", "b"),
        bought("03", "1", "c"), // the campaign's day: three orders of the first, none of the second
        bought("03", "1", "d"),
        bought("03", "1", "e"),
        bought("04", "2", "f"),
      ];
      await store.add(file("a.csv", `${lines.join("\n")}\n`), ownColumns);
      const assigned =
        "select distinct user_id, cast(user_id as integer) - 1 as segment from visits where $as_of <> ''";
      const campaigns = campaignsOf([{ from: "2019-10-03", to: "2019-10-03", name: "sale", kind: "promotion" }]);
      const [sale] = await responsesTo(store, campaigns, assigned, "2019-10-05 00:00:00", 3);
      expect(sale?.bySegment).toEqual([
        { lift: 4.5, orders: 3 }, // 3 a day against 2 in three days
        { lift: 0, orders: 0 },
        { lift: undefined, orders: 0 },
      ]);
    });
  });
});
