"""What was decided in the past, decided again under another policy. Changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from gateway.app import App
from gateway.decide.policy import Policy
from gateway.model.errors import PermanentFailure
from gateway.past.from_json import OtherShape
from gateway.past.stored_sheet import Past, pasts
from gateway.past.tried_policy import Tried
from gateway.spool.sheets import LookAt, looks_since
from gateway.store.contents import Contents


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedPolicy:
    """What came of trying one."""

    version: str
    since: datetime
    tried: Tried


def tried_on_past_mail(app: App, candidate: Policy, since: datetime) -> Tried:
    """Every case from an instant on, each recipient as it was last looked at.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    tried = Tried()
    for case, recipients in _by_case(app, since, tried):
        for number, (past, was) in enumerate(recipients.values(), start=1):
            tried.add(case, number, past, was, candidate)
    return tried


def _by_case(app: App, since: datetime, tried: Tried) -> Iterator[tuple[str, dict[str, tuple[Past, str]]]]:
    """Each case with the last look at each of its recipients, and the policy of that look."""
    contents = app.contents()
    for case, looks in groupby(looks_since(app.database, since), key=lambda one: one.case):
        recipients: dict[str, tuple[Past, str]] = {}
        for look in looks:
            found = _read(look, contents)
            tried.unread += found is None
            recipients |= {past.facts.recipient.address: (past, look.policy) for past in found or ()}
        yield case, recipients


def _read(look: LookAt, contents: Contents) -> tuple[Past, ...] | None:
    """None: its key was destroyed when retention ended, or another version of the program wrote it."""
    try:
        return pasts(contents.content(look.content))
    except (OtherShape, PermanentFailure):
        return None
