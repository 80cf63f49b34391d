"""To whom the queue and approvals are offered: nobody who is never asked, everybody who may be."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.console.deciders import Deciders
from gateway.model.parties import DutyTurn, RegisterSnapshot, StaffMember
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole
from tests.console.people import account_of, signed_in, with_role
from tests.e2e.installation import ANA, MANAGER

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ME = "me@family-support.example"
OTHER = StaffMember(email="other@family-support.example", name="Other")
STAFF = frozenset({AccountRole.STAFF})


def registers(*staff: StaffMember, duty: tuple[DutyTurn, ...] = ()) -> RegisterSnapshot:
    return RegisterSnapshot(generation=1, staff={one.email: one for one in staff}, duty=duty)


TURN = DutyTurn(id="T-1", staff=ME, starts=NOON, ends=NOON + timedelta(hours=12))


@pytest.mark.parametrize(
    ("roles", "known", "offered"),
    [
        pytest.param(STAFF, registers(OTHER), False, id="plain-staff"),
        pytest.param({AccountRole.ICT}, registers(OTHER), False, id="ict"),
        pytest.param(
            {AccountRole.AUDITOR}, registers(replace(OTHER, deputy=ME)), False, id="an-auditor-decides-nothing"
        ),
        pytest.param({AccountRole.MANAGER}, registers(), True, id="manager-by-account"),
        pytest.param({AccountRole.IG}, registers(), True, id="ig-by-account"),
        pytest.param(STAFF, registers(replace(OTHER, line_manager=ME.upper())), True, id="line-manager-by-register"),
        pytest.param(STAFF, registers(replace(OTHER, deputy=ME)), True, id="deputy"),
        pytest.param(STAFF, registers(replace(OTHER, team_manager=ME)), True, id="team-manager"),
        pytest.param(STAFF, registers(OTHER, duty=(TURN,)), True, id="on-the-rota"),
        pytest.param(STAFF, registers(replace(OTHER, email=ME, roles=("trustee",))), True, id="trustee"),
        pytest.param(STAFF, registers(replace(OTHER, email=ME, roles=("ict",))), False, id="no-role-that-is-asked"),
    ],
)
def test_by_role_or_register(roles: set[AccountRole], known: RegisterSnapshot, offered: bool) -> None:
    assert Deciders().is_one(roles, {ME}, known) is offered


def test_a_changed_register_counts_at_once() -> None:
    deciders = Deciders()
    before, after = registers(OTHER), registers(replace(OTHER, deputy=ME))
    assert [deciders.is_one(STAFF, {ME}, one) for one in (before, after, before)] == [False, True, False]


def _navigation(page: str) -> list[str]:
    links = re.search(r'<nav class="console-nav".*?</nav>', page, re.DOTALL)
    assert links is not None
    return re.findall(r'href="([^"]+)"', links[0])


@pytest.mark.parametrize(("account", "offered"), [(ANA, False), (MANAGER, True)])
def test_the_navigation_has_what_its_reader_can_use(running: RunningConsole, account: str, offered: bool) -> None:
    browser = signed_in(running, account)
    page = browser.get("/").text
    for path in ("/held", "/approvals"):
        assert (path in _navigation(page)) is offered
        # A notice may lead anybody there: a deputy's deputy has no role but staff.
        assert browser.get(path).status == 200
    assert ("waits for your decision" in page or "wait for your decision" in page) is offered


def test_only_the_last_sessions_are_listed(running: RunningConsole) -> None:
    account = account_of(AccountRole.AUDITOR)
    ict = with_role(running, AccountRole.ICT)
    browsers = [with_role(running, AccountRole.AUDITOR) for _ in range(13)]
    path = f"/users/{account.replace('@', '%40')}"
    for page in (ict.get(path).text, browsers[-1].get("/account").text):
        listed = page.count("last seen")
        more = re.search(r"And (\d+) more, seen longer ago", page)
        assert more is not None
        assert (listed, int(more[1]) >= 3) == (10, True)
    assert "This one" in browsers[-1].get("/account").text
