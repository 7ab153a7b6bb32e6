import { html } from "hono/html";
import type { EnvironmentReview } from "../review";
import type { Topology } from "../topology";
import { type Html, alike, heading, listed, table } from "./parts";
import { topologyDiagram } from "./topology-diagram";

/** Environments have the same shape in blocks of their own. */
const withoutBlocks = (topology: Topology | undefined): Topology | undefined =>
  topology && { ...topology, block: "", subnets: topology.subnets.map((subnet) => ({ ...subnet, block: "" })) };

const blocksOf = (
  name: string,
  environments: readonly EnvironmentReview[],
  names: readonly string[],
): readonly string[] =>
  environments
    .filter(({ environment }) => names.includes(environment))
    .flatMap(({ environment, topology }) =>
      (topology?.subnets ?? []).flatMap((subnet) => (subnet.name === name ? `${environment} ${subnet.block}` : [])),
    );

/** The zones of the network as a picture and as a table; environments that are alike but for their addresses share both. */
export const networkPanels = (environments: readonly EnvironmentReview[]): Html =>
  html`${alike(environments, ({ topology }) => withoutBlocks(topology)).map(({ names, value }) =>
    value === undefined
      ? html`<p>${listed(names)} has no network of its own.</p>`
      : html`<h3>${listed(names)}</h3>
          ${topologyDiagram(value, listed(names))}
          <details>
            <summary>The same as a table</summary>
            ${table(
              `Subnets of ${listed(names)}`,
              [heading("Subnet"), heading("Block"), heading("Given to"), heading("Holds"), heading("Reaches")],
              value.subnets.map(
                ({ name, delegated, holds }) =>
                  html`<tr>
                    <th scope="row">${name}</th>
                    <td>${blocksOf(name, environments, names).map((block) => html`<div>${block}</div>`)}</td>
                    <td>${delegated}</td>
                    <td>${holds.join(", ")}</td>
                    <td>
                      ${value.endpoints
                        .filter(({ subnet }) => subnet === name)
                        .map(({ target, closed }) => (closed ? target : `${target} (also answers elsewhere)`))
                        .join(", ")}
                    </td>
                  </tr>`,
              ),
            )}
          </details>`,
  )}`;
