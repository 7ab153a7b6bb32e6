"""Turns a trained encoder into the artefact that the runtime loads, and writes its card.

python export.py --model everybody.pt --finder finder.pt --pattern patterns.pt --recipe seed1.pt seed2.pt seed3.pt --photos DIR \
  --out ../runtime/models/garment-encoder
"""

import argparse
import hashlib
import json
import pathlib
import time

import numpy as np
import onnx
import onnxruntime
import torch

from data import PAD, PIECES, SIZE, square
from find import GRID
from network import PATTERNS, Early, Exported, Finder, Late, Pattern

VERSION = "3"
OUTPUTS = ["embedding", "probabilities", "patterns", "near", "reach", "shown"]


def halved(file: pathlib.Path):
    """Keeps the large weights as 16-bit floats, turned back into 32 bits when the model is loaded."""
    model = onnx.load(file)
    for weight in list(model.graph.initializer):
        values = onnx.numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.size < 1000:
            continue
        small = onnx.numpy_helper.from_array(values.astype(np.float16), weight.name + "_half")
        model.graph.initializer.remove(weight)
        model.graph.initializer.append(small)
        cast = onnx.helper.make_node("Cast", [small.name], [weight.name], to=onnx.TensorProto.FLOAT)
        model.graph.node.insert(0, cast)
    onnx.save(model, file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("--finder", type=pathlib.Path, required=True)
    parser.add_argument("--pattern", type=pathlib.Path, required=True)
    parser.add_argument("--recipe", type=pathlib.Path, nargs="+", required=True, help="runs that held folds out")
    parser.add_argument("--photos", type=pathlib.Path, required=True, help="to compare the export with its source")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()

    trained, found, told = (torch.load(path, weights_only=False) for path in (args.model, args.finder, args.pattern))
    early = Early()
    late, finder, pattern = Late(early), Finder(), Pattern()
    late.load_state_dict(trained["state"])
    finder.load_state_dict(found["state"])
    pattern.load_state_dict(told["state"])
    exported = Exported(early, late, finder, pattern).eval()
    args.out.mkdir(parents=True, exist_ok=True)
    file = args.out / "encoder.onnx"
    torch.onnx.export(
        exported, (torch.zeros(1, 3, SIZE, SIZE),), str(file), dynamo=False, opset_version=17,
        input_names=["image"], output_names=OUTPUTS, dynamic_axes={name: {0: "count"} for name in ("image", *OUTPUTS)},
    )
    halved(file)

    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    pictures = sorted(args.photos.glob("*/*/*.jpg"))[::70][:50]
    pixels = np.stack([square(path, SIZE) for path in pictures]).transpose(0, 3, 1, 2).astype(np.float32)
    with torch.no_grad():
        expected = [part.numpy() for part in exported(torch.from_numpy(pixels))]
    difference = max(float(np.abs(a - b).max()) for a, b in zip(expected, session.run(None, {"image": pixels})))
    assert difference < 2e-2, f"the export differs from its source by {difference}"
    took = []
    for picture in pixels:
        began = time.perf_counter()
        session.run(None, {"image": picture[None]})
        took.append((time.perf_counter() - began) * 1000)

    recipe = [torch.load(path, weights_only=False)["figures"] for path in args.recipe]
    mean = lambda name: round(float(np.mean([run[name] for run in recipe])), 4)
    card = {
        "name": "garment-encoder",
        "version": VERSION,
        "inputSize": SIZE,
        "pad": list(PAD),
        "dimensions": int(expected[0].shape[1]),
        "labels": PIECES,
        "threshold": round(mean("threshold"), 3),
        "tells": {"patterns": PATTERNS, "sure": told["figures"]["sure"]},
        "finds": {"side": GRID, "sure": found["figures"]["sure"]},
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "data": "3,409 photographs of clothing-dataset-small by 307 contributors, and 1,920 drawings of this project; its first layers were taught on ImageNet",
        "terms": "photographs CC0; EfficientNet-Lite0 weights Apache 2.0; drawings and what was learnt here under the project's licence",
        "figures": {
            "meanOfSeeds": {name: mean(name) for name in ("accuracy", "p1", "p10", "drawingAccuracy")},
            "sameRecipe": recipe,
            "thisModel": trained["figures"],
            "finder": found["figures"],
            "patterns": told["figures"],
        },
        "onnx": {
            "difference": float(f"{difference:.1e}"),
            "medianMilliseconds": round(float(np.median(took)), 2),
        },
        "limits": "ten pieces; boxes learnt from scenes put together out of cut-outs; colours are not learnt",
        "made": "training/README.md",
    }
    (args.out / "card.json").write_text(json.dumps(card, indent=2) + "\n")
    print(json.dumps(card["onnx"]))


if __name__ == "__main__":
    main()
