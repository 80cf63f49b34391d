"""The queue: who looks at what, several at once, somebody else instead; over HTTP, on a running gateway."""

import csv
import re

import pytest

from gateway.model.decision import AnswerKind, Asked
from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import AskedPerson, RecordKind
from gateway.record.reading import entries
from tests.console.scene import LEAD, SAFE, TESS, Scene, price, words
from tests.e2e.installation import ANA, BEN, MANAGER, message_id

pytestmark = pytest.mark.xdist_group("console")

WHY = "Please ask the family first, then send it again."


@pytest.fixture(scope="module")
def case(scene: Scene) -> CaseId:
    """One that nobody decides."""
    return scene.held("queue-0", "CONFIDENTIAL: Daniel Price", price("has asked for a place in the club")).case


def listed(scene: Scene, name: str, query: str = "") -> list[str]:
    page = scene.at(name).get(f"/held{query}")
    assert page.status == 200
    return re.findall(r'href="/cases/(GW-[0-9A-Z]{8})"', page.text)


def asked(scene: Scene, case: CaseId) -> tuple[AskedPerson, ...]:
    found = [one for one in scene.gateway.app.holding().held() if one.case == case]
    return found[0].hold.asked


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("?whose=mine", True),
        ("?team=Early+Help", True),
        ("?team=Schools", False),
        ("?partner=Borough+Council", True),
        ("?partner=Elm+Park+School", False),
        ("?reason=no-consent", True),
        ("?reason=bulk", False),
        ("?age=2h", False),
        ("?age=forty", True),
        ("?urgent=yes", False),
        ("?looked_at=nobody", True),
        ("?looked_at=me", False),
        ("?search=duty@council", True),
        ("?search=borough", True),
        ("?search=nothing-like-it", False),
        ("?page=99999999", True),
        ("?page=-1", True),
    ],
)
def test_the_queue_is_narrowed_down(scene: Scene, case: CaseId, query: str, *, found: bool) -> None:
    assert (case in listed(scene, MANAGER, query)) is found


def test_a_sender_has_no_part_in_the_queue_of_their_own_mail(scene: Scene, case: CaseId) -> None:
    assert listed(scene, ANA) == []
    assert scene.posted(ANA, f"/cases/{case}/claim", "/").status == 404
    assert scene.posted(BEN, f"/cases/{case}/claim", "/").status == 404
    assert scene.posted(ANA, f"/cases/{case}/hand-over", "/", to="deputy").status == 422


def test_two_managers_claim_one_case_and_the_first_has_it(scene: Scene, case: CaseId) -> None:
    assert scene.posted(MANAGER, f"/cases/{case}/claim", "/").status == 303
    assert scene.posted(LEAD, f"/cases/{case}/claim", "/").status == 303
    page = scene.at(LEAD).get(f"/cases/{case}").text
    assert "Mo Hughes is looking at this" in page
    assert "Mo Hughes is looking at this" in scene.at(LEAD).get("/held").text
    assert case in listed(scene, MANAGER, "?looked_at=me")
    # Whose claim it was that somebody takes over must still be right.
    assert scene.posted(LEAD, f"/cases/{case}/claim", "/", **{"from": TESS}).status == 303
    assert "Mo Hughes is looking at this" in scene.at(LEAD).get(f"/cases/{case}").text
    assert scene.posted(LEAD, f"/cases/{case}/claim", "/", **{"from": MANAGER}).status == 303
    assert "Iris Grant is looking at this" in scene.at(MANAGER).get(f"/cases/{case}").text
    assert scene.posted(LEAD, f"/cases/{case}/let-go", "/").status == 303
    assert "Nobody has said that they look at this." in scene.at(MANAGER).get(f"/cases/{case}").text
    told = entries(scene.gateway.app.database, case=case, kinds=[RecordKind.CLAIMED])
    assert [(one.by, one.facts["what"]) for one in told] == [
        (MANAGER, "claimed"),
        (LEAD, "taken-over"),
        (LEAD, "let-go"),
    ]


def test_several_are_sent_back_at_once_each_as_if_it_had_been_opened(scene: Scene, case: CaseId) -> None:
    cases = [
        scene.held(f"queue-{n}", "CONFIDENTIAL: Daniel Price", price(f"missed session number {n} of the club")).case
        for n in (1, 2)
    ]
    ticks = {f"case-{one}": "yes" for one in (*cases, "GW-00000000")}
    assert scene.posted(MANAGER, "/held/check", "/held", what="return").status == 422
    checked = scene.posted(MANAGER, "/held/check", "/held", what="return", **ticks)
    assert checked.status == 200
    assert all(one in checked.text for one in cases)
    assert scene.posted(MANAGER, "/held/confirm", "/held", what="return", **ticks).status == 422
    assert scene.posted(MANAGER, "/held/confirm", "/held", what="release", why=WHY, **ticks).status == 422
    done = scene.posted(MANAGER, "/held/confirm", "/held", what="return", why=WHY, **ticks)
    assert "2 emails are sent back" in done.text
    assert "GW-00000000: It does not wait for you any more." in done.text
    for n in (1, 2):
        scene.gateway.in_state(message_id(f"queue-{n}"), RecipientState.RETURNED)
    # Whose mail it is sends none of it back as a manager.
    ticks = {f"case-{case}": "yes"}
    refused = scene.posted(BEN, "/held/confirm", "/held", what="return", why=WHY, **ticks)
    assert f"{case}: It does not wait for you any more." in refused.text


def test_what_is_handed_over_asks_the_deputy(scene: Scene) -> None:
    case = scene.held("queue-3", "CONFIDENTIAL: Daniel Price", price("said that he is afraid of a neighbour")).case
    page = scene.at(MANAGER).get(f"/cases/{case}").text
    assert "Hand it over to somebody else" in page
    assert scene.posted(MANAGER, f"/cases/{case}/hand-over", "/", to="anybody").status == 422
    done = scene.posted(MANAGER, f"/cases/{case}/hand-over", "/", to="deputy", hand_over_why="I am away tomorrow.")
    assert done.status == 303
    scene.gateway.idle()
    assert asked(scene, case) == (AskedPerson(role=Asked.LINE_MANAGER, email=SAFE),)
    assert "Answered: Hand over, Mo Hughes" in " ".join(words(scene.at(SAFE).get(f"/cases/{case}")).split())
    assert "I am away tomorrow." in scene.at(SAFE).get(f"/cases/{case}").text
    assert any(one.recipient == SAFE and one.case == case for one in scene.box.arrived())
    # Who handed it over may still see it, and whoever took it over may decide it.
    assert scene.at(MANAGER).get(f"/cases/{case}").status == 200
    answered = entries(scene.gateway.app.database, case=case, kinds=[RecordKind.ANSWERED])
    assert [(one.by, one.facts["answer"]) for one in answered] == [(MANAGER, AnswerKind.HAND_OVER.value)]
    assert "away" not in str([one.facts for one in answered])


def test_a_sender_asks_for_their_manager_with_words_that_only_those_asked_read(scene: Scene) -> None:
    # Without a marking nobody but the sender is asked.
    text = "Purpose: early-help\nFact/opinion: fact\n\nMia Okafor will come on Friday, and not by bus.\n"
    case = scene.held("queue-4", "Mia Okafor", text).case
    assert {one.email for one in asked(scene, case)} == {ANA}
    assert "Ask your manager" in scene.at(ANA).get(f"/cases/{case}").text
    assert scene.posted(ANA, f"/cases/{case}/ask", "/", to_manager="").status == 422
    assert scene.posted(MANAGER, f"/cases/{case}/ask", "/", to_manager="Let me do it.").status == 422
    assert scene.posted(ANA, f"/cases/{case}/ask", "/", to_manager="She rang me about it.").status == 303
    scene.gateway.idle()
    assert {one.email for one in asked(scene, case)} == {ANA, MANAGER}
    assert "She rang me about it." in scene.at(MANAGER).get(f"/cases/{case}").text
    assert any(one.recipient == MANAGER and one.case == case for one in scene.box.arrived())
    assert scene.at(BEN).get(f"/cases/{case}").status == 404
    answered = entries(scene.gateway.app.database, case=case, kinds=[RecordKind.ANSWERED])
    assert "rang" not in str([one.facts for one in answered])
    # Once the manager is asked they can be told more, without another email to anybody.
    assert "Tell your manager something about it" in scene.at(ANA).get(f"/cases/{case}").text
    before = len([one for one in scene.box.arrived() if one.case == case])
    assert scene.posted(ANA, f"/cases/{case}/ask", "/", to_manager="Her mother signed on Monday.").status == 303
    scene.gateway.idle()
    page = scene.at(MANAGER).get(f"/cases/{case}").text
    assert "She rang me about it." in page
    assert "Her mother signed on Monday." in page
    assert {one.email for one in asked(scene, case)} == {ANA, MANAGER}
    assert len([one for one in scene.box.arrived() if one.case == case]) == before


def test_who_decides_asks_the_sender_and_is_told_of_the_answer(scene: Scene) -> None:
    case = scene.held("queue-5", "CONFIDENTIAL: Daniel Price", price("was late again")).case
    told = asked(scene, case)
    assert "Ask its sender something first" in scene.at(MANAGER).get(f"/cases/{case}").text
    assert "Ask its sender something first" not in scene.at(ANA).get(f"/cases/{case}").text
    assert scene.posted(MANAGER, f"/cases/{case}/question", "/", to_sender=" ").status == 422
    assert scene.posted(ANA, f"/cases/{case}/question", "/", to_sender="May I?").status == 422
    done = scene.posted(MANAGER, f"/cases/{case}/question", "/", to_sender="Did <b>Daniel</b> hear of this?")
    assert done.status == 303
    scene.gateway.idle()
    # It waits on, for the same people and as long.
    assert asked(scene, case) == told
    letter = said_to(scene, case, ANA, "A question about your email that is on hold")
    assert "Mo Hughes has a question about your email" in letter
    assert "Daniel" not in letter
    page = scene.at(ANA).get(f"/cases/{case}")
    assert "Did &lt;b&gt;Daniel&lt;/b&gt; hear of this?" in page.text
    assert "Answer their question" in page.text
    assert scene.posted(ANA, f"/cases/{case}/ask", "/", to_manager="Yes, on Monday.").status == 303
    scene.gateway.idle()
    assert asked(scene, case) == told
    assert "Yes, on Monday." in scene.at(MANAGER).get(f"/cases/{case}").text
    letter = said_to(scene, case, MANAGER, "The sender has answered your question")
    assert "Ana Sharma has answered your question" in letter
    assert "Monday" not in letter
    assert "Answer their question" not in scene.at(ANA).get(f"/cases/{case}").text
    answered = entries(scene.gateway.app.database, case=case, kinds=[RecordKind.ANSWERED])
    assert [(one.by, one.facts["answer"]) for one in answered] == [(MANAGER, "question"), (ANA, "ask")]
    assert "Monday" not in str([one.facts for one in answered])


def said_to(scene: Scene, case: CaseId, to: str, subject: str) -> str:
    """The words of the one notice to somebody with this subject."""
    found = [one for one in scene.box.arrived() if one.recipient == to and one.case == case]
    (letter,) = [one for one in (each.message() for each in found) if one["Subject"] == f"{subject} ({case})"]
    texts = (part.get_payload(decode=True) for part in letter.walk() if part.get_content_maintype() == "text")
    return " ".join(text.decode() for text in texts if isinstance(text, bytes))


def taken(scene: Scene, name: str, **filters: str) -> list[dict[str, str]]:
    answer = scene.posted(name, "/held/export", "/", format="csv", **filters)
    assert answer.status == 200
    return list(csv.DictReader(answer.text.lstrip("\ufeff").splitlines()))


def test_the_queue_is_taken_out_as_it_is_narrowed_down_and_that_is_recorded(scene: Scene, case: CaseId) -> None:
    everything = taken(scene, MANAGER)
    (mine,) = taken(scene, MANAGER, search=case)
    assert mine in everything
    assert (mine["sender"], mine["team"], mine["partners"]) == (ANA, "Early Help", "Borough Council")
    assert mine["reasons"] == "The person has not said yes to sharing this with this recipient."
    assert mine["expires_at"] > mine["held_at"]
    last = entries(scene.gateway.app.database, kinds=[RecordKind.EXPORTED])[-1]
    assert (last.by, last.facts["rows"], last.facts["format"]) == (MANAGER, 1, "csv")
    # Nothing that is not theirs to see in the list is in their file.
    assert taken(scene, ANA, search=case) == []
    assert 'action="/held/export"' in scene.at(MANAGER).get("/held").text
