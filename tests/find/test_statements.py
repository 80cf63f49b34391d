"""Fact or opinion by paragraph: marks, headings, words, and what is near but says nothing."""

import pytest

from gateway.find.paragraphs import paragraphs
from gateway.find.statements import in_words, stated
from gateway.model.found import Evidence, Found, FoundHit, FoundPerson, Role
from gateway.model.message import Place, Reading, Unit
from gateway.model.parties import Kind, PersonId
from gateway.model.statement import Statement
from gateway.read.zones import zones

FACT, OPINION, BOTH = Statement.FACT, Statement.OPINION, Statement.BOTH


def said(text: str, place: Place = Place.TEXT, role: Role = Role.SUBJECT) -> list[Statement | None]:
    """What each paragraph that names Mia says of itself."""
    unit = Unit(id=0, place=place, part="1", label="", text=text, zones=zones(text))
    reading = Reading(fields=(), units=(unit,), attachments=(), unread=(), signed=(), encrypted=False)
    candidates = (PersonId("P-1"),) if role is Role.SUBJECT else ()
    person = FoundPerson(
        id="P-1", candidates=candidates, role=role, kinds=frozenset({Kind.NAME}),
        evidence=frozenset({Evidence.REGISTER}),
    )  # fmt: skip
    starts = [at for at in range(len(text)) if text.startswith("Mia", at)]
    hits = tuple(
        FoundHit(
            id=number, unit=0, start=at, end=at + 3, detector="name", kind=Kind.NAME, evidence=Evidence.REGISTER,
            about="P-1",
        )
        for number, at in enumerate(starts)
    )  # fmt: skip
    return [one.statement for one in stated(reading, Found(hits=hits, people=(person,)), paragraphs(reading))]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        pytest.param("Mia was seen.", [None], id="nothing"),
        pytest.param("[Fact] Mia was seen.", [FACT], id="bracket"),
        pytest.param("(opinion) Mia is afraid.", [OPINION], id="round-bracket"),
        pytest.param("Opinion: Mia is afraid.", [OPINION], id="label"),
        pytest.param("**Facts:** Mia was seen.", [FACT], id="bold-label"),
        pytest.param("> Fact and opinion: Mia was seen.", [BOTH], id="quoted-label"),
        pytest.param("My view: Mia is afraid.", [OPINION], id="my-view"),
        pytest.param("Facts\n\nMia was seen.\n\nMia was well.", [FACT, FACT], id="heading"),
        pytest.param("Facts\nMia was seen.", [FACT], id="heading-on-the-line-above"),
        pytest.param("Facts\n\nMia was seen.\n\nOpinion\n\nMia is sad.", [FACT, OPINION], id="two-headings"),
        pytest.param("Facts\n\nMia was seen.\n\nNext steps\n\nMia will come.", [FACT, None], id="another-heading"),
        pytest.param(
            "Facts\n\nMia was seen.\n\nKind regards\nAna\n\n> Mia was here.",
            [FACT, None],
            id="not-past-the-signature",
        ),
        pytest.param("[Fact] Mia was seen.\n\nMia is sad.", [FACT, None], id="one-of-two"),
        pytest.param("Facts about Mia follow.", [None], id="no-heading"),
        pytest.param("Factory: Mia works there.", [None], id="no-label"),
        pytest.param("Opinion polls are out. Mia was seen.", [None], id="no-mark"),
        pytest.param("[Fact] The school is closed.\n\nMia was seen.", [None], id="of-another-paragraph"),
    ],
)
def test_by_mark_and_heading(text: str, statements: list[Statement | None]) -> None:
    assert said(text) == statements


def test_an_html_line_is_a_paragraph() -> None:
    assert said("Facts\nMia was seen.\nOpinion\nMia is sad.", Place.HTML) == [FACT, OPINION]


def test_correspondents_and_subject_lines_are_asked_nothing() -> None:
    assert said("Mia was seen.", role=Role.CORRESPONDENT) == []
    assert said("Mia was seen", Place.SUBJECT) == [] or said("Mia was seen", Place.SUBJECT) == [None]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        pytest.param("In my view Mia is sad.", OPINION, id="in-my-view"),
        pytest.param("In our professional judgement Mia is sad.", OPINION, id="judgement"),
        pytest.param("My impression is that Mia is sad.", OPINION, id="impression"),
        pytest.param("I think that Mia is sad.", OPINION, id="think"),
        pytest.param("I believe Mia is sad.", OPINION, id="believe"),
        pytest.param("It appears that Mia is sad.", OPINION, id="appears"),
        pytest.param("Mia seems to be sad.", OPINION, id="seems"),
        pytest.param("I\nthink\n> Mia is sad.", OPINION, id="over-lines"),
        pytest.param("She told me that Mia ran away.", FACT, id="told-me"),
        pytest.param("That was confirmed by the school.", FACT, id="confirmed"),
        pytest.param("According to the school's records Mia was away.", None, id="schools-with-an-apostrophe"),
        pytest.param("According to our records Mia was away.", FACT, id="records"),
        pytest.param("I saw Mia run away.", FACT, id="saw"),
        pytest.param("She told us that. I suspect it is not all.", BOTH, id="both"),
        pytest.param("I think you have the form of Mia.", None, id="think-you"),
        pytest.param("I think we should meet about Mia.", None, id="think-we"),
        pytest.param("I believe so.", None, id="believe-so"),
        pytest.param("Feel free to ring about Mia.", None, id="feel-free"),
        pytest.param("It seems you wrote about Mia.", None, id="it-seems-you"),
        pytest.param("It looks like the attachment about Mia is missing.", None, id="attachment-missing"),
        pytest.param("As I told you, Mia was away.", None, id="as-i-told-you"),
        pytest.param("You told me about Mia.", None, id="you-told-me"),
        pytest.param("To be confirmed by email.", None, id="confirmed-by-email"),
        pytest.param("I saw your mail about Mia.", None, id="saw-your-mail"),
        pytest.param("Mia was reviewed. The viewpoint is good.", None, id="within-words"),
        pytest.param("I think you have it. I suspect Mia is sad.", OPINION, id="near-miss-and-opinion"),
    ],
)
def test_in_words(text: str, statement: Statement | None) -> None:
    assert in_words(text) is statement
