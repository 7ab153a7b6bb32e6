import { judge, planned } from "../testing/judge";
import { gatewaysCallThePlatform as rule } from "./gateways-call-the-platform";

const host = planned("azure-native:app:ManagedEnvironment", {}, "host");
const api = (from: readonly string[], props: object = {}) =>
  planned("azure-native:apimanagement:Api", { serviceUrl: "https://x", ...props }, "api", { serviceUrl: from });
const policy = (value: string) => planned("azure-native:apimanagement:ApiPolicy", { value }, "policy");

describe(rule.name, () => {
  it("accepts an API that calls what runs in the stack", async () => {
    expect(await judge(rule, host, api([host.urn]), policy("<policies/>"))).toEqual({ messages: [], applied: 2 });
  });

  it.each([
    ["an API that calls somebody else", [api([])], "serviceUrl is not of this stack"],
    [
      "a policy that names another backend",
      [policy('<set-backend-service base-url="https://x" />')],
      "set-backend-service",
    ],
    ["a policy whose text is elsewhere", [policy('<include-fragment fragment-id="x" />')], "include-fragment"],
    [
      "tokens of another server",
      [api([host.urn], { authenticationSettings: { oAuth2AuthenticationSettings: [{}] } })],
      "tokens",
    ],
  ])("rejects %s", async (_title, plan, word) => {
    expect((await judge(rule, host, ...plan)).messages.join()).toContain(word);
  });

  it("has nothing to say about anything else", async () => {
    expect(await judge(rule, host)).toEqual({ messages: [], applied: 0 });
  });
});
