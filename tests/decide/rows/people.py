"""MIN-1, FAM-1: which person, which kinds, whose data, and who is only noted."""

from dataclasses import replace
from typing import Final

from gateway.model.decision import AnswerKind, Treatment
from gateway.model.found import Evidence, Role
from gateway.model.parties import Kind
from tests.decide.builders import (
    AGREEMENT,
    ANA,
    BEN,
    CLEAN,
    CONSENT,
    FINE,
    MARIA,
    POLICY,
    Person,
    Row,
    about,
    answer,
    answered,
    row,
    stranger,
    to_person,
)

SHARE, REDACT, HOLD = Treatment.SHARE, Treatment.REDACT, Treatment.HOLD

NAMESAKES = about(FINE, Person(id="P-1|P-2", candidates=(ANA, BEN)))
BOTH_COVERED = replace(NAMESAKES, consents=(CONSENT, replace(CONSENT, id="C-2", person=BEN, given_by=BEN)))
THIRD = about(FINE, Person(id=ANA), stranger())
FEWER = (replace(AGREEMENT, kinds=frozenset({"name"})),)
MODEL_NAME = stranger("?1", Kind.NAME, evidence=Evidence.MODEL)
LIST_NAME = stranger("?1", Kind.NAME, evidence=Evidence.LIST)
PATTERN_NAME = stranger("?1", Kind.NAME, evidence=Evidence.PATTERN)
MAIL_TO_MOTHER = to_person(about(FINE, Person(id=ANA)), MARIA, ANA)
ADDRESSEE = Person(id=ANA, kinds=(Kind.NAME, Kind.CONTACT), role=Role.CORRESPONDENT)

ROWS: Final[tuple[Row, ...]] = (
    # namesakes
    row("which-of-two", BOTH_COVERED, HOLD, "which-person covered covered", held_for="sender"),
    row(
        "which-of-two-and-one-is-not-covered",
        NAMESAKES,
        HOLD,
        "which-person covered no-consent",
        held_for="sender line_manager",
    ),
    row(
        "namesakes-hold-whatever-the-policy",
        NAMESAKES,
        HOLD,
        "which-person covered no-consent",
        policy=replace(POLICY, uncovered_person=REDACT),
    ),
    row("the-sender-wrote-which", replace(NAMESAKES, about_said=(ANA,)), SHARE, "covered"),
    row("the-sender-answered-which", answered(NAMESAKES, answer(AnswerKind.PERSON, ANA)), SHARE, "covered"),
    row(
        "the-answer-counts-before-what-was-written",
        answered(replace(NAMESAKES, about_said=(ANA,)), answer(AnswerKind.PERSON, BEN)),
        HOLD,
        "no-consent",
    ),
    row(
        "an-answer-that-is-none-of-them",
        answered(NAMESAKES, answer(AnswerKind.PERSON, MARIA)),
        HOLD,
        "which-person covered no-consent",
    ),
    row(
        "which-of-two-inside", replace(NAMESAKES, recipient=replace(FINE.recipient, internal=True)), SHARE, "covered"
    ),
    # kinds
    row(
        "a-kind-that-the-agreement-does-not-cover",
        replace(FINE, agreements=FEWER),
        REDACT,
        "covered category-not-covered",
        cut=(1,),
    ),
    row(
        "the-same-held-by-policy",
        replace(FINE, agreements=FEWER),
        HOLD,
        "covered category-not-covered",
        policy=replace(POLICY, category_not_covered=HOLD),
        held_for="ig_lead",
    ),
    row(
        "two-agreements-for-the-kinds-together",
        replace(FINE, agreements=(*FEWER, replace(AGREEMENT, id="A-2", kinds=frozenset({"attendance"})))),
        HOLD,
        "covered register-contradiction",
    ),
    row(
        "kinds-of-an-agreement-for-another-purpose",
        replace(
            FINE,
            purpose_said="early-help",
            agreements=(*FEWER, replace(AGREEMENT, id="A-2", purposes=frozenset({"housing"}))),
        ),
        REDACT,
        "covered category-not-covered",
    ),
    # third parties
    row("a-third-party", THIRD, REDACT, "covered third-party-data", cut=(2, 3), held_for=""),
    row(
        "a-third-party-held-by-policy",
        THIRD,
        HOLD,
        "covered third-party-data",
        policy=replace(POLICY, third_parties=HOLD),
        held_for="sender",
    ),
    row("a-third-party-alone", about(FINE, stranger()), REDACT, "third-party-data", cut=(0, 1)),
    row(
        "two-third-parties",
        about(FINE, stranger("?1"), stranger("?2")),
        REDACT,
        "third-party-data third-party-data",
        cut=(0, 1, 2, 3),
    ),
    row(
        "a-relation-outside-the-register",
        about(FINE, Person(id=ANA), stranger("?1", role=Role.RELATION)),
        REDACT,
        "covered third-party-data",
    ),
    # A register person is never demoted to a third party.
    row(
        "a-register-person-called-third-party", about(FINE, Person(id=BEN, role=Role.THIRD_PARTY)), HOLD, "no-consent"
    ),
    # weak evidence
    row("a-name-by-the-model-alone", about(FINE, MODEL_NAME), SHARE, "model-only", cut=()),
    row("a-name-by-a-pattern-alone", about(FINE, PATTERN_NAME), SHARE, "model-only"),
    row(
        "a-name-by-a-pattern-beside-a-name-of-the-register",
        about(FINE, Person(id=ANA, kinds=(Kind.NAME,)), PATTERN_NAME),
        REDACT,
        "covered third-party-data",
        cut=(1,),
    ),
    row("a-name-by-a-list-alone", about(FINE, LIST_NAME), SHARE, "model-only"),
    row(
        "a-name-by-the-model-beside-a-phone",
        about(FINE, MODEL_NAME, stranger("?2", Kind.CONTACT)),
        REDACT,
        "third-party-data third-party-data",
    ),
    row(
        "a-name-by-the-model-beside-a-subject",
        about(FINE, Person(id=ANA), MODEL_NAME),
        REDACT,
        "covered third-party-data",
    ),
    row(
        "a-register-person-by-the-model",
        about(FINE, Person(id=BEN, kinds=(Kind.NAME,), evidence=Evidence.MODEL)),
        HOLD,
        "no-consent",
    ),
    row(
        "evidence-that-does-not-count-by-policy",
        about(FINE, stranger()),
        SHARE,
        "model-only",
        policy=replace(POLICY, evidence=POLICY.evidence - {Evidence.PATTERN}),
    ),
    # correspondents
    row("an-addressee-is-no-hit", about(FINE, ADDRESSEE), SHARE, ""),
    row(
        "an-addressee-with-more-told-is-a-subject",
        about(FINE, replace(ADDRESSEE, kinds=(Kind.NAME, Kind.ATTENDANCE), id=BEN)),
        HOLD,
        "no-consent",
    ),
    row(
        "a-colleagues-phone-beside-a-weak-name",
        about(FINE, stranger("?2", role=Role.CORRESPONDENT), MODEL_NAME),
        SHARE,
        "model-only",
    ),
    # FAM-1
    row(
        "a-service-user-gets-their-own",
        to_person(replace(FINE, consents=(), statement=None), ANA),
        SHARE,
        "covered",
        held_for="",
    ),
    row("a-mother-who-acts-for-her-child", replace(MAIL_TO_MOTHER, consents=(), statement=None), SHARE, "covered"),
    row(
        "a-mother-who-does-not",
        to_person(replace(FINE, consents=()), MARIA),
        HOLD,
        "no-consent",
        held_for="line_manager",
    ),
    row(
        "another-child-in-a-mail-to-a-mother",
        about(MAIL_TO_MOTHER, Person(id=ANA), Person(id=BEN)),
        HOLD,
        "covered no-consent",
    ),
    row(
        "a-third-party-in-a-mail-to-a-mother",
        about(MAIL_TO_MOTHER, Person(id=ANA), stranger()),
        REDACT,
        "covered third-party-data",
        cut=(2, 3),
    ),
    row(
        "a-namesake-in-a-mail-to-a-mother",
        about(MAIL_TO_MOTHER, Person(id="x", candidates=(ANA, BEN))),
        HOLD,
        "which-person covered no-consent",
    ),
    row("a-mail-to-a-mother-with-nobody-in-it", to_person(CLEAN, MARIA), SHARE, ""),
)
