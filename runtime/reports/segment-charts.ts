import { features } from "../segmentation/features";
import type { FittedSegment, SegmentationModel } from "../segmentation/fit";

/** One colour for each segment, the same in every chart. */
export const hues = ["#7a4fb5", "#c2622d", "#2a8c82", "#b23a6f", "#4f74c2", "#8a8f2a", "#8f5a3c", "#5b8f3c", "#9a4fa8"];
export const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const whole = (value: number) => Math.round(value).toLocaleString("en-GB");

/** Shares of customers (full) and of revenue (pale). */
export function sizes(segments: readonly FittedSegment[]): string {
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

/** What is singular about each segment, in robust units. */
export function effects({ segments, assignment }: SegmentationModel): string {
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

/** A sample of customers in two components. */
export function map({ map: places, segments }: SegmentationModel): string {
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

/** What a minimum of events keeps, and how well halves agree. */
export function curve({ minimum }: SegmentationModel): string {
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

/** Kept events by day over all files, and what kinds they are. */
export function days({ lineage }: SegmentationModel): string {
  const counts = new Map<string, number>();
  for (const { profile } of lineage)
    for (const [day, rows] of Object.entries(profile.days)) counts.set(day, (counts.get(day) ?? 0) + rows);
  const all = everyDay([...counts.keys()].sort());
  const most = Math.max(1, ...counts.values());
  const width = 800 / Math.max(1, all.length);
  const bars = all.map((day, at) => {
    const height = ((counts.get(day) ?? 0) / most) * 130;
    return `<rect x="${(40 + at * width).toFixed(1)}" y="${(150 - height).toFixed(1)}" width="${Math.max(0.5, width * 0.85).toFixed(1)}" height="${height.toFixed(1)}" fill="#4f74c2"/>`;
  });
  return `<svg viewBox="0 0 860 180" role="img" aria-label="Events by day, up to ${whole(most)}">${bars.join("")}<text class="soft" x="36" y="24" text-anchor="end">${most >= 10_000 ? `${whole(most / 1000)}k` : whole(most)}</text><text class="soft" x="40" y="170">${all[0] ?? ""}</text><text class="soft" x="840" y="170" text-anchor="end">${all.at(-1) ?? ""}</text></svg>`;
}

/** Days without events are days as well: a gap should be seen. */
function everyDay(known: readonly string[]): readonly string[] {
  const [first, last] = [Date.parse(`${known[0] ?? ""}T00:00:00Z`), Date.parse(`${known.at(-1) ?? ""}T00:00:00Z`)];
  if (!Number.isFinite(first) || !Number.isFinite(last)) return [];
  const count = Math.min(2000, Math.round((last - first) / 86_400_000) + 1);
  return Array.from({ length: count }, (_, at) => new Date(first + at * 86_400_000).toISOString().slice(0, 10));
}

/** Events by price, on a logarithmic scale. */
export function prices({ lineage }: SegmentationModel): string {
  const counts = new Map<number, number>();
  for (const { profile } of lineage)
    for (const [price, rows] of Object.entries(profile.prices))
      if (price !== "free") counts.set(Number(price), (counts.get(Number(price)) ?? 0) + rows);
  const classes = [...counts.keys()].sort((a, b) => a - b);
  const [first, last] = [classes[0] ?? 0, classes.at(-1) ?? 0];
  const all = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const most = Math.max(1, ...counts.values());
  const width = 800 / Math.max(1, all.length);
  const bars = all.map((each, at) => {
    const height = ((counts.get(each) ?? 0) / most) * 110;
    const label =
      each % 4 === 0
        ? `<text class="soft" x="${(40 + at * width).toFixed(1)}" y="150">${(10 ** (each / 4)).toLocaleString("en-GB")}</text>`
        : "";
    return `<rect x="${(40 + at * width).toFixed(1)}" y="${(130 - height).toFixed(1)}" width="${(width * 0.85).toFixed(1)}" height="${height.toFixed(1)}" fill="#2a8c82"/>${label}`;
  });
  return `<svg viewBox="0 0 860 160" role="img" aria-label="Events by price">${bars.join("")}</svg>`;
}

/** Where customers went between two versions: the widths of the bands are their shares. */
export function flows({ flows: ways, segments, before }: SegmentationModel, earlier: readonly string[]): string {
  const height = 300;
  const place = (ids: readonly string[], side: "from" | "to") => {
    const tops = new Map<string, number>();
    let top = 10;
    for (const id of ids) {
      tops.set(id, top);
      top += ways.filter((way) => way[side] === id).reduce((sum, { share }) => sum + share, 0) * height + 14;
    }
    return tops;
  };
  const ids = segments.map(({ id }) => id);
  const [left, right] = [place(earlier, "from"), place(ids, "to")];
  const tall = height + 14 * Math.max(ids.length, earlier.length) + 20;
  const name = (id: string) =>
    escape(segments.find((segment) => segment.id === id)?.english ?? id.replaceAll("-", " "));
  const labels = [
    ...earlier.map(
      (id) => `<text x="200" y="${((left.get(id) ?? 0) + 14).toFixed(1)}" text-anchor="end">${name(id)}</text>`,
    ),
    ...ids.map((id) => `<text x="660" y="${((right.get(id) ?? 0) + 14).toFixed(1)}">${name(id)}</text>`),
  ];
  const bands = ways.map(({ from, to, share }) => {
    const [y0, y1, thick] = [left.get(from) ?? 0, right.get(to) ?? 0, share * height];
    left.set(from, y0 + thick);
    right.set(to, y1 + thick);
    return `<path d="M210 ${(y0 + thick / 2).toFixed(1)}C430 ${(y0 + thick / 2).toFixed(1)} 430 ${(y1 + thick / 2).toFixed(1)} 650 ${(y1 + thick / 2).toFixed(1)}" fill="none" stroke="${hues[Math.max(0, ids.indexOf(to)) % hues.length] ?? ""}" stroke-width="${Math.max(1, thick).toFixed(1)}" opacity="${from === to ? ".55" : ".3"}"/>`;
  });
  return `<svg viewBox="0 0 860 ${tall.toFixed(0)}" role="img" aria-label="Where customers went since version ${before ?? ""}">${bands.join("")}${labels.join("")}</svg>`;
}
