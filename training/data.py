"""Pictures as arrays, and folds that never share a contributor.

Photographs: DIR/{train,validation}/<piece>/*.jpg with DIR/contributors.csv (image,split,contributor).
Drawings: DIR/<piece>/*.jpg, as `npm run sample -- drawings` writes them.
"""

import csv
import pathlib

import numpy as np
from PIL import Image

PIECES = ["dress", "hat", "longsleeve", "outwear", "pants", "shirt", "shoes", "shorts", "skirt", "t-shirt"]
PAD = (128, 128, 128)
KEPT = 176  # pixels at which pictures are kept; training crops them to the network's input
SIZE = 160  # pixels of the network's input


def square(path: pathlib.Path, size: int) -> np.ndarray:
    """One picture fitted into size × size, keeping its aspect, centred on PAD: uint8 [size, size, 3]."""
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    scale = size / max(picture.size)
    width, height = (max(1, round(side * scale)) for side in picture.size)
    canvas = Image.new("RGB", (size, size), PAD)
    canvas.paste(picture.resize((width, height), Image.LANCZOS), ((size - width) // 2, (size - height) // 2))
    return np.asarray(canvas)


def listed(folder: pathlib.Path):
    """Every photograph of both supplied splits: path and piece number; and who took it, by path."""
    with open(folder / "contributors.csv") as rows:
        contributor = {row["image"]: row["contributor"] for row in csv.DictReader(rows)}
    found = [
        (path, number)
        for split in ("train", "validation")
        for number, piece in enumerate(PIECES)
        for path in sorted((folder / split / piece).glob("*.jpg"))
    ]
    return found, np.array([contributor[path.stem] for path, _ in found])


def photographs(folder: pathlib.Path):
    """All photographs: pixels [n, KEPT, KEPT, 3], piece numbers [n], contributors [n]."""
    found, people = listed(folder)
    return np.stack([square(path, KEPT) for path, _ in found]), np.array([number for _, number in found]), people


def surfaces(folder: pathlib.Path):
    """The upper left corner of every photograph, a fifth of its shorter side: pixels [n, KEPT, KEPT, 3]."""
    corners = []
    for path, _ in listed(folder)[0]:
        with Image.open(path) as opened:
            side = max(8, min(opened.size) // 5)
            corner = opened.convert("RGB").crop((0, 0, side, side))
        corners.append(np.asarray(corner.resize((KEPT, KEPT), Image.BICUBIC)))
    return np.stack(corners)


def drawings(folder: pathlib.Path):
    """All drawings: pixels [n, KEPT, KEPT, 3] and piece numbers [n]."""
    found = [(path, number) for number, piece in enumerate(PIECES) for path in sorted((folder / piece).glob("*.jpg"))]
    return np.stack([square(path, KEPT) for path, _ in found]), np.array([number for _, number in found])


def folds(pieces: np.ndarray, people: np.ndarray, count: int = 5, seed: int = 7) -> np.ndarray:
    """A fold number for each photograph; all of one contributor share it, and pieces are spread evenly.

    The largest contributor (an eighth of all photographs) is a fold by themselves, -1. Greedy: contributors from
    large to small, each to the fold where the shares of the pieces then differ least.
    """
    random = np.random.default_rng(seed)
    names = np.unique(people)
    counts = {name: np.bincount(pieces[people == name], minlength=len(PIECES)) for name in names}
    total = np.bincount(pieces, minlength=len(PIECES))
    largest = max(names, key=lambda name: counts[name].sum())
    filled = np.zeros((count, len(PIECES)))
    home = {largest: -1}
    for name in sorted((n for n in names if n != largest), key=lambda n: (-counts[n].sum(), random.random())):
        costs = []
        for fold in range(count):
            after = filled.copy()
            after[fold] += counts[name]
            costs.append(((after / total).std(0).sum(), random.random(), fold))
        home[name] = min(costs)[2]
        filled[home[name]] += counts[name]
    return np.array([home[name] for name in people])
