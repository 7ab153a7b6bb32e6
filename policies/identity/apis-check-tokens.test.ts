import { judge, planned, urn } from "../testing/judge";
import { apisCheckTokens as rule } from "./apis-check-tokens";

const type = "azure-native:apimanagement:Api";
const api = planned(type, {}, "shop");
const policy = (value: string | undefined, of = "shop") =>
  planned("azure-native:apimanagement:ApiPolicy", { value }, "policy", { apiId: [urn(type, of)] });
const check = '<policies><inbound><validate-jwt header-name="Authorization"></validate-jwt></inbound></policies>';

describe(rule.name, () => {
  it("accepts an API whose policy checks a token", async () => {
    expect(await judge(rule, api, policy(check))).toEqual({ messages: [], applied: 1 });
  });

  it.each([
    ["an API without a policy", []],
    ["a policy that checks nothing", [policy("<policies><inbound><base /></inbound></policies>")]],
    ["a policy that does not say", [policy(undefined)]],
    ["a check that is a comment", [policy(check.replace(/<validate.*jwt>/, "<!-- $& -->"))]],
    ["a check on the way out", [policy(check.replaceAll("inbound", "outbound"))]],
    ["a check that never happens", [policy(check.replace(/<validate.*jwt>/, '<when condition="@(false)">$&</when>'))]],
    ["a policy of another API", [policy(check, "other")]],
    ["a check of unsigned tokens", [policy(check.replace("header", 'require-signed-tokens="false" header'))]],
  ])("rejects %s", async (_title, plan) => {
    expect((await judge(rule, api, ...plan)).messages).toHaveLength(1);
  });

  it("accepts a check that leaves out the paths that strangers may ask for", async () => {
    const open =
      '<when condition="@(!new [] { &quot;/healthz&quot;, &quot;/readyz&quot; }.Contains(context.Request.OriginalUrl.Path))">$&</when>';
    expect((await judge(rule, api, policy(check.replace(/<validate.*jwt>/, open)))).messages).toEqual([]);
  });

  it("has nothing to say where there is no API", async () => {
    expect((await judge(rule, policy(check))).applied).toBe(0);
  });
});
