"""Partners: the way mail takes to each, whether it answers, how much went by month; and who sees that."""

import re
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from gateway.channels import Channels
from gateway.check.partner_route import asked, ways
from gateway.config import Delivery, Hop, HopTls, Route
from gateway.model.decision import Channel, Protection
from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import RecordKind
from gateway.model.parties import Party, PartyId, PartyType
from gateway.record.reading import entries
from gateway.registers.files.columns import RegisterKind
from gateway.reports.party_mail import months_of
from gateway.sign_in.accounts import AccountRole
from gateway.store.tables import message, recipient
from tests.console.conftest import RunningConsole
from tests.console.http import Browser
from tests.console.mails import decided
from tests.console.people import account_of, with_role
from tests.e2e.installation import mailbox

pytestmark = pytest.mark.xdist_group("console")

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
COUNCIL = PartyId("COUNCIL")


@pytest.fixture(scope="module")
def ict(running: RunningConsole) -> Browser:
    return with_role(running, AccountRole.ICT)


def party(running: RunningConsole) -> Party:
    return running.app.registers().organisation().registers.parties[COUNCIL]


def test_they_are_listed_and_found_and_families_are_not(running: RunningConsole, ict: Browser) -> None:
    page = ict.get("/partners").text
    assert 'href="/partners/COUNCIL"' in page
    listed = ict.get("/partners?search=council.example").text
    assert "1 partner." in listed
    assert "No partner fits." in ict.get("/partners?search=nothing-like-it").text
    row = {"id": "TELL-US", "name": "Whom to tell", "type": "protected-disclosure", "domains": "tell.example"}
    running.app.registers().apply(RegisterKind.PARTIES, [row], replace=False, by="test", at=running.app.clock.now())
    assert "TELL-US" not in ict.get("/partners?search=tell.example").text
    assert ict.get("/partners/TELL-US").status == 404
    assert ict.get("/partners/NOBODY").status == 404


def test_whom_a_certificate_is_for_gets_what_others_at_their_domain_do_not(ict: Browser) -> None:
    """The sample organisation has a certificate for the duty desk, and none for the front door."""
    cards = ict.get("/partners/COUNCIL").text.split('<div class="console-case">')[1:]
    goes = {re.findall(r">([^<]+)</h3>", one)[0]: one.count(">Goes<") for one in cards}
    assert goes["duty@council.example"] == 3
    assert goes["Anybody at council.example"] == goes["frontdoor@council.example"] == 0


def test_only_information_governance_is_led_to_the_register(running: RunningConsole, ict: Browser) -> None:
    link = "/registers/parties/entry?id=COUNCIL"
    assert link not in ict.get("/partners/COUNCIL").text
    assert link in with_role(running, AccountRole.IG).get("/partners/COUNCIL").text
    assert with_role(running, AccountRole.MANAGER).get("/partners/COUNCIL").status == 404


def test_a_test_connects_says_what_came_and_is_recorded(running: RunningConsole, ict: Browser) -> None:
    """The sample organisation's next hop is a port of loopback on which nobody listens."""
    assert "It was not tried yet." in ict.get("/partners/COUNCIL").text
    answer = ict.post("/partners/COUNCIL/test", {"form_token": ict.get("/partners/COUNCIL").token})
    assert answer.goes_to == "/partners/COUNCIL"
    until = time.monotonic() + 60
    while "Last tried" not in (page := ict.get("/partners/COUNCIL").text) and time.monotonic() < until:
        time.sleep(0.05)
    assert f"by {account_of(AccountRole.ICT)}: 0 of 1 server answered." in page
    assert "no connection" in page
    assert "Its mail servers: mx.council.example." in page
    assert "They do not ask senders for a secure connection (no MTA-STS)." in page
    said = [
        (one.facts["what"], one.facts["party"], one.facts.get("answered"))
        for one in entries(running.app.database, kinds=[RecordKind.OPERATED])
        if one.facts.get("party") == COUNCIL
    ]
    # The servers may have answered before the page that began it was.
    assert sorted(said, key=str) == [("route-tested", "COUNCIL", 0), ("test-route", "COUNCIL", None)]
    # What was heard of one partner is not shown for another.
    others = running.app.registers().organisation().registers.parties.values()
    other = next(one for one in others if one.domains and one.id != COUNCIL and one.type is PartyType.PARTNER)
    page = ict.get(f"/partners/{other.id}").text
    assert "It was not tried yet." in page
    assert "no connection" not in page


SMARTHOST = Hop(host="relay.example", port=25, tls=HopTls.VERIFIED)
THEIRS = Hop(host="mx.council.example", port=25, tls=HopTls.VERIFIED)
ONE = Party(id=COUNCIL, name="Council", type=PartyType.PARTNER, domains=("council.example",))


@pytest.mark.parametrize(
    ("delivery", "where", "direct", "channels"),
    [
        pytest.param(
            Delivery(smarthost=SMARTHOST), "relay.example:25", False, (Channel.PLAIN, None, None), id="smarthost"
        ),
        pytest.param(
            Delivery(smarthost=SMARTHOST, routes=(Route(domains=("council.example",), hop=THEIRS),)),
            "mx.council.example:25",
            True,
            (Channel.PLAIN, Channel.TLS, None),
            id="route-to-their-host",
        ),
        pytest.param(
            Delivery(smarthost=SMARTHOST.model_copy(update={"forces_tls_to": ("council.example",)})),
            "relay.example:25",
            False,
            (Channel.PLAIN, Channel.TLS, None),
            id="smarthost-that-forces-it",
        ),
    ],
)
def test_the_way_is_as_the_ladder_has_it(
    running: RunningConsole, delivery: Delivery, where: str, direct: bool, channels: tuple[Channel | None, ...]
) -> None:
    config = running.app.settings.config.model_copy(update={"delivery": delivery})
    (way,) = ways(config, Channels(config, None), ONE, NOW)
    assert (way.hop, way.direct) == (where, direct)
    assert way.channels == tuple(zip(Protection, channels, strict=True))


def test_a_domain_for_sub_domains_and_addresses_are_ways_too(running: RunningConsole) -> None:
    config = running.app.settings.config
    one = replace(
        ONE, domains=(".council.example",), addresses=("head@school.example",), protection=Protection.CONTENT
    )
    found = ways(config, Channels(config, None), one, NOW)
    assert [way.to for way in found] == [".council.example", "head@school.example"]
    # What a partner's entry asks for, all of its mail has.
    assert [channel for _, channel in found[1].channels] == [None, None, None]


def test_a_server_that_answers_proves_who_it_is(running: RunningConsole, tmp_path: Path) -> None:
    folder = running.app.settings.folder
    with mailbox(folder.parent, tmp_path / "arrived") as (box, port):
        config = running.app.settings.config
        hop = config.delivery.smarthost.model_copy(update={"port": port})
        config = config.model_copy(update={"delivery": Delivery(smarthost=hop)})
        (came,) = asked(replace(running.app.settings, config=config), ONE)
        assert (came.answers, came.why_not) == (True, "")
        assert came.tls.endswith("verified")
        assert box.arrived() == ()


def test_mail_is_counted_by_month_and_state(running: RunningConsole, ict: Browser) -> None:
    """By the month in local time, as retention keeps it, and never another party's."""
    app = running.app
    cases = [decided(app, f"partner-{n}", "INTERNAL: the hall", "The hall is open.\n") for n in range(4)]
    last_second = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # in London already July
    states = [RecipientState.DELIVERED, RecipientState.BOUNCED, RecipientState.RETURNED, RecipientState.READY]
    with app.database.write() as connection:
        for case, state in zip(cases, states, strict=True):
            connection.execute(update(message).where(message.c.case_id == case).values(received_at=last_second))
            connection.execute(update(recipient).where(recipient.c.case_id == case).values(state=state.value))
    zone = app.settings.timezone
    months = ["2026-06", "2026-07", "2026-08"]
    june, july, august = months_of(app.database, party(running), lambda _: True, months, zone)
    assert [one.month for one in (june, july, august)] == months
    assert not june.states
    assert (july.delivered, july.failed, july.not_sent, july.under_way) == (1, 1, 1, 1)
    assert months_of(app.database, party(running), lambda _: True, ["2026-07"], zone)[0].delivered >= 1
    assert not any(one.states for one in months_of(app.database, party(running), lambda _: False, months, zone))
    page = ict.get("/partners/COUNCIL").text
    assert re.search(
        r'data-title="Month">2026-07</td><td[^>]*>1</td><td[^>]*>1</td><td[^>]*>1</td><td[^>]*>1</td>', page
    )
    assert "Emails by month" in page
