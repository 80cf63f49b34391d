"""Rules on trial: what is, how often each rule was wrong, and changing it (docs/modes.md)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from gateway.console.confirming import Asking, confirming
from gateway.console.desk import BACK_DAYS, Desk
from gateway.console.pages.service.mode_form import (
    FIELDS,
    MEANS,
    Row,
    blank,
    clause_options,
    clause_words,
    ended,
    filled,
    row_faults,
    taken,
    team_options,
    team_words,
    until_words,
)
from gateway.console.permissions import Permission, may
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import code_faults
from gateway.decide.modes import ALWAYS
from gateway.language import LATER, joined, mark, mark_count
from gateway.model.modes import EVERY, Mode, ModeEntry, of_team
from gateway.model.reasons import Reason
from gateway.notices.sentences import words_for
from gateway.record.trials import Tally, tallied
from gateway.registers.files.columns import RegisterKind
from gateway.registers.files.faults import BadFile

_DONE: Final = {
    "changed": mark("The change counts from its first day on."),
    "ended": mark("It is over: the rule counts again."),
}
_TAGS: Final = {Mode.OBSERVE: mark("Observe"), Mode.COACH: mark("Coach"), Mode.ENFORCE: mark("Enforce")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One entry, for its card."""

    id: str
    mode: str
    means: str
    clause: str
    team: str
    starts: str
    ends: str
    signed_by: str
    reason: str
    in_force: bool
    overruled_by: str  # a stricter entry that counts in its place now; empty: none


def modes(desk: Desk, visit: Visit) -> Reply:
    """The page; with ?change=ID the form holds that entry."""
    return _page(desk, visit, _form(desk, visit), ())


def check(desk: Desk, visit: Visit) -> Reply:
    """The change, to be looked at once more."""
    found = taken(desk, visit)
    if not isinstance(found, Row):
        return _page(desk, visit, dict(visit.form), found)
    return _checked(desk, visit, found, ())


def change(desk: Desk, visit: Visit) -> Reply:
    """The change counts."""
    found = taken(desk, visit)
    if not isinstance(found, Row):
        return _page(desk, visit, dict(visit.form), found)
    faults = code_faults(desk, visit)
    if faults:
        return _checked(desk, visit, found, faults)
    try:
        desk.registers.apply(RegisterKind.MODES, [found.cells], replace=False, by=visit.viewer.account, at=visit.at)
    except BadFile as bad:
        return _page(desk, visit, dict(visit.form), row_faults(bad.faults))
    return Redirect(to="/modes?done=changed")


def check_end(desk: Desk, visit: Visit) -> Reply:
    """Ending one now, to be looked at once more."""
    found = _running(desk, visit)
    if found is None:
        return _page(desk, visit, blank(_today(desk, visit)), (_gone(),))
    return _ending(desk, visit, found, ())


def end(desk: Desk, visit: Visit) -> Reply:
    """From now on the rule counts again."""
    found = _running(desk, visit)
    if found is None:
        return _page(desk, visit, blank(_today(desk, visit)), (_gone(),))
    faults = code_faults(desk, visit)
    if faults:
        return _ending(desk, visit, found, faults)
    cells = ended({"id": found.id}, visit.at)
    try:
        desk.registers.apply(RegisterKind.MODES, [cells], replace=False, by=visit.viewer.account, at=visit.at)
    except BadFile as bad:
        return _page(desk, visit, blank(_today(desk, visit)), row_faults(bad.faults))
    return Redirect(to="/modes?done=ended")


def _page(desk: Desk, visit: Visit, form: dict[str, str], faults: tuple[Fault, ...]) -> Page:
    entries = desk.organisation().registers.modes
    found = tallied(desk.decided.since(visit.at))
    values: dict[str, object] = {
        "now_in_force": [_trial(desk, one, visit) for one in _sorted(entries) if one.in_force(visit.at)],
        "later": [_trial(desk, one, visit) for one in _sorted(entries) if one.starts > visit.at],
        "over": [_trial(desk, one, visit) for one in _sorted(entries) if one.ends <= visit.at],
        "rules": [(one, _reason_words(one), clause_words(one.clause)) for one in found],
        "days": BACK_DAYS,
        "may_change": may(visit.viewer, Permission.GOVERNS, half=False),
        "form": {"id": "", **{name: form.get(name, "") for name in ("id", *FIELDS)}},
        "choices": [{"value": one.word, "title": _TAGS[one], "hint": MEANS[one]} for one in Mode],
        "clauses": clause_options(desk),
        "teams": team_options(desk),
        "always": sorted({words_for(one, language=LATER).sentence for one in ALWAYS if one in _TOLD}),
        "done": _DONE.get(visit.query.get("done", ""), ""),
    }
    return Page(template="modes.html", values=values, faults=faults, status=422 if faults else 200)


# Of what stops in every mode, that which people know as a rule.
_TOLD: Final = frozenset(
    {
        Reason.SOCIAL_MEDIA,
        Reason.SECRET_MARKING,
        Reason.PROTECTED_ADDRESS,
        Reason.NO_CONTACT,
        Reason.KEPT_FROM_SUBJECT,
        Reason.SENDER_MISMATCH,
        Reason.UNENCRYPTED_CHANNEL,
    }
)


def _form(desk: Desk, visit: Visit) -> dict[str, str]:
    wanted = visit.query.get("change", "")
    found = filled(desk, wanted) if wanted else None
    return found if found is not None else blank(_today(desk, visit))


def _checked(desk: Desk, visit: Visit, row: Row, faults: tuple[Fault, ...]) -> Page:
    one = row.entry
    week = tallied(desk.decided.since(visit.at))
    mine = [each for each in week if one.clause in {EVERY, each.clause} and one.team in {EVERY, each.team}]
    stopped, wrong = sum(each.stopped for each in mine), sum(each.wrong for each in mine)
    lines = [
        mark_count(
            "In the last {days} days {n} email was stopped by this, or would have been.",
            "In the last {days} days {n} emails were stopped by this, or would have been.",
            stopped,
            days=BACK_DAYS,
        )
    ]
    if stopped:
        lines.append(mark("People said of {wrong} of them that this was wrong.", wrong=wrong or mark("none")))
    if one.mode is not Mode.ENFORCE:
        lines.append(mark("What stops in every mode goes on stopping. Of several entries the strictest counts."))
    asking = Asking(
        title=mark("Check the change"),
        rows=(
            (mark("How far it goes"), joined(". ", (_TAGS[one.mode], MEANS[one.mode]))),
            (mark("Rule"), clause_words(one.clause)),
            (mark("Team"), team_words(one.team)),
            (mark("First day"), row.cells["starts"]),
            (mark("Last day"), until_words(desk, one)),
            (mark("Why"), one.reason),
            (mark("Signed by"), one.signed_by),
        ),
        action="/modes/change",
        button=mark("Confirm"),
        back=f"/modes?change={row.cells['id']}" if visit.said("id") else "/modes",
        hidden={name: visit.said(name) for name in ("id", *FIELDS)},
        lines=lines,
        grave=one.mode is Mode.OBSERVE,
    )
    return confirming(asking, visit, faults)


def _ending(desk: Desk, visit: Visit, one: ModeEntry, faults: tuple[Fault, ...]) -> Page:
    asking = Asking(
        title=mark("Check before you end it"),
        rows=(
            (mark("Entry"), one.id),
            (mark("How far it goes"), _TAGS[one.mode]),
            (mark("Rule"), clause_words(one.clause)),
            (mark("Team"), team_words(one.team)),
            (mark("Would have ended"), until_words(desk, one)),
        ),
        action="/modes/end",
        button=mark("End it now"),
        back="/modes",
        hidden={"id": one.id},
        lines=(mark("From this moment the rule counts again, as far as no other entry says otherwise."),),
    )
    return confirming(asking, visit, faults)


def _running(desk: Desk, visit: Visit) -> ModeEntry | None:
    found = [
        one for one in desk.organisation().registers.modes if one.id == visit.said("id") and one.in_force(visit.at)
    ]
    return found[0] if found else None


def _gone() -> Fault:
    return Fault(why=mark("That entry is not in force any more. Look at the list again."))


def _trial(desk: Desk, one: ModeEntry, visit: Visit) -> Trial:
    zone = desk.app.settings.timezone
    starts = one.starts.astimezone(zone)
    return Trial(
        id=one.id,
        mode=one.mode.word,
        means=MEANS[one.mode],
        clause=clause_words(one.clause),
        team=team_words(one.team),
        starts=joined("", (starts.date(),)),
        ends=until_words(desk, one),
        signed_by=one.signed_by,
        reason=one.reason,
        in_force=one.in_force(visit.at),
        overruled_by=_stricter(desk, one, visit),
    )


def _stricter(desk: Desk, one: ModeEntry, visit: Visit) -> str:
    """Of several entries the strictest counts, so one may change nothing while another is in force."""
    others = of_team(desk.organisation().registers.modes, "" if one.team == EVERY else one.team)
    over = [
        each
        for each in others
        if each.in_force(visit.at) and each.mode > one.mode and each.clause in {EVERY, one.clause}
    ]
    return ", ".join(each.id for each in over) if one.in_force(visit.at) else ""


def _sorted(entries: tuple[ModeEntry, ...]) -> list[ModeEntry]:
    return sorted(entries, key=lambda one: (one.ends, one.id))


def _reason_words(one: Tally) -> str:
    return words_for(Reason(one.reason), language=LATER).sentence if one.reason in set(Reason) else one.reason


def _today(desk: Desk, visit: Visit) -> date:
    return visit.at.astimezone(desk.app.settings.timezone).date()


def _emails(count: int) -> str:
    return mark_count("{n} email", "{n} emails", count)
