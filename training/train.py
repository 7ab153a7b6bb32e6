"""Trains the garment encoder on photographs and drawings, and measures it on contributors it has not seen.

python train.py --photos DIR --drawings DIR --fold 0 --out fold0.pt
python train.py --photos DIR --drawings DIR --fold 0 --out refusing.pt --start fold0.pt --blanks 8 --epochs 6 --rate 2e-4
"""

import argparse
import copy
import json
import math
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as F

from blanks import computed, taught
from data import PIECES, SIZE, drawings, folds, photographs, surfaces
from evaluate import held_drawings, measured, tensor
from network import Encoder, normalised

BATCH = 64


def augmented(pixels, random):
    """Random affine crops, light and colour (mild: hue must survive), erased rectangles."""
    x = normalised(pixels.float())
    count = len(x)
    uniform = lambda low, high, *shape: torch.empty(count, *shape).uniform_(low, high)
    angle, scale, aspect = uniform(-0.35, 0.35), torch.exp(uniform(-0.3, 0.2)), torch.exp(uniform(-0.12, 0.12))
    mirror = (torch.rand(count) < 0.5).float() * 2 - 1
    cosine, sine = torch.cos(angle), torch.sin(angle)
    affine = torch.zeros(count, 2, 3)
    affine[:, 0, 0] = cosine * scale * aspect * mirror
    affine[:, 0, 1] = -sine * scale
    affine[:, 1, 0] = sine * scale * mirror
    affine[:, 1, 1] = cosine * scale / aspect
    affine[:, :, 2] = torch.empty(count, 2).uniform_(-0.15, 0.15)
    grid = F.affine_grid(affine, (count, 3, SIZE, SIZE), align_corners=False)
    x = F.grid_sample(x, grid, align_corners=False, padding_mode="zeros")
    x = x * uniform(0.7, 1.3, 1, 1, 1) + uniform(-0.35, 0.35, 1, 1, 1) + uniform(-0.12, 0.12, 3, 1, 1)
    grey = x.mean(1, keepdim=True)
    x = grey + (x - grey) * uniform(0.5, 1.4, 1, 1, 1)
    for index in np.flatnonzero(random.random(count) < 0.15):
        height, width = random.integers(16, 56, 2)
        top, left = random.integers(0, SIZE - height), random.integers(0, SIZE - width)
        x[index, :, top : top + height, left : left + width] = torch.randn(3, 1, 1)
    return x


def mixed(x, y, random):
    """Half the batches by CutMix (arXiv 1905.04899), half by mixup (arXiv 1710.09412, alpha 0.2)."""
    other = torch.randperm(len(x))
    if random.random() < 0.5:
        share = random.beta(1, 1)
        side = int(SIZE * math.sqrt(1 - share))
        row, column = random.integers(SIZE), random.integers(SIZE)
        top, bottom = max(0, row - side // 2), min(SIZE, row + side // 2)
        left, right = max(0, column - side // 2), min(SIZE, column + side // 2)
        x[:, :, top:bottom, left:right] = x[other][:, :, top:bottom, left:right]
        share = 1 - (bottom - top) * (right - left) / SIZE / SIZE
    else:
        share = random.beta(0.2, 0.2)
        x = share * x + (1 - share) * x[other]
    return x, share * y + (1 - share) * y[other]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=pathlib.Path, required=True)
    parser.add_argument("--drawings", type=pathlib.Path, required=True)
    parser.add_argument("--fold", type=int, default=0, help="held out; -1 is the largest contributor")
    parser.add_argument("--epochs", type=int, default=90)
    parser.add_argument("--drawn", type=int, default=600, help="drawings shown in one epoch")
    parser.add_argument("--rate", type=float, default=4e-3, help="highest learning rate")
    parser.add_argument("--start", type=pathlib.Path, help="go on from this model; it must have held out the same fold")
    parser.add_argument("--blanks", type=int, default=0, help="pictures without a garment beside each batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    random = np.random.default_rng(args.seed)

    photo_pixels, photo_pieces, people = photographs(args.photos)
    drawn_pixels, drawn_pieces = drawings(args.drawings)
    held = folds(photo_pieces, people) == args.fold
    if not held.any():
        parser.error(f"there is no fold {args.fold}")
    trained = np.flatnonzero(~held)
    offered = np.flatnonzero(~held_drawings(len(drawn_pieces)))
    photos, drawn = tensor(photo_pixels), tensor(drawn_pixels)
    photo_labels, drawn_labels = torch.from_numpy(photo_pieces), torch.from_numpy(drawn_pieces)
    surface = tensor(surfaces(args.photos))
    blank = torch.cat([surface[trained], torch.from_numpy(computed(taught, 3000, args.seed))])

    model, earlier = Encoder(), []
    if args.start:
        started = torch.load(args.start, weights_only=False)
        if started["figures"]["fold"] != args.fold:
            parser.error(f"{args.start} held out fold {started['figures']['fold']}, not {args.fold}")
        model.load_state_dict(started["state"])
        earlier = started["figures"].get("earlier", []) + [started["figures"]["setting"]]
    model = model.to(memory_format=torch.channels_last)
    average = copy.deepcopy(model).eval()
    weights = [p for p in model.parameters() if p.ndim > 1]
    rest = [p for p in model.parameters() if p.ndim <= 1]
    optimiser = torch.optim.AdamW(
        [{"params": weights, "weight_decay": 0.05}, {"params": rest, "weight_decay": 0.0}], lr=args.rate
    )
    steps = (len(trained) + args.drawn) // BATCH
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, args.rate, total_steps=steps * args.epochs, pct_start=0.2)
    shares = np.bincount(photo_pieces[trained], minlength=len(PIECES)) / len(trained)
    balance = torch.tensor((shares * len(PIECES)) ** -0.5, dtype=torch.float32)  # root of the inverse share
    began, step = time.time(), 0
    for epoch in range(args.epochs):
        model.train()
        shown = [(photos, photo_labels, i) for i in trained] + [
            (drawn, drawn_labels, i) for i in random.choice(offered, args.drawn, replace=False)
        ]
        order = random.permutation(len(shown))
        for batch in range(steps):
            chosen = [shown[i] for i in order[batch * BATCH : (batch + 1) * BATCH]]
            x = augmented(torch.stack([source[i] for source, _, i in chosen]), random)
            y = F.one_hot(torch.stack([labels[i] for _, labels, i in chosen]), len(PIECES)).float()
            x, y = mixed(x, y, random)
            y = y * 0.9 + 0.1 / len(PIECES)
            if args.blanks:
                extra = augmented(blank[random.choice(len(blank), args.blanks)], random)
                x = torch.cat([x, extra])
                y = torch.cat([y, torch.full((args.blanks, len(PIECES)), 1 / len(PIECES))])
            with torch.autocast("cpu", torch.bfloat16):
                logits, _ = model(x.contiguous(memory_format=torch.channels_last))
            loss = -(y * balance * F.log_softmax(logits.float(), 1)).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            step += 1
            keep = min(0.998, (1 + step) / (10 + step))
            with torch.no_grad():
                for mean, new in zip(average.state_dict().values(), model.state_dict().values()):
                    mean.lerp_(new, 1 - keep) if mean.dtype.is_floating_point else mean.copy_(new)
        if epoch % 10 == 9:
            print(f"epoch {epoch + 1} of {args.epochs}, loss {loss.item():.3f}, {time.time() - began:.0f} s", flush=True)

    setting = {key: getattr(args, key) for key in ("seed", "epochs", "rate", "drawn", "blanks")}
    figures = {"fold": args.fold, "setting": setting, "earlier": earlier, "seconds": round(time.time() - began)}
    figures |= measured(average, photos, photo_pieces, people, held, drawn, drawn_pieces, surface)
    print(json.dumps(figures, indent=2))
    torch.save({"state": average.state_dict(), "figures": figures}, args.out)


if __name__ == "__main__":
    main()
