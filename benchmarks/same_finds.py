"""Whether a change that is only to make finding faster finds the same: every hit before, against every hit after.

Run ``python -m benchmarks.same_finds --write FILE`` before the change and ``--against FILE`` after it; the second
takes its texts from the file, and ends with 1 where one text gives other hits. The texts: the set of
``redaction_quality``, what the tests of finding have in quotation marks, mails of the tests' cases and of the other
benchmarks, a megabyte of them, and thousands of texts that chance makes of all these. Of each: what every detector
finds by itself, what ``find_all`` finds without the model, and the same with a register.
"""

import argparse
import ast
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.find import mail, people
from benchmarks.people import mails, register
from benchmarks.redaction_quality import all_texts
from benchmarks.redaction_set.engines import rows_of
from redaction import DETECTORS, Hit, People, find_all
from redaction.model import Names
from redaction.normal import fold
from redaction.tokens import Prepared

_ROOT: Final = Path(__file__).parents[1]
_RULES: Final = tuple(one for one in DETECTORS if not isinstance(one, Names))
_GAPS: Final = (
    " ",
    " ",
    " ",
    ", ",
    "\n",
    "\r\n",
    "\n\n",
    ": ",
    "",
    "\t",
    " | ",
    " (",
    ") ",
    ". ",
    "; ",
    "-",
    "/",
    "'s ",
)
_MADE: Final = 6_000
_LONG: Final = 1_000_000  # characters


def _quoted() -> Iterator[str]:
    """What stands in quotation marks in the tests of finding."""
    for path in sorted((_ROOT / "tests" / "redaction").glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > 3:
                yield node.value


def _made(pieces: Sequence[str], count: int) -> Iterator[str]:
    """Texts of pieces, some of them in other letters or cut short."""
    dice = random.Random(20261123)
    change: tuple[Callable[[str], str], ...] = (
        str, str, str, str, str.lower, str.upper, str.title,
        lambda one: one[: dice.randrange(len(one))],
        lambda one: one[dice.randrange(len(one)) :], lambda one: one.replace(" ", "\u00a0"),
        lambda one: one.replace("-", "\u2011"),
    )  # fmt: skip
    for _ in range(count):
        yield "".join(
            dice.choice(change)(dice.choice(pieces)) + dice.choice(_GAPS) for _ in range(dice.randint(1, 25))
        )


def texts() -> list[str]:
    """All that is compared, each once."""
    whole = [one.text for one in all_texts()]
    cases = [path.read_text("utf-8", "replace") for path in sorted((_ROOT / "tests" / "cases").glob("*/in.eml"))]
    known = list(register(2_000))
    bench = [mail(people(3, seed), seed) for seed in range(40)] + [*mails(known[:200], 2), *mails(known[:1000], 3)]
    short = list(dict.fromkeys(_quoted()))
    pieces = [*short, *(line for text in whole for line in text.splitlines() if line.strip())]
    words = [word for text in (*whole, *short) for word in text.split()]
    made = [*_made(pieces, _MADE // 2), *_made([*words, *islice(pieces, 0, None, 9)], _MADE // 2)]
    return list(dict.fromkeys([*whole, *cases, *bench, *short, *made, "\n\n".join([*bench, *whole])[:_LONG]]))


def _told(hits: Sequence[Hit]) -> list[list[str | int]]:
    return [[one.start, one.end, one.detector, one.evidence, one.how, "|".join(one.persons)] for one in hits]


def finds(text: str, index: People) -> list[list[list[str | int]]]:
    """All hits of one text, three ways."""
    alone = Prepared(fold(text).text)
    return [
        [row for detect in _RULES for row in _told(list(detect(alone)))],
        _told(find_all((text,), None, _RULES)[0]),
        _told(find_all((text,), index, _RULES)[0]),
    ]


def _index() -> People:
    of_bench = [*people(50), *islice(register(2_000), 1_000)]
    return People.from_rows([*rows_of(all_texts()), *of_bench])


def main() -> None:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--write", type=Path)
    which.add_argument("--against", type=Path)
    given = parser.parse_args()
    index = _index()
    if given.write is not None:
        with given.write.open("w", encoding="utf-8") as file:
            for text in texts():
                file.write(json.dumps([text, finds(text, index)]) + "\n")
        return
    count = other = found = 0
    for line in given.against.open(encoding="utf-8"):
        text, before = json.loads(line)
        after = finds(text, index)
        count += 1
        found += sum(map(len, after))
        for what, old, new in zip(("alone", "together", "register"), before, after, strict=True):
            if old != new:
                other += 1
                lost = [row for row in old if row not in new]
                more = [row for row in new if row not in old]
                known_by = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
                print(f"{known_by} {what}: {lost[:5]} -> {more[:5]} {text[:150]!r}")
    print(f"{count} texts, {found} hits, {other} answers that differ")
    sys.exit(1 if other else 0)


if __name__ == "__main__":
    main()
