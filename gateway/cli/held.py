"""`gateway held list` and `gateway held show`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from gateway.cli.opened_case import opened_case
from gateway.cli.options import As, AsJson, Case, ConfigDir, PasswordFile
from gateway.cli.output import Json, document, say, table, tree
from gateway.cli.reasons import NEEDS_A_CHECK, unsigned
from gateway.reports.moments import local

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from gateway.case.file import CaseFile
    from gateway.decide.facts import Facts
    from gateway.model.decision import Decision
    from gateway.model.message import TextCut, Unit
    from gateway.model.outcome import HoldEntry
    from gateway.spool.rows import HeldCase

_EXCERPT: Final = 1000  # characters of each part that are shown


def list_held(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """List the cases that wait for somebody: what is urgent first, then the oldest."""
    from gateway.app import opened
    from gateway.notices.trial import in_force_lines

    with opened(config) as app:
        cases = app.holding().held()
        now = app.clock.now()
        zone = app.settings.timezone
        trial = tuple(in_force_lines(app.registers().snapshot().modes, app.clock.now(), zone))
    if as_json:
        document([_listed(case, zone, now) for case in cases])
        return
    for line in trial:
        say(line)
    rows = (
        (
            case.case,
            _urgent(case, now),
            local(case.hold.held_at, zone),
            "never" if case.hold.urgent_at is not None else local(case.hold.expires_at, zone),
            ", ".join(dict.fromkeys(f"{one.role.value} {one.email}" for one in case.hold.asked)),
            ", ".join(unsigned(case.hold.reasons)),
        )
        for case in cases
    )
    table(("case", "urgent", "held since", "returned at", "asked", "reasons"), rows, nothing="nothing is held")


def show(
    case: Case, user: As, password_file: PasswordFile = None, config: ConfigDir = None, as_json: AsJson = False
) -> None:
    """Show a held case to somebody who is asked about it.

    What it says, why it is held, and what it would say with details hidden."""
    with opened_case(config, case, user, password_file) as file:
        if as_json:
            document(_json(file))
        else:
            _print(file)


def _print(file: "CaseFile") -> None:
    from gateway.case.file import hidden_cuts
    from gateway.cli.look_tree import add, label, new_tree
    from gateway.explain.tree import Veil, place_of, recipient_branch, trial_lines
    from gateway.hold.handed import written_to_others
    from gateway.settle.removed import left_out, removed_by_place

    zone, hold, message = file.app.settings.timezone, file.setting.hold, file.message
    say(f"{message.case} from {message.envelope.sender or '<>'}, {local(message.envelope.received_at, zone)}")
    back = f"goes back to its sender at {local(hold.expires_at, zone)}"
    if hold.urgent_at is not None:
        back = "URGENT: it waits until somebody decides"
    say(f"held since {local(hold.held_at, zone)}; {back}")
    say(f"you may answer as: {', '.join(role.value for role in file.roles)}")
    for words in written_to_others(message.answers):
        say(f"{words.by} wrote, {local(words.at, zone)}: {words.justification}")
    if file.unlooked:
        say("an error of the gateway keeps it from being looked at, so nothing of it is shown")
        say("send it back (--return) or refuse it (--refuse); the log says more")
        return
    root = new_tree("what it says")
    for unit, text in _content(file.look.reading.units, ()):
        root.add(label(f"{place_of(unit)}: {text}"))
    tree(root)
    for number, one in enumerate(file.look.reading.attachments, start=1):
        needs = ", needs a password (--file-password)" if one.digest in file.setting.locked else ""
        say(f"attachment {number}: {one.found_type}, {-(-one.size // 1024)} KB{needs}")
    for line in trial_lines(file.look, zone):
        say(line)
    for facts, decision in _held(file):
        root = new_tree("why it is held")
        veil = Veil(shown=file.may_see)
        add(root, recipient_branch(facts, decision, file.app.settings.policy.policy, veil))
        cuts = hidden_cuts(file, facts, decision)
        if cuts:
            gone = root.add(label("with details hidden there would go"))
            reading, outside = file.look.reading, not facts.recipient.internal
            gone_of = removed_by_place(reading.units, facts.hits, decision.hidden_cut)
            for line in (*gone_of, *left_out(reading, outside=outside)):
                gone.add(label(line))
            version = root.add(label("with details hidden it would say"))
            for unit, text in _content(file.look.reading.units, cuts):
                version.add(label(f"{place_of(unit)}: {text}"))
        tree(root)


def _json(file: "CaseFile") -> Json:
    from gateway.case.file import hidden_cuts
    from gateway.hold.handed import written_to_others
    from gateway.settle.removed import left_out, removed_by_place

    zone, hold, message = file.app.settings.timezone, file.setting.hold, file.message
    units = () if file.unlooked else file.look.reading.units
    return {
        "case": message.case,
        "sender": message.envelope.sender,
        "received_at": message.envelope.received_at.astimezone(zone).isoformat(),
        "held_at": hold.held_at.astimezone(zone).isoformat(),
        "expires_at": _expires(hold, zone),
        "urgent": hold.urgent_at is not None,
        "roles": [role.value for role in file.roles],
        "words": [
            {"by": one.by, "at": one.at.astimezone(zone).isoformat(), "text": one.justification}
            for one in written_to_others(message.answers)
        ],
        "content": _units(units, ()),
        "attachments": [
            {"part": one.part, "type": one.found_type, "size": one.size, "locked": one.digest in file.setting.locked}
            for one in (() if file.unlooked else file.look.reading.attachments)
        ],
        "recipients": [
            {
                "address": decision.recipient,
                "treatment": decision.treatment.word,
                "protection": decision.protection.word,
                "findings": _findings(file, decision),
                "hidden": _units(units, cuts) if (cuts := hidden_cuts(file, facts, decision)) else None,
                "removed": [
                    *removed_by_place(units, facts.hits, decision.hidden_cut),
                    *left_out(file.look.reading, outside=not facts.recipient.internal),
                ]
                if cuts
                else [],
            }
            for facts, decision in _held(file)
        ],
    }


def _findings(file: "CaseFile", decision: "Decision") -> list[Json]:
    shown: list[Json] = []
    for found in decision.findings:
        if file.may_see(found):
            shown.append(
                {
                    "clause": found.clause,
                    "reason": found.reason.value,
                    "treatment": found.treatment.word,
                    "about": found.about,
                    "held_for": [role.value for role in found.held_for],
                    "answers": [answer.value for answer in found.answers],
                }
            )
        elif {"reason": NEEDS_A_CHECK} not in shown:
            shown.append({"reason": NEEDS_A_CHECK})
    return shown


def _expires(hold: "HoldEntry", zone: "ZoneInfo") -> str | None:
    return None if hold.urgent_at is not None else hold.expires_at.astimezone(zone).isoformat()


def _units(units: "Sequence[Unit]", cuts: "Sequence[TextCut]") -> list[Mapping[str, Json]]:
    return [
        {"place": unit.place.value, "part": unit.part, "label": unit.label, "text": text}
        for unit, text in _content(units, cuts)
    ]


def _urgent(case: "HeldCase", now: "datetime") -> str:
    """For how long it has waited in the fast lane; empty: it is not in it."""
    waited = _minutes(case.hold, now)
    if waited is None:
        return ""
    return f"URGENT, {waited // 60} h {waited % 60} min" if waited >= 60 else f"URGENT, {waited} min"


def _minutes(hold: "HoldEntry", now: "datetime") -> int | None:
    return None if hold.urgent_at is None else max(0, int((now - hold.urgent_at).total_seconds() // 60))


def _listed(case: "HeldCase", zone: "ZoneInfo", now: "datetime") -> Json:
    return {
        "case": case.case,
        "sender": case.sender,
        "received_at": case.received_at.astimezone(zone).isoformat(),
        "held_at": case.hold.held_at.astimezone(zone).isoformat(),
        "expires_at": _expires(case.hold, zone),
        "urgent_minutes": _minutes(case.hold, now),
        "recipients": case.recipients,
        "asked": [{"role": one.role.value, "email": one.email} for one in case.hold.asked],
        "reasons": unsigned(case.hold.reasons),
        "answers": [answer.value for answer in case.hold.answers],
    }


def _held(file: "CaseFile") -> "Iterable[tuple[Facts, Decision]]":
    return () if file.unlooked else zip(file.look.facts, file.look.decisions, strict=True)


def _content(units: "Sequence[Unit]", cuts: "Sequence[TextCut]") -> "Iterable[tuple[Unit, str]]":
    """The beginning of every unit that says something, with the cuts made.

    Of a document: what its reader sees, and the rest only where something was found in it.
    """
    from gateway.model.message import Place, with_cuts
    from gateway.read.document_markings import aside

    for unit in units:
        text = with_cuts(unit.text, (one for one in cuts if one.unit == unit.id))
        if text.strip() and not (unit.place is Place.DOCUMENT and aside(unit) and text == unit.text):
            yield unit, text[:_EXCERPT] + (" […]" if len(text) > _EXCERPT else "")
