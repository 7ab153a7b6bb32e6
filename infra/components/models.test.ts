import { all, once, one, oneAtATime, settings, surroundings, waitsFor } from "../testing/parts";
import { record } from "../testing/record";
import { Models, type ModelsArgs } from "./models";

const { chat, embedding } = settings;
const build = once((service: ModelsArgs["service"]) =>
  record(() => {
    const deployments = service === "openAi" ? { chat, embedding } : {};
    return new Models(service.toLowerCase(), { ...surroundings(), service, deployments });
  }),
);
const properties = async (service: ModelsArgs["service"]) =>
  one(await build(service), "cognitiveservices:Account").inputs["properties"] as Record<string, unknown>;

describe("Models", () => {
  it.each([
    ["openAi", "OpenAI"],
    ["vision", "ComputerVision"],
    ["documents", "FormRecognizer"],
  ] as const)("has %s called by identity, from inside the network, calling nobody", async (service, kind) => {
    const account = one(await build(service), "cognitiveservices:Account").inputs;
    expect(account["kind"]).toBe(kind);
    expect(account["properties"]).toMatchObject({
      customSubDomainName: account["accountName"],
      disableLocalAuth: true,
      publicNetworkAccess: "Disabled",
      networkAcls: { defaultAction: "Deny" },
      restrictOutboundNetworkAccess: true,
      allowedFqdnList: [],
      encryption: { keySource: "Microsoft.KeyVault" },
    });
  });

  it("speaks of trusted callers to the kind that knows the word, and to no other", async () => {
    expect((await properties("openAi"))["networkAcls"]).toHaveProperty("bypass");
    expect((await properties("vision"))["networkAcls"]).not.toHaveProperty("bypass");
    expect((await properties("documents"))["networkAcls"]).not.toHaveProperty("bypass");
  });

  it("pins every model, upgrades none by itself and spills over to nothing", async () => {
    const deployments = all(await build("openAi"), "cognitiveservices:Deployment");
    expect(deployments).toHaveLength(2);
    for (const { inputs } of deployments) {
      expect(inputs["properties"]).toMatchObject({
        model: { version: expect.stringMatching(/./) as string },
        versionUpgradeOption: "NoAutoUpgrade",
      });
      expect(inputs["properties"]).not.toHaveProperty("spilloverDeploymentName");
      expect((inputs["sku"] as { name: string }).name).toBe("Standard");
    }
  });

  it("makes deployments one at a time, and the private endpoint after the last", async () => {
    const made = await build("openAi");
    const deployments = all(made, "cognitiveservices:Deployment");
    const endpoint = one(made, "network:PrivateEndpoint", "openai-endpoint");
    expect(oneAtATime(made, deployments)).toBe(true);
    expect(deployments.every((each) => waitsFor(made, endpoint, each))).toBe(true);
  });
});
