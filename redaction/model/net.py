"""Loads the weights once in a process and asks them: windows in, a share for each kind and word out."""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from threading import Lock
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from redaction.model.errors import ModelMissing
from redaction.model.pieces import Encoded, Pieces
from redaction.model.windows import Window

WEIGHTS: Final = "e5d13a4f0b426aa5b56a3b95b009c9e3b7be5669ead2f77aecb4841276e7774f"
"""SHA-256 of names.onnx; the card beside it names the same."""
VOCABULARY: Final = "fce3560cb4bfe0ef3f134396ef1d34c893c536fcccdcce72d1482add86646630"
"""SHA-256 of pieces.txt."""
KINDS: Final = 15
"""Nothing; then the first and the further words of a person, an address, a body, a place, a birth, an age, a code."""
_TOGETHER: Final = 16  # windows read at once: bounds the memory, whatever the text's length
_LOCK: Final = Lock()

Floats = NDArray[np.float32]


class Net:
    """The session with its vocabulary. Made by ``net``; one thread computes, and calls may come from several."""

    def __init__(self, weights: bytes, vocabulary: Sequence[str]) -> None:
        """Load.

        Raises:
            ModelMissing: the runtime cannot read the weights.
        """
        options = onnxruntime.SessionOptions()
        # A worker has one message at a time, and a gateway has several workers: more threads would only wait.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 4
        try:
            self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the runtime's own errors share no base class
            raise ModelMissing("the weights of the names model cannot be loaded") from error
        self.pieces = Pieces(vocabulary)

    def read(self, encoded: Encoded, cut: Sequence[Window]) -> Floats:
        """The share of each kind for each word, a row each; rows add up to one. Words of no window are nothing."""
        told = np.zeros((len(encoded.firsts), KINDS), np.float32)
        told[:, 0] = 1
        if not cut:
            return told
        bounds = np.append(encoded.firsts, len(encoded.ids))
        spans = [(int(bounds[window.first]), int(bounds[window.last])) for window in cut]
        # Windows of about one length go together, so that little is computed for padding.
        order = sorted(range(len(cut)), key=lambda at: spans[at][1] - spans[at][0])
        for begin in range(0, len(order), _TOGETHER):
            rows = order[begin : begin + _TOGETHER]
            longest = max(spans[at][1] - spans[at][0] for at in rows)
            ids = np.zeros((len(rows), longest), np.int32)
            marks = np.zeros((len(rows), longest), np.int32)
            for row, at in enumerate(rows):
                start, stop = spans[at]
                ids[row, : stop - start] = encoded.ids[start:stop]
                marks[row, : stop - start] = encoded.marks[start:stop]
            shares = self._session.run(None, {"ids": ids, "marks": marks})[0]
            for row, at in enumerate(rows):
                window = cut[at]
                told[window.begin : window.end] = shares[row, bounds[window.begin : window.end] - spans[at][0]]
        return told


@cache
def _net() -> Net:
    folder = resources.files("redaction.model")
    try:
        weights = folder.joinpath("names.onnx").read_bytes()
        vocabulary = folder.joinpath("pieces.txt").read_bytes()
    except OSError as error:
        raise ModelMissing("the weights of the names model are not installed") from error
    if hashlib.sha256(weights).hexdigest() != WEIGHTS or hashlib.sha256(vocabulary).hexdigest() != VOCABULARY:
        raise ModelMissing("the weights of the names model are not those that this version was made with")
    return Net(weights, vocabulary.decode().splitlines())


def net() -> Net:
    """The model of this process, loaded on the first call.

    Raises:
        ModelMissing: it is not there, is another one, or cannot be loaded.
    """
    with _LOCK:
        return _net()
