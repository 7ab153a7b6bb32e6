import { type Document, table } from "./document";
import { processing, processor, subProcessors } from "./facts/processors";
import { type Subject, unique } from "./subject";

/** Processors and sub-processors (Art. 28), as far as the plan uses them. */
export function processors({ review, organisation }: Subject): Document {
  const regions = unique(Object.keys(review.regions));
  const services = review.services.flatMap(({ service, resources }) => {
    const does = processing[service];
    return does === undefined ? [] : [{ service, does, resources: resources.length }];
  });
  return {
    name: "processors",
    title: "Processors and sub-processors (Art. 28)",
    data: { processor, contract: organisation.processorContract, regions, services, subProcessors },
    body: [
      `**${processor.name}** under ${processor.contract}: ${organisation.processorContract}. Regions: ${regions.join(", ")}. Source: ${processor.source}.`,
      table(
        ["Service", "What it does with personal data", "Resources"],
        services.map(({ service, does, resources }) => [service, does, String(resources)]),
      ),
      "It may use:",
      table(
        ["Sub-processor", "For", "Where", "Safeguard"],
        subProcessors.map(({ name, does, where, safeguard }) => [name, does, where, safeguard]),
      ),
    ].join("\n\n"),
  };
}
