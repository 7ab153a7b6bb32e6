import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "../plan";
import { business, changed, recorded, reviewed } from "../testing/plans";
import { reviewOf } from "../review";
import { readBaseline } from "./baseline";
import { type Reviewed, compare } from "./compare";
import { markdown } from "./markdown";

let plan: Plan;
let before: Reviewed;
beforeAll(async () => {
  plan = await recorded("dev");
  before = await reviewed(plan);
});

/** What changes when the plan does, but for the list of resources. */
const said = async (after: Plan) =>
  compare(before, await reviewed(after)).flatMap(({ topic, text }) =>
    topic === "resources" ? [] : `${topic}: ${text}`,
  );

describe("the difference to an approved review", () => {
  it("is none when nothing changed", () => {
    expect(compare(before, before)).toEqual([]);
  });

  it("says what a longer soft delete means: a finding, and data that is left for longer", async () => {
    const after = changed(
      plan,
      "photos-blobs",
      "azure-native:storage:BlobServiceProperties",
      ["deleteRetentionPolicy", "days"],
      30,
    );
    const lines = await said(after);
    expect(lines).toContainEqual(expect.stringMatching(/^verdict: no longer passes/));
    expect(lines).toContainEqual(
      expect.stringMatching(/lifetimes-fit-the-notice on photos: something of photos is left for 212/),
    );
    expect(compare(before, await reviewed(after))).toContainEqual(
      expect.objectContaining({
        topic: "resources",
        text: "photos-blobs would change: deleteRetentionPolicy.days is now 30, was 7",
      }),
    );
  });

  it("speaks of stores as people do", () => {
    const longer = {
      ...before,
      review: {
        ...before.review,
        stores: before.review.stores.map((store) =>
          store.store === "events"
            ? { ...store, retentionDays: 800, purposes: [...store.purposes, "marketing" as const] }
            : store,
        ),
      },
    };
    expect(compare(before, longer).map(({ text }) => text)).toEqual([
      "events are now kept 800 days, were 395",
      "events are now also used for marketing",
    ]);
    expect(compare(longer, before).every(({ widens }) => !widens)).toBe(true);
  });

  it("says where something now lies", async () => {
    const after = changed(plan, "search", "azure-native:search:Service", ["location"], "eastus");
    expect(await said(after)).toContainEqual(expect.stringMatching(/^places: search now lies in eastus/));
  });

  it("says who may now do what", async () => {
    const assignment = plan.resources.find(
      ({ type, name }) => type === "azure-native:authorization:RoleAssignment" && name.startsWith("api-"),
    );
    const writer = plan.resources.map((each) =>
      each.urn === assignment?.urn
        ? { ...each, inputs: { ...each.inputs, roleDefinitionId: "x/99999999-9999-4999-8999-999999999999" } }
        : each,
    );
    const lines = await said({ ...plan, resources: writer });
    expect(lines).toContainEqual(expect.stringMatching(/^permissions: now service may administer /));
    expect(lines).toContainEqual(expect.stringMatching(/^permissions: no longer /));
  });

  it("says which service makes a month dearer", async () => {
    const after = changed(plan, "database", "azure-native:dbforpostgresql:Server", ["storage", "storageSizeGB"], 256);
    expect(await said(after)).toContainEqual(
      expect.stringMatching(/^cost: a month is now estimated at \d+ EUR, was \d+ EUR: PostgreSQL \+\d+ EUR$/),
    );
  });

  it("is read from the folder of an earlier review", async () => {
    const dir = mkdtempSync(join(tmpdir(), "baseline-"));
    try {
      expect(() => readBaseline(dir)).toThrow(/review\.json is missing/);
      writeFileSync(join(dir, "review.json"), JSON.stringify(reviewOf([before.review], business)));
      writeFileSync(join(dir, "dev.resources.json"), JSON.stringify(before.inventory));
      const [read] = readBaseline(dir);
      expect(read && compare(read, before)).toEqual([]);
      writeFileSync(join(dir, "review.json"), '{"schema":"penderie-review/0"}');
      expect(() => readBaseline(dir)).toThrow(/not written by this version/);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});

describe("the comment on a pull request", () => {
  const change = { environment: "dev", topic: "places", text: "search now lies in *eastus*", widens: true } as const;

  it("puts what widens first and folds the rest away", () => {
    const text = markdown(["dev"], [change, { ...change, text: "nothing lies in x any more", widens: false }]);
    expect(text.indexOf("eastus")).toBeLessThan(text.indexOf("<details>"));
    expect(text).toContain("1 other change");
    expect(text).toContain("\\*eastus\\*");
  });

  it("says once what is the same everywhere", () => {
    expect(markdown(["dev", "prod"], [change, { ...change, environment: "prod" }])).toContain("- everywhere: ");
  });

  it("says so when nothing changed", () => {
    expect(markdown(["dev"], [])).toContain("Nothing changed in dev.");
  });
});
