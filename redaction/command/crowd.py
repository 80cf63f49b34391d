"""Whether what is left of a file may be called anonymised: it could be about enough people of the register."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from redaction.command.work import Planned, Wish
from redaction.groups import Groups, Left, told_traits
from redaction.hit import KINDS, Detector, Kind
from redaction.label import Style
from redaction.people.person import PersonRow, read_csv
from redaction.plan import apply

_IDENTIFYING: Final = frozenset({Kind.NAME, Kind.CONTACT, Kind.ADDRESS, Kind.DATE_OF_BIRTH, Kind.IDENTIFIER})
_MUST_GO: Final = frozenset(detector for detector, kind in KINDS.items() if kind in _IDENTIFYING)
_LEAVES_AGE: Final = {
    Style.LABEL: frozenset({Detector.DATE_OF_BIRTH}),
    Style.GENERALISE: frozenset({Detector.DATE_OF_BIRTH, Detector.AGE}),
}
_LEAVES_DISTRICT: Final = {
    Style.LABEL: frozenset({Detector.POSTCODE}),
    Style.GENERALISE: frozenset({Detector.POSTCODE, Detector.ADDRESS}),
}


class Crowd:
    """The people of a register file, counted when first asked for."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._rows: dict[str, PersonRow] = {}
        self._groups: Groups | None = None

    def smallest(self, made: Planned, wish: Wish) -> int | None:
        """How many people of the register what is left could be about, of whoever hides among the fewest.

        None: it cannot be said. No register was given, something that identifies stays, somebody is named whom the
        register does not have, or it has pseudonyms, which are personal data by themselves.
        """
        found = made.placed()
        persons = {person for _, hit in found for person in hit.persons}
        strangers = any(hit.detector is Detector.NAME and not hit.persons for _, hit in found)
        stays = wish.detectors is not None and not wish.detectors >= _MUST_GO
        if self._path is None or not persons or strangers or stays or wish.style is Style.PSEUDONYM:
            return None
        detectors = {hit.detector for _, hit in found}
        age = not detectors.isdisjoint(_LEAVES_AGE.get(wish.style, ()))
        district = not detectors.isdisjoint(_LEAVES_DISTRICT.get(wish.style, ()))
        cuts = made.plan.by_unit()
        texts = [apply(unit.text, cuts.get(unit.id, ())) for unit in made.document.units]
        groups = self._counted(self._path)
        return min(self._sizes(groups, persons, texts, wish.today, age=age, district=district))

    def _sizes(
        self, groups: Groups, persons: Iterable[str], texts: list[str], today: date, *, age: bool, district: bool
    ) -> Iterable[int]:
        for person in sorted(persons):
            row = self._rows[person]
            left = Left(age=age, district=district, traits=told_traits(row, texts))
            yield groups.size(row, left, today)

    def _counted(self, path: Path) -> Groups:
        if self._groups is None:
            self._rows = {row.id: row for row in read_csv(path)}
            self._groups = Groups.of(self._rows.values())
        return self._groups
