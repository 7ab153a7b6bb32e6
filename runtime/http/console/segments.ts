import { euro, fill, h, percent, s, whole } from "./dom";
import { type Session, whyNot } from "./service";

interface Segment {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly customers: number;
  readonly share: number;
  readonly figures: readonly Figure[];
  readonly actions: readonly string[];
}

interface Figure {
  readonly name: string;
  readonly unit: "EUR" | "days" | "share" | "count";
  readonly value: number;
  readonly overall: number;
}

interface Segmentation {
  readonly version: string;
  readonly fittedAt: string;
  readonly customers: number;
  readonly segments: readonly Segment[];
}

/** The segments as marketing reads them: groups and figures, and one customer's group by id. */
export async function segments(place: HTMLElement, session: Session, reader: string): Promise<void> {
  fill(place, h("p", { class: "small" }, "Reading the segments…"));
  const answer = await session.json<Segmentation>("GET", "/v1/segments").catch((error: unknown) => {
    fill(place, h("div", { class: "notice" }, whyNot(error)));
    return undefined;
  });
  if (!answer) return;
  const { segments: all, customers, version, fittedAt } = answer;
  fill(
    place,
    h(
      "div",
      { class: "lead" },
      h("h1", {}, `${whole.format(customers)} customers, ${String(all.length)} ways to shop`),
      h(
        "p",
        { class: "small" },
        `Version ${version} of ${new Date(fittedAt).toLocaleDateString("en-GB", { dateStyle: "long" })}, read by ${reader} (marketing). From buying and browsing habits alone; the tick on a bar is everyone. `,
        h("a", { href: "/reports/segmentation/", target: "_blank", rel: "noopener" }, "The whole report"),
      ),
      lookUp(session),
    ),
    shares(all),
    h(
      "div",
      { class: "cards" },
      all.map((each, at) => segmentCard(each, at)),
    ),
  );
}

/** One bar of everyone, cut by segment. */
function shares(all: readonly Segment[]): SVGSVGElement {
  let from = 0;
  const bars = all.map(({ name, share }, at) => {
    const bar = s(
      "rect",
      { x: from * 1000, y: 0, width: Math.max(0, share * 1000 - 3), height: 26, class: `hue-${String(at % 8)}` },
      s("title", {}, `${name}: ${percent.format(share)}`),
    );
    from += share;
    return bar;
  });
  const label = all.map(({ name, share }) => `${name} ${percent.format(share)}`).join(", ");
  return s(
    "svg",
    { class: "shares", viewBox: "0 0 1000 26", preserveAspectRatio: "none", role: "img", "aria-label": label },
    bars,
  );
}

function segmentCard({ id, name, description, customers, share, figures, actions }: Segment, at: number): HTMLElement {
  const ordered = [...figures].sort((a, b) => distance(b) - distance(a));
  const [singular, others] = [ordered.slice(0, 5), ordered.slice(5)];
  return h(
    "article",
    { class: "panel segment", id: `segment-${id}` },
    h(
      "h2",
      {},
      s(
        "svg",
        { class: "key", viewBox: "0 0 10 10", "aria-hidden": "true" },
        s("circle", { cx: 5, cy: 5, r: 5, class: `hue-${String(at % 8)}` }),
      ),
      name,
    ),
    h("p", {}, description),
    h(
      "div",
      { class: "figures" },
      h("div", {}, h("b", {}, percent.format(share)), h("span", { class: "small" }, "of customers")),
      h("div", {}, h("b", {}, whole.format(customers)), h("span", { class: "small" }, "customers")),
    ),
    h("div", { class: "bars" }, singular.map(bar)),
    others.length > 0 &&
      h(
        "details",
        {},
        h("summary", { class: "small" }, `${String(others.length)} more figures`),
        h("div", { class: "bars" }, others.map(bar)),
      ),
    actions.length > 0 && h("h3", {}, "What to do"),
    h(
      "ul",
      { class: "actions" },
      actions.map((action) => h("li", {}, action)),
    ),
  );
}

/** How far a figure lies from everyone's, whatever its unit. */
const distance = ({ value, overall }: Figure) =>
  Math.abs(value - overall) / Math.max(Math.abs(value), Math.abs(overall), Number.EPSILON);

/** A figure beside everyone's: the tick is everyone. */
function bar({ name, unit, value, overall }: Figure): HTMLElement {
  const most = Math.max(value, overall, Number.EPSILON) * 1.1;
  const at = (figure: number) => (Math.max(0, figure) / most) * 100;
  return h(
    "div",
    { title: `everyone: ${inUnit(overall, unit)}` },
    h("span", {}, name),
    s(
      "svg",
      { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
      s("rect", { x: 0, y: 2, width: 100, height: 6, class: "rail" }),
      s("rect", { x: 0, y: 2, width: at(value), height: 6, class: "filled" }),
      s("rect", { x: at(overall), y: 0, width: 1, height: 10, class: "tick" }),
    ),
    h("b", {}, inUnit(value, unit), h("span", { class: "hidden" }, `, everyone ${inUnit(overall, unit)}`)),
  );
}

const formats: Readonly<Record<Figure["unit"], (value: number) => string>> = {
  EUR: (value) => euro.format(value),
  days: (value) => `${whole.format(value)} d`,
  share: (value) => percent.format(value),
  count: (value) => value.toLocaleString("en-IE", { maximumFractionDigits: 1 }),
};
const inUnit = (value: number, unit: Figure["unit"]) => formats[unit](value);

function lookUp(session: Session): HTMLElement {
  const field = h("input", {
    type: "search",
    id: "customer",
    inputmode: "numeric",
    placeholder: "customer id",
    maxlength: 20,
  });
  const result = h("output", { for: "customer" });
  return h(
    "form",
    {
      class: "look-up",
      onsubmit: (event) => {
        event.preventDefault();
        session
          .json<{ name: string }>("GET", `/v1/customers/${encodeURIComponent(field.value.trim())}/segment`)
          .then(({ name }) => name)
          .catch(whyNot)
          .then((text) => {
            result.textContent = text;
          }, console.error);
      },
    },
    h("label", { for: "customer", class: "small" }, "Which segment is a customer in?"),
    field,
    h("button", { class: "quiet" }, "Look up"),
    result,
  );
}
