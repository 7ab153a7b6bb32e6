"""How a trained encoder does on contributors, drawings and blank pictures that it has not seen.

python evaluate.py --model fold0.pt --views VIEWS [--others DIR]
"""

import argparse
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from blanks import computed, unseen
from data import KEPT, PIECES, folds, square
from network import Early, Late
from views import straight, tensor, through

REFUSED = 0.05  # share of held-out garments that the threshold may refuse


def seen(model, views):
    """Unit vectors and probabilities of pictures as the first layers saw them."""
    vectors, probabilities = [], []
    with torch.no_grad():
        for start in range(0, len(views), 128):
            logits, vector = model(torch.from_numpy(np.asarray(views[start : start + 128], np.float32)))
            vectors.append(F.normalize(vector))
            probabilities.append(logits.softmax(1))
    return torch.cat(vectors), torch.cat(probabilities)


def retrieval(questions, wanted, index, labels):
    """Share of the first and of the first ten answers, by cosine, that are of the class asked for."""
    nearest = (questions @ index.T).topk(10).indices
    hits = (labels[nearest] == wanted[:, None]).float()
    return hits[:, 0].mean().item(), hits.mean().item()


def interval(right, people, random, repeats=2000):
    """95 % interval of accuracy, resampled by contributor: photographs of one person are not independent."""
    names = np.unique(people)
    groups = [right[people == name] for name in names]
    draws = [np.concatenate([groups[i] for i in random.integers(0, len(groups), len(groups))]).mean() for _ in range(repeats)]
    return [round(float(edge), 3) for edge in np.quantile(draws, [0.025, 0.975])]


def held_drawings(count):
    """One drawing in five measures across the two worlds."""
    return np.arange(count) % 5 == 0


def measured(model, views, held, others=None, seed=1):
    """Every figure of the card. `held` marks the photographs not trained on; `others` are kept pictures [n, 3, KEPT, KEPT]."""
    found = np.load(views / "labels.npz")
    pieces, people, drawn_pieces = found["photo"], found["people"], found["drawn"]
    load = lambda name: np.load(views / f"{name}.npy", mmap_mode="r")
    labels, drawn_labels = torch.from_numpy(pieces), torch.from_numpy(drawn_pieces)
    shelved = held_drawings(len(drawn_pieces))
    vector, probability = seen(model, load("photo")[held])
    known, _ = seen(model, load("photo")[~held])
    shelf, shelf_probability = seen(model, load("drawn")[shelved])
    sure = probability.max(1).values.numpy()
    right = (probability.argmax(1) == labels[held]).numpy()
    first, ten = retrieval(vector, labels[held], known, labels[~held])
    first_drawn, ten_drawn = retrieval(vector, labels[held], shelf, drawn_labels[shelved])
    contributors = len(np.unique(people[held]))
    threshold = round(float(np.quantile(sure, REFUSED)), 3)
    early = through(Early())
    blank = {
        "surfaces of held-out photographs": load("surface")[held],
        "text, chequers and ripples, kinds not taught": early(straight(torch.from_numpy(computed(unseen, 300, 99)))),
        **({} if others is None else {"other pictures": early(straight(others))}),
    }
    return {
        "photographs": int(held.sum()),
        "contributors": contributors,
        "accuracy": round(float(right.mean()), 4),
        **({"interval": interval(right, people[held], np.random.default_rng(seed))} if contributors > 1 else {}),
        "recall": {
            piece: round(float(right[pieces[held] == number].mean()), 3)
            for number, piece in enumerate(PIECES)
            if (pieces[held] == number).any()
        },
        "p1": round(first, 4),
        "p10": round(ten, 4),
        "drawingAccuracy": round(float((shelf_probability.argmax(1) == drawn_labels[shelved]).float().mean()), 4),
        "photoToDrawing": {"p1": round(first_drawn, 4), "p10": round(ten_drawn, 4)},
        "threshold": threshold,
        "drawingsRefused": round(float((shelf_probability.max(1).values < threshold).float().mean()), 3),
        "blanksRefused": {
            kind: round(float((seen(model, pictures)[1].max(1).values < threshold).float().mean()), 3)
            for kind, pictures in blank.items()
        },
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("--views", type=pathlib.Path, required=True)
    parser.add_argument("--others", type=pathlib.Path, help="a folder of any pictures without garments")
    args = parser.parse_args()
    trained = torch.load(args.model, weights_only=False)
    model = Late(Early()).eval()
    model.load_state_dict(trained["state"])
    labels = np.load(args.views / "labels.npz")
    held = np.isin(folds(labels["photo"], labels["people"]), trained["figures"]["held"])
    others = None
    if args.others:
        found = sorted(path for path in args.others.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg", ".png"))
        others = tensor(np.stack([square(path, KEPT) for path in found]))
    print(json.dumps(measured(model, args.views, held, others), indent=2))


if __name__ == "__main__":
    main()
