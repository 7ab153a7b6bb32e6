import { type Colour, colours } from "../catalogue/vocabulary";
import type { Area } from "./areas";
import type { Lab } from "./cie-lab";
import { colourWeights } from "./colour-weights";

/** A colour and the share of the garment that has it. */
export interface ColourShare {
  readonly colour: Colour;
  /** In (0, 1]. */
  readonly share: number;
}

/** A word is told beside the first from this share on. */
const least = 0.15;
const mostNames = 3;

/**
 * Names the colours of a garment, largest share first, at least one and at most three. Each area may bear several names, with the
 * probabilities that people's names for photographs teach; those that the garment bears elsewhere win (expectation maximisation of the
 * shares: Dempster et al. 1977, doi:10.1111/j.2517-6161.1977.tb01600.x), so that a dark blue with folds is not blue, navy and black.
 * Shares are those of the names together, so that what is left out is missing in their sum.
 */
export function nameColours(areas: readonly Area[]): readonly ColourShare[] {
  const named = areas.map(({ lab, share }) => ({ share, names: probabilities(traits(lab)) }));
  let shares = colours.map(() => 1);
  for (let round = 0; round <= 3; round++) {
    const next = colours.map(() => 0);
    for (const { share, names } of named) {
      const likely = names.map((probability, at) => probability * (shares[at] ?? 0));
      const total = likely.reduce((sum, each) => sum + each, 0);
      for (const [at, each] of likely.entries()) next[at] = (next[at] ?? 0) + (share * each) / total;
    }
    shares = next;
  }
  return colours
    .map((colour, at) => ({ colour, share: Math.min(1, shares[at] ?? 0) }))
    .sort((a, b) => b.share - a.share)
    .filter(({ share }, index) => index === 0 || (share >= least && index < mostNames));
}

/** What the names of a colour are told by: its place in CIELAB, in units of about one, and the products of two of these. */
export function traits([lightness, redness, yellowness]: Lab): readonly number[] {
  const [l, a, b] = [lightness / 50 - 1, redness / 20, yellowness / 20];
  return [l, a, b, l * l, a * a, b * b, l * a, l * b, a * b];
}

/** Of each word in the vocabulary's order, summing to 1: multinomial logistic regression. */
function probabilities(told: readonly number[]): readonly number[] {
  const scores = colours.map((colour) => {
    const [bias, ...weights] = colourWeights[colour];
    return weights.reduce((sum, weight, at) => sum + weight * (told[at] ?? 0), bias);
  });
  const most = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - most));
  const total = odds.reduce((sum, each) => sum + each, 0);
  return odds.map((each) => each / total);
}
