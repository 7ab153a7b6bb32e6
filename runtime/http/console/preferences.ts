import { colours, styles } from "../../catalogue/vocabulary";
import { fill, h } from "./dom";
import type { Preferences } from "./service";
import { swatch } from "./swatch";

/** What the shopper says about themselves, each piece of it one click away from being said no longer. */
export function showPreferences(place: HTMLElement, stated: Preferences, state: (next: Preferences) => void): void {
  const toggled = <T>(list: readonly T[] = [], one: T) =>
    list.includes(one) ? list.filter((each) => each !== one) : [...list, one];
  const budget = h("input", {
    type: "number",
    id: "usual-budget",
    min: 1,
    max: 100_000,
    placeholder: "any",
    value: stated.budget,
    onchange: () => {
      const rest: Preferences = Object.fromEntries(Object.entries(stated).filter(([name]) => name !== "budget"));
      state(budget.value === "" ? rest : { ...rest, budget: Number(budget.value) });
    },
  });
  fill(
    place,
    h(
      "div",
      { class: "follows", role: "group", "aria-label": "Styles" },
      styles.map((style) =>
        h(
          "button",
          {
            class: "chip follow",
            id: `style-${style}`,
            "aria-pressed": String(stated.styles?.includes(style) ?? false),
            onclick: () => {
              state({ ...stated, styles: toggled(stated.styles, style) });
            },
          },
          style,
        ),
      ),
    ),
    h(
      "div",
      { class: "tones", role: "group", "aria-label": "Colours" },
      colours.map((colour) =>
        h(
          "button",
          {
            class: "tone",
            id: `colour-${colour.replace(" ", "-")}`,
            title: colour,
            "aria-label": colour,
            "aria-pressed": String(stated.colours?.includes(colour) ?? false),
            onclick: () => {
              state({ ...stated, colours: toggled(stated.colours, colour) });
            },
          },
          swatch(colour),
        ),
      ),
    ),
    h("label", { class: "small spread", for: "usual-budget" }, "Never above, €", budget),
  );
}
