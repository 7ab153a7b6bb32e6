"""Teaches the patterns of cloth from 320 photographs that a person of this project looked at and named (patterns.csv).

python patterns.py --photos DIR --finder finder.pt --out patterns.pt
"""

import argparse
import csv
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from data import SIZE, listed, square
from network import PATTERNS, Early, Finder, Pattern, cloth

PARTS = 8  # of contributors, each measured by what was learnt from the others
SURE = 0.7  # from this probability on a pattern is told


def learnt(x, y):
    """A linear model on standardised features; weight decay chosen among 3, 10 and 25 by the same parts, which differed little."""
    torch.manual_seed(1)
    model = Pattern(x.shape[1])
    model.mean.copy_(x.mean(0))
    model.deviation.copy_(x.std(0) + 1e-6)
    optimiser = torch.optim.AdamW(model.head.parameters(), lr=1e-2, weight_decay=10)
    for _ in range(300):
        optimiser.zero_grad()
        F.cross_entropy(model.head((x - model.mean) / model.deviation), y, label_smoothing=0.05).backward()
        optimiser.step()
    return model.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=pathlib.Path, required=True)
    parser.add_argument("--finder", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    with open(pathlib.Path(__file__).parent / "patterns.csv") as rows:
        named = {row["image"]: PATTERNS.index(row["pattern"]) for row in csv.DictReader(rows)}
    found, people = listed(args.photos)
    chosen = [at for at, (path, _) in enumerate(found) if path.stem in named]
    y = torch.tensor([named[found[at][0].stem] for at in chosen])
    early, finder = Early().eval(), Finder().eval()
    finder.load_state_dict(torch.load(args.finder, weights_only=False)["state"])
    features = []
    with torch.no_grad():
        for start in range(0, len(chosen), 32):
            pictures = np.stack([square(found[at][0], SIZE) for at in chosen[start : start + 32]])
            last, tapped = early.layers(torch.from_numpy(pictures.transpose(0, 3, 1, 2)).float())
            features.append(cloth(tapped, finder(last)[2].sigmoid()))
    x = torch.cat(features)

    names = np.unique(people[chosen])
    part = dict(zip(names, np.random.default_rng(0).integers(0, PARTS, len(names))))
    held = np.array([part[who] for who in people[chosen]])
    probability = torch.zeros(len(y), len(PATTERNS))
    for number in range(PARTS):
        model = learnt(x[held != number], y[held != number])
        probability[held == number] = model(x[held == number]).detach()
    right, sure = probability.argmax(1) == y, probability.max(1).values >= SURE
    share = lambda these: round(float(these.float().mean()), 3)
    figures = {
        "photographs": len(y),
        "byPattern": {name: int((y == number).sum()) for number, name in enumerate(PATTERNS)},
        "accuracy": share(right),
        "plainOrNot": share((probability.argmax(1) == 0) == (y == 0)),
        "sure": SURE,
        "told": share(sure),
        "rightOfTold": share(right[sure]),
        "rightOfToldPatterned": share(right[sure & (probability.argmax(1) != 0)]),
    }
    print(json.dumps(figures, indent=2))
    torch.save({"state": learnt(x, y).state_dict(), "figures": figures}, args.out)


if __name__ == "__main__":
    main()
