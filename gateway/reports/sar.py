"""A person's disclosures for their subject access reply: theirs alone, nothing of anybody else (REC-1, REC-2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.model.parties import DataSubject, PartyType, PersonId, RegisterSnapshot
from gateway.record.reading import Disclosed
from gateway.reports.parties import organisation, party_type, whom
from gateway.reports.report import Report, Sheet

COLUMNS: Final = ("date", "shared_with", "kinds", "purpose", "basis", "fact_or_opinion", "how", "reference")

_HOW: Final = {
    "internal": "inside our organisation",
    "plain": "by email",
    "tls": "by email over a secure connection",
    "smime": "by encrypted email",
    "openpgp": "by encrypted email",
    "portal": "from a secure page",
    "pdf": "as an encrypted file",
}
_WORDS: Final = {
    "agreement": "an agreement with them ({id})",
    "consent": "consent ({id})",
    "request": "your own request ({id})",
    "own": "it is your own information",
    "mode": "none is recorded: our checks were on trial",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SarReport:
    """The person's list, and what somebody has to look at before it may be on it."""

    report: Report
    withheld: tuple[str, ...]  # cases that were left out, or would have been


def sar(
    about: PersonId,
    disclosed: Sequence[Disclosed],
    registers: RegisterSnapshot,
    zone: ZoneInfo,
    at: datetime,
    *,
    with_withheld: bool = False,
) -> SarReport:
    """What was shared about one person.

    Left out, unless *with_withheld*, is what somebody must look at first: a manager's wish to keep something from a
    person is no exemption by itself, nor is it to be forgotten (CONS-7, SAFE-1).

    Args:
        disclosed: all disclosures of every case that has one about this person: what is told of others in the same
            mail decides only whether a line may be shown, and never stands in it.
        at: now; restrictions in force then count.
    """
    mine = [one for one in disclosed if one.person == about]
    held_back = _held_back(about, disclosed, registers, at)
    shown = [one for one in mine if with_withheld or one.case not in held_back]
    merged: dict[tuple[str, ...], set[str]] = {}
    for one in shown:
        # Two addresses of one organisation in one mail are one sharing.
        key = (
            one.at.astimezone(zone).date().isoformat(),
            whom(one, registers),
            one.purpose or "not recorded",
            _basis(one, registers),
            one.statement or "not said",
            _HOW.get(one.channel, one.channel),
            one.case,
        )
        merged.setdefault(key, set()).update(one.kinds)
    rows = tuple((key[0], key[1], ", ".join(sorted(kinds)), *key[2:]) for key, kinds in merged.items())
    return SarReport(
        report=Report(name="sar", sheets=(Sheet(name="shared", columns=COLUMNS, rows=rows),)),
        withheld=tuple(dict.fromkeys(one.case for one in mine if one.case in held_back)),
    )


def _held_back(
    about: PersonId, disclosed: Iterable[Disclosed], registers: RegisterSnapshot, at: datetime
) -> frozenset[str]:
    if _something_is_kept(about, registers, at):
        return frozenset(one.case for one in disclosed if one.person == about)
    return frozenset(one.case for one in disclosed if _must_be_looked_at(about, one, registers))


def _something_is_kept(about: PersonId, registers: RegisterSnapshot, at: datetime) -> bool:
    return any(
        one.person == about
        and (one.about or one.phrases)
        and about in (one.kept_from or (about,))
        and (one.until is None or one.until > at)
        for one in registers.restrictions
    )


def _must_be_looked_at(about: PersonId, one: Disclosed, registers: RegisterSnapshot) -> bool:
    if one.person != about:
        # That a refuge was written to about both of them tells somebody where the other one is.
        return _is_kept_apart(about, one.person, registers)
    if one.details is None or one.details.withheld:
        return True
    return party_type(one, registers) is PartyType.PROTECTED_DISCLOSURE


def _is_kept_apart(about: PersonId, other: str, registers: RegisterSnapshot) -> bool:
    person: DataSubject | None = registers.people.get(about)
    theirs: DataSubject | None = registers.people.get(PersonId(other))
    if theirs is not None and (about in theirs.no_contact or theirs.protected_addresses):
        return True
    return person is not None and other in person.risk_to


def _basis(one: Disclosed, registers: RegisterSnapshot) -> str:
    return "; ".join(_basis_words(part, one, registers) for part in one.basis.split("+"))


def _basis_words(part: str, one: Disclosed, registers: RegisterSnapshot) -> str:
    kind, _, identity = part.partition(":")
    if kind in _WORDS:
        return _WORDS[kind].format(id=identity)
    named = identity if kind != "approval" else ""
    ground = registers.grounds.get((one.details.ground if one.details is not None else "") or named)
    law = f", on: {ground.title} ({ground.law})" if ground is not None else ""
    if kind == "ground":
        return f"a legal duty or court order{law}"
    return f"a manager's decision{law}" if kind in ("approval", "release") else "not recorded"


def recipients(
    disclosed: Sequence[Disclosed], registers: RegisterSnapshot, zone: ZoneInfo
) -> tuple[tuple[str, ...], ...]:
    """Who has something about a person, for passing corrections on: the latest first.

    Rows of party id, who it is, type, last day, how often, kinds. An address that is no organisation's stands by its
    type alone: `gateway record disclosures` has the addresses.
    """
    found: dict[tuple[str, str, str], list[Disclosed]] = {}
    for one in disclosed:
        kind = party_type(one, registers)
        key = (one.party, organisation(one, registers) or whom(one, registers), "" if kind is None else kind.value)
        found.setdefault(key, []).append(one)
    ordered = sorted(found.items(), key=lambda item: max(one.at for one in item[1]), reverse=True)
    return tuple(
        (
            *key,
            max(one.at for one in given).astimezone(zone).date().isoformat(),
            str(len({one.case for one in given})),
            ", ".join(sorted({kind for one in given for kind in one.kinds})),
        )
        for key, given in ordered
    )
