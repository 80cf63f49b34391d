"""Values of the register's people in a text: identifiers, phones, mail addresses, homes, dates of birth."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from redaction.dates import Written, dates
from redaction.detect.date_of_birth import date_of_birth
from redaction.detect.phone import national_digits
from redaction.detect.postcode import postcodes
from redaction.hit import Detector
from redaction.normal import fold
from redaction.people.person import PersonRow
from redaction.register.known import Known
from redaction.register.marked import Marked
from redaction.register.packed import Rows
from redaction.register.person_keys import IDENTIFIERS, compact
from redaction.register.word_hash import Space, mixed
from redaction.tokens import Token, adjoining, comma_between, tokens
from redaction.word_runs import Words, runs, same_number, street_key, street_line

_LEAST_PHONE: Final = 7
_MOST_STREET_WORDS: Final = 12
_CENTURIES: Final = (1800, 1900, 2000)


class Find(NamedTuple):
    """A span of a text and whom of the register it may mean."""

    start: int
    end: int
    detector: Detector
    rows: Rows
    how: str


class PersonValues:
    """Finds the values of those who are known."""

    def __init__(self, known: Known) -> None:
        self._known: Final = known
        self._longest: Final = min(known.longest_street, _MOST_STREET_WORDS)

    def certain(self, marked: Marked, addresses: Iterable[re.Match[str]]) -> Iterator[Find]:
        """What tells of somebody by itself: identifiers, phones, mail addresses, streets with their house."""
        words = marked.words
        for at in marked.lanes:
            yield from self._street_at(marked, at)
        for at, end in marked.numbers:
            yield from self._id_at(marked.text, words[at : end + 1])
        for match in addresses:
            rows = self._known.rows(self._known.hashes.text(Space.EMAIL, match[0].lower()))
            if rows:
                yield Find(*match.span(), Detector.EMAIL, rows, "email")

    def _street_at(self, marked: Marked, at: int) -> Iterator[Find]:
        """The longest street that begins at word *at*."""
        text, words = marked.text, marked.words
        keys: list[tuple[int, int]] = []
        total = self._known.hashes.chain(Space.STREET, (marked.streets[at],))
        for here in range(at + 1, min(at + self._longest, len(words))):
            left, right = words[here - 1], words[here]
            if not adjoining(text, left, right) and not comma_between(text, left, right):
                break
            if marked.street_stripped[here] != marked.streets[here]:
                keys.append((here, mixed(total, marked.street_stripped[here])))
            total = mixed(total, marked.streets[here])
            keys.append((here, total))
        for end, key in reversed(keys):
            rows = self._known.rows(key) if self._known.holds(key) else ()
            if rows:
                yield Find(words[at].start, words[end].end, Detector.ADDRESS, rows, "street")
                return

    def _id_at(self, text: str, words: list[Token]) -> Iterator[Find]:
        """What these words are together, however they are grouped."""
        start, stop = words[0].start, words[-1].end
        if text[start - 1 : start].isalnum() or text[stop : stop + 1].isalnum():
            return
        if not all(same_number(text, left, right) for left, right in pairwise(words)):
            return
        joined = "".join(word.word for word in words)
        for detector, rows in self._identified(joined):
            yield Find(start, stop, detector, rows, "id")
        if len(joined) >= _LEAST_PHONE and joined.isdigit():
            rows = self._known.rows(self._known.hashes.text(Space.PHONE, national_digits(joined) or joined))
            if rows:
                while start > 0 and text[start - 1] in "+(":
                    start -= 1
                yield Find(start, stop, Detector.PHONE, rows, "phone")

    def _identified(self, joined: str) -> Iterator[tuple[Detector, Rows]]:
        rows = self._known.rows(self._known.hashes.joined(Space.IDENTIFIER, joined))
        if not rows:
            return
        people = [(index, self._known.row(index)) for index in rows]
        for detector, values in IDENTIFIERS.items():
            mine = tuple(index for index, row in people if joined in map(compact, values(row)))
            if mine:
                yield detector, mine

    # -- what counts beside a sign

    def births(self, text: str, signed: Collection[int]) -> Iterator[Find]:
        """Dates of birth of people already signed; of anybody where the text says it is one."""
        told: set[int] | None = None
        for written in dates(text):
            of_days = [self._known.rows(key) for key in self._days(written)]
            rows = of_days[0] if len(of_days) == 1 else self._known.ordered(row for one in of_days for row in one)
            meant = tuple(filter(signed.__contains__, rows))
            if rows and not meant:
                if told is None:
                    told = {hit.start for hit in date_of_birth(text)}
                meant = rows if written.start in told else ()
            if meant:
                yield Find(written.start, written.end, Detector.DATE_OF_BIRTH, meant, "date")

    def _days(self, written: Written) -> Iterator[int]:
        for century in (0,) if written.year >= 100 else _CENTURIES:
            try:
                day = date(century + written.year, written.month, written.day)
            except ValueError:
                continue  # 29 February of a century in which there is none
            yield self._known.keys.born(day)

    def postcodes(self, text: str, signed: Collection[int]) -> Iterator[Find]:
        """Postcodes of people who are signed."""
        if not signed:
            return
        for match in postcodes(text):
            rows = self._known.rows(self._known.hashes.text(Space.POSTCODE, compact(match[0])))
            mine = tuple(filter(signed.__contains__, rows))
            if mine:
                yield Find(*match.span(), Detector.POSTCODE, mine, "postcode")

    def lanes(self, near: Iterable[tuple[int, PersonRow]]) -> dict[Words, Rows]:
        """The streets of these people's protected addresses, without house and number."""
        found: dict[Words, Rows] = {}
        for index, row in near:
            for address in row.protected_addresses:
                key = street_key(token.word for token in tokens(fold(street_line(address).rpartition(",")[2]).text))
                lane = tuple(word for word in key if len(word) > 1 and not word[0].isdigit())
                if len(lane) > 1 and lane[0] not in {"flat", "room", "unit"} and index not in found.get(lane, ()):
                    found[lane] = (*found.get(lane, ()), index)
        return found


def in_lanes(text: str, words: Sequence[Token], lanes: dict[Words, Rows]) -> Iterator[Find]:
    """Where a text names one of these streets: half an address tells somebody who knows them where they live."""
    most = max(map(len, lanes), default=0)
    for at in range(len(words) if lanes else 0):
        for key, end in runs(text, list(words), at, most, commas=False, streets=True):
            if key in lanes:
                yield Find(words[at].start, words[end].end, Detector.ADDRESS, lanes[key], "street")
                break
