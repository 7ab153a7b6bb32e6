"""Trains the garment encoder on photographs and drawings, and measures it on contributors it has not seen.

python train.py --views VIEWS --held 0 --out fold0.pt          # choose on folds 0 to 4
python train.py --views VIEWS --held -1 1 --seed 2 --out seed2.pt
python train.py --views VIEWS --out everybody.pt               # the artefact: nobody held out
"""

import argparse
import copy
import json
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as F

from averaging import follow
from data import PIECES, folds
from evaluate import held_drawings, measured
from network import Early, Late
from views import DRAWING_VIEWS, PHOTO_VIEWS

PHOTOS, DRAWN, BLANK = 40, 20, 8  # photographs (each from two sides), drawings and blanks of one step
WARMTH = 0.1  # temperature of the contrast between pictures


def alike(first, second):
    """NT-Xent (Chen et al. 2020, arXiv 2002.05709): two views of one picture are nearer than any two pictures."""
    vectors = F.normalize(torch.cat([first, second]))
    near = vectors @ vectors.T / WARMTH
    near.fill_diagonal_(float("-inf"))
    count = len(first)
    return F.cross_entropy(near, torch.arange(2 * count).roll(count))


def mixed(x, y, random):
    """CutMix (arXiv 1905.04899) of what the first layers saw."""
    other, side = torch.randperm(len(x)), x.shape[-1]
    size = round(side * np.sqrt(1 - random.beta(1, 1)))
    top, left = random.integers(0, side - size + 1, 2)
    x, share = x.clone(), size * size / side / side
    x[:, :, top : top + size, left : left + size] = x[other][:, :, top : top + size, left : left + size]
    return x, (1 - share) * y + share * y[other]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--views", type=pathlib.Path, required=True)
    parser.add_argument("--held", type=int, nargs="*", default=[], help="folds held out; -1 is the largest contributor")
    parser.add_argument("--epochs", type=int, default=5, help="each shows every photograph twice")
    parser.add_argument("--rate", type=float, default=8e-4, help="highest learning rate of the taught layers; the head's is four times that")
    parser.add_argument("--contrast", type=float, default=0.2, help="weight of the contrast between pictures")
    parser.add_argument("--mix", type=float, default=0.5, help="share of the steps with CutMix")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    random = np.random.default_rng(args.seed)

    labels = np.load(args.views / "labels.npz")
    pieces, people, drawn_pieces = labels["photo"], labels["people"], labels["drawn"]
    load = lambda name: np.load(args.views / f"{name}.npy")
    photo = [load(f"photo{number}") for number in range(PHOTO_VIEWS)]
    drawn = [load(f"drawn{number}") for number in range(DRAWING_VIEWS)]
    surface, blank = load("surface0"), load("blank0")
    held = np.isin(folds(pieces, people), args.held)
    trained, offered = np.flatnonzero(~held), np.flatnonzero(~held_drawings(len(drawn_pieces)))
    nothing = [(surface, i) for i in trained] + [(blank, i) for i in range(len(blank))]

    model = Late(Early()).to(memory_format=torch.channels_last)
    average = copy.deepcopy(model).eval()
    head = [p for name, p in model.named_parameters() if name.startswith(("vector", "head"))]
    body = [p for name, p in model.named_parameters() if not name.startswith(("vector", "head"))]
    optimiser = torch.optim.AdamW([{"params": body}, {"params": head}], lr=args.rate, weight_decay=0.05)
    steps = len(trained) // PHOTOS * args.epochs
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [args.rate, args.rate * 4], total_steps=steps, pct_start=0.15)
    shares = np.bincount(pieces[trained], minlength=len(PIECES)) / len(trained)
    balance = torch.tensor((shares * len(PIECES)) ** -0.5, dtype=torch.float32)  # root of the inverse share
    began, order = time.time(), np.empty(0, int)
    for step in range(steps):
        model.train()
        if len(order) < PHOTOS:
            order = random.permutation(trained)
        chosen, order = order[:PHOTOS], order[PHOTOS:]
        sides = np.stack([random.choice(PHOTO_VIEWS, 2, replace=False) for _ in chosen])
        shown = random.choice(offered, DRAWN, replace=False)
        rows = [photo[side][i] for way in (0, 1) for i, side in zip(chosen, sides[:, way])]
        rows += [drawn[random.integers(DRAWING_VIEWS)][i] for i in shown]
        rows += [source[i] for source, i in (nothing[k] for k in random.integers(len(nothing), size=BLANK))]
        x = torch.from_numpy(np.stack(rows)).float()
        y = F.one_hot(torch.from_numpy(np.concatenate([pieces[chosen], pieces[chosen], drawn_pieces[shown]])), len(PIECES))
        y = torch.cat([y.float() * 0.9 + 0.1 / len(PIECES), torch.full((BLANK, len(PIECES)), 1 / len(PIECES))])
        mixing = random.random() < args.mix
        if mixing:
            x, y = mixed(x, y, random)
        logits, vectors = model(x.contiguous(memory_format=torch.channels_last))
        loss = -(y * balance * F.log_softmax(logits, 1)).sum(1).mean()
        if not mixing and args.contrast:
            loss = loss + args.contrast * alike(vectors[:PHOTOS], vectors[PHOTOS : 2 * PHOTOS])
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        schedule.step()
        follow(average, model, step)
        if step % 50 == 49:
            print(f"step {step + 1} of {steps}, loss {loss.item():.3f}, {time.time() - began:.0f} s", flush=True)

    setting = {key: getattr(args, key) for key in ("seed", "epochs", "rate", "contrast", "mix")}
    figures = {"held": args.held, "setting": setting, "seconds": round(time.time() - began)}
    if held.any():
        figures |= measured(average, args.views, held)
        print(json.dumps(figures, indent=2))
    torch.save({"state": average.state_dict(), "figures": figures}, args.out)


if __name__ == "__main__":
    main()
