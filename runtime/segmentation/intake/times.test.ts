import fc from "fast-check";
import { emptyFields, placeField } from "./fields";
import { dayOf, dayText, formatFaults, isEvening, isWeekend, timeText, times } from "./times";

const read = (formats: readonly string[], text: string) => {
  const fields = emptyFields(1);
  fields.bytes = new TextEncoder().encode(text);
  placeField(fields, 0, 0, fields.bytes.length);
  return times(formats)(fields, 0);
};
const shown = (formats: readonly string[], text: string) => {
  const found = read(formats, text);
  return Number.isNaN(found) ? "none" : new Date(found / 1000).toISOString();
};
const usual = ["%Y-%m-%d %H:%M:%S UTC", "%Y-%m-%d %H:%M:%S"];

describe("a time", () => {
  it.each([
    [usual, "2019-10-01 00:00:13 UTC", "2019-10-01T00:00:13.000Z"],
    [usual, "2019-10-01 00:00:13", "2019-10-01T00:00:13.000Z"],
    [usual, "2019-10-01 00:00:13 CET", "none"],
    [usual, "2020-02-29 23:59:59 UTC", "2020-02-29T23:59:59.000Z"],
    [usual, "2019-02-29 00:00:00 UTC", "none"],
    [usual, "2019-13-01 00:00:00 UTC", "none"],
    [usual, "2019-10-01 24:00:00 UTC", "none"],
    [usual, "2019-1-1 0:0:0", "2019-01-01T00:00:00.000Z"],
    [usual, "0099-01-01 00:00:00", "0099-01-01T00:00:00.000Z"],
    [usual, "19-10-01 00:00:00", "none"],
    [usual, "2019-10-0x 00:00:00", "none"],
    [usual, "", "none"],
    [["%m/%d/%Y %H:%M"], "12/1/2010 8:26", "2010-12-01T08:26:00.000Z"],
    [["%d.%m.%y"], "31.12.99", "1999-12-31T00:00:00.000Z"],
    [["%d.%m.%y"], "31.12.19", "2019-12-31T00:00:00.000Z"],
    [["%d %b %Y, %I:%M %p"], "05 mar 2021, 12:07 AM", "2021-03-05T00:07:00.000Z"],
    [["%d %B %Y, %I:%M %p"], "5 March 2021, 1:07 pm", "2021-03-05T13:07:00.000Z"],
    [["%I %p"], "13 pm", "none"],
    [["%Y-%m-%dT%H:%M:%S.%f%z"], "2021-03-05T01:02:03.25+02:00", "2021-03-04T23:02:03.250Z"],
    [["%Y-%m-%dT%H:%M:%S%z"], "2021-03-05T01:02:03Z", "2021-03-05T01:02:03.000Z"],
    [["%Y (%m) 100%%"], "2021 (03) 100%", "2021-03-01T00:00:00.000Z"],
  ])("by %j of %j is %s", (formats, text, expected) => {
    expect(shown(formats, text)).toBe(expected);
  });

  it("is read from bytes as any other reader reads it", () => {
    const date = fc.date({
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (moment) => {
        const text = moment.toISOString().slice(0, 19).replace("T", " ");
        const seconds = Math.floor(moment.getTime() / 1000);
        expect(read(usual, `${text} UTC`)).toBe(seconds * 1e6);
        expect(read(["%Y-%m-%d %H:%M:%S%z"], `${text}Z`)).toBe(seconds * 1e6);
        expect(timeText(seconds * 1e6)).toBe(text);
        const day = dayOf(seconds * 1e6);
        expect(dayText(day)).toBe(text.slice(0, 10));
        expect(isWeekend(day)).toBe([0, 6].includes(moment.getUTCDay()));
        expect(isEvening(seconds * 1e6, day)).toBe(moment.getUTCHours() >= 18);
      }),
    );
  });

  it("keeps microseconds", () => {
    expect(read(["%S.%f"], "1.000007")).toBe(1_000_007);
  });

  it("is not promised for letters that are not known or stand twice", () => {
    expect(formatFaults("%Y %Q%%j%% %")).toEqual([
      expect.stringMatching(/^%Q is not known; known are %Y /),
      expect.stringMatching(/^% is not known/),
    ]);
    expect(formatFaults("%d/%d/%Y")).toEqual(["%d stands twice"]);
  });
});
