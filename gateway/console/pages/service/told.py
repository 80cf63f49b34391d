"""Who is told by mail about a view of what an email says."""

import hashlib
from dataclasses import replace

from gateway.console.desk import Desk
from gateway.console.pages.service.named import named_in, sheets_of
from gateway.console.replies import Visit
from gateway.model.message import CaseId
from gateway.notices.content_view import ViewFacts, ViewNews, view_notice
from gateway.notices.reader import for_reader
from gateway.sign_in.accounts import AccountRole

_JOB = "content-view"


def tell_governance(desk: Desk, visit: Visit, n: int, case: CaseId) -> None:
    """Somebody asks: whoever of information governance may answer is told; where nobody may, the postmaster is."""
    named = named_in(desk, case, sheets_of(desk, case))
    leads = [
        one.name
        for one in desk.app.accounts.all()
        if AccountRole.IG in one.roles
        and not one.disabled
        and one.name != visit.viewer.account
        and named.isdisjoint({one.name, *(address.lower() for address in one.may_send_as)})
    ]
    for to in leads or [desk.app.settings.config.organisation.postmaster]:
        _tell(desk, visit, ViewFacts(news=ViewNews.ASKED, n=n, to=to, link=f"{desk.public_url}/views", now=visit.at))


def tell_asker(desk: Desk, visit: Visit, n: int, news: ViewNews) -> None:
    """It was answered, or ended by somebody else."""
    found = desk.app.content_views().one(n, visit.at)
    if found is None or found.asked_by == visit.viewer.account:
        return
    link, zone = f"{desk.public_url}/trace/{found.case}/content", desk.app.settings.timezone
    until = None if found.until is None else found.until.astimezone(zone)
    _tell(desk, visit, ViewFacts(news=news, n=n, to=found.asked_by, link=link, now=visit.at, until=until))


def _tell(desk: Desk, visit: Visit, facts: ViewFacts) -> None:
    settings = desk.app.settings
    local = replace(facts, now=facts.now.astimezone(settings.timezone))
    config = for_reader(settings.config, facts.to, desk.organisation().staff_by_address)
    finished = view_notice(local, config.organisation)
    once = hashlib.sha256(f"{facts.n}.{facts.news}.{facts.to}".encode()).hexdigest()[:32]
    desk.app.steps().notice_once(finished, visit.at, job=_JOB, stretch=once)
