"""How a trained encoder does on contributors, drawings and blank pictures that it has not seen.

python evaluate.py --model fold0.pt --photos DIR --drawings DIR [--others DIR]
"""

import argparse
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from blanks import computed, unseen
from data import KEPT, PIECES, SIZE, drawings, folds, photographs, square, surfaces
from network import Encoder, Exported

REFUSED = 0.05  # share of held-out garments that the threshold may refuse


def seen(model, pixels):
    """Embeddings and probabilities of kept pictures, as the exported model gives them."""
    exported, embeddings, probabilities = Exported(model).eval(), [], []
    with torch.no_grad():
        for part in torch.split(pixels, 128):
            x = F.interpolate(part.float(), size=(SIZE, SIZE), mode="bilinear", antialias=True, align_corners=False)
            embedding, probability = exported(x)
            embeddings.append(embedding)
            probabilities.append(probability)
    return torch.cat(embeddings), torch.cat(probabilities)


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


def tensor(pixels):
    """[n, H, W, 3] as channels first."""
    return torch.from_numpy(np.ascontiguousarray(pixels.transpose(0, 3, 1, 2)))


def held_drawings(count):
    """One drawing in five measures across the two worlds."""
    return np.arange(count) % 5 == 0


def measured(model, photos, pieces, people, held, drawn, drawn_pieces, surface, others=None, seed=1):
    """Every figure of the card. `held` marks the photographs not trained on; pictures are uint8 [n, 3, KEPT, KEPT]."""
    labels, drawn_labels = torch.from_numpy(pieces), torch.from_numpy(drawn_pieces)
    shelved = held_drawings(len(drawn_pieces))
    embedding, probability = seen(model, photos[held])
    known, _ = seen(model, photos[~held])
    shelf, shelf_probability = seen(model, drawn[shelved])
    sure = probability.max(1).values.numpy()
    right = (probability.argmax(1) == labels[held]).numpy()
    first, ten = retrieval(embedding, labels[held], known, labels[~held])
    first_drawn, ten_drawn = retrieval(embedding, labels[held], shelf, drawn_labels[shelved])
    contributors = len(np.unique(people[held]))
    threshold = round(float(np.quantile(sure, REFUSED)), 3)
    blank = {
        "surfaces of held-out photographs": surface[held],
        "text, chequers and ripples, kinds not taught": torch.from_numpy(computed(unseen, 300, 99)),
        **({} if others is None else {"other pictures": others}),
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
    parser.add_argument("--photos", type=pathlib.Path, required=True)
    parser.add_argument("--drawings", type=pathlib.Path, required=True)
    parser.add_argument("--others", type=pathlib.Path, help="a folder of any pictures without garments")
    args = parser.parse_args()
    trained = torch.load(args.model, weights_only=False)
    model = Encoder()
    model.load_state_dict(trained["state"])
    photo_pixels, pieces, people = photographs(args.photos)
    drawn_pixels, drawn_pieces = drawings(args.drawings)
    held = folds(pieces, people) == trained["figures"]["fold"]
    others = None
    if args.others:
        found = sorted(path for path in args.others.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg", ".png"))
        others = tensor(np.stack([square(path, KEPT) for path in found]))
    surface = tensor(surfaces(args.photos))
    print(json.dumps(measured(
        model, tensor(photo_pixels), pieces, people, held, tensor(drawn_pixels), drawn_pieces, surface, others
    ), indent=2))


if __name__ == "__main__":
    main()
