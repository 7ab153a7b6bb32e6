import { html } from "hono/html";
import type { Access, Grant } from "../access";
import type { Html } from "./parts";

const row = 46;
const box = 34;
const columns = { internet: 0, door: 130, workload: 330, target: 690 } as const;
const widths = { internet: 90, door: 120, workload: 150, target: 270 } as const;
const hues = 8; // as many as style.ts names

interface Node {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** From the internet through the doors to what runs, and on to what each may reach. */
export function accessDiagram({ doors, workloads, grants, targets }: Access, of: string): Html {
  const particular = strongest(grants.filter(({ common }) => !common));
  const reached = Object.keys(targets).filter((name) => particular.some(({ target }) => target === name));
  const height = Math.max(workloads.length, reached.length, doors.length, 1) * row;
  const place = (names: readonly string[], column: keyof typeof columns) =>
    new Map(
      names.map((name, at): [string, Node] => [
        name,
        { x: columns[column], y: (height / names.length) * (at + 0.5), width: widths[column] },
      ]),
    );
  const doorNodes = place(
    doors.map(({ door }) => door),
    "door",
  );
  const workloadNodes = place(workloads, "workload");
  const targetNodes = place(reached, "target");
  const internet: Node = { x: columns.internet, y: height / 2, width: widths.internet };
  return html`<figure>
    <div class="scroll bare" role="region" aria-label="Diagram of access in ${of}" tabindex="0">
      <svg
        class="flow"
        viewBox="0 -2 964 ${height + 4}"
        role="img"
        aria-label="Who may reach what; the table below says the same"
      >
        ${doors.map(({ door, workloads: behind }) => {
          const node = doorNodes.get(door);
          return html`${edge(internet, node, "plain")}${behind.map((name) => edge(node, workloadNodes.get(name), "plain"))}`;
        })}
        ${particular.map(({ workload, target, may, role }) =>
          edge(
            workloadNodes.get(workload),
            targetNodes.get(target),
            `${may} hue-${workloads.indexOf(workload) % hues}`,
            `${workload}: ${role} on ${targets[target]?.label ?? target}`,
          ),
        )}
        ${doors.length === 0 ? "" : node(internet, "internet", "", "outside")}
        ${[...doorNodes].map(([name, at]) => node(at, name, "door", ""))}
        ${[...workloadNodes].map(([name, at], index) => node(at, name, "runs", `hue-${index % hues}`))}
        ${[...targetNodes].map(([name, at]) => {
          const { label = name, kind = "", stores = [] } = targets[name] ?? {};
          return node(
            at,
            label,
            stores.length > 0 ? `${kind} · personal data: ${stores.join(", ")}` : kind,
            stores.length > 0 ? "personal" : "",
          );
        })}
      </svg>
    </div>
    <figcaption class="small legend">
      <span class="line write"></span> may write <span class="line read"></span> may read
      <span class="line use"></span> may use <span class="line administer"></span> administers
      <span class="swatch personal"></span> holds personal data
    </figcaption>
  </figure>`;
}

const strength: readonly Grant["may"][] = ["administer", "write", "use", "read"];

/** One line for each pair. */
function strongest(grants: readonly Grant[]): readonly Grant[] {
  const sorted = [...grants].sort((a, b) => strength.indexOf(b.may) - strength.indexOf(a.may));
  return [...new Map(sorted.map((grant) => [`${grant.workload} ${grant.target}`, grant])).values()];
}

function edge(from: Node | undefined, to: Node | undefined, kind: string, title = ""): Html {
  if (!from || !to) return html``;
  const start = from.x + from.width;
  const bend = (to.x - start) / 2;
  return html`<path
    class="edge ${kind}"
    d="M${start} ${y(from)}C${start + bend} ${y(from)} ${to.x - bend} ${y(to)} ${to.x} ${y(to)}"
    >${title === "" ? "" : html`<title>${title}</title>`}</path
  >`;
}

const y = (node: Node) => node.y.toFixed(1);

const node = (at: Node, label: string, sub: string, kind: string): Html =>
  html`<g class="node ${kind}">
    <rect x="${at.x}" y="${(at.y - box / 2).toFixed(1)}" width="${at.width}" height="${box}" rx="6" />
    <text x="${at.x + 10}" y="${(at.y + (sub === "" ? 4 : -2)).toFixed(1)}">${label}</text>
    ${sub === "" ? "" : html`<text class="sub" x="${at.x + 10}" y="${(at.y + 11).toFixed(1)}">${sub}</text>`}
  </g>`;
