"""The index of the register's people: who may be meant by a text, in time that grows with the text."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from redaction.dates import Written, dates
from redaction.detect.date_of_birth import date_of_birth
from redaction.detect.email import ADDRESS
from redaction.detect.phone import national_digits
from redaction.detect.postcode import POSTCODE
from redaction.detect.words import TITLES
from redaction.families import Families, households
from redaction.hit import Detector, Evidence, Hit
from redaction.name_forms import NameForms, name_forms
from redaction.name_index import Ids, NameIndex, put
from redaction.normal import Folded, fold
from redaction.person import PersonRow, read_csv
from redaction.spans import Cover
from redaction.tokens import Token, adjoining, tokens
from redaction.word_runs import (
    Words,
    digit_next,
    part_counts,
    runs,
    same_number,
    street_key,
    street_line,
)

_MOST_ID_TOKENS: Final = 10
_MOST_ID_CHARS: Final = 24
_ID_PREFIX: Final = 10  # letters that may stand before an identifier's digits


def _compact(value: str) -> str:
    return "".join(char for char in fold(value).text.lower() if char.isalnum())


class People:
    """Everything known of the register's people, keyed for look-up by the words of a text.

    Built once, then read only. Its size grows with the register, ``lookup`` with the text.
    """

    def __init__(self, rows: Iterable[PersonRow]) -> None:
        self.rows: Final[tuple[PersonRow, ...]] = tuple(rows)
        self._names = NameIndex()
        self._families = Families()
        self._streets: dict[Words, Ids] = {}
        self._longest_street: dict[str, int] = {}
        self._ids: dict[str, tuple[tuple[Detector, int], ...]] = {}
        self._phones: dict[str, Ids] = {}
        self._emails: dict[str, Ids] = {}
        self._postcodes: dict[str, Ids] = {}
        self._born: dict[tuple[int, int], Ids] = {}  # month and day
        self._forms: list[tuple[NameForms, ...]] = []
        self._at: dict[str, int] = {}
        self._related: dict[str, Ids] = {}  # by id: who names this person as a relation
        for index, row in enumerate(self.rows):
            self._at[row.id] = index
            self._add(index, row)
            for _, other in row.relations:
                put(self._related, other, (index,))

    @classmethod
    def from_rows(cls, rows: Iterable[PersonRow]) -> "People":
        """The index of these people."""
        return cls(rows)

    @classmethod
    def from_csv(cls, path: Path | str) -> "People":
        """Read a register file of people: UTF-8, a header row, ``|`` between values in a cell.

        Columns that are not known are left; only ``id`` and ``name`` must be there.

        Raises:
            OSError: the file cannot be opened.
            ValueError: a column is missing or a value is wrong; says the line, not the value.
        """
        return cls(read_csv(Path(path)))

    def __len__(self) -> int:
        return len(self.rows)

    def household(self, persons: Collection[str]) -> tuple[PersonRow, ...]:
        """The rows of these people, of those they are related to and of those related to them.

        In the register's order of the given people's rows, then their relations; unknown ids are left.
        """
        mine = [self._at[person] for person in sorted(persons) if person in self._at]
        near: dict[int, None] = dict.fromkeys(sorted(mine))
        for index in mine:
            near.update((self._at[other], None) for _, other in self.rows[index].relations if other in self._at)
            near.update((whose, None) for whose in self._related.get(self.rows[index].id, ()))
        return tuple(self.rows[index] for index in near)

    def lookup(self, text: str) -> list[Hit]:
        """Who of the register may be meant in *text*, evidence ``register``, in rising order."""
        return self.lookup_all((text,))[0]

    def lookup_all(self, texts: Sequence[str]) -> list[list[Hit]]:
        """The same for several texts of one message: a sign in one counts for all."""
        folded = [fold(text) for text in texts]
        found = self.lookup_folded(folded)
        return [
            [hit.at(one.span(hit.start, hit.end)) for hit in hits] for one, hits in zip(folded, found, strict=True)
        ]

    def lookup_folded(self, folded: Sequence[Folded], near: Collection[str] = ()) -> list[list[Hit]]:
        """The same for texts already folded; spans are in the folded texts.

        First the strong signs (full names, identifiers, streets, families), then what counts
        only beside one: first names, surnames, postcodes, dates of birth.

        Args:
            near: Ids of people whom who reads it knows, so that a first name is sign enough of them.
        """
        texts = [(one.text, tokens(one.text)) for one in folded]
        strong = [[*self._find_names(text, words), *self._find_ids(text, words)] for text, words in texts]
        signed = {self._at[person] for hits in strong for hit in hits for person in hit.persons}
        for (text, words), hits in zip(texts, strong, strict=True):
            inside = Cover((hit.start, hit.end) for hit in hits)
            families = self._find_families(text, words, signed)
            hits.extend([hit for hit in families if not inside.holds(hit.start, hit.end)])
        signed.update(self._at[person] for hits in strong for hit in hits for person in hit.persons)
        born = [list(self._find_births(text, signed)) for text, _ in texts]
        signed.update(self._at[person] for hits in born for hit in hits for person in hit.persons)
        known = sorted(self._at[person] for person in near if person in self._at)
        weak = self._weak_words(signed, known)
        lanes = self._lanes(known)
        # Who reads it knows them, so half an address tells where they live.
        reached = signed.union(known)
        results: list[list[Hit]] = []
        for (text, words), certain, births in zip(texts, strong, born, strict=True):
            inside = Cover((hit.start, hit.end) for hit in certain)
            further = [
                hit
                for hit in (
                    *self._find_parts(text, words, weak),
                    *self._find_postcodes(text, reached),
                    *self._find_lanes(text, words, lanes),
                )
                if not inside.holds(hit.start, hit.end)
            ]
            results.append(sorted({*certain, *births, *further}))
        return results

    # -- building

    def _add(self, index: int, row: PersonRow) -> None:
        one = (index,)
        forms = tuple(form for name in (row.name, *row.aliases) if (form := name_forms(name)) is not None)
        self._forms.append(forms)
        self._families.add(index, forms)
        if forms and not forms[0].full and not forms[0].last:
            # A whole name of one word is all there is to know this person by.
            forms = (replace(forms[0], full=forms[0].first), *forms[1:])
        self._names.add(index, forms)
        self._add_ids(index, row)
        for address in (*row.addresses, *row.protected_addresses):
            key = street_key(token.word for token in tokens(fold(street_line(address)).text))
            if len(key) > 1:
                put(self._streets, key, one)
                self._longest_street[key[0]] = max(self._longest_street.get(key[0], 0), len(key))
            for match in POSTCODE.finditer(fold(address).text):
                put(self._postcodes, _compact(match[0]), one)
        if row.date_of_birth is not None:
            put(self._born, (row.date_of_birth.month, row.date_of_birth.day), one)

    def _add_ids(self, index: int, row: PersonRow) -> None:
        valued = [(Detector.NHS_NUMBER, row.nhs_number), (Detector.UPN, row.upn), (Detector.NINO, row.nino)]
        valued += [(Detector.CASE_ID, value) for value in row.case_ids]
        for detector, value in valued:
            key = _compact(value)
            # Shorter than five characters any price or house number would match.
            if len(key) >= 5:
                entry = (detector, index)
                if entry not in self._ids.get(key, ()):
                    self._ids[key] = (*self._ids.get(key, ()), entry)
        for phone in row.phones:
            digits = national_digits(fold(phone).text)
            if digits is not None:
                put(self._phones, digits, (index,))
            elif len(_compact(phone)) >= 7:
                put(self._phones, _compact(phone), (index,))
        for email in row.emails:
            if email.strip():
                put(self._emails, fold(email.strip()).text.lower(), (index,))

    # -- strong signs

    def _find_names(self, text: str, words: list[Token]) -> Iterator[Hit]:
        for met in self._names.find(text, words):
            yield self._hit(met.start, met.end, Detector.NAME, met.ids, met.how)

    def _find_families(self, text: str, words: list[Token], signed: set[int]) -> Iterator[Hit]:
        """Surnames of families: all people of one are meant; of several that bear the name, it may be any of them.

        Where somebody of one of the families is signed, it is theirs.
        """
        for met in self._families.find(text, words):
            if met.how == "titled":
                # With somebody of that name signed, the surname is theirs: see `_weak_words`.
                if signed.isdisjoint(met.ids):
                    yield self._hit(met.start, met.end, Detector.NAME, met.ids, "surname")
                continue
            groups = households(met.ids, [self._sharing(index) for index in met.ids]) if met.how == "family" else []
            groups = [group for group in groups if not signed.isdisjoint(group)] or groups
            if len(groups) == 1:
                for index in groups[0]:
                    yield self._hit(met.start, met.end, Detector.NAME, (index,), met.how)
            else:
                ids = tuple(sorted(index for group in groups for index in group)) or met.ids
                yield self._hit(met.start, met.end, Detector.NAME, ids, met.how)

    def _sharing(self, index: int) -> Iterator[str]:
        """What somebody has in common with who is related to them or lives with them."""
        row = self.rows[index]
        yield row.id
        yield from (other for _, other in row.relations)
        yield from (self.rows[whose].id for whose in self._related.get(row.id, ()))
        for address in (*row.addresses, *row.protected_addresses):
            yield " ".join(street_key(token.word for token in tokens(fold(street_line(address)).text)))

    def _find_ids(self, text: str, words: list[Token]) -> Iterator[Hit]:
        for at, word in enumerate(words):
            if word.word in self._longest_street:
                yield from self._street_at(text, words, at)
            if not word.word.isalpha() or (len(word.word) <= _ID_PREFIX and digit_next(words, at)):
                yield from self._id_at(text, words, at)
        if "@" in text and self._emails:
            for match in ADDRESS.finditer(text):
                ids = self._emails.get(match[0].lower())
                if ids is not None:
                    yield self._hit(*match.span(), Detector.EMAIL, ids, "email")

    def _street_at(self, text: str, words: list[Token], at: int) -> Iterator[Hit]:
        for key, end in runs(text, words, at, self._longest_street[words[at].word], commas=True, streets=True):
            if key in self._streets:
                yield self._hit(words[at].start, words[end].end, Detector.ADDRESS, self._streets[key], "street")
                return

    def _id_at(self, text: str, words: list[Token], at: int) -> Iterator[Hit]:
        """Identifiers that begin at word *at*, however they are grouped."""
        joined = ""
        for end in range(at, min(at + _MOST_ID_TOKENS, len(words))):
            if end > at and not same_number(text, words[end - 1], words[end]):
                return
            joined += words[end].word
            if len(joined) > _MOST_ID_CHARS:
                return
            start, stop = words[at].start, words[end].end
            if text[start - 1 : start].isalnum() or text[stop : stop + 1].isalnum():
                continue
            meant: dict[Detector, list[int]] = defaultdict(list)
            for detector, index in self._ids.get(joined, ()):
                meant[detector].append(index)
            for detector, indexes in meant.items():
                yield self._hit(start, stop, detector, tuple(indexes), "id")
            if joined.isdigit() and len(joined) >= 7:
                ids = self._phones.get(national_digits(joined) or joined)
                if ids is not None:
                    while start > 0 and text[start - 1] in "+(":
                        start -= 1
                    yield self._hit(start, stop, Detector.PHONE, ids, "phone")

    def _find_births(self, text: str, signed: set[int]) -> Iterator[Hit]:
        """Dates of birth of people already signed; of anybody where the text says it is one."""
        candidates: list[tuple[Written, list[int]]] = []
        for written in dates(text) if self._born else ():
            ids = [
                index for index in self._born.get((written.month, written.day), ()) if self._born_on(index, written)
            ]
            if ids:
                candidates.append((written, ids))
        if not candidates:
            return
        told = {hit.start for hit in date_of_birth(text)}
        for written, ids in candidates:
            meant = [index for index in ids if index in signed] or (ids if written.start in told else [])
            if meant:
                yield self._hit(written.start, written.end, Detector.DATE_OF_BIRTH, tuple(meant), "date")

    def _born_on(self, index: int, written: Written) -> bool:
        born = self.rows[index].date_of_birth
        return born is not None and written.may_be(born)

    # -- signs that count beside a strong one

    def _weak_words(self, signed: set[int], near: Iterable[int]) -> dict[Words, tuple[str, list[int]]]:
        """First names, single-word aliases and surnames of *signed*; surnames of their relations too; first names
        of *near*.

        A title with a surname may mean the child's mother rather than the child: relations
        of the same surname are candidates with them.
        """
        weak: dict[Words, tuple[str, list[int]]] = {}
        for index in (*sorted(signed), *near):
            for form in self._forms[index]:
                for key in form.first:
                    weak.setdefault(key, ("first-name", []))[1].append(index)
        for index in sorted(signed):
            for form in self._forms[index]:
                for key in form.last:
                    rule = weak.setdefault(key, ("surname", []))
                    rule[1].append(index)
                    rule[1].extend(self._relations_named(index, key))
        return weak

    def _relations_named(self, index: int, surname: Words) -> Iterator[int]:
        for _, person in self.rows[index].relations:
            other = self._at.get(person)
            if other is not None and any(surname in form.last for form in self._forms[other]):
                yield other

    def _find_parts(self, text: str, words: list[Token], weak: dict[Words, tuple[str, list[int]]]) -> Iterator[Hit]:
        if not weak:
            return
        longest: dict[str, int] = {}
        for key in weak:
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
        for at, word in enumerate(words):
            first = word.word if word.word in longest else word.word.removesuffix("s")
            if first not in longest:
                continue
            for key, end in runs(text, words, at, longest[first], commas=False):
                if key not in weak or not part_counts(text, words, at, end):
                    continue
                how, ids = weak[key]
                start = words[at].start
                if at and words[at - 1].word in TITLES and adjoining(text, words[at - 1], word):
                    start = words[at - 1].start
                    # Mrs Okafor is rather the mother than the child: relations come first.
                    ids = sorted(ids, key=lambda index: bool(self.rows[index].relations))
                yield self._hit(start, words[end].end, Detector.NAME, tuple(dict.fromkeys(ids)), how)
                break

    def _lanes(self, known: Iterable[int]) -> dict[Words, Ids]:
        """The streets of these people's protected addresses, without house and number."""
        found: dict[Words, Ids] = {}
        for index in known:
            for address in self.rows[index].protected_addresses:
                key = street_key(token.word for token in tokens(fold(street_line(address).rpartition(",")[2]).text))
                lane = tuple(word for word in key if len(word) > 1 and not word[0].isdigit())
                if len(lane) > 1 and lane[0] not in {"flat", "room", "unit"}:
                    put(found, lane, (index,))
        return found

    def _find_lanes(self, text: str, words: list[Token], lanes: dict[Words, Ids]) -> Iterator[Hit]:
        most = max(map(len, lanes), default=0)
        for at in range(len(words) if lanes else 0):
            for key, end in runs(text, words, at, most, commas=False, streets=True):
                if key in lanes:
                    yield self._hit(words[at].start, words[end].end, Detector.ADDRESS, lanes[key], "street")
                    break

    def _find_postcodes(self, text: str, signed: set[int]) -> Iterator[Hit]:
        if not signed or not self._postcodes:
            return
        for match in POSTCODE.finditer(text):
            ids = tuple(index for index in self._postcodes.get(_compact(match[0]), ()) if index in signed)
            if ids:
                yield self._hit(*match.span(), Detector.POSTCODE, ids, "postcode")

    def _hit(self, start: int, end: int, detector: Detector, ids: Ids, how: str) -> Hit:
        persons = tuple(self.rows[index].id for index in ids)
        return Hit(start=start, end=end, detector=detector, evidence=Evidence.REGISTER, persons=persons, how=how)
