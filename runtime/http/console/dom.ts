type Child = Node | string | undefined | false | readonly Child[];
type Attributes = Readonly<Record<string, string | number | boolean | ((event: Event) => void) | undefined>>;

/** An element with its attributes, listeners (`onclick: …`) and children; text is always text, never markup. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  dress(element, attributes, children);
  return element;
}

/** The same for drawings. */
export function s<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  dress(element, attributes, children);
  return element;
}

function dress(element: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...nodes(children));
}

/** Replaces what an element holds; who had the focus keeps it, if an element of the same id is there again. */
export const fill = (element: Element, ...children: readonly Child[]): void => {
  const focused = element.contains(document.activeElement) ? document.activeElement?.id : undefined;
  element.replaceChildren(...nodes(children));
  if (focused) document.getElementById(focused)?.focus();
};

function nodes(children: readonly Child[]): (Node | string)[] {
  return children.flatMap((child) => {
    if (child === undefined || child === false) return [];
    return child instanceof Node || typeof child === "string" ? [child] : nodes(child);
  });
}

/** The element with this id; the page is broken without it. */
export function part(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

let silence: number | undefined;

/** Tells the visitor something, with at most one thing to do about it. */
export function say(text: string, remedy?: { readonly label: string; readonly act: () => void }): void {
  const place = part("say");
  window.clearTimeout(silence);
  const hush = () => {
    place.classList.remove("shown");
  };
  fill(
    place,
    h("span", {}, text),
    remedy &&
      h(
        "button",
        {
          class: "plain",
          onclick: () => {
            hush();
            remedy.act();
          },
        },
        remedy.label,
      ),
    h("button", { class: "plain", "aria-label": "Close this message", onclick: hush }, "✕"),
  );
  place.classList.add("shown");
  silence = window.setTimeout(hush, remedy ? 12_000 : 6_000);
}

export const euro = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });
export const percent = new Intl.NumberFormat("en-IE", { style: "percent", maximumFractionDigits: 0 });
export const whole = new Intl.NumberFormat("en-IE", { maximumFractionDigits: 0 });
