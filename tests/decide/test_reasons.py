"""Every reason is described: table, words and page."""

import re
from pathlib import Path

import pytest

from gateway.decide.reasons import TABLE
from gateway.model.decision import AnswerKind, Asked
from gateway.model.reasons import Reason
from gateway.notices.reasons_page import page
from gateway.notices.sentences import WORDS, words_for

ROOT = Path(__file__).parents[2]
NEVER_RELEASED = {
    Reason.SECRET_MARKING,
    Reason.SOCIAL_MEDIA,
    Reason.NO_CONTACT,
    Reason.PROTECTED_ADDRESS,
    Reason.KEPT_FROM_SUBJECT,
    Reason.UNENCRYPTED_CHANNEL,
    Reason.SENDER_MISMATCH,
    Reason.ALREADY_SIGNED,
    Reason.NO_MARKING,
    Reason.WHICH_PERSON,
    Reason.LOOK_ALIKE_RECIPIENT,
    Reason.VISIBLE_RECIPIENTS,
}
# Words of our trade that a new colleague would have to look up.
JARGON = {
    "agreement register",
    "approval",
    "audit",
    "caldicott",
    "classification",
    "compliance",
    "consent",
    "data subject",
    "disclosure",
    "encrypt",
    "gateway",
    "identifiable",
    "redact",
    "statutory",
    "third party",
}


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: a reading age is about five years more."""
    sentences = [one for one in re.split(r"[.?!:]+", text) if one.strip()]
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee"))
    return max(1, groups - silent)


def test_every_reason_has_a_row_and_words() -> None:
    assert set(TABLE) == set(Reason)
    assert set(WORDS) == set(Reason)


@pytest.mark.parametrize("reason", list(Reason))
def test_a_row_of_the_table_is_whole(reason: Reason) -> None:
    settling = TABLE[reason]

    assert settling.clauses
    assert all(re.fullmatch(r"[A-Z]+-\d", clause) for clause in settling.clauses)
    if reason is not Reason.CUSTOM_RULE:
        assert (AnswerKind.RELEASE in settling.answers) == bool(settling.released_by)
    assert Asked.SENDER not in settling.released_by
    assert not settling.asked or AnswerKind.RETURN in settling.answers


@pytest.mark.parametrize("reason", sorted(NEVER_RELEASED))
def test_what_nobody_may_release(reason: Reason) -> None:
    assert AnswerKind.RELEASE not in TABLE[reason].answers


@pytest.mark.parametrize("reason", list(Reason))
def test_the_words_are_plain(reason: Reason) -> None:
    words = words_for(reason, party="Elm Park School", purpose="early help")

    for text in (words.sentence, words.remedy):
        assert text.endswith(".")
        assert text[0].isupper()
        assert not {word for word in JARGON if word in text.lower()}
        assert "{" not in text
    # Both together, as they stand in a notice: one long word in a short sentence would say nothing.
    assert grade(f"{words.sentence} {words.remedy}") <= 6.5


def test_without_a_party_the_words_still_read() -> None:
    words = words_for(Reason.NOT_ANONYMISED)

    assert words.sentence == "This recipient may only get figures, with nobody named."


def test_a_party_with_braces_in_its_name() -> None:
    assert "{x}" in words_for(Reason.NO_AGREEMENT, party="Elm {x}").sentence


def test_what_says_something_about_a_person_is_told_after_sign_in_only() -> None:
    assert {reason for reason, settling in TABLE.items() if settling.sensitive} == {
        Reason.CONSENT_REFUSED,
        Reason.CONSENT_WITHDRAWN,
        Reason.RESTRICTED_BY_PARENT,
        Reason.KEPT_FROM_SUBJECT,
        Reason.PROTECTED_ADDRESS,
        Reason.NO_CONTACT,
        Reason.CONFLICT_OF_INTEREST,
    }


def test_the_page_is_level_with_the_tables() -> None:
    written = (ROOT / "docs" / "reasons.md").read_text(encoding="utf-8")

    assert written == page(), "run: python -m gateway.notices.reasons_page > docs/reasons.md"
