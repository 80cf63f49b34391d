"""A draft that was sent to be checked: what would become of it, and what is to be put into it so that it goes.

What is chosen here is tried out at once: the draft is looked at as if it said so. Nothing is sent and nothing is kept
but that an address is right, for three days, and a purpose that its sender wants remembered; the lines to put on top
of the mail say the rest when it is sent.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from gateway.case.answers import NotTaken, judged
from gateway.case.file import CaseFile
from gateway.case.remember import could_remember, remember
from gateway.console.case.form import REMEMBER, Mend, mends
from gateway.console.case.shown import open_answers, shown
from gateway.console.desk import Desk
from gateway.console.replies import Fault, Missing, Page, Reply, Visit
from gateway.intake.fields import fields, without
from gateway.language import all_of, mark
from gateway.model.decision import AnswerKind, Asked, Finding, Treatment
from gateway.model.errors import PermanentFailure, TemporaryFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.model.reasons import Reason
from gateway.model.remembered import LONGEST
from gateway.spool.confirmed import COUNTS, confirm_ahead
from gateway.spool.rows import TracedCase

# What can be said in the mail itself (docs/writing.md): field of the form → header field, line at the top.
_SAID: Final[Mapping[str, tuple[str, str]]] = {
    "purpose": ("X-Sharing-Purpose", "Purpose"),
    "statement": ("X-Sharing-Statement", "Fact/opinion"),
    "person": ("X-Sharing-About", "About"),
    "hide": ("X-Sharing-Hide", "Hide"),
}
_HIDE: Final = Mend(
    field="hide",
    title=mark("Send it with details hidden"),
    hint=mark("Nobody has to be asked then. What they would read stands above."),
)
_MARKING: Final = "marking"
_CONFIRM: Final = "confirm"
_UNSURE: Final = "unsure"  # field: the addresses that the form names, between blanks
_SUBJECT: Final = re.compile(rb"^subject:[ \t]*", re.IGNORECASE | re.MULTILINE)


def is_draft(sent: TracedCase) -> bool:
    """Whether it was sent to be checked, and to nobody."""
    return all(one.reasons == (Reason.CHECKED,) for one in sent.recipients)


def draft(desk: Desk, visit: Visit, sent: TracedCase) -> Page:
    """What would become of it now; that its sender was shown it is recorded."""
    return _page(desk, visit, sent, {})


def settle(desk: Desk, visit: Visit) -> Reply:
    """What would become of it with what is chosen in it, and the lines that say so."""
    sent = own_draft(desk, visit)
    if sent is None:
        return Missing()
    return _page(desk, visit, sent, {name: visit.said(name) for name in (_MARKING, _CONFIRM, *_SAID)})


def own_draft(desk: Desk, visit: Visit) -> TracedCase | None:
    """The draft of the address, if whoever asks sent it."""
    number = CaseId(visit.here["case"].upper())
    sent = next((one for one in desk.view.trace(number) if one.case == number), None)
    if sent is None or sent.sender.lower() not in visit.viewer.addresses or not is_draft(sent):
        return None
    return sent


def needs_manager(file: CaseFile) -> bool:
    """Whether a line manager's approval of somebody, for a party, would settle something in it."""
    return any(True for _ in awaiting_manager(file))


def awaiting_manager(file: CaseFile) -> Iterator[tuple[str, Finding]]:
    """Party and finding, of all that such an approval would settle."""
    for facts, decision in zip(file.look.facts, file.look.decisions, strict=True):
        party = facts.recipient.party
        for found in decision.findings:
            if party is None or found.treatment is not Treatment.HOLD or Asked.LINE_MANAGER not in found.held_for:
                continue
            if AnswerKind.RELEASE in found.answers and found.about:
                yield party.id, found


def _page(desk: Desk, visit: Visit, sent: TracedCase, said: Mapping[str, str]) -> Page:
    values: dict[str, object] = {"case": sent.case, "received_at": sent.received_at, "shown": None}
    try:
        file = desk.draft(sent.case, visit.viewer)
    except PermanentFailure:
        return Page(template="draft.html", values=values)  # it names no readers
    desk.record(RecordKind.VIEWED, visit.viewer.account, (("what", "draft"),), sent.case)
    kinds = open_answers(file)
    unsure = tuple(dict.fromkeys(_unsure(file)))
    # What was said is said of the addresses that stood in the form, whatever is unsure by now.
    agreed = tuple(one for one in unsure if one in visit.said(_UNSURE).split())
    asked = tuple(
        replace(one, hint=_letter_by_letter(unsure)) if one.field == _CONFIRM else one
        for one in mends(file, kinds)
        if one.field in {_MARKING, *_SAID} or (one.field == _CONFIRM and unsure)
    )
    if AnswerKind.HIDE in kinds:
        asked += (_HIDE,)
    offered = {one.field: {each.value for each in one.choices} or {"yes"} for one in asked}
    chosen = {name: value for name, value in said.items() if value in offered.get(name, ())}
    if _CONFIRM in chosen and not agreed:
        del chosen[_CONFIRM]
    faults = (Fault(why=mark("Choose something first."), field="mend"),) if said and not chosen else ()
    remembered = ""
    if chosen and visit.said(REMEMBER) == "yes" and "purpose" in chosen:
        remembered = _remembered(desk, file, chosen["purpose"])
    confirmed_until = None
    if _CONFIRM in chosen:
        # REC-3: said while signed in, of just these addresses, as it would be of a held email.
        by = visit.viewer.account
        confirmed_until = confirm_ahead(desk.app.database, sent.sender, agreed, draft=sent.case, by=by, at=visit.at)
    values |= {
        "mends": asked,
        "unsure": unsure,
        "said": visit.form,
        "remember": all_of(dict.fromkeys(one.party_name for one in could_remember(file))),
        "remember_days": LONGEST.days,
        "remembered": remembered,
        "confirmed": agreed if confirmed_until is not None else (),
        "confirmed_until": confirmed_until,
        "subject": chosen.get(_MARKING, "").upper(),
        "lines": tuple(f"{line}: {chosen[name]}" for name, (_, line) in _SAID.items() if name in chosen),
        "chosen": bool(chosen),
        "asks_manager": needs_manager(file),
        "asked": visit.query.get("asked", "") == "yes",
    }
    tried = _tried(desk, file, chosen) if chosen else file
    status = 422 if faults else 200
    return Page(template="draft.html", values={**values, "shown": shown(tried)}, faults=faults, status=status)


def _tried(desk: Desk, file: CaseFile, chosen: Mapping[str, str]) -> CaseFile:
    """The draft as if it said what was chosen."""
    names = frozenset(_SAID[name][0].lower().encode("ascii") for name in chosen if name in _SAID)
    content = file.look.asked.content
    content = without(content, tuple(fields(content, names)))
    added = "".join(f"{_SAID[name][0]}: {value}\r\n" for name, value in chosen.items() if name in _SAID)
    if _MARKING in chosen:
        content = _marked(content, chosen[_MARKING].upper().encode("ascii"))
    said = file.look.asked.said_before
    if _CONFIRM in chosen:
        envelope = replace(file.look.asked.envelope, received_at=desk.app.clock.now())
        said = desk.app.steps().said_before(envelope, file.look.asked.content_hash)
    asked = replace(file.look.asked, content=added.encode("utf-8") + content, said_before=said)
    return replace(file, seen=desk.look(asked))


def _unsure(file: CaseFile) -> Iterator[str]:
    """The addresses of which their sender may say that they are right."""
    for facts, decision in zip(file.look.facts, file.look.decisions, strict=True):
        if any(AnswerKind.CONFIRM in one.answers and one.held_for for one in decision.findings):
            yield facts.recipient.address


def _letter_by_letter(addresses: Sequence[str]) -> str:
    return mark(
        "{addresses}: I looked at it letter by letter. It counts for your emails of the next {n} days.",
        addresses=", ".join(addresses),
        n=COUNTS.days,
    )


def _marked(content: bytes, marking: bytes) -> bytes:
    header, between, body = content.partition(b"\r\n\r\n")
    found = _SUBJECT.search(header)
    if found is None:
        return b"Subject: " + marking + b"\r\n" + content
    return header[: found.end()] + marking + b": " + header[found.end() :] + between + body


def _remembered(desk: Desk, file: CaseFile, purpose: str) -> str:
    """What came of asking to have it remembered: "yes", "no" or "failed"."""
    answers = judged(file, {AnswerKind.PURPOSE: purpose})
    if isinstance(answers, NotTaken):
        return "failed"
    try:
        return "yes" if remember(desk.app, desk.registers, file, answers).rows else "no"
    except (PermanentFailure, TemporaryFailure):
        return "failed"
