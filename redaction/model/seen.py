"""What the model said of windows it has read before: threads quote themselves, and signatures repeat."""

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from secrets import token_bytes
from typing import Final

import numpy as np

from redaction.model.net import KINDS, Floats, Net
from redaction.model.pieces import Encoded
from redaction.model.windows import Window

_MOST: Final = 4_096
"""Windows kept, 60 bytes a word: about 15 MB at most."""


class Seen:
    """A bounded memory of answers by a keyed hash of what was read; no text is kept.

    The key is drawn at random and lives as long as the object, so that the hashes tell nothing of the texts to
    whoever reads the memory. One object belongs to one thread.
    """

    def __init__(self, most: int = _MOST) -> None:
        """Remember nothing yet, and never more than *most* windows."""
        self._most = most
        self._key = token_bytes(32)
        self._told: OrderedDict[bytes, Floats] = OrderedDict()

    def __len__(self) -> int:
        """How many windows are remembered."""
        return len(self._told)

    def read(self, asked: Net, encoded: Encoded, cut: Sequence[Window]) -> Floats:
        """As ``Net.read``; only windows that are new are read."""
        told = np.zeros((len(encoded.firsts), KINDS), np.float32)
        told[:, 0] = 1
        bounds = np.append(encoded.firsts, len(encoded.ids)).tolist()
        keys = [self._of(encoded, bounds, window) for window in cut]
        fresh = [(key, window) for key, window in zip(keys, cut, strict=True) if key not in self._told]
        if fresh:
            answer = asked.read(encoded, [window for _, window in fresh])
            for key, window in fresh:
                self._told[key] = answer[window.begin : window.end].copy()
        for key, window in zip(keys, cut, strict=True):
            told[window.begin : window.end] = self._told[key]
            self._told.move_to_end(key)
        while len(self._told) > self._most:
            self._told.popitem(last=False)
        return told

    def _of(self, encoded: Encoded, bounds: list[int], window: Window) -> bytes:
        start, stop = bounds[window.first], bounds[window.last]
        found = blake2b(key=self._key, digest_size=24)
        # Which of its words a window answers for is part of what is asked.
        found.update(
            np.array([window.begin - window.first, window.end - window.first, stop - start], np.int32).tobytes()
        )
        found.update(encoded.ids[start:stop].tobytes() + encoded.marks[start:stop].tobytes())
        return found.digest()
