"""What staff tell the gateway in header fields and first lines, and what does not count."""

from pathlib import Path

import pytest

from gateway.model.message import Place
from gateway.read.directives import Directives, directives
from tests.markings.builders import body, reading, unit


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({}, Directives(), id="nothing"),
        pytest.param({"X-Sharing-Purpose": "early-help"}, Directives(purpose="early-help"), id="purpose"),
        pytest.param({"x-sharing-purpose": "  early\r\n help "}, Directives(purpose="early help"), id="folded"),
        pytest.param({"X-Sharing-Ground": "CA89-47"}, Directives(ground="CA89-47"), id="ground"),
        pytest.param({"X-Sharing-Statement": "Fact"}, Directives(statement="fact"), id="fact"),
        pytest.param({"X-Sharing-Statement": "fact and opinion"}, Directives(statement="both"), id="both"),
        pytest.param({"X-Sharing-About": "P-1, P-2|P-3"}, Directives(about=("P-1", "P-2", "P-3")), id="about"),
        pytest.param({"X-Sharing-Authority": "SAR: S-4"}, Directives(authority="sar:S-4"), id="authority"),
        pytest.param({"X-Sharing-Purpose": ""}, Directives(), id="empty"),
        pytest.param(
            {"X-Sharing-Statement": "perhaps"},
            Directives(faults=("statement: say fact, opinion or both",)),
            id="no-statement",
        ),
        pytest.param(
            {"X-Sharing-About": "Ana Silva (daughter)"},
            Directives(faults=("about: give register ids, separated by commas",)),
            id="about-a-name",
        ),
        pytest.param(
            {"X-Sharing-Authority": "my manager"},
            Directives(faults=("authority: give sar:ID, foi:ID or approval:ID",)),
            id="authority-in-words",
        ),
        pytest.param(
            {"X-Sharing-Ground": "g" * 201},
            Directives(faults=("X-Sharing-Ground is longer than 200 characters",)),
            id="too-long",
        ),
    ],
)
def test_fields(fields: dict[str, str], expected: Directives) -> None:
    assert directives(reading(fields=tuple(fields.items()))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Purpose: early-help\n\nDear Jo,\n", Directives(purpose="early-help"), id="first-line"),
        pytest.param(
            "PURPOSE: early-help\nGround: CA89-17\nFact/opinion: both\nAbout: P-1\nAuthority: foi:F-12\nHello\n",
            Directives(
                purpose="early-help", ground="CA89-17", statement="both", about=("P-1",), authority="foi:F-12"
            ),
            id="all",
        ),
        pytest.param("*Purpose:* early-help\n", Directives(purpose="early-help"), id="bold"),
        pytest.param("Purpose : early-help\n", Directives(purpose="early-help"), id="blank-before-colon"),
        pytest.param("Purpose = early-help\n", Directives(purpose="early-help"), id="equals-sign"),
        pytest.param("Purpose - early-help\n", Directives(purpose="early-help"), id="dash"),
        pytest.param("Fact/opinion \u2013 fact\n", Directives(statement="fact"), id="long-dash"),
        pytest.param("Purpose-built rooms\n", Directives(), id="no-blanks-beside-the-dash"),
        pytest.param("About - the meeting\n", Directives(), id="about-and-a-dash-is-prose"),
        pytest.param("Рurpоse: early-help\n", Directives(purpose="early-help"), id="look-alike-letters"),
        pytest.param("Hide: yes\n", Directives(hide=True), id="hide"),
        pytest.param(
            "Purpose: early-help\nHide details = Yes.\n", Directives(purpose="early-help", hide=True), id="hide-2"
        ),
        pytest.param("Hide: under the table\n", Directives(), id="hide-and-prose"),
        pytest.param("Hide and seek: yes\n", Directives(), id="hide-and-seek"),
        pytest.param("Fact or opinion: opinion\n", Directives(statement="opinion"), id="fact-or-opinion"),
        pytest.param("CONFIDENTIAL\n\nPurpose: early-help\n", Directives(purpose="early-help"), id="below-marking"),
        pytest.param(
            "Marking: Internal\nPurpose: early-help\n", Directives(purpose="early-help"), id="below-marking-line"
        ),
        # Not at the top: prose, and not meant for the gateway.
        pytest.param("Dear Jo,\nPurpose: early-help\n", Directives(), id="below-greeting"),
        pytest.param("The purpose: to help.\n", Directives(), id="prose"),
        pytest.param("Thanks.\n{quoted|> Purpose: early-help\n}", Directives(), id="quoted"),
        pytest.param("{quoted|Purpose: early-help\n}", Directives(), id="quoted-at-the-top"),
        # The reader's zone says where they stand.
        pytest.param("Hi\n{directive|Purpose: early-help\n}", Directives(purpose="early-help"), id="zone"),
        pytest.param("Purpose: one\n{directive|Purpose: two\n}", Directives(purpose="two"), id="only-the-zone"),
    ],
)
@pytest.mark.parametrize("place", [Place.TEXT, Place.HTML])
def test_lines(text: str, expected: Directives, place: Place) -> None:
    assert directives(reading(body(text, place))) == expected


def test_the_example_of_the_page_for_staff() -> None:
    page = (Path(__file__).parents[2] / "docs" / "writing.md").read_text(encoding="utf-8")
    example = page.split("```")[1]

    assert directives(reading(body(example))) == Directives(
        purpose="early help", statement="fact", about=("P-1041", "P-1042")
    )


def test_field_wins_over_line() -> None:
    said = directives(
        reading(body("Purpose: two\nGround: G-1\n"), fields=(("X-Sharing-Purpose", "one"),)),
    )

    assert said.purpose == "one"
    assert said.ground == "G-1"
    assert said.faults == ("purpose: header field and line disagree; the header field counts",)


def test_same_in_both_is_no_fault() -> None:
    said = directives(reading(body("Purpose: Early-Help\n"), fields=(("X-Sharing-Purpose", "early-help"),)))

    assert said == Directives(purpose="early-help")


def test_two_fields_that_disagree_count_for_nothing() -> None:
    fields = (("X-Sharing-About", "P-1"), ("X-Sharing-About", "P-2"))

    said = directives(reading(body("About: P-1\n"), fields=fields))

    assert said.about == ()
    assert said.faults == ("X-Sharing-About is given more than once, with different values; none counts",)


def test_plain_text_and_html_that_disagree_count_for_nothing() -> None:
    said = directives(reading(body("Purpose: one\n"), body("Purpose: two\n", Place.HTML, "2")))

    assert said.purpose is None
    assert said.faults == ("the line Purpose is given more than once, with different values; none counts",)


@pytest.mark.parametrize(("part", "attachments"), [("2", ("2",)), ("2/1", ())])
def test_attached_or_nested_text_says_nothing(part: str, attachments: tuple[str, ...]) -> None:
    assert directives(reading(body("Purpose: one\n", part=part), attachments=attachments)) == Directives()


def test_subject_line_says_nothing() -> None:
    assert directives(reading(unit("Purpose: one", Place.SUBJECT, ""))) == Directives()
