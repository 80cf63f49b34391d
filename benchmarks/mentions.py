"""How many sentences of casework tell their kind of mention, and how many that only look so do.

``python -m benchmarks.mentions [--missed] [--model]``. ``mention_set/KIND.txt`` has a kind's first sentences,
``second.txt`` some of all kinds, written after the lists were mended on the first, ``third.txt`` and ``fourth.txt``
some of the kinds that the law sets apart, each written before the lists were mended on the one before: ``+`` tells of
somebody, ``-`` does not. ``fifth_mended.txt`` and ``fifth_kept.txt`` are a further lot halved by chance: the first is
mended on. ``ordinary*.txt`` are an office's mail that may raise no kind at all; the later and the kept are for
measuring. ``--model`` asks the model of what sentences tell of as well.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from redaction import DEFAULT, MENTIONS, Detector, find
from redaction.model import Untold

_DETECTORS: Final = [*DEFAULT]
_SET: Final = Path(__file__).with_name("mention_set")
_LATER: Final = ("second", "third", "fourth", "fifth_mended", "fifth_kept")
_ORDINARY: Final = ("ordinary", "ordinary_later", "ordinary_mended", "ordinary_kept")


class _Sentence(NamedTuple):
    detector: Detector
    tells: bool
    text: str


def main() -> None:
    """Print for each kind of each lot the sentences found of those that tell, and those taken of the others."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--missed", action="store_true", help="print the sentences that were answered wrongly")
    parser.add_argument("--model", action="store_true", help="ask the model where the lists are silent")
    asked = parser.parse_args()
    missed = asked.missed
    if asked.model:
        _DETECTORS.append(Untold())
    lots = {"first": list(_first()), **{name: list(_later(name)) for name in _LATER}}
    for name, sentences in lots.items():
        print(f"{name} lot")
        for detector in sorted(MENTIONS):
            _row(detector.value, [one for one in sentences if one.detector is detector], missed=missed)
        _row("all", sentences, missed=False)
    for name in _ORDINARY:
        _ordinary(name, missed=missed)


def _first() -> Iterator[_Sentence]:
    for detector in sorted(MENTIONS):
        for line in (_SET / f"{detector.value}.txt").read_text("utf-8").splitlines():
            yield _Sentence(detector, line.startswith("+"), line[2:])


def _later(name: str) -> Iterator[_Sentence]:
    for line in (_SET / f"{name}.txt").read_text("utf-8").splitlines():
        kind, sign, text = line.split(" ", 2)
        yield _Sentence(Detector(kind), sign == "+", text)


def _ordinary(name: str, *, missed: bool) -> None:
    texts = [line[2:] for line in (_SET / f"{name}.txt").read_text("utf-8").splitlines()]
    taken = [text for text in texts if any(hit.detector in MENTIONS for hit in find(text, detectors=_DETECTORS))]
    print(f"{name} lot\n{'any kind':13} taken wrongly {len(taken):3}/{len(texts):3}")
    for text in taken if missed else ():
        print(f"    taken: {text}")


def _row(name: str, sentences: Sequence[_Sentence], *, missed: bool) -> None:
    told = [any(hit.detector is one.detector for hit in find(one.text, detectors=_DETECTORS)) for one in sentences]
    counts: list[str] = []
    for tells in (True, False):
        of = [found for found, one in zip(told, sentences, strict=True) if one.tells is tells]
        counts.append(f"{sum(of):3}/{len(of):3}")
    print(f"{name:13} found {counts[0]}   taken wrongly {counts[1]}")
    for found, one in zip(told, sentences, strict=True):
        if missed and found is not one.tells:
            print(f"    {'missed' if one.tells else 'taken'}: {one.text}")


if __name__ == "__main__":
    main()
