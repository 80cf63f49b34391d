"""What is kept from somebody is looked for widely: file names, links, other forms; and whose an address may be."""

from typing import Final

import pytest

from gateway.decide.facts import RecipientFacts
from gateway.find.prints import PrintKey
from gateway.find.restricted import document_prints, kept_documents, kept_phrases, might_be
from gateway.model.message import Field, Place, Reading, Unit
from gateway.registers.directory import Directory
from gateway.registers.files.columns import RegisterKind
from gateway.registers.resolve import recipient_facts
from tests.registers.builders import built, registers

KEY: Final = PrintKey(key=bytes(32))
RECORD: Final = "The landlord nailed a blanket over the bedroom window on the second visit."
PHRASES: Final = "the caller from Larch Road|Maple House"
ENTRIES: Final = (
    built(RegisterKind.PEOPLE, id="P-1", name="Leila Haddad", aliases="Lily Haddad"),
    built(RegisterKind.PEOPLE, id="P-2", name="Nadia Haddad", acts_for="P-1", nhs_number="", upn="", case_ids=""),
    built(RegisterKind.PEOPLE, id="P-3", name="Paul Reid", nhs_number="", upn="", case_ids=""),
    built(RegisterKind.PARTIES, id="COUNCIL", domains="council.example"),
    built(RegisterKind.RESTRICTIONS, id="R-1", person="P-1", phrases=PHRASES, **{"from": ""}),
)


def reading(text: str, place: Place = Place.TEXT, *, to: str = "") -> Reading:
    unit = Unit(id=0, place=place, part="1", label="", text=text)
    fields = (Field(name="To", value=to),) if to else ()
    return Reading(fields=fields, units=(unit,), attachments=(), unread=(), signed=(), encrypted=False)


DIRECTORY: Final = Directory.of(
    registers(*ENTRIES), documents=dict.fromkeys(document_prints(reading(RECORD), KEY), ("R-1",))
)


@pytest.mark.parametrize(
    ("text", "place", "met"),
    [
        pytest.param("The caller from Larch Road", Place.TEXT, True, id="as-written"),
        pytest.param("callers from the Larch Rd.", Place.TEXT, True, id="other-forms"),
        pytest.param("thecallerfromlarchroad", Place.TEXT, True, id="run-together"),
        pytest.param("MapleHouse.pdf", Place.FILE_NAME, True, id="in-a-file-name"),
        pytest.param("https://maps.example/?q=Maple%20House", Place.HTML_ATTRIBUTE, True, id="in-a-link"),
        pytest.param("Ma-\nple House", Place.TEXT, True, id="over-a-line-end"),
        pytest.param("the Maple tree by the house", Place.TEXT, False, id="other-words"),
    ],
)
def test_kept_phrases(text: str, place: Place, met: bool) -> None:
    assert kept_phrases(reading(text, place), DIRECTORY) == (("R-1",) if met else ())


def test_kept_documents() -> None:
    assert kept_documents(reading(f"Hello.\n> {RECORD}"), DIRECTORY, KEY) == ("R-1",)
    assert kept_documents(reading("The landlord has new windows."), DIRECTORY, KEY) == ()
    assert kept_documents(reading(RECORD), DIRECTORY, PrintKey(key=b"\1" * 32)) == ()
    assert kept_documents(reading(RECORD), Directory.of(registers(*ENTRIES)), KEY) == ()


def resolved(address: str) -> RecipientFacts:
    return recipient_facts(address, DIRECTORY, own_domains=("ours.example",), social_media_domains=())


@pytest.mark.parametrize(
    ("address", "to", "people"),
    [
        pytest.param("x@mail.example", "Leila Haddad <x@mail.example>", {"P-1"}, id="name"),
        pytest.param("x@mail.example", 'a@b.example, "Haddad, Leila" <X@mail.example>', {"P-1"}, id="turned-round"),
        pytest.param("x@mail.example", "Lily Haddad <x@mail.example>", {"P-1"}, id="alias"),
        pytest.param("x@mail.example", "Nadia Haddad <x@mail.example>", {"P-1", "P-2"}, id="who-acts-for-her"),
        pytest.param("leila.haddad+x@mail.example", "", {"P-1"}, id="made-of-the-name"),
        pytest.param("x@mail.example", "Leila Haddad <y@mail.example>", set(), id="beside-another-address"),
        pytest.param("x@mail.example", "Leila <x@mail.example>", set(), id="first-name-alone"),
        pytest.param("x@mail.example", "Paul Reid <x@mail.example>", set(), id="nothing-is-kept-from-him"),
        pytest.param("x@council.example", "Leila Haddad <x@council.example>", set(), id="at-a-partners"),
        pytest.param("x@ours.example", "Leila Haddad <x@ours.example>", set(), id="one-of-ours"),
    ],
)
def test_whose_an_address_may_be(address: str, to: str, people: set[str]) -> None:
    assert might_be(resolved(address), reading("Hello.", to=to), DIRECTORY) == people
