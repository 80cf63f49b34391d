"""Time to find personal data in a 2 KB mail, by size of the register, beside one large regular expression.

Run ``python benchmarks/find.py [--json]``. The peer is Python's own ``re`` with 1,000 names as one
alternation, the plain way to look for a register. Each figure is the best of several rounds in one
process; ratios are to the peer in the same run. A count of what was found is printed beside each
time: a fast answer that finds nothing is worth nothing.
"""

import argparse
import gc
import json
import random
import re
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from redaction import DEFAULT, MENTIONS, Detector, People, PersonRow, find, find_all
from redaction.detect.words import GIVEN
from redaction.model import Names, names

SIZES = (0, 1_000, 10_000, 100_000)
ROUNDS = 31
CHARACTERS = 2_048
_RULES = tuple(one for one in DEFAULT if not isinstance(one, Names))
_MENTIONS = tuple(one for one in _RULES if Detector(one.__name__) in MENTIONS)
_OF_WORDS = {Detector.NAME, Detector.ADDRESS, Detector.POSTCODE, Detector.DATE_OF_BIRTH, Detector.AGE}
_VALUES = tuple(one for one in _RULES if Detector(one.__name__) not in MENTIONS | _OF_WORDS)
MAILS = 40


def people(count: int, seed: int = 7) -> list[PersonRow]:
    """Invented people; those of a smaller register are in the larger ones too."""
    dice = random.Random(seed)
    given = sorted(GIVEN)
    consonants, vowels = "bdfghklmnprstvw", "aeiou"
    rows = []
    for number in range(count):
        length = dice.randint(2, 4)
        surname = "".join(dice.choice(consonants) + dice.choice(vowels) for _ in range(length)).capitalize()
        rows.append(
            PersonRow(
                id=f"P-{number}",
                name=f"{dice.choice(given).capitalize()} {surname}",
                date_of_birth=date(2005, 1, 1) + timedelta(days=dice.randrange(6000)),
                case_ids=(f"LCS-{100000 + number}",),
                phones=(f"07700 {900000 + number % 1000}",),
                addresses=(f"{dice.randint(1, 200)} {surname} Road, London W6 0HP",),
            )
        )
    return rows


def mail(rows: list[PersonRow], seed: int = 11) -> str:
    """A mail of about 2 KB that names three of *rows* and holds a few numbers."""
    dice = random.Random(seed)
    plain = (
        "Thank you for the meeting on Tuesday about the next steps for the family. ",
        "We agreed to look at the plan again in six weeks and to keep the school informed. ",
        "The report from the last visit is with the team and will be shared when it is ready. ",
        "Please let us know if the time of the appointment has to be changed again. ",
    )
    text = "Dear colleague,\n\n"
    for row in rows[:3]:
        text += f"{row.name} (DOB {row.date_of_birth:%d/%m/%Y}) was seen; {row.name.split()[0]} has asthma. "
        text += f"Case ref {row.case_ids[0]}, call {row.phones[0]}.\n\n"
    while len(text) < CHARACTERS:
        text += dice.choice(plain) + ("\n" if dice.random() < 0.2 else "")
    return text[:CHARACTERS]


def best_ms(work: Callable[[], object]) -> float:
    """The least time of some rounds, in milliseconds."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best * 1000


def shares(peer_ms: float) -> list[dict[str, float | int | str]]:
    """What rules and model cost: p50 over mails that are all different, then a megabyte of them."""
    texts = [mail(people(3, seed), seed) for seed in range(MAILS)]
    rows: list[dict[str, float | int | str]] = []
    for what, detectors in (
        ("2 KB, all detectors, p50", DEFAULT),
        ("2 KB, without the model, p50", tuple(one for one in DEFAULT if one is not names)),
        ("2 KB, the model alone, p50", (names,)),
        ("1 MB, all detectors", DEFAULT),
    ):
        asked = ["\n\n".join(texts * 13)[:1_000_000]] if what.startswith("1 MB") else texts
        find(texts[0], None, detectors)
        took: list[float] = []
        found = 0
        for text in asked:
            started = time.perf_counter()
            found += len(find(text, None, detectors))
            took.append((time.perf_counter() - started) * 1000)
        ms = statistics.median(took)
        rows.append({"what": what, "ms": ms, "found": found, "times peer": ms / peer_ms})
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    text = mail(people(3))
    peer = re.compile(r"\b(?:" + "|".join(re.escape(row.name) for row in people(1_000)) + r")\b", re.IGNORECASE)
    peer_ms = best_ms(lambda: peer.findall(text))
    results: list[dict[str, float | int | str]] = [
        {"what": "re, 1,000 names", "ms": peer_ms, "found": len(peer.findall(text)), "times peer": 1.0}
    ]
    for what, chosen in (("values, by digits and labels", _VALUES), ("mentions, by word lists", _MENTIONS)):
        ms = best_ms(partial(find, text, None, chosen))
        results.append({"what": what, "ms": ms, "found": len(find(text, None, chosen)), "times peer": ms / peer_ms})
    for size in SIZES:
        started = time.perf_counter()
        index = People.from_rows(people(size)) if size else None
        # As a worker does once its index is there: else each round of collection walks all of it.
        gc.freeze()
        built = time.perf_counter() - started
        for what, detectors in (("detectors and register", DEFAULT), ("register alone", ())):
            if index is None and not detectors:
                continue
            ms = best_ms(partial(find, text, index, detectors))
            results.append(
                {
                    "what": f"{what}, {size:,} people",
                    "ms": ms,
                    "found": len(find_all((text,), index, detectors)[0]),
                    "times peer": ms / peer_ms,
                    "build s": built,
                }
            )
    results += shares(peer_ms)
    if as_json:
        print(json.dumps(results))
        return
    for row in results:
        print(f"{row['what']:42} {row['ms']:8.2f} ms  x{row['times peer']:5.2f} of re  {row['found']} found")


if __name__ == "__main__":
    main()
