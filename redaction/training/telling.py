"""Trains the model of what a sentence tells of: ``python -m redaction.training.telling [SET]``.

Reads ``telling.txt`` beside this file and the lots of *SET* (``benchmarks/mention_set``) that the lists were mended on,
and writes ``redaction/model/telling.npz``. Numpy alone; no chance is in it, so the same sentences give the same weights.
"""

import sys
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from redaction.hit import MENTIONS
from redaction.model.telling import SIZE, features, row
from redaction.normal import fold
from redaction.tokens import Prepared, words

Floats = NDArray[np.float64]

_KINDS: Final = tuple(sorted(kind.value for kind in MENTIONS))
_LOTS: Final = ("second", "third", "fifth_mended")
_ORDINARY: Final = ("ordinary", "ordinary_mended")
_PULL: Final = 0.1  # towards nought: one by the C of a logistic regression
_STEPS: Final = 1500


class _Sentence(NamedTuple):
    kind: str  # "none": tells of nothing
    text: str


def main() -> None:
    """Train on all sentences and write the weights."""
    sentences = [*_own(), *_lots(Path(sys.argv[1] if len(sys.argv) > 1 else "benchmarks/mention_set"))]
    parts, whole = (_counted([_rows(one.text)[which] for one in sentences]) for which in (0, 1))
    weights = np.log((1 + len(sentences)) / (1 + ((parts + whole) > 0).sum(0))) + 1
    seen = np.concatenate([_unit(parts * weights), _unit(whole * weights)], axis=1)
    shares, bias = _fitted(seen, sentences)
    table = (shares[:SIZE] + shares[SIZE:]) * weights[:, None]
    scale = np.abs(table).max(0) / 127
    kept = Path(__file__).parents[1] / "model" / "telling.npz"
    np.savez_compressed(
        kept,
        table=np.round(table / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=bias.astype(np.float32),
        weights=weights.astype(np.float16),
        kinds=np.array(_KINDS),
    )
    print(
        f"{len(sentences)} sentences, {sum(one.kind != 'none' for one in sentences)} tell; {kept.stat().st_size} bytes"
    )


def _own() -> list[_Sentence]:
    lines = Path(__file__).with_name("telling.txt").read_text("utf-8").splitlines()
    return [_Sentence(*line.split(" ", 1)) for line in lines if not line.startswith("#")]


def _lots(folder: Path) -> list[_Sentence]:
    found: list[_Sentence] = []
    for kind in _KINDS:
        lines = (folder / f"{kind}.txt").read_text("utf-8").splitlines()
        found += [_Sentence(kind if line.startswith("+") else "none", line[2:]) for line in lines]
    for lot in _LOTS:
        for line in (folder / f"{lot}.txt").read_text("utf-8").splitlines():
            kind, sign, text = line.split(" ", 2)
            found.append(_Sentence(kind if sign == "+" else "none", text))
    for lot in _ORDINARY:
        lines = (folder / f"{lot}.txt").read_text("utf-8").splitlines()
        found += [_Sentence("none", line[2:]) for line in lines]
    return found


def _rows(text: str) -> tuple[list[int], list[int]]:
    said = ["0" * len(word) if word.isdigit() else word for _, _, word in words(Prepared(fold(text).text))]
    pairs = [row(f"={left} {right}") for left, right in pairwise(said)]
    return [one for word in said for one in features(word)], [row(f"={word}") for word in said] + pairs


def _counted(rows: list[list[int]]) -> NDArray[np.float32]:
    found = np.zeros((len(rows), SIZE), np.float32)
    for at, one in enumerate(rows):
        np.add.at(found[at], one, 1)
    return found


def _unit(found: Floats) -> Floats:
    return found / (np.sqrt((found**2).sum(1, keepdims=True)) + 1e-9)


def _fitted(seen: Floats, sentences: list[_Sentence]) -> tuple[Floats, Floats]:
    """Logistic regressions, one a kind, each side weighing the same; accelerated steps over the sentences' products."""
    told = np.array([[one.kind == kind for kind in _KINDS] for one in sentences], float)
    often = told.mean(0)
    weighs = np.where(told > 0, 0.5 / often, 0.5 / (1 - often))
    alike = (seen @ seen.T).astype(float) + 1
    step = 4 / (np.linalg.eigvalsh(alike)[-1] * weighs.max(0) + 4 * _PULL)
    at = before = np.zeros_like(told)
    for number in range(_STEPS):
        ahead = at + number / (number + 3) * (at - before)
        odds = 1 / (1 + np.exp(-np.clip(alike @ ahead, -30, 30)))
        before, at = at, ahead - step * (weighs * (odds - told) + _PULL * ahead)
    return seen.T @ at, at.sum(0)


if __name__ == "__main__":
    main()
