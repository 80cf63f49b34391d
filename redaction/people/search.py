"""Who of the register is meant in the texts of one message: strong signs first, then what counts beside one."""

from collections.abc import Iterator, Sequence
from typing import Final

from redaction.detect.email import addresses
from redaction.hit import Detector
from redaction.people.families import COMMON, Families
from redaction.people.misspelt import Misspelt
from redaction.people.name_parts import NameParts, standing
from redaction.people.signed import Signed
from redaction.people.values import Find, PersonValues, in_lanes
from redaction.people.whole_names import Met, NameIndex
from redaction.register.close_lists import MANY
from redaction.register.known import Known
from redaction.register.marked import Marked, marked
from redaction.register.packed import Rows
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
            mail = list(addresses(one.text))
            names = self._names.find(one, mail)
            values = list(self._values.certain(one, mail))
            taken = [(met.start, met.end) for met in names] + [(find.start, find.end) for find in values]
            names += self._misspelt.find(one, Cover(taken))
            for met in names:
                signed.name(met)
            for find in values:
                signed.value(find.rows)
            strong.append([_named(met, met.ids) for met in names if met.ids] + values)
            vague.append([met for met in names if not met.ids])
        told: list[Find] = []  # of the families; none of them is a sign to another
        for one, finds, unsettled in zip(every, strong, vague, strict=True):
            finds += [_named(met, rows) for met in unsettled if (rows := signed.initialled(met.key))]
            inside = Cover((find.start, find.end) for find in finds)
            met_here = [met for met in self._families.find(one) if not inside.holds(met.start, met.end)]
            families = [find for met in met_here for find in self._family(met, signed)]
            finds.extend(families)
            told += families
        for find in told:
            signed.value(find.rows)
        return self._weak(every, strong, signed, near)

    def _family(self, met: Met, signed: Signed) -> Iterator[Find]:
        """A surname that stands for a family: all people of one are meant; of several, it may be any of them.

        Where somebody of one of the families is signed, it is theirs.
        """
        if met.how == "titled":
            # With somebody of that name signed, the surname is theirs: see `NameParts`.
            if signed.all.isdisjoint(met.ids):
                yield _named(met, met.ids, "surname")
            return
        families = signed.families(met) if met.how == "family" else []
        # Of very many that bear it no ids are told, and with none of them signed it means nobody in particular.
        if met.how == "family" and not families and 0 < len(met.ids) <= COMMON:
            one = signed.family(met)
            families = [one] if one == met.ids else []
        if len(families) == 1 and len(families[0]) <= MANY:
            yield from (_named(met, (index,)) for index in families[0])
        elif families or met.ids:
            yield _named(met, self._known.ordered(index for family in families for index in family) or met.ids)

    def _weak(
        self, every: Sequence[Marked], strong: list[list[Find]], signed: Signed, near: Rows
    ) -> list[list[Find]]:
        """All finds of each text: the certain ones, and what counts beside them."""
        households = signed.households()
        about = signed.all.union(households)
        born = [list(self._values.births(one.text, about)) for one in every]
        for finds in born:
            for find in finds:
                signed.value(find.rows)
        parts = NameParts(signed, near, households, standing([one.text for one in every]))
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
