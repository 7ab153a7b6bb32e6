import { all, once } from "../testing/parts";
import { record } from "../testing/record";
import { Defender } from "./defender";

const build = once(() => record(() => new Defender("defender", { subscription: "s" })));

describe("Defender", () => {
  it("watches storage, vaults, databases and the subscription itself", async () => {
    const plans = all(await build(), "security:Pricing").map(({ inputs }) => inputs["pricingName"]);
    expect(plans.sort()).toEqual(["Arm", "KeyVaults", "OpenSourceRelationalDatabases", "StorageAccounts"]);
  });

  it("opens nothing that people uploaded or typed", async () => {
    const extensions = all(await build(), "security:Pricing").flatMap(
      ({ inputs }) => (inputs["extensions"] ?? []) as readonly object[],
    );
    expect(extensions).toHaveLength(2);
    for (const extension of extensions) expect(extension).toMatchObject({ isEnabled: "False" });
  });

  it("changes one plan at a time, as the service asks", async () => {
    const [first, ...others] = all(await build(), "security:Pricing").map(({ dependencies }) => dependencies.length);
    expect([first, ...others].sort()).toEqual([0, 1, 1, 1]);
  });
});
