"""The answer to a request as one ZIP: what goes, and an exact list of what does not and why. Pure.

Two lists of what is left out are made. The one in the ZIP tells whoever asked; what is kept confidential from them is
in neither its lines nor its numbers (CONS-7). The other has all of it, for whoever answers.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from gateway.model.parties import Request, RequestType
from gateway.registers.files.table import quote_for_csv
from gateway.reports.report import Sheet


class Why(StrEnum):
    """Why something is not in it."""

    EXEMPT = "exempt"
    OTHERS = "others"
    NOT_READABLE = "not-readable"  # it cannot be read or changed so that it is proven what is in it
    GONE = "gone"  # not kept any longer
    KEPT = "kept"  # who asked is not told


_WORDS: Final = {
    Why.EXEMPT: "The law lets us keep it back.",
    Why.OTHERS: "It is about other people.",
    Why.NOT_READABLE: "We could not take out what is about other people and prove it. Ask us about it.",
    Why.GONE: "We do not have it any more. We keep what emails say for a limited time.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenMail:
    """An email that goes."""

    case: str
    at: datetime
    hidden: tuple[str, ...]  # "name 3"
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What does not go."""

    what: str  # "email", or a register
    id: str  # case number or register id
    on: str  # a day; empty: none
    why: Why
    note: str = ""  # for whoever answers: a reason's literal, or their own words; never in the ZIP


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFile:
    """One file in it."""

    name: str
    size: int
    digest: str  # SHA-256, hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The ZIP and what is to be known of it."""

    content: bytes
    files: tuple[BundleFile, ...]
    left_out: tuple[LeftOut, ...]  # all of it

    @property
    def digest(self) -> str:
        """SHA-256 of the ZIP, hex: what was looked through, downloaded or sent."""
        return hashlib.sha256(self.content).hexdigest()


def bundle(
    request: Request,
    *,
    mails: Sequence[GivenMail],
    sheets: Sequence[Sheet],
    left_out: Sequence[LeftOut],
    kept_since: str,
    zone: ZoneInfo,
    at: datetime,
) -> Bundle:
    """Put it together; the same makes the same bytes.

    Args:
        sheets: each becomes a file of its name.
        kept_since: the first month whose emails can still be read: "2026-10"; empty: nothing can.
        at: now.
    """
    made: list[tuple[str, bytes]] = []
    index: list[tuple[str, ...]] = []
    for n, mail in enumerate(sorted(mails, key=lambda one: (one.at, one.case)), start=1):
        day = mail.at.astimezone(zone).date().isoformat()
        name = f"emails/{n:03}-{day}-{mail.case}.eml"
        made.append((name, mail.content))
        index.append((name, day, ", ".join(mail.hidden), hashlib.sha256(mail.content).hexdigest()))
    made += [(f"{one.name}.csv", _csv(one.columns, one.rows)) for one in sheets]
    told = tuple(_told(left_out))
    if mails:
        made.append(("emails.csv", _csv(("file", "date", "hidden", "sha256"), index)))
    made.append(("left-out.csv", _csv(("what", "reference", "date", "why"), told)))
    about = _read_first(request, len(mails), sheets, len(told), kept_since, at.astimezone(zone))
    made.insert(0, ("read-me-first.txt", about))
    return Bundle(
        content=_zip(made, at.astimezone(zone)),
        files=tuple(
            BundleFile(name=name, size=len(content), digest=hashlib.sha256(content).hexdigest())
            for name, content in made
        ),
        left_out=tuple(left_out),
    )


def _told(left_out: Iterable[LeftOut]) -> Iterator[tuple[str, ...]]:
    for one in left_out:
        if one.why is not Why.KEPT:
            yield one.what, one.id, one.on, _WORDS[one.why]


def _read_first(
    request: Request, mails: int, sheets: Sequence[Sheet], told: int, kept_since: str, at: datetime
) -> bytes:
    about_person = request.type is RequestType.SAR
    lines = [
        f"Your request {request.id}, answered on {at.date().isoformat()}",
        "",
        "What is in this file" if about_person else "What is in this file: figures that tell of nobody.",
        "",
    ]
    if about_person:
        lines.append(f"- emails: {mails} that our email gateway still holds and that are about you or the person you")
        lines.append("  asked for. emails.csv lists each, with how much in it is hidden because it is about others.")
    lines += [f"- {one.name}.csv: {_SHEETS.get(one.name, one.name)}" for one in sheets]
    lines.append(f"- left-out.csv: {told} things that are left out, each with the reason.")
    if about_person:
        since = f"Emails from before {kept_since} can" if kept_since else "Past emails can"
        lines += [
            "",
            "What is not in it",
            "",
            f"{since} no longer be read by us. Of those we only hold that something was shared, when and",
            "with whom: that is in shared.csv. This file holds what our email gateway has; records elsewhere are",
            "answered for separately.",
            "",
            "Your rights",
            "",
            "You may ask us to look again, to put right what is wrong, and you may complain to the Information",
            "Commissioner (ico.org.uk).",
        ]
    return ("\r\n".join(lines) + "\r\n").encode()


_SHEETS: Final = {
    "shared": "with whom something about you was shared, when, of what kind and on what basis.",
    "registers": "what our registers say about you.",
    "foi": "how often personal data was shared, by kind of partner and basis.",
}


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (columns, *rows):
        writer.writerow([quote_for_csv(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _zip(files: Sequence[tuple[str, bytes]], at: datetime) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, date_time=(at.year, at.month, at.day, at.hour, at.minute, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return made.getvalue()
