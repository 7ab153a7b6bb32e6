"""Teaches which words people have for the colours of cloth: multinomial logistic regression on what the runtime saw of each garment.

Reads what `npm run evaluate -- colours --json` printed: the photographs of colours-choosing.csv, and drawings, so that words which few
photographs have are known at all. Each garment stands for itself by its largest area. Writes the weights as TypeScript, for
runtime/recommendation/colour-weights.ts, and prints how often the largest area is named right: of each tenth of the contributors, by
what the others taught. Nothing is left to chance but the parting into tenths, which is seeded.
"""

import argparse
import json
import pathlib

import numpy as np

COLOURS = "black white grey navy blue light_blue green olive yellow orange red burgundy pink purple brown beige".split()
COLOURS = [colour.replace("_", " ") for colour in COLOURS]
PARTS = 10
DRAWN = 3.0  # photographs that the drawings of one word count for, together
PENALTY = 0.1  # of squared weights; from 1, 0.3, 0.1, 0.03 by the tenths


def read(path, plain):
    """Traits of the largest areas (n × 9), numbers of the words (n), and who took each."""
    judged = json.loads(path.read_text())["judged"]
    judged = [one for one in judged if not (plain and one.get("second"))]
    traits = np.array([one["areas"][0]["traits"] for one in judged])
    return traits, np.array([COLOURS.index(one["colour"]) for one in judged]), np.array([one["contributor"] for one in judged])


def probabilities(weights, traits):
    scores = np.column_stack([np.ones(len(traits)), traits]) @ weights
    odds = np.exp(scores - scores.max(1, keepdims=True))
    return odds / odds.sum(1, keepdims=True)


def learnt(traits, words, counts, penalty=PENALTY):
    """Weights (10 × 16) at the optimum, by Newton's method; the biases are not penalised but by next to nothing."""
    x = np.column_stack([np.ones(len(traits)), traits])
    ridge = np.repeat([1e-6] + [penalty] * traits.shape[1], len(COLOURS))
    weights = np.zeros((x.shape[1], len(COLOURS)))
    target = np.eye(len(COLOURS))[words]
    loss = lambda w: -(counts * np.log(probabilities(w, traits)[np.arange(len(words)), words] + 1e-300)).sum() + (
        ridge * w.ravel() ** 2
    ).sum() / 2
    for _ in range(100):
        p = probabilities(weights, traits)
        slope = (x.T @ (counts[:, None] * (p - target))).ravel() + ridge * weights.ravel()
        each = (x[:, :, None] * p[:, None, :]).reshape(len(x), -1)
        curve = -(each * counts[:, None]).T @ each
        for word in range(len(COLOURS)):
            curve[word :: len(COLOURS), word :: len(COLOURS)] += (x * (counts * p[:, word])[:, None]).T @ x
        step = np.linalg.solve(curve + np.diag(ridge + 1e-9), slope).reshape(weights.shape)
        size = 1.0
        while loss(weights - size * step) > loss(weights) and size > 1e-6:
            size /= 2
        weights = weights - size * step
        if size * np.abs(step).max() < 1e-7:
            break
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=pathlib.Path, required=True, help="what the command printed of the photographs")
    parser.add_argument("--drawings", type=pathlib.Path, required=True, help="what it printed of the drawings")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    x, y, who = read(args.photos, plain=False)
    drawn, words, _ = read(args.drawings, plain=True)
    some = np.bincount(words, minlength=len(COLOURS))
    drawn_counts = DRAWN / some[words]

    names = np.unique(who)
    part = dict(zip(names, np.random.default_rng(0).integers(0, PARTS, len(names))))
    held = np.array([part[one] for one in who])

    def taught(these, penalty):
        counts = np.concatenate([np.ones(these.sum()), drawn_counts])
        return learnt(np.concatenate([x[these], drawn]), np.concatenate([y[these], words]), counts, penalty)

    for penalty in (1, 0.3, 0.1, 0.03):
        right = np.zeros(len(y), bool)
        for number in range(PARTS):
            right[held == number] = probabilities(taught(held != number, penalty), x[held == number]).argmax(1) == y[held == number]
        print(f"penalty {penalty}: largest area named right {right.mean():.3f} of {len(y)}")
    weights = taught(np.ones(len(y), bool), PENALTY)
    weights = weights - weights.mean(1, keepdims=True)  # what all words share changes nothing
    print(f"drawings named right {(probabilities(weights, drawn).argmax(1) == words).mean():.3f} of {len(words)}")
    rows = [f"  {json.dumps(c) if ' ' in c else c}: [{', '.join(f'{w:.3f}' for w in weights[:, n])}]," for n, c in enumerate(COLOURS)]
    args.out.write_text(
        'import type { Colour } from "../catalogue/vocabulary";\n\n'
        "/** Written by `training/colours.py`: for each word what it counts for by itself, then the weight of each of `traits`. */\n"
        "export const colourWeights: Readonly<Record<Colour, readonly [bias: number, ...weights: number[]]>> = {\n"
        + "\n".join(rows)
        + "\n};\n"
    )


if __name__ == "__main__":
    main()
