import { judge, planned } from "../testing/judge";
import { attacksAreNoticed as rule } from "./attacks-are-noticed";

const vault = planned("azure-native:keyvault:Vault", {}, "vault");
const plan = (props: object = {}) =>
  planned("azure-native:security:Pricing", { pricingName: "KeyVaults", pricingTier: "Standard", ...props }, "watcher");

describe(rule.name, () => {
  it("accepts a vault that is watched", async () => {
    expect(await judge(rule, vault, plan())).toEqual({ messages: [], applied: 2 });
  });

  it.each([
    ["a vault that nobody watches", [vault], "KeyVaults"],
    ["a vault beside a watcher of something else", [vault, plan({ pricingName: "Arm" })], "KeyVaults"],
    ["a plan that is free, and so off", [vault, plan({ pricingTier: "Free" })], "Standard"],
    [
      "a watcher that opens uploads",
      [vault, plan({ extensions: [{ name: "OnUploadMalwareScanning", isEnabled: "True" }] })],
      "reads",
    ],
  ])("rejects %s", async (_title, resources, word) => {
    expect((await judge(rule, ...resources)).messages.join()).toContain(word);
  });

  it("has nothing to say about anything else", async () => {
    expect(await judge(rule, planned("azure-native:web:WebApp", {}))).toEqual({ messages: [], applied: 0 });
  });
});
