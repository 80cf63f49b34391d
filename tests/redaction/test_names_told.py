"""Names that the words of a sentence, the lines of a chat and the names of files show."""

import pytest

from redaction import find
from redaction.detect import name


def names(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text, detectors=(name,))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Biscuit is Xylo's cousin.", ["Xylo"]),
        ("It was Xylo's older half brother", ["Xylo"]),
        ("Tobias' carer came", ["Tobias"]),
        ("then chloes bro got nicked", ["chloes"]),
        ("he knows Amy Xylo's mum", ["Amy Xylo"]),
        ("met Hooyo Qumbo today", ["Qumbo"]),
        ("with babcia halina again", ["halina"]),
        ("We spoke to Big Steve", ["Steve"]),
        ("He calls himself Qizz online", ["Qizz"]),
        ("real name Craig Quibbel", ["Craig Quibbel"]),
        ("placed with the Pembertons", ["Pembertons"]),
        ("then Betsy worries about it", ["Betsy"]),
        ("Then Zhenia Ann will ring", ["Zhenia Ann"]),
        ("said that T.W. denies it", ["T.W."]),
        ("then TW said he would", ["TW"]),
        ("mrs qumbosa next tues", ["qumbosa"]),
        ("shd see dr anand re cough", ["anand"]),
        ("did chiamaka bring the twins", ["chiamaka"]),
    ],
)
def test_a_sentence_shows_the_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The child's mother came",
        "Everybody's mum was there",
        "Women's partners were asked",
        "a big house and an old lane",
        "Old William Street is shut",
        "I called the Samaritans",
        "at 9 A.M. in the U.K. office",
        "The GP said no",
        "mr and mrs",
        "see the dr tomorrow about it",
        "i miss everything about it now",
        "parking at the victoria centre today",
        "service at st luke's on sunday morning",
        "will mark the chart and bill the council",
    ],
)
def test_a_sentence_that_shows_none(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HZ: I told him to go.\nFSW: Why?\nHZ: Because.", ["HZ", "HZ"]),
        ("Qumbo: hi\nbola: hi\nQumbo: you ok\nbola: ye", ["Qumbo", "bola", "Qumbo", "bola"]),
        ("Miss Quibbel: no\nINTERVIEWER: why\nMiss Quibbel: I was out", ["Quibbel", "Quibbel"]),
        ("> Tiff \N{BUTTERFLY}: omg\n> Tiff \N{BUTTERFLY}: really", ["Tiff", "Tiff"]),
        ("Risk: high\nPlan: none\nRisk: low\nPlan: none", []),
        ("Q: what is it\nA: a form\nQ: why\nA: for the council", []),
        ("Monday: closed\nTuesday: open\nMonday: closed", []),
    ],
)
def test_who_speaks(text: str, expected: list[str]) -> None:
    assert [one.removeprefix("Miss ") for one in names(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see Qumbosa_Mia_referral.docx", ["Qumbosa", "Mia"]),
        ("see photo_of_aoife_bruise.jpg", ["aoife"]),
        ("see mia-okafor-school-report.pdf", ["mia-okafor"]),
        ("see Chronology_v3_Final.xlsx and Summer_Rota_2026.pdf", []),
        ("see Rowan_Room_Booking.docx", []),
        ("Mia_Qumbosa is no file's name", []),
    ],
)
def test_files_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("printed 09:14\nQUMBOSA Winifred (Mrs)", ["QUMBOSA Winifred"]),
        ("see EHCP Mia has", ["Mia"]),
        ("?first_name=Qumbo&last_name=Quibbel&dob=1", ["Qumbo", "Quibbel"]),
        ("?file_name=report&user_name=none", []),
        ("she wrote #justiceforjaydon and #jaydonforever", ["justiceforjaydon", "jaydonforever"]),
        ("use #SafeguardingWeek and #hope", []),
        ("seen by G-M Quibbel at 6 weeks", ["G-M Quibbel"]),
        ("Then Poppy A, Reception, cried", ["Poppy A"]),
        ("A poppy a day", []),
    ],
)
def test_records_and_feeds(text: str, expected: list[str]) -> None:
    assert names(text) == expected
