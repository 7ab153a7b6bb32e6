import { shown, textAt } from "../at";
import { containerTypes, containersOf } from "../containers";
import { gdpr } from "../gdpr";
import { type StackRule, judgeEach } from "../joins";

/** What was reviewed is what runs: a tag can be moved, a digest cannot; and it comes from the registry of this stack. */
export const imagesArePinned: StackRule = {
  name: "images-are-pinned",
  description: "Containers must run images pinned by digest, from a registry of this stack.",
  framework: gdpr("Art. 25, 32", "Data protection by design, security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  ...judgeEach(containerTypes, (subject, plan, report) => {
    const registries = plan
      .filter(({ type }) => type === "azure-native:containerregistry:Registry")
      .map(({ props }) => `${textAt(props, "registryName") ?? ""}.azurecr.io`.toLowerCase());
    const containers = containersOf(subject.props);
    if (containers.length === 0) report("the containers are not known at preview; keep template literal");
    for (const container of containers) {
      const image = textAt(container, "image");
      const [registry, name] = image?.split(/\/(.*)/, 2) ?? [];
      if (registry === undefined || !registries.includes(registry))
        report(`the image ${shown(image)} is not from a registry of this stack; push it to one`);
      if (!/^[^@]+@sha256:[0-9a-f]{64}$/.test(name ?? ""))
        report(`the image ${shown(image)} can be moved; pin it as <registry>/<name>@sha256:<digest>`);
    }
  }),
};
