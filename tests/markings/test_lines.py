"""Which lines of a body are markings: in the first and last lines, in quoted text, in what is attached."""

import pytest

from gateway.model.marking import Classification, Marking, MarkingOrigin
from gateway.model.message import Place
from gateway.read.markings import marked, markings
from tests.markings.builders import SCHEMES, body, reading, subject, unit

PROSE = "".join(f"This is sentence {number} of the message.\n" for number in range(1, 20))


def told(found: tuple[Marking, ...]) -> list[str]:
    """Each marking as "level where origin"."""
    return [f"{one.level.word if one.level is not None else 'secret'} {one.where} {one.origin}" for one in found]


LINES = [
    ("Confidential", "confidential"),
    ("INTERNAL", "internal"),
    ("Unclassified", "unclassified"),
    ("unclassified.", "unclassified"),
    ("*** CONFIDENTIAL ***", "confidential"),
    ("=== Internal ===", "internal"),
    ("[CONFIDENTIAL]", "confidential"),
    ("** INTERNAL **", "internal"),
    ("_Confidential_", "confidential"),
    ("Marking: Confidential", "confidential"),
    ("Marking - Confidential", "confidential"),
    ("Classification - INTERNAL", "internal"),
    ("Classification: Unclassified", "unclassified"),
    ("Protective marking: Official", "unclassified"),
    ("PROTECTIVELY MARKED: OFFICIAL-SENSITIVE", "internal"),
    ("This email is marked Internal.", "internal"),
    ("OFFICIAL-SENSITIVE [PERSONAL]", "confidential"),
    ("OFFICIAL - SENSITIVE: COMMERCIAL", "internal"),
    ("OFFICIAL", "unclassified"),
    ("NOT PROTECTIVELY MARKED", "unclassified"),
    ("TOP SECRET", "secret"),
    ("[SEC=OFFICIAL:Sensitive]", "internal"),
    ("Private & Confidential", "confidential"),
    ("C O N F I D E N T I A L", "confidential"),
    ("СОNFIDENTIAL", "confidential"),
    ("CONFI\u00adDENTIAL", "confidential"),
    ("[CONFIDENTIAL] Please find the plan.", "confidential"),
    # False friends.
    ("[Unclassified] Please find the plan.", ""),
    ("Official", ""),
    ("Protect", ""),
    ("Internal meeting", ""),
    ("Confidential waste is collected on Friday.", ""),
    ("Strictly private", ""),
    ("Our helpline is confidential", ""),
    ("Unclassified / Internal / Confidential", ""),
    ("Marking: homework by Friday", ""),
    ("The minutes are confidential: do not share", ""),
    ("This e-mail is confidential", ""),
    ("CONFIDENTIALITY NOTICE", ""),
    ("Dear Confidential", ""),
]


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[row[0] for row in LINES])
@pytest.mark.parametrize("place", [Place.TEXT, Place.HTML])
def test_line(line: str, expected: str, place: Place) -> None:
    top = markings(reading(body(f"{line}\n\n{PROSE}", place)), SCHEMES)
    bottom = markings(reading(body(f"{PROSE}\n{line}\n", place)), SCHEMES)

    assert told(top) == ([f"{expected} first-lines own"] if expected else [])
    assert told(bottom) == ([f"{expected} last-lines own"] if expected else [])


def test_only_the_first_and_last_five_lines() -> None:
    four, five = "A line.\n" * 4, "A line.\n" * 5

    assert told(markings(reading(body(f"{four}CONFIDENTIAL\n{PROSE}")), SCHEMES)) == ["confidential first-lines own"]
    assert told(markings(reading(body(f"{five}CONFIDENTIAL\n{PROSE}")), SCHEMES)) == []
    assert told(markings(reading(body(f"{PROSE}CONFIDENTIAL\n{four}")), SCHEMES)) == ["confidential last-lines own"]
    assert told(markings(reading(body(f"{PROSE}CONFIDENTIAL\n{five}")), SCHEMES)) == []


BODIES = [
    # Below a long disclaimer, and above one: boilerplate is not counted as lines.
    (
        f"{PROSE}INTERNAL\n\nThis email and any attachments are confidential.\nOne.\nTwo.\nThree.\nFour.\nFive.\n",
        ["internal last-lines own"],
    ),
    ("Hello.\n\nThis message is confidential and intended solely for the\naddressee.\nCONFIDENTIAL\n", []),
    ("Hello.\n\n{disclaimer|CONFIDENTIAL\nOnly for the named person.}\n", []),
    # After the closing words a line that stands apart is the sender's; one within the block is the mail program's.
    ("Hello.\n\n{signature|Kind regards\nBen\n\nINTERNAL\n}", ["internal first-lines own"]),
    ("Hello.\n\n{signature|Kind regards\nBen\n\nUnclassified\n}", ["unclassified first-lines own"]),
    ("Hello.\n\n{signature|Kind regards\nBen\nUnclassified\n}", []),
    # Below "-- " it stands under every mail: it classifies none, but nothing high is passed over.
    ("Hello.\n\n{signature|-- \nBen\n\nUnclassified\n}", []),
    ("Hello.\n\n{signature|-- \nBen\n\nINTERNAL\n}", []),
    ("Hello.\n\n{signature|Regards\nBen\n-- \nFamily Support\n\nINTERNAL\n}", []),
    ("Hello.\n\n{signature|-- \nBen\n\nCONFIDENTIAL\n}", ["confidential first-lines own"]),
    # Directives at the top do not use up the lines.
    (
        "{directive|Purpose: a\nGround: b\nAbout: P-1\nStatement: fact\nAuthority: a\n}CONFIDENTIAL\n" + PROSE,
        ["confidential first-lines own"],
    ),
    ("{directive|Purpose: early-help\nMarking: Internal\n}Hello.\n", ["internal first-lines own"]),
    # Quoted text: its own lines and its subject line, anywhere in it.
    ("Thanks.\n\n{quoted|> CONFIDENTIAL\n> Dear Ben,\n> fine.\n}", ["confidential quoted quoted"]),
    ("Thanks.\n\n> > CONFIDENTIAL\n", ["confidential quoted quoted"]),
    (
        "Thanks.\n\n{quoted|-----Original Message-----\nFrom: Jo\nSubject: RE: [INTERNAL] rota\n\nHello\n}",
        ["internal quoted quoted"],
    ),
    ("Thanks.\n\n{quoted|This e-mail is confidential and may be privileged.\nCONFIDENTIAL\n}", []),
    # Above the quoted text, and below it.
    (f"Thanks.\nINTERNAL\n\n{{quoted|{PROSE}}}", ["internal first-lines own"]),
    (f"{{quoted|{PROSE}}}\nThanks.\nINTERNAL\n", ["internal first-lines own"]),
]


@pytest.mark.parametrize(("text", "expected"), BODIES)
def test_body(text: str, expected: list[str]) -> None:
    assert told(markings(reading(body(text)), SCHEMES)) == expected


def test_attached_and_nested() -> None:
    found = markings(
        reading(
            subject("[INTERNAL] Rota"),
            body("Hello.\n"),
            body("CONFIDENTIAL\nSome text.\n", part="2"),
            subject("OFFICIAL-SENSITIVE: minutes", part="3/"),
            body("Minutes.\n\nSECRET\n", part="3/1"),
            unit("SEC=PROTECTED", Place.FIELD, "3/", "X-Protective-Marking"),
            attachments=("2", "3"),
        ),
        SCHEMES,
    )

    assert told(found) == [
        "internal subject own",
        "confidential 2:first-lines attached",
        "internal 3/:subject attached",
        "secret 3/1:first-lines attached",
        "confidential 3/:header:x-protective-marking attached",
    ]


def test_nested_from_government() -> None:
    found = markings(
        reading(
            subject("CONFIDENTIAL: visit", part="2/"),
            unit("Jo <jo@council.gov.uk>", Place.FIELD, "2/", "From"),
            attachments=("2",),
        ),
        SCHEMES,
    )

    assert [one.scheme for one in found] == ["own", "gpms-government"]


def mark(level: Classification | None, origin: MarkingOrigin = MarkingOrigin.OWN) -> Marking:
    return Marking(scheme="own", level=level, where="subject", text="x", origin=origin)


U, I, C = Classification  # noqa: E741 -- the three classes, in order


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param((), None, id="unmarked"),
        pytest.param((mark(U),), U, id="lowest"),
        pytest.param((mark(I), mark(C), mark(U)), C, id="highest-wins"),
        pytest.param((mark(U), mark(C, MarkingOrigin.QUOTED)), C, id="quoted-raises"),
        pytest.param((mark(I), mark(C, MarkingOrigin.ATTACHED)), C, id="attached-raises"),
        pytest.param((mark(I, MarkingOrigin.ATTACHED),), I, id="attached-alone"),
        # A thread's or a file's lowest class says nothing about what the sender adds.
        pytest.param((mark(U, MarkingOrigin.QUOTED),), None, id="quoted-unclassified-alone"),
        pytest.param((mark(U, MarkingOrigin.ATTACHED),), None, id="attached-unclassified-alone"),
        pytest.param((mark(None),), C, id="secret-counts-as-highest"),
        pytest.param((mark(None), mark(U)), C, id="secret-beside-lowest"),
    ],
)
def test_marked(found: tuple[Marking, ...], expected: Classification | None) -> None:
    assert marked(found) is expected
