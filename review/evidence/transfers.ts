import { type Document, table } from "./document";
import { processor, subProcessors } from "./facts/processors";
import type { Subject } from "./subject";

/** The transfer register (Art. 30(1)(e), 44-49): every place that the plan names, and what a processor reserves beyond it. */
export function transfers({ review }: Subject): Document {
  const places = review.residency.map(({ place, country, why, resources }) => ({
    place,
    country,
    why,
    resources,
    transfer: outside(place),
  }));
  const reserved = subProcessors.map(({ name, does, where, safeguard }) => ({ name, does, where, safeguard }));
  return {
    name: "transfer-register",
    title: "Transfers (Art. 44 to 49)",
    data: { places, reserved, boundary: processor.boundary, source: processor.source },
    body: [
      "Every place that the plan names:",
      table(
        ["Place", "Country", "Why", "Resources", "Transfer"],
        places.map(({ place, country, why, resources, transfer }) => [
          place,
          country,
          why,
          resources.length > 5 ? `${resources.length} resources` : resources.join(", "),
          transfer,
        ]),
      ),
      `What the processor reserves, whatever the plan says (${processor.boundary}):`,
      table(
        ["Who", "What for", "Where", "Safeguard"],
        reserved.map(({ name, does, where, safeguard }) => [name, does, where, safeguard]),
      ),
    ].join("\n\n"),
  };
}

const outside = (place: string): string => {
  if (place === "global") return "none: names, rules and alerts, no content";
  if (place.includes("anywhere")) return "YES, to wherever capacity is free: not allowed";
  return place.includes("EFTA")
    ? "none outside the EU Data Boundary; EFTA states are covered by the EEA or adequacy"
    : "none: in the Union";
};
