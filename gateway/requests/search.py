"""Looking for the emails about a person in all that is kept: whom each told of stands in the sheets of its looks."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.ports import Unsealer
from gateway.spool.sheets import LookAt, looks_since
from gateway.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMails:
    """What a search came to."""

    cases: tuple[CaseId, ...]
    searched: int  # emails
    unread: int  # emails that are gone, or of which no look told whom they are about


def mails_about(database: Database, unsealer: Unsealer, people: Collection[str], since: datetime) -> FoundMails:
    """Every email that tells of one of these people, or may, or was written to them.

    Args:
        people: register ids: the person's, and those that were theirs before entries were made one.
        since: only what was looked at from then on.

    Raises:
        TemporaryFailure: database or keys cannot be asked now.
    """
    found: list[CaseId] = []
    searched = unread = 0
    for case, looks in groupby(looks_since(database, since), key=lambda one: one.case):
        told = [_told(look, unsealer, people) for look in looks]
        searched += 1
        unread += all(one is None for one in told)
        if any(told):
            found.append(case)
    return FoundMails(cases=tuple(found), searched=searched, unread=unread)


def _told(look: LookAt, unsealer: Unsealer, people: Collection[str]) -> bool | None:
    """Whether it is about one of them. None: nobody can tell any more, or never could."""
    try:
        document = unsealer.content(look.content)
    except PermanentFailure:
        return None
    if document == b"{}":
        return None
    # Most sheets name none of them anywhere, and are not taken apart.
    if not any(json.dumps(one, ensure_ascii=False).encode("utf-8") in document for one in people):
        return False
    return not _named(json.loads(document)).isdisjoint(people)


def _named(sheet: dict[str, object]) -> set[str]:
    """Whoever is found in it, may be meant by it, or gets it; not those beside them in the register."""
    explanation, facts = sheet.get("explanation"), sheet.get("facts")
    found = explanation.get("people") if isinstance(explanation, dict) else None
    named = {str(one.get("id")) for one in _dicts(found)}
    for one in _dicts(facts):
        recipient = one.get("recipient")
        readers = recipient.get("people") if isinstance(recipient, dict) else None
        named |= {each for each in (readers if isinstance(readers, list) else ()) if isinstance(each, str)}
        for person in _dicts(one.get("people")):
            may_be = person.get("candidates")
            named |= {each for each in (may_be if isinstance(may_be, list) else ()) if isinstance(each, str)}
    return named


def _dicts(raw: object) -> list[dict[str, object]]:
    return [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []
