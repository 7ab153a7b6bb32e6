"""Writes the face finder that the photo intake uses, from published weights.

python faces.py --weights facenet_pytorch-2.6.0-py3-none-any.whl --out ../runtime/models/face-finder

The three networks of K. Zhang et al., "Joint Face Detection and Alignment Using Multitask Cascaded Convolutional Networks",
IEEE Signal Processing Letters 23(10), 2016, with the weights that the package facenet-pytorch distributes (MIT). The branches that
tell where eyes, nose and mouth are get left out: nothing here can be used to tell one face from another.
"""

import argparse
import hashlib
import io
import json
import pathlib
import zipfile

import numpy as np
import onnxruntime
import torch
from torch import nn

from export import halved


class Slope(nn.Module):
    """A rectifier with a slope for each channel, out of parts that ONNX Runtime is quicker at than at its own."""

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(channels))

    def forward(self, values):
        weight = self.weight.view(1, -1, *[1] * (values.dim() - 2))
        return torch.relu(values) - weight * torch.relu(-values)


def convolution(inputs, outputs, size, after=None):
    layers = [nn.Conv2d(inputs, outputs, size), Slope(outputs)]
    return layers + ([nn.MaxPool2d(after, 2, ceil_mode=True)] if after else [])


class Stage(nn.Module):
    """One network: how likely a window shows a face, and by how much of its size to move each of its sides."""

    def __init__(self, trunk, face, box):
        super().__init__()
        self.trunk, self.face, self.box = trunk, face, box

    def forward(self, windows):
        seen = self.trunk((windows - 127.5) / 128)
        return torch.softmax(self.face(seen), 1)[:, 1], self.box(seen)


class Dense(nn.Module):
    """The trunk of the later networks: convolutions, then one layer over all of them, in the order of the published weights."""

    def __init__(self, convolutions, inputs, outputs):
        super().__init__()
        self.convolutions, self.dense, self.slope = convolutions, nn.Linear(inputs, outputs), Slope(outputs)

    def forward(self, windows):
        seen = self.convolutions(windows).permute(0, 3, 2, 1).flatten(1)
        return self.slope(self.dense(seen))


def stages():
    first = nn.Sequential(*convolution(3, 10, 3, 2), *convolution(10, 16, 3), *convolution(16, 32, 3))
    second = nn.Sequential(*convolution(3, 28, 3, 3), *convolution(28, 48, 3, 3), *convolution(48, 64, 2))
    third = nn.Sequential(
        *convolution(3, 32, 3, 3), *convolution(32, 64, 3, 3), *convolution(64, 64, 3, 2), *convolution(64, 128, 2)
    )
    return {
        "pnet": Stage(first, nn.Conv2d(32, 2, 1), nn.Conv2d(32, 4, 1)),
        "rnet": Stage(Dense(second, 576, 128), nn.Linear(128, 2), nn.Linear(128, 4)),
        "onet": Stage(Dense(third, 1152, 256), nn.Linear(256, 2), nn.Linear(256, 4)),
    }


def load(stage, published):
    """The published tensors come in the order of their use, the branch of the landmarks last."""
    own = stage.state_dict()
    names = list(own)
    values = [value for name, value in published.items() if not name.startswith("dense6_3")]
    assert len(names) == len(values), (len(names), len(values))
    for name, value in zip(names, values):
        assert own[name].shape == value.shape, (name, own[name].shape, value.shape)
        own[name] = value
    stage.load_state_dict(own)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=pathlib.Path, required=True, help="the package's wheel")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    files = {}
    with zipfile.ZipFile(args.weights) as wheel:
        for name, stage in stages().items():
            published = torch.load(io.BytesIO(wheel.read(f"facenet_pytorch/data/{name[0]}net.pt")), weights_only=True)
            load(stage, published)
            stage.eval()
            side = {"pnet": 40, "rnet": 24, "onet": 48}[name]
            dynamic = {0: "count", 2: "height", 3: "width"} if name == "pnet" else {0: "count"}
            file = args.out / f"{name}.onnx"
            example = torch.rand(2, 3, side, side) * 255
            torch.onnx.export(
                stage, (example,), str(file), dynamo=False, opset_version=17, input_names=["windows"],
                output_names=["face", "box"], dynamic_axes={"windows": dynamic, "face": dynamic, "box": dynamic},
            )
            halved(file)
            session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
            with torch.no_grad():
                expected = [part.numpy() for part in stage(example)]
            found = session.run(None, {"windows": example.numpy()})
            difference = max(float(np.abs(a - b).max()) for a, b in zip(expected, found))
            assert difference < 1e-2, f"{name} differs from its source by {difference}"
            files[file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    card = {
        "name": "face-finder",
        "version": "1",
        "sha256": files,
        "licence": "MIT (facenet-pytorch, T. Esler; after facenet, D. Sandberg; after K. Zhang et al.)",
    }
    (args.out / "card.json").write_text(json.dumps(card, indent=2) + "\n")


if __name__ == "__main__":
    main()
