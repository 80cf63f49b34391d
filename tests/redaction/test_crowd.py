"""Only what enough people of the register fit is called anonymised."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from redaction import Detector, Document, People, Style, Unit
from redaction.command.crowd import Crowd
from redaction.command.outcome import Outcome
from redaction.command.work import Wish, planned

HEADER = "id,name,date_of_birth,addresses,school,conditions\n"
REGISTER = HEADER + "".join(
    f'P-{number},{name},2014-03-0{number},"{number} Larch Road, London W6 0HP",{school},{condition}\n'
    for number, name, school, condition in (
        (1, "Mia Okafor", "Elm Park School", "epilepsy"),
        (2, "Tom Reeve", "Elm Park School", "asthma"),
        (3, "Alba Finch", "Elm Park School", ""),
        (4, "Nadia Rahim", "Ash Grove", "epilepsy"),
        (5, "Piotr Lis", "Ash Grove", ""),
    )
)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(REGISTER)
    return file


def counted(register: Path, text: str, style: Style = Style.LABEL, detectors: Sequence[Detector] = ()) -> int | None:
    wish = Wish(
        register=People.from_csv(register),
        detectors=frozenset(detectors) or None,
        style=style,
        key=b"of one reader only",
        today=date(2026, 11, 23),
    )
    document = Document(media_type="text/plain", units=(Unit(id=0, place="text", text=text),))
    return Crowd(register).smallest(planned(document, wish), wish)


@pytest.mark.parametrize(
    ("text", "style", "group"),
    [
        ("Mia Okafor came.", Style.LABEL, 5),
        ("Mia Okafor, born 01/03/2014, came.", Style.LABEL, 5),
        ("Mia Okafor of Elm Park School came.", Style.MASK, 3),
        ("Mia Okafor came. Tom Reeve, who is at Ash Grove, went.", Style.LABEL, 5),
        ("Nadia Rahim came. She is at Ash Grove.", Style.LABEL, 2),
        ("Mia Okafor came.", Style.PSEUDONYM, None),
        ("Nobody came.", Style.LABEL, None),
        # Of somebody whom the register does not have nothing can be counted.
        ("Mia Okafor came with Sarah Jones.", Style.LABEL, None),
    ],
)
def test_counted(register: Path, text: str, style: Style, group: int | None) -> None:
    assert counted(register, text, style) == group


def test_what_identifies_and_stays_is_not_anonymised(register: Path) -> None:
    assert counted(register, "Mia Okafor, 07700 900123", detectors=[Detector.NAME]) is None
    assert (
        Crowd(None).smallest(planned(Document(media_type="text/plain", units=()), wish := _wish(register)), wish)
        is None
    )


def _wish(register: Path) -> Wish:
    return Wish(register=People.from_csv(register), detectors=None, style=Style.LABEL, today=date(2026, 1, 1))


def test_only_what_passes_is_called_anonymised() -> None:
    outcome = Outcome(name="a", style=Style.LABEL, group=5, enough=5)

    assert outcome.called == "anonymised"
    assert replace(outcome, group=4).called == "redacted"
    assert replace(outcome, group=None).called == "redacted"
