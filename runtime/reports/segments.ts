import { html } from "hono/html";
import { features } from "../segmentation/features";
import type { FittedSegment, SegmentationModel } from "../segmentation/fit";
import { describe } from "../segmentation/summary";
import { type Html, markup, page } from "./page";

const hues = ["#7a4fb5", "#c2622d", "#2a8c82", "#b23a6f", "#4f74c2", "#8a8f2a", "#8f5a3c", "#5b8f3c", "#9a4fa8"];
const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
const whole = (value: number) => Math.round(value).toLocaleString("en-GB");
const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The segments of one version for people who act on them: cards, charts, how sure it is, and where it came from. */
export function segmentsPage(model: SegmentationModel): Html {
  const read = model.lineage.reduce((sum, file) => sum + file.read, 0);
  const kept = model.lineage.reduce((sum, file) => sum + file.kept, 0);
  return page(
    "Customer segments",
    html`<header>
        <p class="soft">Penderie · version ${model.version} · events up to ${model.asOf.slice(0, 10)}</p>
        <h1>${model.segments.length} kinds of customers</h1>
        <p>
          ${whole(model.customers)} customers with ${model.minimum.events} or more events, told apart by how they buy
          and browse, and by nothing else.
        </p>
      </header>
      <main>
        <section aria-label="Segments">
          <div class="cards">${model.segments.map((segment, at) => card(segment, at))}</div>
        </section>
        <h2>Sizes and revenue</h2>
        <figure>
          ${markup(sizes(model.segments))}
          <figcaption>Share of customers (full) and of revenue (pale).</figcaption>
        </figure>
        <h2>What makes each one singular</h2>
        <figure>
          ${markup(effects(model))}
          <figcaption>
            Median of the segment against the median of everyone, in robust units (interquartile ranges). Right: more;
            left: less.
          </figcaption>
        </figure>
        <h2>The map</h2>
        <figure>
          ${markup(map(model))}
          <figcaption>
            A sample of customers in the first two principal components; each dot is somebody, none can be named.
          </figcaption>
        </figure>
        <h2>How sure are we</h2>
        <p>${model.chosen.k} segments: ${model.chosen.reason}.</p>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th>segments</th>
                <th class="number">silhouette</th>
                <th class="number">Davies–Bouldin</th>
                <th class="number">Caliński–Harabasz</th>
                <th class="number">stability</th>
                <th class="number">smallest</th>
              </tr>
            </thead>
            <tbody>
              ${model.candidates.map(
                (each) =>
                  html`<tr class="${each.k === model.chosen.k ? "chosen" : ""}">
                    <td>${each.k}</td>
                    <td class="number">${each.silhouette.toFixed(3)}</td>
                    <td class="number">${each.daviesBouldin.toFixed(2)}</td>
                    <td class="number">${whole(each.calinskiHarabasz)}</td>
                    <td class="number">${each.stability.toFixed(2)} ± ${each.stabilityError.toFixed(2)}</td>
                    <td class="number">${percent(each.smallestShare)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
        <p class="soft">
          Stability: adjusted Rand index of two fits on disjoint halves that both label everybody (1 is the same, 0 is
          chance).
        </p>
        <p>From ${model.minimum.events} events on: ${model.minimum.reason}.</p>
        <figure>
          ${markup(curve(model))}
          <figcaption>
            By minimum of events: customers kept, revenue kept, and agreement between odd and even events.
          </figcaption>
        </figure>
        <h2>Where it came from</h2>
        <p>${whole(read)} rows read = ${whole(kept)} kept + ${whole(read - kept)} put aside with a reason.</p>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th>file</th>
                <th class="number">read</th>
                <th class="number">kept</th>
                <th>put aside</th>
                <th>SHA-256</th>
              </tr>
            </thead>
            <tbody>
              ${model.lineage.map(
                (file) =>
                  html`<tr>
                    <td>${file.name}</td>
                    <td class="number">${whole(file.read)}</td>
                    <td class="number">${whole(file.kept)}</td>
                    <td>
                      ${
                        Object.entries(file.quarantined)
                          .map(([reason, rows]) => `${whole(rows)} ${reason}`)
                          .join(", ") || "nothing"
                      }
                    </td>
                    <td><small>${file.sha256.slice(0, 16)}…</small></td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
        <h2>What was measured</h2>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th>feature</th>
                <th>definition</th>
                <th>part of the distance</th>
              </tr>
            </thead>
            <tbody>
              ${features.map(
                ({ name, label, definition, distance, version }) =>
                  html`<tr>
                    <td>${label}<br /><small>${name} v${version}</small></td>
                    <td>${definition}</td>
                    <td>
                      ${distance === "no" ? "describes only" : (model.assignment.preparation.left[name] ?? "yes")}
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </main>
      <footer class="soft">
        <p>Made from habits of buying and browsing. Nothing here says, or was computed from, who somebody is.</p>
      </footer>`,
  );
}

const card = (segment: FittedSegment, at: number): Html =>
  html`<article class="card">
    <h3><span aria-hidden="true" style="color:${hues[at % hues.length] ?? ""}">●</span> ${segment.english}</h3>
    <small lang="fr">${segment.french}</small>
    <ul class="figures">
      <li><b>${percent(segment.share)}</b><small>of customers</small></li>
      <li><b>${percent(segment.revenueShare)}</b><small>of revenue</small></li>
      <li><b>${whole(segment.customers)}</b><small>customers</small></li>
    </ul>
    <p>${describe(segment)}</p>
    <p class="soft">
      Median: last seen ${segment.medians["recency_days"]?.toFixed(1)} days ago,
      ${whole(segment.medians["orders"] ?? 0)} orders, ${whole(segment.medians["amount"] ?? 0)} spent,
      ${whole(segment.medians["sessions"] ?? 0)} visits.
    </p>
    <ul class="actions">
      ${segment.actions.map((action) => html`<li>${action}</li>`)}
    </ul>
  </article>`;

function sizes(segments: readonly FittedSegment[]): string {
  const most = Math.max(...segments.flatMap(({ share, revenueShare }) => [share, revenueShare]), 0.01);
  const rows = segments.map(({ english, share, revenueShare }, at) => {
    const y = 16 + at * 46;
    const bar = (value: number) => ((value / most) * 420).toFixed(1);
    const hue = hues[at % hues.length] ?? "";
    return `<text x="0" y="${y + 14}">${escape(english)}</text>
<rect x="230" y="${y}" width="${bar(share)}" height="14" rx="3" fill="${hue}"/><text x="${236 + Number(bar(share))}" y="${y + 12}">${percent(share)}</text>
<rect x="230" y="${y + 17}" width="${bar(revenueShare)}" height="14" rx="3" fill="${hue}" opacity=".45"/><text class="soft" x="${236 + Number(bar(revenueShare))}" y="${y + 29}">${percent(revenueShare)}</text>`;
  });
  return `<svg viewBox="0 0 720 ${24 + segments.length * 46}" role="img" aria-label="Share of customers and of revenue by segment">${rows.join("")}</svg>`;
}

function effects({ segments, assignment }: SegmentationModel): string {
  const compared = assignment.preparation.coordinates
    .map(({ feature }) => features.find(({ name }) => name === feature))
    .filter((each) => each !== undefined);
  const height = 30 + compared.length * 20;
  const charts = segments.map((segment, at) => {
    const left = (at % 3) * 310;
    const topEdge = Math.floor(at / 3) * (height + 20);
    const bars = compared.map(({ name, label }, row) => {
      const effect = Math.max(-2.5, Math.min(2.5, segment.effects[name] ?? 0));
      const width = Math.abs(effect) * 28;
      const y = 26 + row * 20;
      return `<text class="soft" x="130" y="${y + 11}" text-anchor="end">${escape(label)}</text><rect x="${(effect < 0 ? 215 - width : 215).toFixed(1)}" y="${y}" width="${Math.max(1, width).toFixed(1)}" height="13" rx="2" fill="${hues[at % hues.length] ?? ""}"/>`;
    });
    return `<g transform="translate(${left} ${topEdge})"><text x="0" y="14" font-weight="600">${escape(segment.english)}</text><path d="M215 22v${compared.length * 20}" stroke="currentColor" opacity=".3"/>${bars.join("")}</g>`;
  });
  return `<svg viewBox="0 0 930 ${Math.ceil(segments.length / 3) * (height + 20)}" role="img" aria-label="Effects by segment and feature">${charts.join("")}</svg>`;
}

function map({ map: places, segments }: SegmentationModel): string {
  const span = (axis: 0 | 1) => {
    const values = places.map((place) => place[axis]).sort((a, b) => a - b);
    return [values[0] ?? 0, values.at(-1) ?? 1] as const;
  };
  const [[x0, x1], [y0, y1]] = [span(0), span(1)];
  const dots = places.map(
    ([x, y, segment]) =>
      `<circle cx="${(20 + ((x - x0) / (x1 - x0 || 1)) * 560).toFixed(1)}" cy="${(340 - ((y - y0) / (y1 - y0 || 1)) * 320).toFixed(1)}" r="3.4" fill="${hues[segment % hues.length] ?? ""}" opacity=".65"/>`,
  );
  const legend = segments.map(
    ({ english }, at) =>
      `<circle cx="612" cy="${26 + at * 22}" r="5" fill="${hues[at % hues.length] ?? ""}"/><text x="624" y="${30 + at * 22}">${escape(english)}</text>`,
  );
  return `<svg viewBox="0 0 860 360" role="img" aria-label="Customers in two components, coloured by segment">${dots.join("")}${legend.join("")}</svg>`;
}

function curve({ minimum }: SegmentationModel): string {
  const points = minimum.curve;
  const x = (at: number) => 50 + (at * 620) / Math.max(1, points.length - 1);
  const y = (value: number) => 210 - value * 180;
  const line = (
    pick: (point: (typeof points)[number]) => number | undefined,
    colour: string,
    label: string,
    row: number,
  ) => {
    const known = points.flatMap((point, at) => {
      const value = pick(point);
      return value === undefined ? [] : [`${x(at).toFixed(1)},${y(value).toFixed(1)}`];
    });
    return `<polyline points="${known.join(" ")}" fill="none" stroke="${colour}" stroke-width="2.5"/><text x="690" y="${40 + row * 20}" style="fill:${colour}">${label}</text>`;
  };
  const ticks = points.map(
    ({ events }, at) => `<text class="soft" x="${x(at).toFixed(1)}" y="232" text-anchor="middle">${events}</text>`,
  );
  const chosen = points.findIndex(({ events }) => events === minimum.events);
  return `<svg viewBox="0 0 860 245" role="img" aria-label="What a minimum of events keeps, and how well halves agree">
<path d="M50 ${y(0.8)}H670" stroke="currentColor" stroke-dasharray="4 4" opacity=".4"/><text class="soft" x="44" y="${y(0.8) + 4}" text-anchor="end">.8</text><text class="soft" x="44" y="${y(1) + 4}" text-anchor="end">1</text><text class="soft" x="44" y="${y(0) + 4}" text-anchor="end">0</text>
${chosen >= 0 ? `<path d="M${x(chosen).toFixed(1)} 25V215" stroke="currentColor" opacity=".35"/>` : ""}${ticks.join("")}
${line(({ customersKept }) => customersKept, "#7a4fb5", "customers kept", 0)}${line(({ revenueKept }) => revenueKept, "#c2622d", "revenue kept", 1)}${line(({ agreement }) => agreement, "#2a8c82", "agreement", 2)}</svg>`;
}
