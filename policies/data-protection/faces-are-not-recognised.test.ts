import { ruleContract } from "../testing/judge";
import { facesAreNotRecognised as rule } from "./faces-are-not-recognised";

describe(rule.name, () => {
  const good = { kind: "ComputerVision" };
  ruleContract(rule, "azure-native:cognitiveservices:Account", good, [
    ["a service that recognises faces", { kind: "Face" }, "Face"],
    ["a bundle that contains one", { kind: "CognitiveServices" }, "CognitiveServices"],
    ["a service that does not say", {}, "nothing"],
  ]);
});
