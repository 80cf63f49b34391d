"""Writes a trained student as ONNX in eight bits: ``python -m redaction.training.export STUDENT.npz FOLDER``."""

import argparse
import hashlib
from pathlib import Path
from typing import Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[np.float32]
OPSET: Final = 17


class Graph:
    """Nodes and constants of a graph as they are added."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.nodes: list[onnx.NodeProto] = []
        self.held: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Hold a constant; its name."""
        self.held.append(numpy_helper.from_array(value.copy(order="C"), name))
        return name

    def add(
        self, kind: str, inputs: list[str], name: str, domain: str = "", **settings: int | float | list[int]
    ) -> str:
        """Add a node with one answer; the answer's name."""
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **settings))
        return name

    def linear(self, x: str, name: str, weight: Array, bias: Array) -> str:
        """``x @ weight.T + bias`` with the weight in eight bits for each output and *x* made eight bits as it comes."""
        scale = np.maximum(np.abs(weight).max(1), 1e-8) / 127
        small = np.round(weight / scale[:, None]).astype(np.int8)
        eight, step, zero = f"{name}.x", f"{name}.xs", f"{name}.xz"
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], [eight, step, zero], name=eight))
        weights = self.constant(f"{name}.w", small.T)
        zeros = self.constant(f"{name}.z", np.zeros(len(scale), np.int8))
        sums = self.add("MatMulInteger", [eight, weights, zero, zeros], f"{name}.sums")
        steps = self.add("Mul", [step, self.constant(f"{name}.s", scale.astype(np.float32))], f"{name}.steps")
        found = self.add("Mul", [self.add("Cast", [sums], f"{name}.f", to=TensorProto.FLOAT), steps], f"{name}.m")
        return self.add("Add", [found, self.constant(f"{name}.b", bias)], name)

    def norm(self, x: str, name: str, weight: Array, bias: Array) -> str:
        """Layer norm over the last axis."""
        inputs = [x, self.constant(f"{name}.w", weight), self.constant(f"{name}.b", bias)]
        return self.add("LayerNormalization", inputs, name, axis=-1, epsilon=1e-12)


def graph(held: dict[str, NDArray[np.generic]], heads: int, *, smooth: bool) -> onnx.ModelProto:
    """The model: ``ids`` and ``marks`` (batch, length) → ``shares`` (batch, length, kinds)."""
    value = {name: one.astype(np.float32) for name, one in held.items() if name != "words"}
    made = Graph()
    width = value["norm.weight"].shape[0]
    layers = len({name.split(".")[1] for name in value if name.startswith("blocks.")})
    # The table keeps its eight bits: rows are looked up, then scaled.
    rows = made.add("Gather", [made.constant("words", held["words"]), "ids"], "rows", axis=0)
    scale = made.add("Gather", [made.constant("words.s", value["scale"]), "ids"], "rows.s", axis=0)
    x = made.add("Mul", [made.add("Cast", [rows], "rows.f", to=TensorProto.FLOAT), scale], "rows.x")
    x = made.add(
        "Add",
        [x, made.add("Gather", [made.constant("marks.w", value["marks.weight"]), "marks"], "marks.x", axis=0)],
        "x.marks",
    )
    length = made.add(
        "Gather", [made.add("Shape", ["ids"], "shape"), made.constant("one", np.array([1]))], "length", axis=0
    )
    nought, axis = made.constant("nought", np.array([0])), made.constant("axis", np.array([0]))
    at = made.add("Slice", [made.constant("places.w", value["places.weight"]), nought, length, axis], "places")
    x = made.norm(made.add("Add", [x, at], "x.places"), "x.norm", value["norm.weight"], value["norm.bias"])
    empty = made.constant("empty", np.array(0, np.int32))
    # Padding is never looked at: a large negative number before the softmax.
    pad = made.add("Cast", [made.add("Equal", ["ids", empty], "pad")], "pad.f", to=TensorProto.FLOAT)
    pad = made.add("Mul", [pad, made.constant("low", np.array(-1e4, np.float32))], "pad.low")
    pad = made.add("Unsqueeze", [pad, made.constant("axes", np.array([1, 2]))], "pad.mask")
    split = made.constant("split", np.array([0, 0, 3, heads, width // heads]))
    whole = made.constant("whole", np.array([0, 0, width]))
    for layer in range(layers):
        x = _block(made, x, pad, f"blocks.{layer}", value, (split, whole), width // heads, smooth=smooth)
    made.add("Softmax", [made.linear(x, "answer", value["answer.weight"], value["answer.bias"])], "shares", axis=-1)
    shape = ["batch", "length"]
    body = helper.make_graph(
        made.nodes,
        "names",
        [helper.make_tensor_value_info(name, TensorProto.INT32, shape) for name in ("ids", "marks")],
        [helper.make_tensor_value_info("shares", TensorProto.FLOAT, [*shape, len(value["answer.bias"])])],
        made.held,
    )
    model = helper.make_model(
        body, opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)], ir_version=8
    )
    model.producer_name = "redaction.training"
    return model


def _block(
    made: Graph,
    x: str,
    pad: str,
    name: str,
    value: dict[str, Array],
    shapes: tuple[str, str],
    size: int,
    *,
    smooth: bool,
) -> str:
    """One layer, as ``network.Block`` computes it."""

    def part(inner: str) -> tuple[Array, Array]:
        return value[f"{name}.{inner}.weight"], value[f"{name}.{inner}.bias"]

    weight, bias = part("qkv")
    # The root of the head's width goes into the weights of the questions.
    weight, bias = weight.copy(), bias.copy()
    weight[: len(weight) // 3] /= np.sqrt(size)
    bias[: len(bias) // 3] /= np.sqrt(size)
    qkv = made.add("Reshape", [made.linear(x, f"{name}.qkv", weight, bias), shapes[0]], f"{name}.split")
    turned = made.add("Transpose", [qkv], f"{name}.turned", perm=[2, 0, 3, 1, 4])
    q, k, v = (
        made.add("Gather", [turned, made.constant(f"{name}.at{at}", np.array(at))], f"{name}.{letter}", axis=0)
        for at, letter in enumerate("qkv")
    )
    looked = made.add("MatMul", [q, made.add("Transpose", [k], f"{name}.kt", perm=[0, 1, 3, 2])], f"{name}.qk")
    looked = made.add("Softmax", [made.add("Add", [looked, pad], f"{name}.seen")], f"{name}.soft", axis=-1)
    seen = made.add("Transpose", [made.add("MatMul", [looked, v], f"{name}.av")], f"{name}.avt", perm=[0, 2, 1, 3])
    seen = made.linear(made.add("Reshape", [seen, shapes[1]], f"{name}.flat"), f"{name}.out", *part("out"))
    x = made.norm(made.add("Add", [x, seen], f"{name}.x1"), f"{name}.norm1", *part("norm1"))
    inner = made.linear(x, f"{name}.up", *part("up"))
    inner = (
        made.add("Gelu", [inner], f"{name}.act", domain="com.microsoft")
        if smooth
        else made.add("Relu", [inner], f"{name}.act")
    )
    down = made.linear(inner, f"{name}.down", *part("down"))
    return made.norm(made.add("Add", [x, down], f"{name}.x2"), f"{name}.norm2", *part("norm2"))


def main() -> None:
    """Write ``names.onnx`` and say its hash."""
    parser = argparse.ArgumentParser(prog="python -m redaction.training.export", description=__doc__)
    parser.add_argument("student", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--heads", type=int, default=8)
    parser.add_argument("--smooth", action="store_true", help="the student has GELU")
    options = parser.parse_args()
    with np.load(options.student) as held:
        model = graph(dict(held), options.heads, smooth=options.smooth)
    raw = model.SerializeToString()
    (options.folder / "names.onnx").write_bytes(raw)
    print(hashlib.sha256(raw).hexdigest(), len(raw))


if __name__ == "__main__":
    main()
