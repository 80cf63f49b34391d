"""Who stands behind an address."""

from dataclasses import replace

import pytest

from gateway.decide.facts import RecipientFacts
from gateway.model.message import Envelope, Field, Reading
from gateway.model.parties import PartyType
from gateway.registers.directory import Directory
from gateway.registers.dwelling import dwelling
from gateway.registers.files.columns import RegisterKind
from gateway.registers.resolve import recipient_facts, sender_facts
from tests.registers.builders import NOON, built, registers

PEOPLE, PARTIES, STAFF = RegisterKind.PEOPLE, RegisterKind.PARTIES, RegisterKind.STAFF

DIRECTORY = Directory.of(
    registers(
        built(
            PARTIES,
            id="COUNCIL",
            domains="council.example|.council.example",
            lists="all@council.example",
            front_door="frontdoor@council.example",
        ),
        built(PARTIES, id="ELM", domains="elm.example", addresses="desk@shared.example"),
        built(PARTIES, id="HEALTH", domains=".trust.example"),
        built(PARTIES, id="CHILDREN", domains=".children.council.example"),
        built(PARTIES, id="LADO", type="protected-disclosure", domains="", addresses="lado@council.example"),
        built(PARTIES, id="BUCHER", domains="bücher.example"),
        built(PARTIES, id="FASS", domains="fass.example"),
        built(PARTIES, id="GROUP", domains=".group.example"),
        built(PARTIES, id="FOSTER", domains="", addresses="carer@mail.example"),
        built(PARTIES, id="FEED", type="social-media", domains="feed.example"),
        built(PARTIES, id="TEAM", type="internal", domains="", addresses="team@ours.example"),
        built(PEOPLE, id="P-1", addresses="14 Larch Road, London W6 0HP", relations="mother:P-2|father:P-3",
              emails="family@mail.example"),
        built(PEOPLE, id="P-2", addresses="14 Larch Rd W60HP", acts_for="P-1", no_contact="P-3",
              emails="grace@mail.example|family@mail.example|grace@council.example"),
        built(PEOPLE, id="P-3", addresses="Flat 3, 8 Mill Street, London W6 9AB", emails="paul@mail.example"),
        built(PEOPLE, id="P-4", protected_addresses="8 Mill St (Flat 3) W6 9AB"),
        built(PEOPLE, id="P-5", addresses="Flat 4, 8 Mill Street, London W6 9AB", emails="carer@mail.example"),
        built(STAFF, email="ana@ours.example", aliases="a.sharma@ours.example"),
        built(STAFF, email="ben@ours.example"),
        built(STAFF, email="lead@ours.example", delegates="ben@ours.example"),
        built(STAFF, email="desk@ours.example", kind="shared", members="a.sharma@ours.example"),
    )
)  # fmt: skip


def behind(address: str) -> RecipientFacts:
    return recipient_facts(
        address,
        DIRECTORY,
        own_domains=["Ours.example", "ours.group.example"],
        social_media_domains=["chat.example", "feed.example"],
    )


@pytest.mark.parametrize(
    ("address", "party"),
    [
        pytest.param("x@council.example", "COUNCIL", id="domain"),
        pytest.param("X@COUNCIL.EXAMPLE", "COUNCIL", id="upper-case"),
        pytest.param("x@council.example.", "COUNCIL", id="final-dot"),
        pytest.param("x@teams.council.example", "COUNCIL", id="sub-domain-listed"),
        pytest.param("x@a.b.council.example", "COUNCIL", id="two-below"),
        pytest.param("x@x.children.council.example", "CHILDREN", id="the-nearest-above-counts"),
        pytest.param("x@children.council.example", "COUNCIL", id="itself-is-not-below-itself"),
        pytest.param("x@sub.elm.example", None, id="sub-domain-not-listed"),
        pytest.param("x@trust.example", None, id="only-those-below-are-listed"),
        pytest.param("x@ward.trust.example", "HEALTH", id="below"),
        pytest.param("x@notcouncil.example", None, id="ends-alike"),
        pytest.param("x@council.example.evil.example", None, id="begins-alike"),
        pytest.param("desk@shared.example", "ELM", id="address"),
        pytest.param("Desk+tag@Shared.example", "ELM", id="address-with-tag"),
        pytest.param("desk2@shared.example", None, id="another-there"),
        pytest.param("lado@council.example", "LADO", id="address-before-domain"),
        pytest.param("lado+case@council.example", "LADO", id="tag-before-domain"),
        pytest.param("+desk@shared.example", None, id="nothing-before-the-tag"),
        pytest.param("x@bücher.example", "BUCHER", id="u-label"),
        pytest.param("x@BU\u0308CHER.example", "BUCHER", id="u-label-decomposed"),
        pytest.param("x@xn--bcher-kva.example", "BUCHER", id="a-label"),
        pytest.param("x@faß.example", None, id="sharp-s-is-another-domain"),
        pytest.param("x@fass.example", "FASS", id="double-s"),
        pytest.param("x@ours.example", None, id="ours"),
        pytest.param("team@ours.example", "TEAM", id="an-internal-party"),
        pytest.param("x@ours.group.example", None, id="ours-below-a-partner"),
        pytest.param("x@theirs.group.example", "GROUP", id="theirs-below-a-partner"),
        pytest.param("carer@mail.example", "FOSTER", id="a-party-listed-at-a-persons-address"),
        pytest.param("grace@mail.example", "person:P-2", id="a-person"),
        pytest.param("Grace+home@Mail.example", "person:P-2", id="a-person-with-tag"),
        pytest.param("grace@council.example", "person:P-2", id="a-person-at-a-partner"),
        pytest.param("family@mail.example", "person:P-1", id="a-mailbox-of-two"),
        pytest.param("", None, id="null"),
        pytest.param("postmaster", None, id="no-domain"),
    ],
)
def test_party(address: str, party: str | None) -> None:
    found = behind(address)

    assert (found.party.id if found.party else None) == party
    assert found.address == address


def test_a_person_at_a_partys_address_is_still_that_person() -> None:
    assert behind("carer@mail.example").people == ("P-5",)


def test_people_behind_an_address() -> None:
    found = behind("family@mail.example")

    assert found.people == ("P-1", "P-2")
    assert found.represents == {"P-1", "P-2"}
    assert found.party is not None
    assert found.party.type is PartyType.PERSON


@pytest.mark.parametrize(
    ("address", "represents", "household"),
    [
        ("grace@mail.example", {"P-1", "P-2"}, {"P-1"}),
        # The father by relation, whoever lives with him by address; not the flat next door.
        ("paul@mail.example", {"P-3"}, {"P-1", "P-4"}),
        ("family@mail.example", {"P-1", "P-2"}, {"P-3"}),
        ("x@council.example", set(), set()),
    ],
)
def test_represents_and_household(address: str, represents: set[str], household: set[str]) -> None:
    found = behind(address)

    assert found.represents == represents
    assert found.household == household


@pytest.mark.parametrize(
    ("address", "internal", "staff", "front_door", "social_media", "mailing_list"),
    [
        ("A.Sharma@ours.example", True, "ana@ours.example", False, False, False),
        ("ana+x@ours.example", True, "ana@ours.example", False, False, False),
        ("nobody@ours.example", True, None, False, False, False),
        ("ana@sub.ours.example", False, None, False, False, False),
        ("FrontDoor@council.example", False, None, True, False, False),
        ("frontdoor+now@council.example", False, None, True, False, False),
        ("all@council.example", False, None, False, False, True),
        ("x@chat.example", False, None, False, True, False),
        ("x@mail.Chat.example", False, None, False, True, False),
        ("x@feed.example", False, None, False, True, False),
        ("x@notchat.example", False, None, False, False, False),
    ],
)
def test_what_else_is_known_of_an_address(
    address: str, internal: bool, staff: str | None, front_door: bool, social_media: bool, mailing_list: bool
) -> None:
    found = behind(address)

    assert (found.internal, found.front_door, found.social_media, found.mailing_list) == (
        internal, front_door, social_media, mailing_list,
    )  # fmt: skip
    assert (found.staff.email if found.staff else None) == staff


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("14 Larch Road, London W6 0HP", "14 LARCH RD, W60HP", True),
        ("Flat 2, 12 Elm Road, W6 0HP", "12 Elm Road Flat 2 w6 0hp", True),
        ("12a Elm Road, W6 0HP", "12 Elm Road, W6 0HP", False),
        ("14 Larch Road, W6 0HP", "14 Larch Road, W6 0HQ", False),
        ("Rose Cottage, W6 0HP", "rose cottage W6 0HP", True),
        ("Rose Cottage, W6 0HP", "Ivy Cottage, W6 0HP", False),
        ("14 Larch Road", "14 larch road.", True),
    ],
)
def test_dwelling(one: str, other: str, same: bool) -> None:
    assert (dwelling(one) == dwelling(other)) is same


def reading(*fields: str) -> Reading:
    return Reading(
        fields=tuple(Field(name="From", value=value) for value in fields),
        units=(),
        attachments=(),
        unread=(),
        signed=(),
        encrypted=False,
    )


@pytest.mark.parametrize(
    ("fields", "author"),
    [
        pytest.param(["Ana Sharma <ana@ours.example>"], "ana@ours.example", id="plain"),
        pytest.param(["ana@ours.example"], "ana@ours.example", id="bare"),
        pytest.param(["Sharma, Ana <ana@ours.example>"], "ana@ours.example", id="comma-in-the-name"),
        pytest.param(['"ana@ours.example" <Ana@ours.example>'], "Ana@ours.example", id="the-same-twice"),
        pytest.param(['"mo@ours.example" <ana@ours.example>'], "", id="another-in-the-name"),
        pytest.param(["ana@ours.example, ben@ours.example"], "", id="two-authors"),
        pytest.param(["ana@ours.example", "ana@ours.example"], "", id="two-fields"),
        pytest.param(["Ana"], "", id="no-address"),
        pytest.param([], "", id="no-field"),
    ],
)
def test_author(fields: list[str], author: str) -> None:
    assert sender_facts(envelope("ana@ours.example"), reading(*fields), DIRECTORY).from_address == author


def envelope(sender: str, user: str | None = None) -> Envelope:
    return Envelope(
        sender=sender, recipients=("x@council.example",), listener="submission", client="192.0.2.1", user=user,
        received_at=NOON,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("user", "sender", "author", "may"),
    [
        pytest.param("ana@ours.example", "ana@ours.example", "ana@ours.example", True, id="themselves"),
        pytest.param("Ana@ours.example", "a.sharma@ours.example", "ana@ours.example", True, id="by-alias"),
        pytest.param("ana@ours.example", "desk@ours.example", "desk@ours.example", True, id="shared-mailbox"),
        pytest.param("ana@ours.example", "ana@ours.example", "desk@ours.example", True, id="shared-in-from-only"),
        pytest.param("ana@ours.example", "desk@ours.example", "ana@ours.example", True, id="signed-in-as-the-author"),
        pytest.param("ben@ours.example", "ben@ours.example", "desk@ours.example", False, id="not-a-member"),
        pytest.param("ben@ours.example", "desk@ours.example", "ana@ours.example", False, id="another-member"),
        pytest.param("ana@ours.example", "ana@ours.example", "ben@ours.example", False, id="from-a-colleague"),
        pytest.param("desk@ours.example", "desk@ours.example", "ana@ours.example", False, id="desk-as-member"),
        pytest.param(None, "ana@ours.example", "ana@ours.example", True, id="trusted-listener"),
        pytest.param(None, "ana@ours.example", "ben@ours.example", False, id="trusted-listener-from-differs"),
        pytest.param(None, "new@ours.example", "new@ours.example", True, id="not-in-the-register-yet"),
        pytest.param(None, "", "ana@ours.example", True, id="null-sender-for-staff"),
        pytest.param(None, "", "new@ours.example", False, id="null-sender-for-nobody-known"),
        pytest.param("ben@ours.example", "", "ana@ours.example", False, id="null-sender-after-a-sign-in"),
        pytest.param("ana@ours.example", "ana@ours.example", "", False, id="no-author"),
        pytest.param("ben@ours.example", "ben@ours.example", "lead@ours.example", True, id="delegate-on-behalf"),
        pytest.param(None, "ben@ours.example", "lead@ours.example", True, id="delegate-by-a-trusted-listener"),
        pytest.param("lead@ours.example", "lead@ours.example", "ben@ours.example", False, id="not-the-other-way"),
        pytest.param("ana@ours.example", "ana@ours.example", "lead@ours.example", False, id="delegate-of-nobody"),
    ],
)
def test_may_send(user: str | None, sender: str, author: str, may: bool) -> None:
    found = sender_facts(envelope(sender, user), reading(f"<{author}>"), DIRECTORY)

    assert found.may_send is may


def test_the_sender_of_the_register() -> None:
    found = sender_facts(envelope("A.Sharma@ours.example"), reading("ana@ours.example"), DIRECTORY)

    assert found.staff is not None
    assert found.staff.email == "ana@ours.example"
    assert found.address == "A.Sharma@ours.example"


@pytest.mark.parametrize(
    ("author", "user", "report", "may"),
    [
        pytest.param("mailer-daemon@ours.example", None, "delivery-status", True, id="our-mail-service"),
        pytest.param("mailer-daemon@other.example", None, "delivery-status", False, id="another-mail-service"),
        pytest.param("mailer-daemon@ours.example", "ana@ours.example", "delivery-status", False, id="signed-in"),
        pytest.param("printer@ours.example", None, "feedback-report", False, id="another-report"),
    ],
)
def test_a_bounce_comes_from_our_own_mail_service(author: str, user: str | None, report: str, may: bool) -> None:
    said = reading(f"<{author}>")
    typed = replace(
        said, fields=(*said.fields, Field(name="Content-Type", value=f"multipart/report; report-type={report}"))
    )

    assert sender_facts(envelope("", user), typed, DIRECTORY, own_domains=["ours.example"]).may_send is may
