import { html } from "hono/html";
import type { Topology, Zone } from "../topology";
import type { Html } from "./parts";

const row = 40;
const box = 30;
const pad = 14;
const head = 40;
const columns = { internet: 0, inside: 150, endpoints: 480, target: 800 } as const;
const widths = { internet: 96, inside: 250, endpoints: 190, target: 220 } as const;

interface Laid {
  readonly zone: Zone;
  readonly y: number;
  readonly height: number;
}

/** Zones of the network from left to right: what takes requests, what runs, and through which addresses it reaches services. */
export function topologyDiagram({ network, subnets, endpoints }: Topology, of: string): Html {
  const reached = new Set(endpoints.map(({ subnet }) => subnet));
  const doorsFirst = [...subnets].sort((a, b) => b.doors.length - a.doors.length);
  const running = laid(doorsFirst.filter(({ name }) => !reached.has(name)));
  const linking = laid(
    subnets.filter(({ name }) => reached.has(name)),
    (zone) => endpoints.filter(({ subnet }) => subnet === zone.name).map(({ target }) => target),
  );
  const height = Math.max(bottom(running), bottom(linking)) + head + 2 * pad;
  const doors = running.flatMap(({ zone, y }) =>
    zone.holds.flatMap((name, at) => (zone.doors.includes(name) ? [{ name, y: middle(y, at) }] : [])),
  );
  const apps = running.filter(({ zone }) => zone.doors.length === 0 && zone.holds.length > 0);
  const right = columns.endpoints + widths.endpoints + pad;
  return html`<figure>
    <div class="scroll bare" role="region" aria-label="Diagram of the network of ${of}" tabindex="0">
      <svg
        class="flow zones"
        viewBox="-2 -2 ${columns.target + widths.target + 4} ${height + 4}"
        role="img"
        aria-label="Zones of the network and the services that it reaches; the table below says the same"
      >
        <g class="zone outer">
          <rect x="${columns.inside - pad}" y="0" width="${right - columns.inside + pad}" height="${height}" rx="10" />
          <text x="${columns.inside}" y="22">${network}</text>
        </g>
        ${doors.map(({ y }) => line(widths.internet, height / 2, columns.inside + pad, y))}
        ${doors.flatMap(({ y }) => apps.map((each) => bend(columns.inside + widths.inside, y, each.y + head / 2)))}
        ${apps.flatMap((each) =>
          linking.map((to) => line(columns.inside + widths.inside, center(each), columns.endpoints, center(to))),
        )}
        ${running.map((each) => zoneBox(each, columns.inside, widths.inside, each.zone.holds))}
        ${linking.map((each) => zoneBox(each, columns.endpoints, widths.endpoints, []))}
        ${linking.flatMap(({ zone, y }) =>
          endpoints
            .filter(({ subnet }) => subnet === zone.name)
            .map(
              ({ target, kind, closed }, at) =>
                html`${line(columns.endpoints + widths.endpoints - 40, middle(y, at), columns.target, middle(y, at))}
                  <circle
                    class="address"
                    cx="${columns.endpoints + widths.endpoints - 44}"
                    cy="${middle(y, at)}"
                    r="5"
                  />
                  <text class="sub" x="${columns.endpoints + pad}" y="${middle(y, at) + 4}">${target}</text>
                  ${node(columns.target, middle(y, at), widths.target, target, kind, closed ? "" : "open")}`,
            ),
        )}
        ${doors.length === 0 ? "" : node(columns.internet, height / 2, widths.internet, "internet", "", "outside")}
      </svg>
    </div>
    <figcaption class="small legend">
      <span class="dot"></span> a private address of the service
      ${endpoints.some(({ closed }) => !closed) ? html`<span class="swatch open"></span> also answers elsewhere` : ""}
    </figcaption>
  </figure>`;
}

function laid(zones: readonly Zone[], rows: (zone: Zone) => readonly string[] = ({ holds }) => holds): readonly Laid[] {
  let y = head;
  return zones.map((zone) => {
    const height = head + Math.max(rows(zone).length, 1) * row;
    const each = { zone, y, height };
    y += height + pad;
    return each;
  });
}

const bottom = (zones: readonly Laid[]) => Math.max(0, ...zones.map(({ y, height }) => y + height - head));
const center = ({ y, height }: Laid) => y + height / 2;
const middle = (y: number, at: number) => y + head + at * row + box / 2;

const zoneBox = ({ zone, y, height }: Laid, x: number, width: number, names: readonly string[]): Html =>
  html`<g class="zone">
    <rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" />
    <text x="${x + pad}" y="${y + 17}">${zone.name}</text>
    <text class="sub" x="${x + pad}" y="${y + 31}"
      >${zone.delegated === "" ? "given to nobody in particular" : zone.delegated}</text
    >
    ${names.map((name, at) => node(x + pad, middle(y, at), width - 2 * pad, name, "", zone.doors.includes(name) ? "door" : "runs"))}
  </g>`;

const node = (x: number, y: number, width: number, label: string, sub: string, kind: string): Html =>
  html`<g class="node ${kind}">
    <rect x="${x}" y="${y - box / 2}" width="${width}" height="${box}" rx="6" />
    <text x="${x + 10}" y="${y + 4}">${label}${sub === "" ? "" : html` <tspan class="sub">${sub}</tspan>`}</text>
  </g>`;

const line = (x1: number, y1: number, x2: number, y2: number): Html =>
  html`<path class="edge plain" d="M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}" />`;

/** From one thing to another below it, out to the right and back. */
const bend = (x: number, from: number, to: number): Html =>
  html`<path class="edge plain" d="M${x} ${from}c22 0 22 ${to - from} 0 ${to - from}" />`;
