"""Drafts from what was seen: domains nobody stands behind, senders who are no staff yet, and nobody we support."""

from datetime import timedelta

import pytest

from gateway.model.decision import Channel
from gateway.registers.directory import Directory
from gateway.registers.files import csv_file
from gateway.registers.files.columns import RegisterKind
from gateway.registers.propose import LeftOut, Proposal, propose
from gateway.registers.rows.entry import entry
from gateway.spool.seen_mail import SeenRecipient, SeenSender
from tests.registers.builders import LONDON, NOON, built, registers

PEOPLE, PARTIES, STAFF = RegisterKind.PEOPLE, RegisterKind.PARTIES, RegisterKind.STAFF
DIRECTORY = Directory.of(
    registers(
        built(PEOPLE, emails="mia@okafor.example|grace@mail.example"),
        built(PARTIES, domains="council.example|.nhs.example", addresses="office@elm.example"),
        built(STAFF, aliases="a.sharma@ours.example"),
    )
)


def seen(address: str, mails: int = 1, days: int = 0, *channels: Channel) -> SeenRecipient:
    return SeenRecipient(address=address, mails=mails, last_at=NOON - timedelta(days=days), channels=channels)


def proposed(*recipients: SeenRecipient, senders: tuple[str, ...] = ()) -> Proposal:
    return propose(
        recipients,
        [SeenSender(address=one, mails=number) for number, one in enumerate(senders, start=1)],
        DIRECTORY,
        own_domains={"ours.example"},
        free_mail={"gmail.com"},
        social_media={"facebook.com"},
        forces_tls_to={"housing.example"},
    )


def test_domains_nobody_stands_behind_the_most_written_to_first() -> None:
    found = proposed(
        seen("a@school.example", 1, 3, Channel.PLAIN),
        seen("b@school.example", 4, 1, Channel.TLS, Channel.PLAIN),
        seen("desk@west.housing.example", 9),
    )

    first, second = found.domains
    assert (first.domain, first.mails, first.addresses, first.forces_tls) == ("west.housing.example", 9, 1, True)
    assert (second.domain, second.mails, second.addresses, second.forces_tls) == ("school.example", 5, 2, False)
    assert second.last_at == NOON - timedelta(days=1)
    assert second.channels == (Channel.PLAIN, Channel.TLS)


@pytest.mark.parametrize(
    ("address", "left_out"),
    [
        pytest.param("mia@okafor.example", LeftOut(people=1), id="a-person-of-the-register"),
        pytest.param("Grace+home@mail.example", LeftOut(people=1), id="a-person-with-a-tag"),
        pytest.param("somebody@gmail.com", LeftOut(free_mail=1), id="free-mail"),
        pytest.param("us@page.facebook.com", LeftOut(social_media=1), id="social-media"),
        pytest.param("duty@council.example", LeftOut(), id="a-party-by-domain"),
        pytest.param("ward@gp.nhs.example", LeftOut(), id="a-party-by-the-domain-above"),
        pytest.param("office@elm.example", LeftOut(), id="a-party-by-address"),
        pytest.param("ben@ours.example", LeftOut(), id="one-of-ours"),
        pytest.param("postmaster", LeftOut(), id="no-domain"),
    ],
)
def test_what_is_in_no_draft(address: str, left_out: LeftOut) -> None:
    assert proposed(seen(address)) == Proposal(domains=(), staff=(), left_out=left_out)


def test_another_address_beside_a_persons_is_proposed_without_the_persons() -> None:
    found = proposed(seen("mia@okafor.example", 7), seen("shop@okafor.example", 2))

    assert [(one.domain, one.mails, one.addresses) for one in found.domains] == [("okafor.example", 2, 1)]


def test_staff_that_the_register_lacks() -> None:
    senders = (
        "ana@ours.example",
        "a.sharma@ours.example",
        "new@ours.example",
        "ana+x@ours.example",
        "x@else.example",
    )

    assert [one.address for one in proposed(senders=senders).staff] == ["new@ours.example"]


def test_a_draft_is_a_register_file_that_an_import_refuses_until_it_is_filled_in() -> None:
    found = proposed(seen("desk@housing.example"), senders=("new@ours.example",))

    (party,) = csv_file.read(PARTIES, csv_file.write(PARTIES, found.rows(PARTIES))).rows
    (member,) = csv_file.read(STAFF, csv_file.write(STAFF, found.rows(STAFF))).rows
    assert {name: cell for name, cell in party.cells.items() if cell} == {
        "id": "housing.example", "domains": "housing.example", "forces_tls": "yes",
    }  # fmt: skip
    assert {name: cell for name, cell in member.cells.items() if cell} == {"email": "new@ours.example"}
    faults = entry(PARTIES, party.cells, LONDON)
    assert isinstance(faults, tuple)
    assert {column for column, _ in faults} == {"name", "type"}
    assert not isinstance(entry(PARTIES, party.cells | {"name": "Housing", "type": "provider"}, LONDON), tuple)
    assert isinstance(entry(STAFF, member.cells, LONDON), tuple)
