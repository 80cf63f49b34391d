"""Whoever fetches whatever address: nothing changes, and nobody reaches what is denied them."""

import re
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.console.permissions import Method, PageRoute, Permission
from gateway.console.routes import ROUTES
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole
from tests.console.content import changed, content
from tests.console.http import Browser
from tests.console.people import with_role
from tests.console.test_every_route import FOR

pytestmark = pytest.mark.xdist_group("console")

GETS = [one for one in ROUTES if one.method is Method.GET and one.permission is not Permission.ANYBODY]
# Each word that a page reads of its address, and one that none does.
ASKED = ["done", "page", "id", "show", "search", "version", "before", "again", "state", "seal", "next", "key", "days"]
ASKED += ["day", "chosen", "change", "case", "shown", "sort", "whose", "confirm", "delete"]
WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ("0", "-1", "1", "99999999999999999999", "yes", "P-1", "people", "GW-00000000", "../..", "' OR 1=1--")
    ),
)


@pytest.fixture(scope="module")
def people(running: RunningConsole) -> dict[AccountRole, Browser]:
    return {role: with_role(running, role) for role in AccountRole}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    route=st.sampled_from(GETS),
    role=st.sampled_from(AccountRole),
    words=st.lists(WORDS, min_size=3, max_size=3),
    asked=st.dictionaries(st.sampled_from(ASKED), WORDS, max_size=4),
    method=st.sampled_from(("GET", "GET", "GET", "HEAD")),
)
def test_no_address_changes_anything(
    running: RunningConsole,
    people: dict[AccountRole, Browser],
    route: PageRoute,
    role: AccountRole,
    words: list[str],
    asked: dict[str, str],
    method: str,
) -> None:
    before = content(running.app.database)
    answer = people[role].ask(method, f"{_filled(route, words)}?{urlencode(asked)}", b"", {})
    assert answer.status < 500
    assert changed(before, content(running.app.database)) == []
    if role not in FOR[route.permission]:
        assert answer.status == 404


def _filled(route: PageRoute, words: list[str]) -> str:
    """The address with each of its places said; what is empty, or climbs, is another address."""
    left = iter(words)
    return re.sub(r"\{[a-z]+\}", lambda _: quote(next(left).strip("./") or "x", safe=""), route.path)
