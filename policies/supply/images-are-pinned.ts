import type { ResourceValidationPolicy } from "@pulumi/policy";
import { listAt, shown, textAt } from "../at";
import { gdpr } from "../gdpr";

const types = ["azure-native:app:ContainerApp", "azure-native:app:Job"];

/** What was reviewed is what runs: a tag can be moved, a digest cannot; and it comes from a registry of the platform. */
export const imagesArePinned: ResourceValidationPolicy = {
  name: "images-are-pinned",
  description: "Containers must run images pinned by digest, from an Azure registry.",
  framework: gdpr("Art. 25, 32", "Data protection by design, security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (!types.includes(args.type)) return args.notApplicable();
    for (const container of ["template.containers", "template.initContainers"].flatMap((path) =>
      listAt(args.props, path),
    )) {
      const image = textAt(container, "image");
      if (image === undefined || !/^[a-z0-9]+\.azurecr\.io\/[^@]+@sha256:[0-9a-f]{64}$/.test(image))
        report(`the image ${shown(image)} is not pinned; use <registry>.azurecr.io/<name>@sha256:<digest>`);
    }
  },
};
