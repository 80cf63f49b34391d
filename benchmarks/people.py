"""Time and memory to look for the people of a large register in a 2 KB mail, beside a dict of their names.

Run ``python -m benchmarks.people [--people N] [--json]``. The register is invented: N people (100,000) in households
that share a surname and an address, with names as frequent as in this country (the commonest surname on about one in
eighty), so that namesakes are many. Mails name 0, 1 or 5 people of it, or five who bear the commonest names. Each of
200 mails is looked up five times and its best time taken; p50 and p99 are over the mails, so that they tell of the
mails and not of the neighbours. The peer is a dict from every whole name in its plain form to its people, asked for
each two and three words of the same text side by side.

Memory is the proportional set size (PSS) of this process and of a second one that maps the same file, less what both
had before there was a register.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Final

from redaction import People, PersonRow
from redaction.detect.words import GIVEN, word_list
from redaction.normal import fold
from redaction.register.memory_file import MemoryFile
from redaction.register.packer import pack
from redaction.tokens import tokens

MAILS: Final = 200
ROUNDS: Final = 5
CHARACTERS: Final = 2_048
_PLAIN: Final = (
    "Thank you for the meeting on Tuesday about the next steps for the family. ",
    "We agreed to look at the plan again in six weeks and to keep the school informed. ",
    "The report from the last visit is with the team and will be shared when it is ready. ",
    "Please let us know if the time of the appointment has to be changed again. ",
    "Ms Harper from the Riverside Centre said that the young people were well on 14 March 2026. ",
    "Kind regards, Jo Whitfield, Early Help, Example Council, 020 7946 0123. ",
)
_STREETS: Final = ("Road", "Street", "Lane", "Avenue", "Close", "Court", "Gardens", "Drive")


class Frequent:
    """Words, the first of them the most frequent, as names are: the weight falls with the rank."""

    def __init__(self, words: list[str], flat: int) -> None:
        self.words: Final = words
        self._sums: Final = list(accumulate(1 / (rank + flat) for rank in range(len(words))))

    def one(self, dice: random.Random) -> str:
        """Draw one."""
        return self.words[bisect(self._sums, dice.random() * self._sums[-1])]


def _made_up(count: int, dice: random.Random) -> Iterator[str]:
    consonants, vowels = "bcdfghjklmnprstvwyz", "aeiou"
    for _ in range(count):
        word = "".join(dice.choice(consonants) + dice.choice(vowels) for _ in range(dice.randint(2, 3)))
        yield (word + dice.choice(["", "n", "r", "s", "ton", "ham", "ski", "man"])).capitalize()


def names(dice: random.Random) -> tuple[Frequent, Frequent]:
    """First names and surnames."""
    given = [word.capitalize() for word in sorted(GIVEN)]
    last = [word.capitalize() for word in sorted(word_list("surnames"))]
    dice.shuffle(given)
    dice.shuffle(last)
    given += dict.fromkeys(_made_up(6_000, dice))
    last += dict.fromkeys(_made_up(150_000, dice))
    return Frequent(given, 10), Frequent(last, 7)


def register(count: int, seed: int = 7) -> Iterator[PersonRow]:
    """Invented people in the order of their ids, household by household."""
    dice = random.Random(seed)
    given, last = names(dice)
    number = 0
    while number < count:
        size = min(dice.choice([1, 1, 2, 3, 3, 4, 5]), count - number)
        surname = last.one(dice)
        if dice.random() < 0.04:
            surname += "-" + last.one(dice)
        home = f"{dice.randint(1, 180)} {last.one(dice)} {dice.choice(_STREETS)}, Leeds LS{dice.randint(1, 28)} "
        home += f"{dice.randint(1, 9)}{dice.choice('ABDEFGH')}{dice.choice('ABDEFGHJLNPQ')}"
        for member in range(size):
            child = member > 1 or (member == 1 and size == 2)
            words = [given.one(dice)]
            if dice.random() < 0.6:
                words.append(given.one(dice))
            words.append(surname if dice.random() < 0.85 else last.one(dice))
            age = timedelta(days=dice.randrange(18 * 365) if child else dice.randrange(19 * 365, 70 * 365))
            yield PersonRow(
                id=f"P-{number:07}",
                name=" ".join(words),
                aliases=(f"{words[0]} {last.one(dice)}",) if dice.random() < 0.1 else (),
                date_of_birth=date(2026, 1, 1) - age,
                nhs_number=f"999 {number // 10_000:03} {number % 10_000:04}",
                case_ids=(f"LCS-{1_000_000 + number}",) if child else (),
                addresses=(home,),
                emails=() if child else (f"{words[0].lower()}.{number}@mail.example",),
                # The withdrawn 0500 range: there are not enough numbers for use in fiction.
                phones=() if child else (f"0500 {number // 10_000:03} {number % 10_000:04}",),
                relations=(("mother", f"P-{number - member:07}"),) if child else (),
            )
            number += 1


def mails(people: list[PersonRow], seed: int) -> Iterator[str]:
    """Mails of about 2 KB, each about some of *people* in turn."""
    dice = random.Random(seed)
    about = len(people) // MAILS
    for number in range(MAILS):
        text = "Dear colleague,\n\n"
        for row in people[number * about : (number + 1) * about]:
            first, surname = row.name.split()[0], row.name.split()[-1]
            text += f"{first} {surname} (DOB {row.date_of_birth:%d/%m/%Y}) was seen at home. {first} was well. "
            text += f"NHS {row.nhs_number}, {row.addresses[0]}. The {surname} family were told.\n\n"
        while len(text) < CHARACTERS:
            text += dice.choice(_PLAIN) + ("\n" if dice.random() < 0.2 else "")
        yield text[:CHARACTERS]


class Peer:
    """Whole names in their plain form, and nothing else."""

    def __init__(self, rows: Iterator[PersonRow]) -> None:
        self._people: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for row in rows:
            words = tuple(token.word for token in tokens(fold(row.name).text))
            self._people[words].append(row.id)
            self._people[(words[0], words[-1])].append(row.id)

    def lookup(self, text: str) -> list[list[str]]:
        """Whom two or three words side by side name."""
        words = [token.word for token in tokens(fold(text).text)]
        runs = [tuple(words[at : at + size]) for at in range(len(words)) for size in (2, 3)]
        return [people for run in runs if (people := self._people.get(run)) is not None]


def pss_kib(process: int | str = "self") -> int:
    """What a process takes, shared pages by their share."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def timed(lookup: "People | Peer", texts: list[str]) -> tuple[float, float]:
    """p50 and p99 over the mails of the best of some rounds, in milliseconds."""
    best = []
    for text in texts:
        rounds = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            lookup.lookup(text)
            rounds.append((time.perf_counter() - began) * 1000)
        best.append(min(rounds))
    best.sort()
    return best[len(best) // 2], best[int(len(best) * 0.99)]


def second(descriptor: int) -> None:
    """A second process: map the file, look for somebody, tell and wait to be measured."""
    before = pss_kib()
    people = People.from_file(MemoryFile(descriptor))
    for text in mails(list(register(5 * MAILS)), 3):
        people.lookup(text)
    print(before, flush=True)
    sys.stdin.readline()


def samples(count: int) -> dict[str, list[str]]:
    """Mails by what they name."""
    every = max(count // (5 * MAILS), 1)
    some = [row for number, row in enumerate(register(count)) if number % every == 0][: 5 * MAILS]
    given, last = names(random.Random(7))
    common = [
        replace(row, name=f"{given.words[number % 8]} {last.words[number // 8 % 8]}")
        for number, row in enumerate(some)
    ]
    return {
        "nobody": list(mails([], 1)),
        "1 of the register": list(mails(some[::5], 2)),
        "5 of the register": list(mails(some, 3)),
        "5 of the commonest names": list(mails(common, 4)),
    }


def run(count: int) -> Iterator[dict[str, float | str]]:
    """Build and measure."""
    before = pss_kib()
    began = time.perf_counter()
    file = pack(register(count))
    yield {"what": "build, the making up included", "s": time.perf_counter() - began}
    people = People.from_file(file)
    yield {"what": "the file", "MiB": os.fstat(file.descriptor).st_size / 2**20}
    texts = samples(count)
    for what, some in texts.items():
        p50, p99 = timed(people, some)
        found = sum(len(people.lookup(text)) for text in some) / MAILS
        yield {"what": f"a mail with {what}", "ms": p50, "p99": p99, "found": found}
    del some
    command = [sys.executable, "-m", "benchmarks.people", "--second", str(file.descriptor)]
    with subprocess.Popen(
        command, pass_fds=[file.descriptor], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        others = int(other.stdout.readline())
        mine, theirs = pss_kib() - before, pss_kib(other.pid) - others
        other.communicate("\n")
    yield {"what": "memory of both processes", "MiB": (mine + theirs) / 1024}
    yield {"what": "of it in the second", "MiB": theirs / 1024}
    yield from _updates(people, count)
    peer = Peer(register(count))
    for what, some in texts.items():
        p50, p99 = timed(peer, some)
        yield {"what": f"dict of names: a mail with {what}", "ms": p50, "p99": p99}
    yield {"what": "memory of the dict of names", "MiB": (pss_kib() - before - mine) / 1024}


def _updates(people: People, count: int) -> Iterator[dict[str, float | str]]:
    fresh = [replace(row, id=f"N-{row.id}", name=f"{row.name}ova") for row in register(min(count, 5_001))]
    for done in (0, 5_000):
        if done:
            people = people.changed(fresh[:done])
        began = time.perf_counter()
        changed = people.changed([fresh[-1]])
        took = time.perf_counter() - began
        assert changed.lookup(f"NHS {fresh[-1].nhs_number}")[0].persons[-1] in {fresh[-1].id, fresh[-1].id[2:]}
        yield {"what": f"one person changed, after {done:,} others", "s": took}
    p50, p99 = timed(people, list(mails([], 1)))
    yield {"what": "a mail with nobody, after 5,000 changes", "ms": p50, "p99": p99}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--second", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.second is not None:
        second(given.second)
        return
    results = []
    for row in run(given.people):
        results.append(row)
        if not given.json:
            told = [f"{key} {value:9.3f}" for key, value in row.items() if isinstance(value, float)]
            print(f"{row['what']:50} {'  '.join(told)}", flush=True)
    if given.json:
        print(json.dumps(results))


if __name__ == "__main__":
    main()
