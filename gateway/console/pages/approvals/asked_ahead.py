"""A draft that needs a manager's yes: its sender asks for it, and the manager's form comes filled in (CONS-4)."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Final

from gateway.case.file import CaseFile
from gateway.console.desk import Desk
from gateway.console.pages.approvals.people import workers
from gateway.console.pages.draft import awaiting_manager, draft, is_draft, needs_manager, own_draft
from gateway.console.replies import Fault, Missing, Page, Redirect, Reply, Visit
from gateway.hold.ahead import not_theirs
from gateway.hold.asked import Circle, asked_people
from gateway.language import mark
from gateway.model.decision import Asked
from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.notices.ask_ahead import AskAhead, ask_ahead
from gateway.notices.reader import for_reader

_JOB: Final = "ask-ahead"


def ask(desk: Desk, visit: Visit) -> Reply:
    """The sender's manager is told, once for a draft; nothing of what it says is in the mail."""
    sent = own_draft(desk, visit)
    if sent is None:
        return Missing()
    file = desk.draft(sent.case, visit.viewer)
    managers = tuple(_managers(desk, file)) if needs_manager(file) else ()
    if not managers:
        page = draft(desk, visit, sent)
        why = Fault(why=mark("There is nobody whose yes it needs, or nobody who may give it now."))
        return Page(template=page.template, values=page.values, faults=(why,), status=422)
    settings, registers = desk.app.settings, desk.organisation()
    local = visit.at.astimezone(settings.timezone)
    for to in managers:
        link = f"{desk.public_url}/approve?draft={sent.case}"
        asked = AskAhead(case=sent.case, to=to, who=visit.viewer.name, link=link, now=local)
        organisation = for_reader(settings.config, to, registers.staff_by_address).organisation
        told = RecordEntry(
            kind=RecordKind.NOTIFIED, case=sent.case, by=visit.viewer.account, facts=(("notice", _JOB), ("to", to))
        )
        once = hashlib.sha256(f"{sent.case} {to}".encode()).hexdigest()[:32]
        desk.app.steps().notice_once(
            ask_ahead(asked, organisation), visit.at, job=_JOB, stretch=once, records=(told,)
        )
    return Redirect(to=f"/cases/{sent.case}?asked=yes")


def filled_in(desk: Desk, visit: Visit) -> Mapping[str, str]:
    """What a manager's form begins with, from the draft that its address names; nothing where it is not theirs."""
    number = CaseId(visit.query.get("draft", "").upper())
    sent = next((one for one in desk.view.trace(number) if one.case == number), None) if number else None
    if sent is None or not is_draft(sent):
        return {}
    member = desk.member(sent.sender)
    if member is None or member.email not in workers(desk, visit.viewer):
        return {}
    try:
        file = desk.draft(sent.case, visit.viewer)
    except PermanentFailure:
        return {}
    if not file.setting.named.isdisjoint(visit.viewer.addresses):
        return {}  # SAFE-2: it is about them or their household
    desk.record(RecordKind.VIEWED, visit.viewer.account, (("what", "draft-asked-ahead"),), sent.case)
    said = {"worker": member.email}
    for party, found in awaiting_manager(file):
        said.setdefault("party", party)
        for person in sorted(found.about):
            said.setdefault("person", person)
    return said


def _managers(desk: Desk, file: CaseFile) -> Iterator[str]:
    """Those who are asked about it once it is held, as far as they may approve before."""
    setting, registers = file.setting, desk.organisation().registers
    circle = Circle(
        sender=setting.sender,
        staff=setting.staff,
        named=setting.named | setting.recused,
        today=setting.today,
        postmaster="",
    )
    worker = desk.member(setting.sender)
    for one in asked_people([Asked.LINE_MANAGER], circle):
        if worker is not None and not_theirs(one.email, worker, registers, setting.today) is None:
            yield one.email
