"""Which subject lines and file names carry a marking, and which only look like it."""

import pytest

from gateway.model.marking import MarkingOrigin
from gateway.model.message import Place
from gateway.read.markings import markings
from tests.markings.builders import SCHEMES, reading, subject, unit

# What is found, as "scheme:level" in order; "secret" for a class we may not handle; nothing for no marking.
SUBJECTS = [
    # Our own three classes, set off in every way that people use.
    ("[CONFIDENTIAL] Referral for Ana", "own:confidential"),
    ("[Confidential] Referral", "own:confidential"),
    ("(Internal) Rota", "own:internal"),
    ("{internal} Rota", "own:internal"),
    ("CONFIDENTIAL: referral", "own:confidential"),
    ("Confidential - referral", "own:confidential"),
    ("Confidential – referral", "own:confidential"),
    ("Confidential — referral", "own:confidential"),
    ("Confidential | referral", "own:confidential"),
    ("confidential: referral", "own:confidential"),
    ("CONFIDENTIAL Referral for Ana", "own:confidential"),
    ("Referral for Ana CONFIDENTIAL", "own:confidential"),
    ("Referral for Ana - CONFIDENTIAL", "own:confidential"),
    ("Referral for Ana: Internal", "own:internal"),
    ("Referral for Ana (Confidential)", "own:confidential"),
    ("Referral for Ana [INTERNAL]", "own:internal"),
    ("**CONFIDENTIAL** referral", "own:confidential"),
    ("*** CONFIDENTIAL ***", "own:confidential"),
    ("CONFIDENTIAL", "own:confidential"),
    ("Internal", "own:internal"),
    ("Unclassified", "own:unclassified"),
    ("UNCLASSIFIED - Summer fair", "own:unclassified"),
    ("Summer fair [Unclassified]", "own:unclassified"),
    ("Private and Confidential: appointment", "own:confidential"),
    ("PRIVATE & CONFIDENTIAL - appointment", "own:confidential"),
    ("Strictly confidential - HR matter", "own:confidential"),
    ("Internal use only: rota", "own:internal"),
    ("CONFIDENTIAL - ADDRESSEE ONLY", "own:confidential"),
    # A reply carries its thread's marking, and the sender sends it now.
    ("RE: [CONFIDENTIAL] Referral", "own:confidential"),
    ("Re: FW: Fwd: CONFIDENTIAL - Referral", "own:confidential"),
    ("RE[2]: Internal: rota", "own:internal"),
    ("[EXTERNAL] RE: CONFIDENTIAL: referral", "own:confidential"),
    ("[secure] [INTERNAL] Rota", "own:internal"),
    ("Referral - CONFIDENTIAL [secure]", "own:confidential"),
    ("RE: Referral [Confidential] for Tuesday", "own:confidential"),
    # Two markings: both are found, the highest will count.
    ("[INTERNAL] Rota - CONFIDENTIAL", "own:internal own:confidential"),
    # UK Government Security Classifications.
    ("OFFICIAL: opening hours", "gsc:unclassified"),
    ("OFFICIAL-SENSITIVE: referral", "gsc:internal"),
    ("OFFICIAL SENSITIVE - referral", "gsc:internal"),
    ("Official-Sensitive: referral", "gsc:internal"),
    ("OFFICIAL-SENSITIVE referral for Ana", "gsc:internal"),
    ("OFFICIAL-SENSITIVE PERSONAL: referral", "gsc:confidential"),
    ("OFFICIAL - SENSITIVE: PERSONAL - referral", "gsc:confidential"),
    ("OFFICIAL-SENSITIVE [PERSONAL] referral", "gsc:confidential"),
    ("Referral OFFICIAL-SENSITIVE [PERSONAL]", "gsc:confidential"),
    ("OFFICIAL-SENSITIVE - HMG USE ONLY - PERSONAL DATA", "gsc:confidential"),
    ("OFFICIAL-SENSITIVE: COMMERCIAL - tender", "gsc:internal"),
    ("UK OFFICIAL-SENSITIVE: visit", "gsc:internal"),
    ("[OFFICIAL] Opening hours", "gsc:unclassified"),
    ("SECRET - briefing", "gsc:secret"),
    ("[Top Secret] briefing", "gsc:secret"),
    ("TOP SECRET UK EYES ONLY: briefing", "gsc:secret"),
    # What begins as a higher marking is never read as a lower one.
    ("OFFICIAL - SENSITIVE matters of the heart", "gsc:internal"),
    ("Official - Sensitive matters of the heart", ""),
    # The old council scheme.
    ("NOT PROTECTIVELY MARKED: minutes", "gpms:unclassified"),
    ("NPM - minutes", "gpms:unclassified"),
    ("PROTECT: minutes", "gpms:internal"),
    ("PROTECT - PERSONAL DATA: minutes", "gpms:confidential"),
    ("Protect - Personal: minutes", "gpms:confidential"),
    ("RESTRICTED - minutes", "gpms:internal"),
    # The Australian grammar, any namespace.
    ("Minutes [SEC=OFFICIAL]", "pspf:unclassified"),
    ("Minutes [SEC=OFFICIAL:Sensitive]", "pspf:internal"),
    ("Minutes [SEC=OFFICIAL: Sensitive, ACCESS=Personal-Privacy]", "pspf:confidential"),
    ("Minutes [sec=protected, CAVEAT=SH:CABINET]", "pspf:confidential"),
    ("Minutes [SEC=TOP-SECRET]", "pspf:secret"),
    ("Minutes [SEC=PURPLE]", "pspf:confidential"),
    ("Minutes [SEC=PROTECTED, EXPIRES=2019-07-01, DOWNTO=OFFICIAL]", "pspf:confidential"),
    # Look-alike letters, invisible characters, letters set apart.
    ("СОNFІDENTIAL: referral", "own:confidential"),
    ("ＣＯＮＦＩＤＥＮＴＩＡＬ: referral", "own:confidential"),
    ("CONFI\u00adDEN\u200bTIAL: referral", "own:confidential"),
    ("𝐂𝐎𝐍𝐅𝐈𝐃𝐄𝐍𝐓𝐈𝐀𝐋 - referral", "own:confidential"),
    ("C\u0301ONFIDENTIAL: referral", "own:confidential"),
    ("CONFIDENTIAL\u00a0\u2011\u00a0referral", "own:confidential"),
    ("C O N F I D E N T I A L", "own:confidential"),
    # False friends: the same words as prose.
    ("Confidential waste collection", ""),
    ("CONFIDENTIAL WASTE COLLECTION", ""),
    ("Internal meeting on Tuesday", ""),
    ("Official report published", ""),
    ("Official: new opening hours", ""),
    ("The official opening", ""),
    ("Secret Santa", ""),
    ("Protect: online safety week", ""),
    ("Strictly private", ""),
    ("How confidential is our helpline?", ""),
    ("Unclassified waste on site", ""),
    ("An unclassified road is closed", ""),
    ("Why is [unclassified] written on this", ""),
    ("UNCLASSIFIED Roads closed", ""),
    ("Minutes: not confidential", ""),
    ("NOT CONFIDENTIAL - open day", ""),
    ("Non-confidential", ""),
    ("Confidentiality: new leaflet", ""),
    ("Internally displaced people: talk", ""),
    ("Internal/external comms", ""),
    ("RE: [EXTERNAL] lunch", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), SUBJECTS, ids=[row[0] or "empty" for row in SUBJECTS])
def test_subject(text: str, expected: str) -> None:
    found = markings(reading(subject(text)), SCHEMES)

    assert [f"{one.scheme}:{one.level.word if one.level is not None else 'secret'}" for one in found] == (
        expected.split()
    )
    assert all(one.where == "subject" and one.origin is MarkingOrigin.OWN for one in found)


def test_text_is_the_marking_alone() -> None:
    found = markings(reading(subject("RE: OFFICIAL-SENSITIVE [PERSONAL] Ana Silva")), SCHEMES)

    assert [one.text for one in found] == ["OFFICIAL-SENSITIVE [PERSONAL]"]


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("Jo <jo@council.gov.uk>", ["confidential", "secret"]),
        ("Jo <jo@gov.uk>", ["confidential", "secret"]),
        ("jo@notgov.uk", ["confidential"]),
        ("jo@family.example", ["confidential"]),
    ],
)
def test_confidential_from_government(sender: str, expected: list[str]) -> None:
    # GPMS CONFIDENTIAL is the fourth of six national-security classes: from government it may mean that.
    found = markings(reading(subject("CONFIDENTIAL: visit"), fields=(("From", sender),)), SCHEMES)

    assert [one.level.word if one.level is not None else "secret" for one in found] == expected


FILE_NAMES = [
    ("CONFIDENTIAL - report.docx", "confidential"),
    ("Confidential_report.docx", "confidential"),
    ("confidential_report.pdf", "confidential"),
    ("report [INTERNAL].pdf", "internal"),
    ("INTERNAL_report.docx", "internal"),
    ("report_INTERNAL.tar.gz", "internal"),
    ("OFFICIAL-SENSITIVE referral.docx", "internal"),
    ("report (Confidential).docx", "confidential"),
    ("UNCLASSIFIED_timetable.xlsx", "unclassified"),
    ("internal_audit.docx", ""),
    ("Internal meeting.docx", ""),
    ("confidentiality.docx", ""),
    ("unclassified_roads.pdf", ""),
]


@pytest.mark.parametrize(("name", "expected"), FILE_NAMES, ids=[row[0] for row in FILE_NAMES])
def test_file_name(name: str, expected: str) -> None:
    found = markings(reading(unit(name, Place.FILE_NAME, "2"), attachments=("2",)), SCHEMES)

    assert [one.level.word for one in found if one.level is not None] == expected.split()
    assert all(one.origin is MarkingOrigin.ATTACHED and one.where == "2:file-name" for one in found)
