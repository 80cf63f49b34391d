"""Who of the register is meant in the texts of one message: strong signs first, then what counts beside one."""

from collections.abc import Iterator, Sequence
from typing import Final

from redaction.detect.email import ADDRESS
from redaction.families import Families, households
from redaction.hit import Detector
from redaction.misspelt import Misspelt
from redaction.name_index import Met, NameIndex
from redaction.name_parts import NameParts
from redaction.person_values import Find, PersonValues, in_lanes
from redaction.register.known import Known, Rows
from redaction.register.marked import Marked, marked
from redaction.signed import Signed
from redaction.spans import Cover
from redaction.tokens import tokens


class PersonSearch:
    """Looks for those who are known."""

    def __init__(self, known: Known) -> None:
        self._known: Final = known
        self._names: Final = NameIndex(known)
        self._misspelt: Final = Misspelt(known)
        self._families: Final = Families(known)
        self._values: Final = PersonValues(known)

    def all(self, texts: Sequence[str], near: Rows) -> list[list[Find]]:
        """Everything found in each of some folded texts.

        Args:
            texts: those of one message: a sign in one counts for all.
            near: people whom who reads it knows, so that a first name is sign enough of them.
        """
        signed = Signed(self._known)
        every = list(marked([(text, tokens(text)) for text in texts], self._known))
        strong: list[list[Find]] = []
        vague: list[list[Met]] = []
        for one in every:
            addresses = list(ADDRESS.finditer(one.text)) if "@" in one.text else []
            names = self._names.find(one, addresses)
            names += self._misspelt.find(one, Cover((met.start, met.end) for met in names))
            values = list(self._values.certain(one, addresses))
            for met in names:
                signed.name(met)
            for find in values:
                signed.value(find.rows)
            strong.append([_named(met, met.ids) for met in names if met.ids] + values)
            vague.append([met for met in names if not met.ids])
        for one, finds, unsettled in zip(every, strong, vague, strict=True):
            finds += [_named(met, rows) for met in unsettled if (rows := signed.initialled(met.key))]
            inside = Cover((find.start, find.end) for find in finds)
            met_here = [met for met in self._families.find(one) if not inside.holds(met.start, met.end)]
            finds += [find for met in met_here for find in self._family(met, signed)]
        for finds in strong:
            for find in finds:
                signed.value(find.rows)
        return self._weak(every, strong, signed, near)

    def _family(self, met: Met, signed: Signed) -> Iterator[Find]:
        """A surname that stands for a family: all people of one are meant; of several, it may be any of them.

        Where somebody of one of the families is signed, it is theirs.
        """
        ids = met.ids or signed.of_family(met.key)
        if met.how == "titled":
            # With somebody of that name signed, the surname is theirs: see `NameParts`.
            if signed.all.isdisjoint(ids):
                yield _named(met, ids, "surname")
            return
        groups = households(ids, [signed.sharing(index) for index in ids]) if met.how == "family" else []
        groups = [group for group in groups if not signed.all.isdisjoint(group)] or groups
        if len(groups) == 1:
            yield from (_named(met, (index,)) for index in groups[0])
        elif ids:
            yield _named(met, self._known.ordered(index for group in groups for index in group) or ids)

    def _weak(
        self, every: Sequence[Marked], strong: list[list[Find]], signed: Signed, near: Rows
    ) -> list[list[Find]]:
        """All finds of each text: the certain ones, and what counts beside them."""
        born = [list(self._values.births(one.text, signed.all)) for one in every]
        for finds in born:
            for find in finds:
                signed.value(find.rows)
        parts = NameParts(signed, near)
        lanes = self._values.lanes((index, signed.row(index)) for index in near)
        # Who reads it knows them, so half an address tells where they live.
        reached = signed.all.union(near)
        results: list[list[Find]] = []
        for one, certain, births in zip(every, strong, born, strict=True):
            inside = Cover((find.start, find.end) for find in certain)
            further = (
                *(Find(part.start, part.end, Detector.NAME, part.rows, part.how) for part in parts.find(one)),
                *self._values.postcodes(one.text, reached),
                *in_lanes(one.text, one.words, lanes),
            )
            results.append([*certain, *births, *(find for find in further if not inside.holds(find.start, find.end))])
        return results


def _named(met: Met, rows: Rows, how: str = "") -> Find:
    return Find(met.start, met.end, Detector.NAME, rows, how or met.how)
