"""Where a mail is and what became of it; and why, out of what was known when it was decided."""

from datetime import date, datetime, timedelta
from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.service.named import about, names, sheets_of
from gateway.console.pages.service.stages import stages
from gateway.console.permissions import Permission, may
from gateway.console.replies import Fault, Missing, Page, Reply, Viewer, Visit
from gateway.decide.policy import Policy
from gateway.decide.reasons import TABLE
from gateway.explain.tree import NEEDS_A_CHECK, draw_past
from gateway.language import LATER, mark
from gateway.model.message import CaseId
from gateway.model.outcome import FinishedKind, RecordKind, Scalar
from gateway.model.reasons import Reason
from gateway.notices.sentences import words_for
from gateway.past.from_json import OtherShape
from gateway.past.kept_tests import LONGEST_NAME
from gateway.past.stored_sheet import past_look
from gateway.policy.file import parse
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from gateway.spool.rows import OutgoingRecipient, StoredOutgoing, StoredRecipient, TracedCase
from gateway.spool.sheets import StoredSheet

TEST_NAME: Final = "test_name"  # the field of a test to be kept
_SHOWN: Final = 25
_KEY_CHARS: Final = 400


def masked(viewer: Viewer) -> bool:
    """Whether somebody sees no more than what it takes to run the service (docs/console.md)."""
    return AccountRole.IG not in viewer.roles


def trace(desk: Desk, visit: Visit) -> Reply:
    """Search by case number, Message-ID or address, and by day."""
    key, day = visit.query.get("key", "").strip()[:_KEY_CHARS], visit.query.get("day", "").strip()
    values: dict[str, object] = {"key": key, "day": day, "cases": (), "asked": bool(key or day), "more": False}
    since = until = None
    if day:
        try:
            since, until = _day(desk, day)
        except ValueError:
            fault = Fault(why=mark("Enter the day as year, month and day: 2026-11-30."), field="day")
            return Page(template="trace.html", values={**values, "asked": False}, faults=(fault,), status=422)
    if key or day:
        every = desk.view.trace(key, since=since, until=until, limit=_SHOWN + 1)
        theirs = about(desk, visit.viewer, [one.case for one in every])
        found = [one for one in every if one.case not in theirs]
        values |= {"cases": found[:_SHOWN], "more": len(found) > _SHOWN}
    return Page(template="trace.html", values=values)


def traced(desk: Desk, visit: Visit) -> Reply:
    """One case: recipients, steps with their times, and each look at it."""
    return traced_page(desk, visit, ())


def traced_page(desk: Desk, visit: Visit, faults: tuple[Fault, ...]) -> Reply:
    """The same, with what was wrong in one of its forms."""
    found = _found(desk, visit)
    if found is None:
        return Missing()
    case, looks = found
    return Page(
        template="traced.html",
        values={
            "mail": case,
            "recipients": [_recipient(case, one, visit.viewer) for one in case.recipients],
            "ours": [(mail, sent) for mail in case.outgoing if _ours(mail) for sent in mail.recipients],
            "stages": stages(entries(desk.app.database, case=case.case)),
            "looks": looks,
            "masked": masked(visit.viewer),
            "runs": may(visit.viewer, Permission.RUNS, half=False),
            "done": mark("The notice goes out again now.") if visit.query.get("again") == "yes" else "",
        },
        faults=faults,
        status=422 if faults else 200,
    )


def explained(desk: Desk, visit: Visit) -> Reply:
    """Why it was decided so, at one look, out of the sheet that was stored then."""
    found = look_of(desk, visit)
    return Missing() if found is None else explained_page(desk, visit, *found, ())


def found_case(desk: Desk, visit: Visit) -> TracedCase | None:
    """The case that an address names. None: there is none, or it is about the viewer (SAFE-2)."""
    found = _found(desk, visit)
    return None if found is None else found[0]


def look_of(desk: Desk, visit: Visit) -> tuple[TracedCase, StoredSheet] | None:
    """The look that an address names. None: there is none, or it is about the viewer (SAFE-2)."""
    found = _found(desk, visit)
    look = None if found is None else next((one for one in found[1] if str(one.look) == visit.here["look"]), None)
    return None if found is None or look is None else (found[0], look)


def explained_page(desk: Desk, visit: Visit, mail: TracedCase, look: StoredSheet, faults: tuple[Fault, ...]) -> Page:
    """Why it was decided so; that somebody saw it is recorded."""
    case, veiled = mail.case, masked(visit.viewer)
    values: dict[str, object] = {"case": case, "look": look, "tree": None, "masked": veiled}
    values |= {"name": visit.said(TEST_NAME), "longest": LONGEST_NAME}
    try:
        past = past_look(look.document)
    except OtherShape:
        return Page(template="explained.html", values=values)
    tree = draw_past(past, f"{case}, look {look.look}", look.policy, policy_of(desk, look.policy), masked=veiled)
    what = "masked-explanation" if veiled else "explanation"
    facts: list[tuple[str, Scalar]] = [("what", what), ("look", look.look), ("client", visit.client)]
    desk.record(RecordKind.VIEWED, visit.viewer.account, facts, case)
    values |= {"tree": tree, "keeps": bool(past.recipients)}
    return Page(template="explained.html", values=values, faults=faults, status=422 if faults else 200)


def _found(desk: Desk, visit: Visit) -> tuple[TracedCase, tuple[StoredSheet, ...]] | None:
    number = CaseId(visit.here["case"].upper())
    case = next((one for one in desk.view.trace(number) if one.case == number), None)
    if case is None:
        return None
    looks = sheets_of(desk, case.case)
    return None if names(desk, visit.viewer, case.case, looks) else (case, looks)


def _day(desk: Desk, written: str) -> tuple[datetime, datetime]:
    day = date.fromisoformat(written)
    zone = desk.app.settings.timezone
    after = day + timedelta(days=1)
    return (
        datetime(day.year, day.month, day.day, tzinfo=zone),
        datetime(after.year, after.month, after.day, tzinfo=zone),
    )


def _recipient(case: TracedCase, one: StoredRecipient, viewer: Viewer) -> dict[str, object]:
    mail, sent = _sent(case, one)
    return {
        "address": one.address,
        "state": one.state.value,
        "reasons": list(dict.fromkeys(_words(reason, viewer) for reason in one.reasons)),
        "channel": "" if mail is None else mail.channel.value,
        "sent": sent,
    }


def _words(reason: Reason, viewer: Viewer) -> str:
    return NEEDS_A_CHECK if TABLE[reason].sensitive and masked(viewer) else words_for(reason, language=LATER).sentence


def _sent(case: TracedCase, one: StoredRecipient) -> tuple[StoredOutgoing | None, OutgoingRecipient | None]:
    """The last finished message for a recipient: earlier ones were withdrawn and decided again."""
    for mail in reversed(case.outgoing):
        for sent in mail.recipients:
            if not _ours(mail) and sent.address == one.address:
                return mail, sent
    return None, None


def _ours(mail: StoredOutgoing) -> bool:
    return mail.kind is not FinishedKind.MAIL


def policy_of(desk: Desk, version: str) -> Policy:
    """The policy of that time; the one in use, where it was not kept."""
    in_use = desk.app.settings.policy.policy
    if version == in_use.version:
        return in_use
    stored = desk.app.policies().of(version)
    return in_use if stored is None else parse(stored.text, stored.version).policy
