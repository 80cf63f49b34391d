"""What redaction leaves of documents: the same pages, the other words, in a file that opens; and what is held.

Three sets. *Hostile*: those of the tests, each with a value in one hiding place. *Ordinary*: letters, plans,
workbooks, slides, mails as staff attach them (benchmarks/ordinary_set), with one to eight values. *Everyday*: what
schools, social care, police and health attach, with several people, of whom some stay and some are called by words
that mean something else too. Each is redacted as by someone who knows the values, in the room of the ``redact``
command. What came in and what went out are made into pages by LibreOffice (PDF as it is; mails, cards and the like
are read by the standard library); counted are pages, and of the words that stood outside of the values those that
still stand there; of the everyday ones also phrases in which a word of a value means something else. Run as
``python -m benchmarks.whole_documents [--set ordinary|everyday|hostile] [--ending docx,eml] [--show]``.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.ordinary_set.documents import Ordinary, everyday, everything
from benchmarks.ordinary_set.hostile import hostile
from benchmarks.ordinary_set.pages import Shown, shown, words, words_but
from redaction import Cut, Document, Plan, StillThere, TooLarge, Unreadable
from redaction.file_room import FileRoom
from redaction.formats.office.ooxml_policy import PLAIN_ENDINGS
from redaction.isolate import RoomLimits

_MOST_LOST: Final = 0.02  # of the other words


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of one document. ``held``: why nothing was written; empty when something was."""

    source: Ordinary
    name: str
    data: bytes
    held: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a written document compares with what it was."""

    ending: str
    name: str
    opened: bool  # what came in did; what does not cannot be compared
    pages_before: int
    pages_after: int  # 0: what went out does not open
    words: int  # that stood outside of the values
    lost: Counter[str]

    @property
    def same_pages(self) -> bool:
        """As many as before."""
        return self.pages_before == self.pages_after

    @property
    def whole(self) -> bool:
        """With all but a few of the other words, and every phrase that is to stay."""
        lost_phrase = any(" " in one for one in self.lost)
        return self.pages_after > 0 and not lost_phrase and self.lost.total() <= _MOST_LOST * self.words


def plan_of(document: Document, source: Ordinary) -> Plan:
    """Every value cut wherever its letters follow one another."""
    cuts: list[Cut] = []
    for unit in document.units:
        at = 0
        for match in source.pattern.finditer(unit.text):
            if match.start() >= at:
                cuts.append(Cut(unit=unit.id, start=match.start(), end=match.end(), replacement="[Person 1]"))
                at = match.end()
    return Plan(cuts=tuple(cuts), kept=source.kept)


def redacted(room: FileRoom, source: Ordinary) -> Written:
    """Read, cut, written, searched again; the seconds of all of it."""
    name, data, held = source.name, b"", ""
    begun = time.perf_counter()
    try:
        document = room.read(source.data)
        result = room.redact(source.data, document.media_type, plan_of(document, source))
        data = result.data
        if result.media_type != document.media_type and result.media_type in PLAIN_ENDINGS:
            name = f"{name.rpartition('.')[0]}.{PLAIN_ENDINGS[result.media_type]}"
    except TooLarge as error:
        held = f"too large: {error}"
    except Unreadable as error:
        held = str(error)
    except StillThere:
        held = "still there"
    return Written(source=source, name=name, data=data, held=held, seconds=time.perf_counter() - begun)


def compared(written: Sequence[Written]) -> list[Outcome]:
    """Every document that was written beside what it was."""
    made = [one for one in written if not one.held]
    before = shown({f"{at}-{one.source.name}": one.source.data for at, one in enumerate(made)})
    after = shown({f"{at}-{one.name}": one.data for at, one in enumerate(made)})
    return [
        _outcome(one, before.get(f"{at}-{one.source.name}"), after.get(f"{at}-{one.name}"))
        for at, one in enumerate(made)
    ]


def _outcome(one: Written, before: Shown | None, after: Shown | None) -> Outcome:
    expected = words_but(before.text, one.source.pattern, one.source.values) if before else Counter()
    if one.source.stays:
        expected &= words(one.source.stays)
    return Outcome(
        ending=one.source.name.rpartition(".")[2],
        name=one.source.name,
        opened=before is not None,
        pages_before=before.pages if before else 0,
        pages_after=after.pages if after else 0,
        words=expected.total(),
        lost=(expected - (words(after.text) if after else Counter()))
        + Counter(phrase for phrase in one.source.phrases if phrase in _flat(before) and phrase not in _flat(after)),
    )


def _flat(one: Shown | None) -> str:
    """Its text in one line."""
    return " ".join(one.text.split()) if one is not None else ""


def _row(name: str, written: Sequence[Written], outcomes: Sequence[Outcome]) -> str:
    seen = [one for one in outcomes if one.opened]
    held = sum(bool(one.held) for one in written)
    middle = sorted(one.seconds for one in written)[len(written) // 2]
    pages = sum(one.same_pages for one in seen) / len(seen) if seen else 1.0
    whole = sum(one.whole for one in seen) / len(seen) if seen else 1.0
    both = sum(one.whole and one.same_pages for one in seen) / len(seen) if seen else 1.0
    return f"{name:<10}{len(written):>6}{held:>6}{len(seen):>9}{pages:>9.1%}{whole:>9.1%}{both:>9.1%}{middle:>9.2f}"


def report(title: str, written: Sequence[Written], outcomes: Sequence[Outcome], *, show: bool) -> None:
    """A table by ending, the reasons of what was held, and what is not as it was."""
    by_ending: Mapping[str, list[Written]] = defaultdict(list)
    for one in written:
        by_ending[one.source.name.rpartition(".")[2]].append(one)
    print(
        f"{title}\n{'':<10}{'files':>6}{'held':>6}{'compared':>9}{'pages':>9}{'words':>9}{'both':>9}{'median s':>9}"
    )
    for ending, mine in sorted(by_ending.items()):
        print(_row(ending, mine, [one for one in outcomes if one.ending == ending]))
    print(_row("all", written, outcomes))
    for reason, count in Counter(one.held for one in written if one.held).most_common():
        print(f"{count:>4} held: {reason}")
    if show:
        for one in written:
            if one.held:
                print(f"held {one.source.name}: {one.held}")
        for result in outcomes:
            if result.opened and not (result.whole and result.same_pages):
                lost = " ".join(list(result.lost)[:12])
                pages = f"pages {result.pages_before} > {result.pages_after}"
                print(f"{result.name}: {pages}; of {result.words} lost {lost}")
            elif not result.opened:
                print(f"{result.name}: does not open as it came")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=("ordinary", "everyday", "hostile"), help="one of them alone")
    parser.add_argument("--ending", default="", help="only these, with commas")
    parser.add_argument("--show", action="store_true", help="name what was held or is not as it was")
    given = parser.parse_args()
    wanted = set(filter(None, given.ending.split(",")))
    with FileRoom(RoomLimits()) as room:
        room.check()
        for title, gathered in (("ordinary", everything), ("everyday", everyday), ("hostile", hostile)):
            if given.set in {None, title}:
                some = [one for one in gathered() if not wanted or one.name.rpartition(".")[2] in wanted]
                written = [redacted(room, one) for one in some]
                report(title, written, compared(written), show=given.show)


if __name__ == "__main__":
    main()
