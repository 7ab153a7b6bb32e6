import { ruleContract } from "../testing/judge";
import { imagesArePinned as rule } from "./images-are-pinned";

describe(rule.name, () => {
  const good = { template: { containers: [{ image: `own.azurecr.io/penderie@sha256:${"0".repeat(64)}` }] } };
  ruleContract(rule, "azure-native:app:Job", good, [
    ["a tag that can be moved", { template: { containers: [{ image: "own.azurecr.io/penderie:latest" }] } }, "latest"],
    [
      "another registry",
      { template: { containers: [{ image: `docker.io/penderie@sha256:${"0".repeat(64)}` }] } },
      "docker.io",
    ],
    ["a container that does not say", { template: { containers: [{}] } }, "nothing"],
  ]);
});
