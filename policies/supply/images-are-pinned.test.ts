import { judge, planned } from "../testing/judge";
import { imagesArePinned as rule } from "./images-are-pinned";

const registry = planned("azure-native:containerregistry:Registry", { registryName: "Own" }, "images");
const digest = `sha256:${"0".repeat(64)}`;
const running = (...containers: readonly object[]) => planned("azure-native:app:Job", { template: { containers } });

describe(rule.name, () => {
  it("accepts what was reviewed", async () => {
    const plan = [registry, running({ image: `own.azurecr.io/penderie@${digest}` })];
    expect(await judge(rule, ...plan)).toEqual({ messages: [], applied: 1 });
  });

  it.each([
    ["a tag that can be moved", running({ image: "own.azurecr.io/penderie:latest" }), "latest"],
    ["a digest that is none", running({ image: "own.azurecr.io/penderie@sha256:00" }), "can be moved"],
    ["somebody else's registry", running({ image: `theirs.azurecr.io/penderie@${digest}` }), "theirs"],
    ["a public registry", running({ image: `docker.io/penderie@${digest}` }), "docker.io"],
    ["one of several", running({ image: `own.azurecr.io/penderie@${digest}` }, { image: "alpine" }), "alpine"],
    ["a container that does not say", running({}), "nothing"],
    ["containers that are not known", planned("azure-native:app:ContainerApp", {}), "literal"],
  ])("rejects %s", async (_title, subject, word) => {
    expect((await judge(rule, registry, subject)).messages.join()).toContain(word);
  });

  it("has nothing to say about a registry alone", async () => {
    expect(await judge(rule, registry)).toEqual({ messages: [], applied: 0 });
  });
});
