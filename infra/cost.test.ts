import { monthlyCost } from "./cost";
import { prices } from "./facts/prices";
import { settings } from "./testing/parts";

const { expected } = settings;
const type = "azure-native:search:Service";
const service = { type, inputs: { sku: { name: "basic" }, replicaCount: 2, partitionCount: 3 } };

describe("monthlyCost", () => {
  it("multiplies a price by the inputs that it depends on", () => {
    expect(monthlyCost(service, expected)).toEqual([expect.objectContaining({ units: 6, eur: 6 * 69 })]);
  });

  it("doubles a server with a standby", () => {
    const server = (mode: string) => ({
      type: "azure-native:dbforpostgresql:Server",
      inputs: { sku: { name: "Standard_D2ds_v5" }, storage: { storageSizeGB: 64 }, highAvailability: { mode } },
    });
    const total = (mode: string) => {
      const lines = monthlyCost(server(mode), expected);
      return typeof lines === "string" ? NaN : lines.reduce((sum, { eur }) => sum + eur, 0);
    };
    expect(total("ZoneRedundant")).toBeCloseTo(2 * total("Disabled"));
  });

  it("multiplies by the expected load, and says what it assumes", () => {
    const vision = { type: "azure-native:cognitiveservices:Account", inputs: { kind: "ComputerVision" } };
    const [line] = monthlyCost(vision, { ...expected, photos: 5000 });
    expect(line).toMatchObject({ units: 5, unit: "1,000" });
  });

  it("says that a type is not in the price book, which is not the same as free", () => {
    expect(monthlyCost({ type: "azure-native:web:WebApp", inputs: {} }, expected)).toContain("not in the price book");
    expect(monthlyCost({ type: "azure-native:network:Subnet", inputs: {} }, expected)).toEqual([]);
  });

  it.each([
    ["a tier that is not in the price book", { ...service.inputs, sku: { name: "storage_optimized_l1" } }, "l1"],
    ["an input that is missing", { sku: { name: "basic" }, replicaCount: 2 }, "partitionCount"],
  ])("says so of %s", (_title, inputs, word) => {
    expect(monthlyCost({ type, inputs }, expected)).toContain(word);
  });
});

describe("prices", () => {
  it.each(Object.entries(prices))("of %s has a reason to be free, or charges something", (_type, price) => {
    if ("free" in price) expect(price.free).not.toBe("");
    else {
      const meters = "tier" in price ? Object.values(price.meters).flat() : price.meters;
      expect(meters.length).toBeGreaterThan(0);
      expect(meters.every(({ eur }) => eur > 0)).toBe(true);
    }
  });
});
