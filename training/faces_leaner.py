"""Writes the networks of `training/faces.py` anew, so that they say the same in three fifths of the time.

python faces_leaner.py --written DIR --out ../runtime/models/face-finder

What is subtracted and divided at the start becomes part of the first weights. A rectifier with a slope for each channel,
z -> max(z, 0) + slope * min(z, 0), becomes (1 - slope) * max(z, 0) + slope * z: two convolutions of one channel each, which ONNX Runtime
keeps in the order in which its convolutions want memory, where `PRelu` and its parts cost a copy there and back. Channels that are nought
fill each layer up to a multiple of eight, without which it does not keep that order. Of two likelihoods the one that is read becomes the
logistic function of the difference.
"""

import argparse
import hashlib
import json
import pathlib

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

examples = {"pnet": (2, 3, 60, 70), "rnet": (5, 3, 24, 24), "onet": (5, 3, 48, 48)}
taken_over = {"MaxPool", "Transpose", "Flatten"}
mean, scale = 127.5, 128


class Leaner:
    """A graph that grows node by node; `last` is what its newest node answers and `channels` are its channels."""

    def __init__(self):
        self.nodes, self.weights, self.last, self.channels = [], [], "windows", 3

    def weight(self, name, values):
        """Large weights are kept as 16-bit floats, as they came."""
        values = np.ascontiguousarray(values, np.float32)
        if values.size < 1000:
            self.weights.append(numpy_helper.from_array(values, name))
        else:
            self.weights.append(numpy_helper.from_array(values.astype(np.float16), name + "_half"))
            self.nodes.insert(0, helper.make_node("Cast", [name + "_half"], [name], to=TensorProto.FLOAT))
        return name

    def add(self, kind, *inputs, name=None, **attributes):
        self.last = name or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [self.last], **attributes))
        return self.last

    def layer(self, node, name, weights, bias):
        head = name in ("face", "box")
        if weights.ndim == 4:
            if self.last == "windows":
                weights, bias = weights / scale, bias - weights.sum((1, 2, 3)) * mean / scale
            rows = weights.shape[0] if head else -(-weights.shape[0] // 8) * 8
            missing = rows - weights.shape[0]
            weights = np.pad(weights, ((0, missing), (0, self.channels - weights.shape[1]), (0, 0), (0, 0)))
            bias = np.pad(bias, (0, missing))
        if name == "face":
            weights, bias = weights[1:] - weights[:1], bias[1:] - bias[:1]
        before = self.last
        shape = {"kernel_shape": weights.shape[2:]} if weights.ndim == 4 else {"transB": 1}
        values = [self.weight(f"{name}.weight", weights), self.weight(f"{name}.bias", bias)]
        answer = self.add(node.op_type, before, *values, name={"box": "box", "face": "certainty"}.get(name), **shape)
        if name == "face":
            self.add("Sigmoid", answer, name="face")
        if head:
            self.last = before  # the other head reads the same
        else:
            self.channels = weights.shape[0]

    def slope(self, name, slopes):
        slopes = np.pad(slopes.reshape(-1), (0, self.channels - slopes.size))
        if self.nodes[-1].op_type == "Gemm":
            return self.add("PRelu", self.last, self.weight(name, slopes))
        before = self.last
        each = {"group": self.channels, "kernel_shape": [1, 1]}
        positive = self.add("Relu", before)
        kept = self.add("Conv", positive, self.weight(f"{name}.kept", (1 - slopes).reshape(-1, 1, 1, 1)), **each)
        sloped = self.add("Conv", before, self.weight(f"{name}.slope", slopes.reshape(-1, 1, 1, 1)), **each)
        return self.add("Add", kept, sloped)


def leaner(model):
    values = {each.name: numpy_helper.to_array(each).astype(np.float32) for each in model.graph.initializer}
    values |= {node.output[0]: values[node.input[0]] for node in model.graph.node if node.op_type == "Cast"}
    graph = Leaner()
    for node in model.graph.node:
        own = [values[name] for name in node.input if name in values]
        if node.op_type in ("Conv", "Gemm"):
            graph.layer(node, node.input[1].removesuffix(".weight"), *own)
        elif node.op_type == "Mul":
            graph.slope(node.name.strip("/").replace("/", "."), *own)
        elif node.op_type in taken_over:
            graph.add(node.op_type, graph.last, **{each.name: helper.get_attribute_value(each) for each in node.attribute})
    answers = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("face", "box")]
    made = helper.make_graph(graph.nodes, model.graph.name, list(model.graph.input), answers, graph.weights)
    return helper.make_model(made, opset_imports=list(model.opset_import), ir_version=model.ir_version)


def answers_of(model, windows):
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return [answer.reshape(-1) for answer in session.run(["face", "box"], {"windows": windows})]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--written", type=pathlib.Path, required=True, help="where training/faces.py wrote networks and card")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    card = json.loads((args.written / "card.json").read_text())
    for name, shape in examples.items():
        before = onnx.load(args.written / f"{name}.onnx")
        after = leaner(before)
        windows = (np.random.default_rng(1).random(shape) * 255).astype(np.float32)
        difference = max(np.abs(a - b).max() for a, b in zip(answers_of(before, windows), answers_of(after, windows)))
        assert difference < 1e-5, f"{name} differs from its source by {difference}"
        file = args.out / f"{name}.onnx"
        onnx.save(after, file)
        card["sha256"][file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    (args.out / "card.json").write_text(json.dumps(card, indent=2) + "\n")


if __name__ == "__main__":
    main()
