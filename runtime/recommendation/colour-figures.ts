import { type Colour, colours } from "../catalogue/vocabulary";
import { type Interval, aroundShare, mean } from "./intervals";

/** A photograph, the colours that a person says of its garment, and those that were named, largest share first. */
export interface Named {
  readonly colour: Colour;
  /** Undefined where the garment has one colour. */
  readonly second: Colour | undefined;
  /** Who took the photograph; photographs of one person are alike. */
  readonly contributor: string;
  readonly named: readonly Colour[];
}

export interface Rate {
  readonly value: number;
  readonly interval: Interval;
}

export interface ColourFigures {
  readonly photographs: number;
  readonly contributors: number;
  /** Share of photographs whose first name is the person's first. */
  readonly main: Rate;
  /** Share of photographs whose names hold the person's first. */
  readonly among: Rate;
  /** Names given to a photograph, on average. */
  readonly names: number;
  /** Garments in two colours, and how many of them have the second among their names. */
  readonly two: number;
  readonly secondFound: number;
  /** Of a person's first colour, how often each was named first; only what occurs. */
  readonly confusion: Partial<Readonly<Record<Colour, Partial<Readonly<Record<Colour, number>>>>>>;
}

/** How well colours are named. Intervals take contributors as independent. Throws `RangeError` without a photograph. */
export function colourFigures(judged: readonly Named[]): ColourFigures {
  if (judged.length === 0) throw new RangeError("no photograph is judged");
  const by = new Map<string, readonly Named[]>();
  for (const one of judged) by.set(one.contributor, [...(by.get(one.contributor) ?? []), one]);
  const rate = (isRight: (one: Named) => boolean): Rate => ({
    value: judged.filter(isRight).length / judged.length,
    interval: aroundShare([...by.values()].map((own) => ({ right: own.filter(isRight).length, of: own.length }))),
  });
  const two = judged.filter(({ second }) => second !== undefined);
  return {
    photographs: judged.length,
    contributors: by.size,
    main: rate(({ colour, named }) => named[0] === colour),
    among: rate(({ colour, named }) => named.includes(colour)),
    names: mean(judged.map(({ named }) => named.length)),
    two: two.length,
    secondFound: two.filter(({ second, named }) => second !== undefined && named.includes(second)).length,
    confusion: counted(
      judged,
      ({ colour }) => colour,
      (own) =>
        counted(
          own,
          ({ named }) => named[0],
          (some) => some.length,
        ),
    ),
  };
}

function counted<T>(
  judged: readonly Named[],
  key: (one: Named) => Colour | undefined,
  value: (own: readonly Named[]) => T,
): Partial<Record<Colour, T>> {
  const found: Partial<Record<Colour, T>> = {};
  for (const colour of colours) {
    const own = judged.filter((one) => key(one) === colour);
    if (own.length > 0) found[colour] = value(own);
  }
  return found;
}
