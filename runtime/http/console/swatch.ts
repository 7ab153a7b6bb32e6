import type { Colour } from "../../catalogue/vocabulary";
import { h } from "./dom";

/** How the catalogue's colour words look. */
const shades: Readonly<Record<Colour, string>> = {
  black: "#1d1d20",
  white: "#fafaf8",
  grey: "#8f8f93",
  navy: "#1f2a54",
  blue: "#2f5fb3",
  "light blue": "#a3c6e6",
  green: "#2f7d48",
  olive: "#6c6b3c",
  yellow: "#efcb45",
  orange: "#e57f31",
  red: "#c62b32",
  burgundy: "#6e2035",
  pink: "#ea9db6",
  purple: "#714399",
  brown: "#6f4a31",
  beige: "#d7c19d",
};

export function swatch(colour: Colour): HTMLElement {
  const dot = h("i", { class: "swatch", "aria-hidden": "true" });
  dot.style.background = shades[colour];
  return dot;
}
