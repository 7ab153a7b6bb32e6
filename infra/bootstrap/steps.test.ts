import { settings } from "../testing/parts";
import { bootstrapSteps } from "./steps";

const steps = bootstrapSteps(settings, { repository: "fashion-insta/penderie", environment: "dev" });
const commands = steps.map(({ az }) => az.join(" "));

describe("the bootstrap", () => {
  it("keeps the state in the environment's own region, without a key and without the public", () => {
    const account = commands.find((each) => each.startsWith("storage account create")) ?? "";
    expect(account).toContain(`--location ${settings.location}`);
    expect(account).toContain("--allow-shared-key-access false");
    expect(account).toContain("--allow-blob-public-access false");
  });

  it("makes things before it grants anything on them", () => {
    const at = (start: string) => commands.findIndex((each) => each.startsWith(start));
    expect(at("ad app create")).toBeLessThan(at("ad app federated-credential"));
    expect(at("ad sp create")).toBeLessThan(at("role assignment create"));
    expect(at("keyvault create")).toBeLessThan(at("keyvault key create"));
  });

  it("believes one repository for one environment, and keeps no secret", () => {
    const federated = commands.find((each) => each.includes("federated-credential")) ?? "";
    expect(federated).toContain('"subject":"repo:fashion-insta/penderie:environment:dev"');
    expect(commands.join("\n")).not.toMatch(/password|client-secret|credential reset/);
  });

  it("gives nobody the ownership of the subscription", () => {
    expect(commands.join("\n")).not.toMatch(/--role (Owner|User Access Administrator)/);
  });

  it("says why, each time", () => {
    expect(steps.every(({ why }) => why.length > 5)).toBe(true);
  });
});
