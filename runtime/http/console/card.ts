import { euro, fill, h } from "./dom";
import { type Item, type Recommendation, open } from "./service";
import { swatch } from "./swatch";

type Reasons = Recommendation["items"][number]["reasons"];

interface Handling {
  readonly liked: boolean;
  /** Not in the answer before this one. */
  readonly fresh: boolean;
  readonly onLike: (yes: boolean) => void;
  readonly onOpen: () => void;
}

/** One item as a shop shows it, and why it is shown. */
export function card(item: Item, reasons: Reasons, { liked, fresh, onLike, onOpen }: Handling): HTMLElement {
  return h(
    "article",
    { class: "card" },
    h(
      "div",
      { class: "frame" },
      h("button", { class: "picture", "aria-label": `Look closer at ${item.title}`, onclick: onOpen }, picture(item)),
      fresh && h("span", { class: "fresh" }, "new here"),
      h(
        "button",
        {
          class: "heart",
          id: `like-${item.id}`,
          "aria-pressed": String(liked),
          "aria-label": `Like ${item.title}`,
          onclick: () => {
            onLike(!liked);
          },
        },
        liked ? "♥" : "♡",
      ),
    ),
    h(
      "div",
      { class: "about" },
      h("p", { class: "small" }, item.brand),
      h("h2", { class: "name" }, item.title),
      h("p", { class: "price" }, euro.format(item.price)),
      h(
        "ul",
        { class: "why", "aria-label": "Why this is shown" },
        reasons.slice(0, 2).map(({ source, text }) => h("li", { "data-source": source }, text)),
      ),
    ),
  );
}

const picture = (item: Item) =>
  item.imageUrl === undefined
    ? h("span", { class: "blank" }, item.piece)
    : h("img", { src: item.imageUrl, alt: item.title, width: 320, height: 400, loading: "lazy" });

/** One item in full, with those that look like it. */
export async function itemDialog(item: Item, reasons: Reasons): Promise<void> {
  const near = h("div", { class: "strip" });
  const dialog = h(
    "dialog",
    { class: "item", "aria-labelledby": "item-title" },
    h("form", { method: "dialog" }, h("button", { class: "close", "aria-label": "Close" }, "✕")),
    h(
      "div",
      { class: "item-body" },
      h("div", { class: "frame" }, picture(item)),
      h(
        "div",
        {},
        h("p", { class: "small" }, item.brand),
        h("h2", { id: "item-title" }, item.title),
        h("p", { class: "price" }, euro.format(item.price)),
        h("p", {}, item.description),
        h(
          "div",
          { class: "chips" },
          item.colours.map((colour) => h("span", { class: "chip" }, swatch(colour), colour)),
        ),
        h(
          "div",
          { class: "chips" },
          item.variants.map(({ size, stock }) =>
            h(
              "span",
              { class: stock > 0 ? "chip" : "chip gone", title: stock > 0 ? `${String(stock)} left` : "sold out" },
              size,
            ),
          ),
        ),
        h("h3", {}, "Why this is shown"),
        h(
          "ul",
          { class: "why" },
          reasons.map(({ source, text }) => h("li", { "data-source": source }, text)),
        ),
      ),
    ),
    h("h3", {}, "Looks like it"),
    near,
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  const { items } = await open<{ items: readonly { item: Item }[] }>(
    `/v1/items/${encodeURIComponent(item.id)}/similar`,
  );
  fill(
    near,
    items.map(({ item: other }) =>
      h(
        "button",
        {
          class: "near",
          onclick: () => {
            dialog.close();
            void itemDialog(other, [{ source: "image", text: `looks like ${item.title}` }]);
          },
        },
        picture(other),
        h("span", {}, other.title),
        h("b", {}, euro.format(other.price)),
      ),
    ),
  );
}
