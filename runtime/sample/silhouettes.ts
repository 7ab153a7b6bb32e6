import type { Piece } from "../catalogue/vocabulary";
import type { Random } from "./random";

export type Point = readonly [x: number, y: number];

/** A closed part of a garment, in a box about 100 wide and 125 high whose centre line is x = 0. */
export interface Part {
  readonly outline: readonly Point[];
  /** How round the corners are, from 0 (straight) to 1. */
  readonly round: number;
  /** Lighter (> 0) or darker (< 0) than the cloth. */
  readonly tone?: number;
  /** Not of the patterned cloth: soles, linings, bands. */
  readonly plain?: boolean;
}

/** What is drawn over the cloth: seams, openings, folds of construction. */
export interface Detail {
  readonly kind: "seam" | "button" | "zip" | "lace";
  readonly points: readonly Point[];
}

export interface Silhouette {
  readonly parts: readonly Part[];
  readonly details: readonly Detail[];
}

const mirrored = (half: readonly Point[]): readonly Point[] => [
  ...half,
  ...[...half].reverse().flatMap(([x, y]): Point[] => (x === 0 ? [] : [[-x, y]])),
];
const flipped = (points: readonly Point[]): readonly Point[] => points.map(([x, y]): Point => [-x, y]);
const line = (kind: Detail["kind"], ...points: readonly Point[]): Detail => ({ kind, points });
const both = (kind: Detail["kind"], ...points: readonly Point[]): readonly Detail[] => [
  { kind, points },
  { kind, points: flipped(points) },
];

interface TopShape {
  readonly sleeve: "none" | "short" | "long";
  readonly length: number;
  readonly width: number;
  readonly neck: number;
  readonly flare?: number;
}

/** A body with its sleeves as separate parts, so that an arm may lie at any angle. */
function top(
  random: Random,
  { sleeve, length, width, neck, flare = 0 }: TopShape,
): { parts: Part[]; details: Detail[] } {
  const shoulder = width * random.between(0.94, 1.04);
  const waist = width * random.between(0.9, 1.02);
  const hem = waist + flare + random.between(-1, 2);
  const deep = random.between(4, 10) * neck;
  const open = random.between(7, 10) * (0.8 + 0.3 * neck);
  const body: Part = {
    round: 0.25,
    outline: mirrored([
      [0, 3 + deep],
      [open * 0.75, 3 + deep * 0.6],
      [open, 2],
      [shoulder, 8],
      [width + 0.5, 24],
      [waist, 24 + (length - 24) * 0.5],
      [hem, length],
      [0, length + random.between(0, 2)],
    ]),
  };
  const details = [
    line("seam", [-open, 2], [-open * 0.75, 4 + deep * 0.6], [0, 5 + deep], [open * 0.75, 4 + deep * 0.6], [open, 2]),
    line("seam", [-hem, length - 3], [0, length - 1.5], [hem, length - 3]),
    ...both("seam", [shoulder, 8], [width - 0.5, 16], [width + 0.5, 24]),
  ];
  if (sleeve === "none") return { parts: [body], details };
  const arms = [1, -1].map((side): Part => {
    const reach = sleeve === "short" ? random.between(19, 26) : random.between(52, 64);
    const angle = sleeve === "short" ? random.between(0.5, 0.95) : random.between(0.95, 1.35);
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    const from: Point = [shoulder - 1, 7];
    const wide = random.between(12, 15);
    const narrow = sleeve === "short" ? wide * random.between(0.85, 1.05) : random.between(6.5, 9);
    const bend = sleeve === "long" ? random.between(-4, 4) : 0;
    const along = (distance: number, across: number): Point => [
      side * (from[0] + dx * distance - dy * across + bend * Math.sin((Math.PI * distance) / reach)),
      from[1] + dy * distance + dx * across,
    ];
    return {
      round: 0.2,
      tone: -0.04,
      outline: [
        along(0, 0),
        along(reach * 0.5, 0.5),
        along(reach, 0),
        along(reach, narrow),
        along(reach * 0.5, (wide + narrow) / 2),
        along(2, wide + 3),
      ],
    };
  });
  return { parts: [...arms, body], details };
}

/** A collar in two leaves, and a placket with buttons down to `length`. */
const collar = (spread: number): Part[] => {
  const leaf: Point[] = [
    [0.5, 9],
    [9, 1.5],
    [11, 6],
    [spread, 14],
  ];
  return [
    { outline: leaf, round: 0.1, tone: 0.06 },
    { outline: flipped(leaf), round: 0.1, tone: 0.06 },
  ];
};
const placket = (length: number, kind: "button" | "zip"): Detail[] =>
  kind === "zip"
    ? [line("zip", [0, 8], [0, length])]
    : [
        line("seam", [-2, 9], [-2, length]),
        line("seam", [2, 9], [2, length]),
        ...Array.from({ length: 6 }, (_, at): Detail => line("button", [0, 14 + (at * (length - 18)) / 5.5])),
      ];

function legs(random: Random, length: number, width: number): Silhouette {
  const waist = random.between(15, 18);
  const hip = waist + random.between(4, 7);
  const crotch = random.between(30, 36);
  const gap = random.between(1, 6);
  const hem = width;
  return {
    parts: [
      {
        round: 0.15,
        outline: mirrored([
          [0, 5],
          [waist, 4],
          [hip, crotch * 0.75],
          [gap + hem + (hip - gap - hem) * 0.35, crotch + (length - crotch) * 0.5],
          [gap + hem, length],
          [gap, length + 0.8],
          [gap * 0.5 + 0.6, crotch + 8],
          [0, crotch],
        ]),
      },
      {
        round: 0.1,
        tone: 0.04,
        outline: mirrored([
          [0, 3.5],
          [waist + 0.2, 2.5],
          [waist + 0.8, 9],
          [0, 10],
        ]),
      },
    ],
    details: [
      line("seam", [0, 10], [1.5, crotch * 0.7], [0, crotch]),
      line("button", [0, 6.8]),
      ...both("seam", [waist - 6, 10], [waist - 3, 17], [hip - 1.5, 19]),
      ...both("seam", [gap, length - 3], [gap + hem, length - 3]),
      ...(random.chance(0.5) ? both("seam", [(gap + hem) * 0.6, crotch + 6], [gap + hem * 0.5, length - 4]) : []),
    ],
  };
}

const sneaker = (random: Random, dx: number, dy: number, side: 1 | -1): Silhouette => {
  const high = random.chance(0.3) ? random.between(10, 24) : 0;
  const place = (points: readonly Point[]): readonly Point[] => points.map(([x, y]): Point => [dx + side * x, dy + y]);
  return {
    parts: [
      {
        round: 0.5,
        plain: true,
        tone: 0.3,
        outline: place([
          [-38, 20],
          [-39, 27],
          [36, 28],
          [41, 22],
          [38, 17],
          [-37, 17],
        ]),
      },
      {
        round: 0.45,
        outline: place([
          [-36, 19],
          [-38, 4 - high],
          [-32, -6 - high],
          [-14, -6 - high],
          [-8, 0 - high * 0.4],
          [8, 6],
          [26, 10],
          [38, 15],
          [39, 20],
        ]),
      },
      {
        round: 0.4,
        tone: -0.14,
        plain: true,
        outline: place([
          [-33, -4 - high],
          [-15, -5 - high],
          [-13, -2 - high],
          [-31, 1 - high],
        ]),
      },
    ],
    details: [
      ...Array.from({ length: 4 }, (_, at): Detail =>
        line(
          "lace",
          ...place([
            [-7 + at * 5, 0 + at * 2.4 - (high * (3 - at)) / 10],
            [0 + at * 5, 9 + at * 1.5],
          ]),
        ),
      ),
      line(
        "seam",
        ...place([
          [20, 9],
          [22, 15],
          [20, 19],
        ]),
      ),
      line(
        "seam",
        ...place([
          [-36, 8],
          [-20, 12],
          [4, 12],
          [20, 18],
        ]),
      ),
    ],
  };
};

const soles = (random: Random): Silhouette => {
  const shoe = (side: 1 | -1): Silhouette => {
    const at = side * random.between(17, 22);
    const place = (points: readonly Point[]): readonly Point[] =>
      points.map(([x, y]): Point => [at + side * x, y + 12]);
    return {
      parts: [
        {
          round: 0.5,
          tone: 0.25,
          plain: true,
          outline: place([
            [-1, 2],
            [10, 8],
            [14, 28],
            [12, 55],
            [11, 78],
            [2, 88],
            [-9, 80],
            [-11, 55],
            [-13, 28],
            [-9, 7],
          ]),
        },
        {
          round: 0.5,
          outline: place([
            [0, 4],
            [9, 10],
            [12, 28],
            [10, 55],
            [9, 76],
            [1, 85],
            [-7, 78],
            [-9, 55],
            [-11, 28],
            [-8, 9],
          ]),
        },
        {
          round: 0.5,
          plain: true,
          tone: -0.35,
          outline: place([
            [-5, 56],
            [6, 56],
            [7, 74],
            [1, 80],
            [-5, 74],
          ]),
        },
      ],
      details: Array.from({ length: 5 }, (_, row): Detail =>
        line(
          "lace",
          ...place([
            [-5, 30 + row * 5],
            [5, 30 + row * 5],
          ]),
        ),
      ),
    };
  };
  const [left, right] = [shoe(-1), shoe(1)];
  return { parts: [...left.parts, ...right.parts], details: [...left.details, ...right.details] };
};

const hats: readonly ((random: Random) => Silhouette)[] = [
  (random) => ({
    // a cap, seen from the side
    parts: [
      {
        round: 0.5,
        tone: -0.1,
        outline: [
          [8, 62],
          [40, 62],
          [52, 70],
          [46, 74],
          [10, 71],
        ],
      },
      {
        round: 0.6,
        outline: [
          [-34, 66],
          [-33, 44],
          [-20, 28 - random.between(0, 5)],
          [2, 26],
          [20, 38],
          [24, 66],
          [-6, 70],
        ],
      },
    ],
    details: [
      line("seam", [-4, 27], [-2, 45], [0, 69]),
      line("button", [-2, 26]),
      line("seam", [-33, 60], [0, 65], [24, 61]),
    ],
  }),
  (random) => {
    const brim = random.between(40, 50);
    return {
      // a brimmed hat, seen from above and in front
      parts: [
        {
          round: 0.8,
          tone: -0.05,
          outline: [
            [-brim, 68],
            [-brim * 0.6, 56],
            [0, 52],
            [brim * 0.6, 56],
            [brim, 68],
            [brim * 0.6, 80],
            [0, 84],
            [-brim * 0.6, 80],
          ],
        },
        {
          round: 0.5,
          outline: [
            [-24, 68],
            [-22, 38],
            [-12, 30],
            [0, 33],
            [12, 30],
            [22, 38],
            [24, 68],
            [0, 74],
          ],
        },
        {
          round: 0.3,
          tone: -0.4,
          plain: true,
          outline: [
            [-24, 66],
            [-23.5, 58],
            [0, 63],
            [23.5, 58],
            [24, 66],
            [0, 72],
          ],
        },
      ],
      details: [],
    };
  },
  (random) => ({
    // a knitted cap
    parts: [
      {
        round: 0.6,
        outline: [
          [-26, 74],
          [-28, 50],
          [-16, 26],
          [0, 20 - random.between(0, 4)],
          [16, 26],
          [28, 50],
          [26, 74],
          [0, 77],
        ],
      },
      {
        round: 0.3,
        tone: 0.08,
        outline: [
          [-28, 84],
          [-28, 66],
          [0, 69],
          [28, 66],
          [28, 84],
          [0, 87],
        ],
      },
    ],
    details: Array.from({ length: 9 }, (_, at) => line("seam", [-24 + at * 6, 68], [-24 + at * 6, 85])),
  }),
];

/** One way in which a piece may be cut; another stream of chance gives another. */
export const silhouettes: Readonly<Record<Piece, (random: Random) => Silhouette>> = {
  "t-shirt": (random) =>
    top(random, {
      sleeve: "short",
      length: random.between(78, 92),
      width: random.between(21, 26),
      neck: random.between(0.7, 1.7),
    }),
  longsleeve: (random) =>
    top(random, {
      sleeve: "long",
      length: random.between(76, 90),
      width: random.between(21, 26),
      neck: random.between(0.6, 1.4),
    }),
  shirt: (random) => {
    const length = random.between(82, 96);
    const { parts, details } = top(random, {
      sleeve: random.chance(0.7) ? "long" : "short",
      length,
      width: random.between(22, 26),
      neck: 0.7,
    });
    const pocket: Detail[] = random.chance(0.6)
      ? [line("seam", [6, 32], [16, 32], [16, 43], [11, 46], [6, 43], [6, 32])]
      : [];
    return {
      parts: [...parts, ...collar(random.between(5, 9))],
      details: [...details, ...placket(length, "button"), ...pocket],
    };
  },
  outwear: (random) => {
    const length = random.between(80, 112);
    const { parts, details } = top(random, {
      sleeve: "long",
      length,
      width: random.between(26, 31),
      neck: 0.8,
      flare: random.between(0, 4),
    });
    const hood: Part[] = random.chance(0.4)
      ? [
          {
            round: 0.7,
            tone: -0.12,
            outline: mirrored([
              [0, -8],
              [10, -6],
              [14, 4],
              [9, 13],
              [0, 15],
            ]),
          },
        ]
      : [];
    const lapels: Part[] =
      hood.length > 0
        ? []
        : [
            [
              [1, 34],
              [10, 2],
              [16, 8],
              [13, 20],
            ] as Point[],
          ].flatMap((leaf) => [
            { outline: leaf, round: 0.1, tone: 0.09 },
            { outline: flipped(leaf), round: 0.1, tone: 0.09 },
          ]);
    return {
      parts: [...hood.slice(0, 1), ...parts, ...lapels],
      details: [
        ...details,
        ...placket(length, random.chance(0.6) ? "zip" : "button"),
        ...both("seam", [9, length * 0.6], [19, length * 0.57], [19.5, length * 0.61]),
        ...(random.chance(0.35)
          ? Array.from({ length: 6 }, (_, at) =>
              line("seam", [-27, 24 + at * 11], [0, 26 + at * 11], [27, 24 + at * 11]),
            )
          : []),
      ],
    };
  },
  dress: (random) => {
    const waist = random.between(14, 19);
    const flare = random.between(20, 38);
    const length = random.between(88, 116);
    const waistAt = random.between(36, 48);
    const width = random.between(16, 20);
    const strap = random.between(8, 14);
    const sleeved = random.chance(0.5);
    const upper = sleeved
      ? top(random, {
          sleeve: random.chance(0.7) ? "short" : "long",
          length: waistAt + 2,
          width,
          neck: random.between(0.8, 2),
          flare: waist - width,
        })
      : {
          parts: [
            {
              round: 0.3,
              outline: mirrored([
                [0, 16],
                [strap * 0.6, 13],
                [strap - 2.5, 0],
                [strap, 0],
                [width - 1, 20],
                [width, 24],
                [waist, waistAt + 2],
                [0, waistAt + 3],
              ]),
            },
          ] as Part[],
          details: [] as Detail[],
        };
    return {
      parts: [
        ...upper.parts,
        {
          round: 0.25,
          outline: mirrored([
            [0, waistAt - 1],
            [waist, waistAt - 1],
            [waist + (flare - waist) * 0.55, waistAt + (length - waistAt) * 0.5],
            [flare, length],
            [flare * 0.45, length + 3],
            [0, length + 1],
          ]),
        },
      ],
      details: [
        ...upper.details,
        line("seam", [-waist, waistAt], [0, waistAt + 1.5], [waist, waistAt]),
        ...both("seam", [waist * 0.4, waistAt + 2], [flare * 0.45, length]),
      ],
    };
  },
  skirt: (random) => {
    const waist = random.between(15, 19);
    const hem = random.between(20, 42);
    const length = random.between(60, 108);
    const pleats = random.chance(0.4) ? 8 : random.whole(0, 3);
    return {
      parts: [
        {
          round: 0.25,
          outline: mirrored([
            [0, 16],
            [waist, 15],
            [waist + (hem - waist) * 0.6, 16 + (length - 16) * 0.45],
            [hem, length],
            [hem * 0.5, length + 3],
            [0, length + 2],
          ]),
        },
        {
          round: 0.1,
          tone: -0.08,
          outline: mirrored([
            [0, 13],
            [waist, 12],
            [waist + 0.6, 19],
            [0, 20],
          ]),
        },
      ],
      details: Array.from({ length: pleats }, (_, at) => {
        const where = pleats === 1 ? 0 : -1 + (2 * at) / (pleats - 1);
        return line("seam", [where * waist * 0.85, 20], [where * hem * 0.85, length]);
      }),
    };
  },
  pants: (random) => legs(random, random.between(104, 120), random.between(10, 17)),
  shorts: (random) => legs(random, random.between(52, 72), random.between(17, 22)),
  shoes: (random) => {
    if (random.chance(0.45)) return soles(random);
    const [first, second] = [sneaker(random, -4, 34, 1), sneaker(random, 6, 76, random.chance(0.7) ? 1 : -1)];
    return { parts: [...first.parts, ...second.parts], details: [...first.details, ...second.details] };
  },
  hat: (random) => random.pick(hats)(random),
};
