"""What the sheet says of the address, its readers, links and the sender's own people."""

from dataclasses import replace

import pytest

from gateway.model.message import Field
from gateway.registers.files.columns import RegisterKind
from tests.gather.builders import LOOKED, PARTIES, PEOPLE, facts, reading
from tests.registers.builders import built


@pytest.mark.parametrize(
    ("recipient", "resembles"),
    [
        pytest.param("desk@counci1.example", "COUNCIL", id="a-partners-domain"),
        pytest.param("desk@council.example", "", id="the-partners"),
        pytest.param("ana@our.example", "", id="a-short-domain-with-a-letter-left-out"),
        pytest.param("ana@ours.co", "own", id="our-own-with-another-ending"),
        pytest.param("ben@ours.example", "", id="ours"),
        pytest.param("gracee@mail.example", "P-2", id="a-persons"),
        pytest.param("grace@mail.example", "", id="the-persons"),
        pytest.param("new@unknown.example", "", id="nobodys"),
    ],
)
def test_what_an_address_resembles(recipient: str, resembles: str) -> None:
    assert facts(recipient).recipient.resembles == resembles


def test_a_free_mail_domain_of_a_party_resembles_nothing() -> None:
    party = built(PARTIES, id="MINDER", domains="gmail.com", addresses="")

    assert facts("someone@gmail.com", entries=(party,)).recipient.resembles == ""
    assert facts("someone@gmai.com", entries=(party,)).recipient.resembles == ""


def test_links_and_readers_stand_on_every_sheet() -> None:
    said = replace(
        reading("see https://ours.sharepoint.com/s/1"),
        fields=(Field(name="To", value="grace@mail.example, paul@mail.example, new@unknown.example"),),
    )
    sheet = facts(looked=replace(LOOKED, reading=said))

    assert sheet.linked == ("1:ours.sharepoint.com",)
    assert (sheet.visible_households, sheet.visible_unknown, sheet.outside) == (2, 1, 4)


@pytest.mark.parametrize(
    ("emails", "people"),
    [
        pytest.param("ana@ours.example", ("P-9",), id="their-address"),
        pytest.param("ANA+home@ours.example", ("P-9",), id="in-another-case"),
        pytest.param("a.sharma@ours.example", ("P-9",), id="an-alias"),
        pytest.param("ben@ours.example", (), id="somebody-elses"),
    ],
)
def test_the_senders_own_entry_and_household(emails: str, people: tuple[str, ...]) -> None:
    staff = built(RegisterKind.STAFF, aliases="a.sharma@ours.example")
    own = built(PEOPLE, id="P-9", name="Ana Sharma", emails=emails.replace("+home", ""), relations="mother:P-3")
    sender = facts(entries=(staff, own)).sender

    assert sender.people == people
    assert sender.household == ({"P-3"} if people else frozenset())
