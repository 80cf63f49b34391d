"""One person of the register, and the register file they are read from."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from redaction.groups import TRAITS


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person as the register holds them; every value as written there.

    ``relations`` are pairs of relation and id: ``("mother", "P-2")`` says P-2 is the mother.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    date_of_birth: date | None = None  # None: not known
    nhs_number: str = ""
    upn: str = ""
    nino: str = ""
    case_ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    protected_addresses: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    traits: tuple[tuple[str, str], ...] = ()  # of ``redaction.groups.TRAITS``, each with its column's name


def read_csv(path: Path) -> Iterator[PersonRow]:
    """The people of a register file; see ``People.from_csv`` for its form and errors."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restkey="", restval="")
        missing = {"id", "name"} - set(reader.fieldnames or ())
        if missing:
            raise ValueError(f"{path.name}: no column {', '.join(sorted(missing))}")
        for cells in reader:
            try:
                yield row_from_cells(cells)
            except ValueError as error:
                raise ValueError(f"{path.name}:{reader.line_num}: {error}") from None


def row_from_cells(cells: Mapping[str, str]) -> PersonRow:
    """One person from a row's cells; columns that are not known are left.

    Raises:
        ValueError: no id or name, or a date that is none; never quotes the value.
    """

    def one(column: str) -> str:
        return (cells.get(column) or "").strip()

    def several(column: str) -> tuple[str, ...]:
        return tuple(value.strip() for value in one(column).split("|") if value.strip())

    if not one("id") or not one("name"):
        raise ValueError("id and name must not be empty")
    return PersonRow(
        id=one("id"),
        name=one("name"),
        aliases=several("aliases"),
        date_of_birth=_day(one("date_of_birth")),
        nhs_number=one("nhs_number"),
        upn=one("upn"),
        nino=one("nino"),
        case_ids=several("case_ids"),
        addresses=several("addresses"),
        protected_addresses=several("protected_addresses"),
        emails=several("emails"),
        phones=several("phones"),
        relations=tuple(_relation(value) for value in several("relations")),
        traits=tuple((column, value) for column in TRAITS for value in several(column)),
    )


def _day(value: str) -> date | None:
    """ISO or day first, as spreadsheets of this country write it."""
    if not value:
        return None
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", value)
    try:
        if match is not None:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(value[:10])
    except ValueError:
        raise ValueError("date_of_birth is not a date (2014-03-09 or 09/03/2014)") from None


def _relation(value: str) -> tuple[str, str]:
    relation, colon, person = value.partition(":")
    if not colon or not relation.strip() or not person.strip():
        raise ValueError("relations are written relation:id")
    return relation.strip().lower(), person.strip()
