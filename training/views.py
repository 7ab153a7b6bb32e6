"""Pictures as the first layers see them, each from several sides: what training reads again and again, computed once.

python views.py --photos DIR --drawings DIR --out VIEWS
"""

import argparse
import pathlib
import tempfile

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F

from blanks import computed, taught
from data import KEPT, SIZE, drawings, photographs, surfaces
from network import Early

PHOTO_VIEWS, DRAWING_VIEWS, BLANKS = 12, 3, 3000


def tensor(pixels):
    """[n, H, W, 3] as channels first."""
    return torch.from_numpy(np.ascontiguousarray(pixels.transpose(0, 3, 1, 2)))


def straight(pixels):
    """Kept pictures at the network's input size, nothing altered: float [n, 3, SIZE, SIZE]."""
    return F.interpolate(pixels.float(), size=(SIZE, SIZE), mode="bilinear", antialias=True, align_corners=False).clamp(0, 255)


def altered(pixels, random):
    """Random affine crops, light and colour (mild: hue must survive), erased rectangles: float [n, 3, SIZE, SIZE]."""
    x = (pixels.float() - 128) / 64
    count = len(x)
    uniform = lambda low, high, *shape: torch.empty(count, *shape).uniform_(low, high)
    angle, scale, aspect = uniform(-0.35, 0.35), torch.exp(uniform(-0.4, 0.2)), torch.exp(uniform(-0.12, 0.12))
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
    for index in np.flatnonzero(random.random(count) < 0.2):
        height, width = random.integers(20, 70, 2)
        top, left = random.integers(0, SIZE - height), random.integers(0, SIZE - width)
        x[index, :, top : top + height, left : left + width] = torch.randn(3, 1, 1)
    return (x * 64 + 128).clamp(0, 255)


def through(early: Early):
    """A function from pixels [n, 3, SIZE, SIZE] to what the first layers make of them, as 16-bit floats."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/early.onnx"
        torch.onnx.export(
            early.eval(), (torch.zeros(1, 3, SIZE, SIZE),), file, dynamo=False, opset_version=17,
            input_names=["image"], dynamic_axes={"image": {0: "count"}},
        )
        session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    return lambda x: session.run(None, {"image": x.numpy()})[0].astype(np.float16)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=pathlib.Path, required=True)
    parser.add_argument("--drawings", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    random = np.random.default_rng(args.seed)
    seen = through(Early())

    def views(pixels, way):
        return np.concatenate([seen(way(part)) for part in torch.split(pixels, 64)])

    args.out.mkdir(parents=True, exist_ok=True)
    chance = lambda part: altered(part, random)
    photo_pixels, photo_pieces, people = photographs(args.photos)
    drawn_pixels, drawn_pieces = drawings(args.drawings)
    np.savez(args.out / "labels.npz", photo=photo_pieces, people=people, drawn=drawn_pieces)
    for name, pixels, count in (
        ("photo", tensor(photo_pixels), PHOTO_VIEWS),
        ("drawn", tensor(drawn_pixels), DRAWING_VIEWS),
        ("surface", tensor(surfaces(args.photos)), 1),
        ("blank", torch.from_numpy(computed(taught, BLANKS, args.seed, KEPT)), 1),
    ):
        np.save(args.out / f"{name}.npy", views(pixels, straight))
        for number in range(count):
            np.save(args.out / f"{name}{number}.npy", views(pixels, chance))
            print(name, number, flush=True)


if __name__ == "__main__":
    main()
