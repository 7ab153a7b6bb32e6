import { html } from "hono/html";
import { features } from "../segmentation/features";
import type { FittedSegment, SegmentationModel } from "../segmentation/fit";
import { describe } from "../segmentation/summary";
import { type Html, markup, page } from "./page";
import { curve, days, effects, flows, hues, map, percent, prices, sizes } from "./segment-charts";

const whole = (value: number) => Math.round(value).toLocaleString("en-GB");

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
        ${when(model.flows.length > 0, () => moved(model))} ${when(model.season.length > 1, () => season(model))}
        ${when(model.responses.length > 0, () => responses(model))}
        ${when(model.dealings.length > 0, () => dealings(model))}
        <h2>In a sentence each</h2>
        ${rules(model)}
        <h2>How sure are we</h2>
        <p>${model.chosen.k} segments: ${model.chosen.reason}.</p>
        <div class="scroll" role="group" tabindex="0" aria-label="table">
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
        <h3>Other methods, the same customers</h3>
        ${methods(model)}
        <h3>What it hangs on, and how simply it can be told</h3>
        ${importance(model)} ${fidelity(model)}
        <h2>The data</h2>
        <figure>
          ${markup(days(model))}
          <figcaption>Kept events by day (UTC). A gap is a file that is missing, or a shop that was closed.</figcaption>
        </figure>
        <figure>
          ${markup(prices(model))}
          <figcaption>Kept events by price, each step a power of ten.</figcaption>
        </figure>
        <p>
          ${
            model.suspects.customers > 0
              ? html`${whole(model.suspects.customers)} customers with ${whole(model.suspects.events)} events look like
                programs (over a thousand views a day, or more views than seconds) and are in no segment.`
              : "Nobody looks like a program: no thousand views a day, no more views than seconds."
          }
          ${missing(model)}
        </p>
        <h2>Where it came from</h2>
        <p>${whole(read)} rows read = ${whole(kept)} kept + ${whole(read - kept)} put aside with a reason.</p>
        <div class="scroll" role="group" tabindex="0" aria-label="table">
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
        <div class="scroll" role="group" tabindex="0" aria-label="table">
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
    <h2 class="name">
      <span aria-hidden="true" style="color:${hues[at % hues.length] ?? ""}">●</span> ${segment.english}
    </h2>
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

const when = (holds: boolean, chapter: () => Html): Html | string => (holds ? chapter() : "");
const feature = (name: string) => features.find((each) => each.name === name)?.label ?? name;

const moved = (model: SegmentationModel): Html => {
  const stayed = model.flows.filter(({ from, to }) => from === to).reduce((sum, { share }) => sum + share, 0);
  return html`<h2>Since version ${model.before}</h2>
    <figure>
      ${markup(flows(model, [...new Set(model.flows.map(({ from }) => from))].sort()))}
      <figcaption>
        ${percent(stayed)} of a sample of customers whom both versions know are in the same segment. A segment that is
        still the same people keeps its name.
      </figcaption>
    </figure>`;
};

const season = (model: SegmentationModel): Html =>
  html`<h2>Month by month</h2>
    ${bySegments(
      model,
      ["month"],
      model.season.map(({ month, days, bySegment }) => ({
        cells: [html`${month}<br /><small>${String(days)} days</small>`],
        figures: bySegment.map(({ index, orders }) => times(index, 2, orders)),
      })),
    )}
    <p class="soft">
      Orders a day in the month, as a multiple of the segment's orders a day over all months. A month that begins or
      ends within the files is told by the days that they hold. One year is no proof of a season.
    </p>`;

const responses = (model: SegmentationModel): Html =>
  html`<h2>When marketing spoke</h2>
    ${bySegments(
      model,
      ["campaign", "days"],
      model.responses.map(({ name, kind, from, to, bySegment }) => ({
        cells: [html`${name}<br /><small>${kind}</small>`, html`${from} to ${to}`],
        figures: bySegment.map(({ lift, orders }) => times(lift, 1, orders)),
      })),
    )}
    <p class="soft">
      Orders a day during the campaign, as a multiple of the segment's orders a day outside every campaign. It says when
      they buy, not why: nobody was left without the campaign to compare with.
    </p>`;

const times = (value: number | undefined, digits: number, orders: number) => ({
  figure: value === undefined ? undefined : `${value.toFixed(digits)} ×`,
  small: `${whole(orders)} orders`,
});

const dealings = (model: SegmentationModel): Html =>
  html`<h2>Prices and stock</h2>
    ${bySegments(
      model,
      [""],
      [
        {
          cells: [html`bought below the list price`],
          figures: model.dealings.map(({ reduced, purchases }) => told(reduced, purchases, "purchases")),
        },
        {
          cells: [html`looked at what was sold out`],
          figures: model.dealings.map(({ soldOut, views }) => told(soldOut, views, "views")),
        },
      ],
    )}
    <p class="soft">
      Of the purchases whose list price the catalogue knows, and of the views of what the stock file knows on that day.
    </p>`;

const told = (share: number | undefined, of: number, what: string) => ({
  figure: share === undefined ? undefined : percent(share),
  small: `of ${whole(of)} ${what}`,
});

interface BySegment {
  readonly cells: readonly Html[];
  /** In the order of the segments: a figure, and what it is told from. */
  readonly figures: readonly { readonly figure: string | undefined; readonly small: string }[];
}

/** A table with a column for each segment. */
const bySegments = (model: SegmentationModel, headings: readonly string[], rows: readonly BySegment[]): Html =>
  html`<div class="scroll" role="group" tabindex="0" aria-label="table">
    <table>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th>${heading}</th>`)}
          ${model.segments.map(({ english }) => html`<th class="number">${english}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ cells, figures }) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
              ${figures.map(
                ({ figure, small }) => html`<td class="number">${figure ?? "–"}<br /><small>${small}</small></td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

const rules = (model: SegmentationModel): Html =>
  html`<ul>
    ${model.explanation.rules.map(({ conditions, precision, recall }, at) => {
      const said = conditions
        .map(({ feature: name, atLeast, below }) =>
          [
            atLeast === undefined ? "" : `at least ${rounded(atLeast)} ${feature(name)}`,
            below === undefined ? "" : `under ${rounded(below)} ${feature(name)}`,
          ]
            .filter((part) => part !== "")
            .join(" and "),
        )
        .join(", ");
      return html`<li>
        <strong>${model.segments[at]?.english}</strong>: ${said === "" ? "whoever is in none of the others" : said}.
        <small class="soft"
          >Right for ${percent(precision)} of those it names; names ${percent(recall)} of the segment.</small
        >
      </li>`;
    })}
  </ul>`;

const rounded = (value: number) =>
  value >= 100 ? whole(value) : String(Number(value.toPrecision(value >= 10 ? 3 : 2)));

const methods = (model: SegmentationModel): Html =>
  html`<div class="scroll" role="group" tabindex="0" aria-label="table">
      <table>
        <thead>
          <tr>
            <th>method</th>
            <th class="number">silhouette</th>
            <th class="number">Davies–Bouldin</th>
            <th class="number">Caliński–Harabasz</th>
            <th class="number">stability</th>
            <th class="number">smallest</th>
            <th class="number">agrees with what is used</th>
          </tr>
        </thead>
        <tbody>
          ${model.methods.map(
            (each) =>
              html`<tr>
                <td>${each.method}</td>
                <td class="number">${each.silhouette.toFixed(3)}</td>
                <td class="number">${each.daviesBouldin.toFixed(2)}</td>
                <td class="number">${whole(each.calinskiHarabasz)}</td>
                <td class="number">${each.stability.toFixed(2)}</td>
                <td class="number">${percent(each.smallestShare)}</td>
                <td class="number">${each.agreement.toFixed(2)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="soft">
      All with ${model.chosen.k} groups, on the same sample. k-means is used whatever wins here: its result is one SQL
      expression that every database computes alike.
    </p>`;

const importance = (model: SegmentationModel): Html =>
  html`<p>
    Were a figure somebody else's, so many customers would be in another segment:
    ${model.explanation.importance.map(({ feature: name, moved: share }) => `${feature(name)} ${percent(share)}`).join(", ")}.
  </p>`;

const fidelity = (model: SegmentationModel): Html =>
  html`<div class="scroll" role="group" tabindex="0" aria-label="table">
      <table>
        <thead>
          <tr>
            <th>told by a</th>
            <th class="number">rightly</th>
            ${model.segments.map(({ english }) => html`<th class="number">${english}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${model.explanation.fidelity.map(
            ({ model: kind, accuracy, bySegment }) =>
              html`<tr>
                <td>${kind}</td>
                <td class="number">${percent(accuracy)}</td>
                ${bySegment.map((value) => html`<td class="number">${value.toFixed(2)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="soft">On customers whom the model has not seen; by segment: F1.</p>`;

const missing = ({ lineage }: SegmentationModel): string => {
  const kept = lineage.reduce((sum, file) => sum + file.kept, 0);
  const columns = [...new Set(lineage.flatMap(({ profile }) => Object.keys(profile.missing)))].sort();
  const shares = columns.map(
    (column) =>
      `${column} ${percent(lineage.reduce((sum, { profile }) => sum + (profile.missing[column] ?? 0), 0) / Math.max(1, kept))}`,
  );
  return shares.length > 0 ? `Empty: ${shares.join(", ")}.` : "";
};
