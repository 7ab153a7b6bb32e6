"""Trains the finder of garments on scenes, and measures it on scenes of contributors that it has not seen.

python find.py --photos DIR --cutouts cutouts.npz --held -1 1 --out finder.pt
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
from data import SIZE, folds, surfaces
from network import Early, Finder
from scenes import Scenes, overlap
from views import tensor, through

BATCH, GRID, MOST = 64, SIZE // 16, 4
INNER = 0.4  # share of a garment's box, about its middle, whose cells answer for it
SAME = 0.5  # boxes that share so much of the smaller one are the same garment's


def targets(boxes):
    """For each cell: whether it answers for a garment [G, G], and for which box [G, G, 4] in shares of the picture."""
    answers, wanted = np.zeros((GRID, GRID), np.float32), np.zeros((GRID, GRID, 4), np.float32)
    middles = (np.arange(GRID) + 0.5) / GRID
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in boxes]
    for number in np.argsort(areas)[::-1]:  # a small garment before a large one answers for its cells
        left, top, right, bottom = boxes[number] / SIZE
        x, y, wide, high = (left + right) / 2, (top + bottom) / 2, (right - left) * INNER / 2, (bottom - top) * INNER / 2
        near = (np.abs(middles[:, None] - y) <= max(high, 0.5 / GRID)) & (np.abs(middles[None] - x) <= max(wide, 0.5 / GRID))
        answers[near], wanted[near] = 1, (left, top, right, bottom)
    return answers, wanted


def boxes_of(reach):
    """Distances [N, 4, G, G] as boxes [N, G, G, 4] in shares of the picture."""
    middles = (torch.arange(GRID) + 0.5) / GRID
    x, y = middles[None, None, :], middles[None, :, None]
    left, top, right, bottom = reach.unbind(1)
    return torch.stack([x - left, y - top, x + right, y + bottom], -1)


def missed(boxes, wanted):
    """1 - generalised intersection over union (Rezatofighi et al. 2019, arXiv 1902.09630) of paired boxes [n, 4]."""
    area = lambda box: (box[:, 2] - box[:, 0]).clamp(0) * (box[:, 3] - box[:, 1]).clamp(0)
    inner = area(torch.cat([torch.maximum(boxes, wanted)[:, :2], torch.minimum(boxes, wanted)[:, 2:]], 1))
    union = area(boxes) + area(wanted) - inner
    hull = area(torch.cat([torch.minimum(boxes, wanted)[:, :2], torch.maximum(boxes, wanted)[:, 2:]], 1))
    return 1 - inner / union + (hull - union) / hull


def found(near, reach, sure):
    """The boxes of one picture, in pixels, surest first: cells at least so sure, one for each garment."""
    boxes, scores = boxes_of(reach[None])[0].reshape(-1, 4) * SIZE, near.reshape(-1)
    kept = []
    for cell in scores.argsort(descending=True).tolist():
        if scores[cell] < sure or len(kept) == MOST:
            break
        box = boxes[cell].numpy()
        if all(overlap(box, other) < SAME for other in kept):
            kept.append(box)
    return kept


def union_share(one, other):
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    inner = max(0, wide) * max(0, high)
    return inner / ((one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1]) - inner)


def measured(model, scenes, seen, sure, count=1500):
    """Of pictures by the number of garments that they hold: how many are found (half of the union shared), how many are invented."""
    table = {}
    for start in range(0, count, 100):
        drawn = [scenes.draw() for _ in range(100)]
        with torch.no_grad():
            near, reach, shown = model(torch.from_numpy(seen(tensor(np.stack([d[0] for d in drawn])).float())).float())
        for at, (_, wanted, cells) in enumerate(drawn):
            answer, matched = found(near[at, 0].sigmoid(), reach[at], sure), 0
            free = list(answer)
            for box in wanted:
                hit = next((k for k, each in enumerate(free) if union_share(each, box) >= 0.5), None)
                if hit is not None:
                    free.pop(hit)
                    matched += 1
            row = table.setdefault(len(wanted), {"pictures": 0, "garments": 0, "found": 0, "invented": 0, "cells": []})
            row["pictures"] += 1
            row["garments"] += len(wanted)
            row["found"] += matched
            row["invented"] += len(free)
            row["cells"].append(((shown[at, 0].sigmoid().numpy() > 0.5) == (cells > 0.5)).mean())
    return {
        str(number): {**{k: v for k, v in row.items() if k != "cells"}, "cellsRight": round(float(np.mean(row["cells"])), 3)}
        for number, row in sorted(table.items())
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=pathlib.Path, required=True)
    parser.add_argument("--cutouts", type=pathlib.Path, required=True)
    parser.add_argument("--held", type=int, nargs="*", default=[], help="folds held out; -1 is the largest contributor")
    parser.add_argument("--scenes", type=int, default=12000)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--sure", type=float, default=0.4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    random = np.random.default_rng(args.seed)

    cutouts = dict(np.load(args.cutouts))
    photographed = cutouts["people"] != "drawn"
    fold = np.full(len(photographed), 9)
    fold[photographed] = folds(cutouts["pieces"][photographed], cutouts["people"][photographed])
    held = np.isin(fold, args.held)
    ground = surfaces(args.photos)
    train = Scenes(cutouts, ground[~held[photographed]], np.flatnonzero(~held), args.seed)
    seen, began = through(Early()), time.time()
    views, near, reach, cells = [], [], [], []
    for start in range(0, args.scenes, 200):
        drawn = [train.draw() for _ in range(200)]
        views.append(seen(tensor(np.stack([scene for scene, _, _ in drawn])).float()))
        for _, boxes, shown in drawn:
            answers, wanted = targets(boxes)
            near.append(answers), reach.append(wanted), cells.append(shown)
    print(f"{args.scenes} scenes, {time.time() - began:.0f} s", flush=True)
    views = np.concatenate(views)
    near, reach, cells = (torch.from_numpy(np.stack(each)) for each in (near, reach, cells))

    model = Finder()
    average = copy.deepcopy(model).eval()
    steps = args.scenes // BATCH * args.epochs
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps, pct_start=0.1)
    order = np.empty(0, int)
    for step in range(steps):
        model.train()
        if len(order) < BATCH:
            order = random.permutation(args.scenes)
        chosen, order = order[:BATCH], order[BATCH:]
        x = torch.from_numpy(views[chosen]).float()
        wanted_near, wanted_reach, wanted_cells = near[chosen], reach[chosen], cells[chosen]
        if random.random() < 0.5:
            x, wanted_near, wanted_cells = x.flip(3), wanted_near.flip(2), wanted_cells.flip(2)
            wanted_reach = wanted_reach.flip(2)[..., [2, 1, 0, 3]] * torch.tensor([-1, 1, -1, 1.0]) + torch.tensor([1, 0, 1, 0.0])
        logit, distances, shown = model(x)
        logit, probability = logit[:, 0], logit[:, 0].sigmoid()
        # focal loss (Lin et al. 2017, arXiv 1708.02002), gamma 2
        hard = torch.where(wanted_near > 0, 1 - probability, probability) ** 2
        answering = wanted_near > 0
        loss = (hard * F.binary_cross_entropy_with_logits(logit, wanted_near, reduction="none")).sum() / answering.sum().clamp(1)
        loss = loss + missed(boxes_of(distances)[answering], wanted_reach[answering]).mean()
        loss = loss + F.binary_cross_entropy_with_logits(shown[:, 0], wanted_cells)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        schedule.step()
        follow(average, model, step)
        if step % 200 == 199:
            print(f"step {step + 1} of {steps}, loss {loss.item():.3f}, {time.time() - began:.0f} s", flush=True)

    figures = {"held": args.held, "scenes": args.scenes, "epochs": args.epochs, "seed": args.seed, "sure": args.sure}
    if held.any():
        unseen = Scenes(cutouts, ground[held[photographed]], np.flatnonzero(held), args.seed + 1)
        figures["byGarments"] = measured(average, unseen, seen, args.sure)
    print(json.dumps(figures, indent=2))
    torch.save({"state": average.state_dict(), "figures": figures}, args.out)


if __name__ == "__main__":
    main()
