"""Our own labels are known again, and nothing else is."""

import pytest

from redaction import Detector, Style, find, still_there
from redaction.label import VALUES
from redaction.placeholder import placeholders, without_placeholders
from tests.redaction.builders import PEOPLE

OURS = [
    "[Child A]", "[Child 27]", "[Person 12]", "[Mother of Child A]", "[Foster carer 2 of Child 31]", "[aged 9]",
    "[Aged under 1]", "[aged 90 or over]", "[born 2014]", "[address in Newcastle upon Tyne]",
    "[Child BCDF-GHJK-LMNP]", "[Person ZXWV-TSRQ-PNML]", *(f"[{word}]" for word in VALUES.values()),
]  # fmt: skip


@pytest.mark.parametrize("text", OURS)
def test_known_and_nobodys_data(text: str) -> None:
    assert [(start, end) for start, end, _ in placeholders(text)] == [(0, len(text))]
    assert find(f"She met {text}.", PEOPLE) == []


@pytest.mark.parametrize(
    "text",
    [
        "[Child JO]", "[Child Mia]", "[Mother of Mia]", "[Person 99900]", "[Person 999-000-0018]", "[Mia Okafor]",
        "[Child ABCD-EFGH-JKLM]", "[address in Mia Lane]", "[aged 9, of Leeds]", "[Person 1", "Person 1]", "[]",
        "[Okafor of Child A]", "[Person 0]",
    ],
)  # fmt: skip
def test_what_others_write_in_brackets_is_text(text: str) -> None:
    assert list(placeholders(text)) == []
    assert without_placeholders(text) == text


def test_a_name_beside_a_label_is_found_still() -> None:
    text = "[Child A] met Grace Okafor and [Person 2]"
    assert [(hit.start, hit.end, hit.detector) for hit in find(text, PEOPLE) if hit.detector is Detector.NAME] == [
        (14, 26, Detector.NAME)
    ]


def test_what_is_said_of_a_label_is_said_of_a_person() -> None:
    assert [hit.detector for hit in find("[Child A] was arrested.")] == [Detector.OFFENCE]
    assert find("[address] was arrested.") == []


def test_a_label_that_leaves_an_age_is_no_leftover() -> None:
    assert still_there(["[Child A], [aged 9]"], ["aged 9"]) == ()
    assert still_there(["Child A, aged 9"], ["aged 9"]) == (0,)


def test_every_style_is_documented() -> None:
    assert {style.value for style in Style} == {"mask", "label", "generalise", "pseudonym", "remove"}
