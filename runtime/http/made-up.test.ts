import { embedded } from "../compose/embedded";
import { pace } from "../adapters/pace";
import type { Role } from "../privacy/identity";
import { describeWith } from "../testing/engine";
import { madeUp, noSchemathesis } from "../testing/schemathesis";
import { temporaryFolder } from "../testing/temporary";
import { type Serving, serve } from "./serve";
import { products } from "./testing/world";

describeWith("schemathesis", noSchemathesis(), "requests made up from the API's own description", () => {
  const composition = embedded(temporaryFolder("made-up"));
  let serving: Serving;
  let token: (user: string, role: Role) => Promise<string>;
  const faults: object[] = [];
  beforeAll(async () => {
    const http = await composition.http();
    for (const each of products) await http.catalogue.put({ ...each, images: [] });
    token = async (user, role) => (await http.demonstration?.mint(user, [role]))?.token ?? "";
    const log = (record: object) => void faults.push(record);
    serving = await serve({ ...http, pace: pace(1_000_000, 60), log }, { port: 0 });
    const sent = await fetch(`${serving.url}/v1/me/consents`, {
      method: "PUT",
      headers: { authorization: `Bearer ${await token("ada", "shopper")}`, "content-type": "application/json" },
      body: JSON.stringify({ recommendation: true, personalisation: true, marketing: true }),
    });
    expect(sent.status).toBe(200);
  });
  afterAll(async () => {
    await serving.close();
    await composition.close();
  });

  const demonstration = ["^/demo", "^/reports", "^/review"];
  /** With these, the shopper would soon be a stranger to whom most is refused. */
  const leaving = ["/me/consents$", "/v1/me$", "/me/restriction", "/me/objections", "/me/age"];

  it.each([
    ["shopper", "ada", [...demonstration, ...leaving]],
    ["shopper", "grace", demonstration],
    ["marketing", "mara", demonstration],
    ["dpo", "dora", demonstration],
    ["operator", "otto", demonstration],
  ] as const)("find no fault, and no answer that it does not describe, as %s %s", async (role, user, except) => {
    const { status, cases, report } = await madeUp(serving.url, await token(user, role), except, 8);
    if (status !== 0) throw new Error(report);
    expect(cases).toBeGreaterThan(300);
    expect(faults.filter((each) => JSON.stringify(each).includes('"fault"'))).toEqual([]);
  });
});
