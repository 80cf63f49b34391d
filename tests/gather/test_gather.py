"""What stands on a recipient's fact sheet, and what does not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from gateway.decide import agreements
from gateway.decide.facts import ChannelFacts
from gateway.gather import gather, gather_all
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked, Channel
from gateway.model.errors import TemporaryFailure
from gateway.model.found import FoundPerson
from gateway.model.marking import Classification
from gateway.model.statement import Statement
from gateway.read.directives import Directives
from gateway.registers.directory import Directory
from gateway.registers.files.columns import RegisterKind
from gateway.registers.rows.entry import Entry
from tests.gather.builders import (
    AGREEMENTS,
    APPROVALS,
    CONSENTS,
    CONTENT,
    COUNCIL,
    LOOKED,
    NOON,
    PEOPLE,
    RESTRICTIONS,
    answer,
    facts,
    found,
    person,
    reading,
)
from tests.registers.builders import built, registers

GRACE = "grace@mail.example"


def test_what_was_read_and_found_stands_as_it_is() -> None:
    sheet = facts()

    assert (sheet.at, sheet.case, sheet.content_hash) == (NOON, LOOKED.case, LOOKED.content_hash)
    assert (sheet.hits, sheet.people) == (LOOKED.found.hits, LOOKED.found.people)
    assert (sheet.markings, sheet.signed, sheet.encrypted) == (LOOKED.markings, ("2",), False)
    assert sheet.sender.may_send
    assert sheet.others == (GRACE,)
    assert set(sheet.grounds) == {"G-1"}


@pytest.mark.parametrize(
    ("recipient", "ids"),
    [
        (COUNCIL, ["A-1"]),
        ("x@elm.example", ["A-2"]),
        (GRACE, []),
        ("x@elsewhere.example", []),
        ("b@ours.example", []),
    ],
)
def test_agreements_are_those_of_the_party(recipient: str, ids: list[str]) -> None:
    assert [one.id for one in facts(recipient).agreements] == ids


@pytest.mark.parametrize(
    ("people", "ids"),
    [
        pytest.param([person("P-1")], ["C-1", "C-2"], id="for-any-party"),
        pytest.param([person("P-1", "P-3")], ["C-1", "C-2", "C-3"], id="of-every-namesake"),
        pytest.param([person("P-1"), person("P-3")], ["C-1", "C-2", "C-3"], id="of-everyone-found"),
        pytest.param([person("P-2")], [], id="none-given"),
        pytest.param([person(name="?1")], [], id="not-in-the-register"),
        pytest.param([], [], id="nobody"),
    ],
)
def test_consents_are_those_of_the_people(people: list[FoundPerson], ids: list[str]) -> None:
    sheet = facts(looked=replace(LOOKED, found=found(*people)))

    assert [one.id for one in sheet.consents] == ids


@pytest.mark.parametrize(
    ("changed", "recipient", "there"),
    [
        ({}, COUNCIL, True),
        ({"until": "2026-01-02"}, COUNCIL, True),  # over, and for the rules to say so
        ({"person": "*", "until": "2026-12-31"}, COUNCIL, True),
        ({"party": "*"}, COUNCIL, True),
        ({"party": "*"}, "x@elsewhere.example", True),
        ({"party": "ELM"}, COUNCIL, False),
        ({}, "x@elsewhere.example", False),
        ({"person": "P-2"}, COUNCIL, True),  # of the family: a concern about her is about her child too
        ({"person": "P-3"}, COUNCIL, False),
    ],
)
def test_approvals_are_those_that_could_match(changed: dict[str, str], recipient: str, there: bool) -> None:
    assert bool(facts(recipient, entries=(built(APPROVALS, **changed),)).approvals) is there


@pytest.mark.parametrize(
    ("changed", "recipient", "there"),
    [
        pytest.param({}, COUNCIL, True, id="of-somebody-found"),
        pytest.param({"until": "2026-01-02"}, COUNCIL, True, id="over"),
        pytest.param({"person": "P-3"}, COUNCIL, False, id="of-somebody-else"),
        pytest.param({"person": "P-3", "from_": "P-2"}, GRACE, True, id="kept-from-this-recipient"),
        pytest.param({"person": "P-3", "from_": "P-1"}, GRACE, True, id="kept-from-whom-they-act-for"),
        pytest.param({"person": "P-3", "from_": "P-2"}, COUNCIL, False, id="kept-from-another-recipient"),
        pytest.param({"person": "P-3", "phrases": "mia is WELL"}, COUNCIL, True, id="its-phrase-stands-here"),
    ],
)
def test_restrictions(changed: dict[str, str], recipient: str, there: bool) -> None:
    assert bool(facts(recipient, entries=(built(RESTRICTIONS, **changed),)).restrictions) is there


def test_kept_phrases_are_looked_for_in_every_unit() -> None:
    kept = built(RESTRICTIONS, id="R-1", phrases="Maple House|the caller")
    other = built(RESTRICTIONS, id="R-2", phrases="Elm Lodge")
    message = reading("Nothing here")
    looked = replace(
        LOOKED,
        reading=replace(
            message, units=(*message.units, replace(message.units[0], id=1, text="> said the\n> CALLER"))
        ),
    )

    assert facts(looked=looked, entries=(kept, other)).kept_phrases == ("R-1",)


@pytest.mark.parametrize(
    ("recipient", "people", "ids"),
    [
        pytest.param(COUNCIL, [person("P-1", "P-3")], ["P-1", "P-2", "P-3"], id="every-candidate-and-their-family"),
        pytest.param(GRACE, [person("P-3")], ["P-1", "P-2", "P-3"], id="the-recipient-and-whom-they-act-for"),
        pytest.param(COUNCIL, [person(name="?1")], [], id="nobody-of-the-register"),
    ],
)
def test_register_entries_on_the_sheet(recipient: str, people: list[FoundPerson], ids: list[str]) -> None:
    sheet = facts(recipient, replace(LOOKED, found=found(*people)))

    assert list(sheet.subjects) == ids


def test_somebody_the_registers_do_not_hold_is_not_passed_over() -> None:
    with pytest.raises(
        TemporaryFailure, match="1 people were found whom generation 1 of the registers does not hold"
    ):
        facts(looked=replace(LOOKED, found=found(person("P-1", "P-9"))))


def test_what_the_sender_said_in_the_message() -> None:
    said = Directives(purpose="Early Help", ground="G-1", statement="both", about=("P-1",), authority="approval:AP-1")
    sheet = facts(looked=replace(LOOKED, directives=said))

    assert (sheet.purpose_said, sheet.ground_said, sheet.authority_said) == ("Early Help", "G-1", "approval:AP-1")
    assert (sheet.statement, sheet.about_said) == (Statement.BOTH, ("P-1",))


def test_what_nobody_said_is_not_there() -> None:
    sheet = facts()

    assert (sheet.purpose_said, sheet.ground_said, sheet.statement, sheet.authority_said) == (None, None, None, None)
    assert (sheet.about_said, sheet.answers) == ((), ())


LATER = NOON - timedelta(minutes=1)
EARLIER = NOON - timedelta(minutes=2)


@pytest.mark.parametrize(
    ("answers", "purpose"),
    [
        pytest.param([answer(AnswerKind.PURPOSE, "housing")], "housing", id="answered"),
        pytest.param(
            [
                answer(AnswerKind.PURPOSE, "housing", at=LATER),
                answer(AnswerKind.PURPOSE, "assessment", at=EARLIER),
            ],
            "housing",
            id="the-last-counts",
        ),
        pytest.param([answer(AnswerKind.PURPOSE, "housing", role=Asked.IG_LEAD)], "early-help", id="somebody-else"),
        pytest.param(
            [answer(AnswerKind.PURPOSE, "housing", at=NOON + timedelta(seconds=1))], "early-help", id="to-come"
        ),
        pytest.param([answer(AnswerKind.STATEMENT, "fact")], "early-help", id="another-question"),
    ],
)
def test_a_purpose_answered_counts_as_said(answers: list[Answer], purpose: str) -> None:
    said = Directives(purpose="early-help")

    assert facts(looked=replace(LOOKED, directives=said, answers=tuple(answers))).purpose_said == purpose


def test_a_statement_and_a_marking_answered_count_as_said() -> None:
    answers = (answer(AnswerKind.STATEMENT, "opinion"), answer(AnswerKind.MARKING, "confidential"))
    sheet = facts(looked=replace(LOOKED, directives=Directives(statement="fact"), answers=answers))

    assert sheet.statement is Statement.OPINION
    assert [(marking.where, marking.level) for marking in sheet.markings] == [
        ("subject", Classification.INTERNAL),
        ("answer", Classification.CONFIDENTIAL),
    ]


@pytest.mark.parametrize(
    ("content_hash", "recipients", "recipient", "counts"),
    [
        pytest.param(CONTENT, (COUNCIL,), COUNCIL, True, id="asked-for-this"),
        pytest.param(CONTENT, (COUNCIL,), "Desk@Council.example", True, id="whatever-the-case"),
        pytest.param(CONTENT, (COUNCIL,), GRACE, False, id="for-another-recipient"),
        pytest.param(CONTENT, (GRACE, COUNCIL), GRACE, True, id="for-both"),
        pytest.param("d" * 64, (COUNCIL,), COUNCIL, False, id="for-another-content"),
    ],
)
def test_answers_are_bound_to_content_and_recipient(
    content_hash: str, recipients: tuple[str, ...], recipient: str, counts: bool
) -> None:
    given = replace(answer(AnswerKind.PURPOSE, "housing"), content_hash=content_hash, recipients=recipients)
    sheet = facts(recipient, replace(LOOKED, answers=(given,)))

    assert bool(sheet.answers) is counts
    assert sheet.purpose_said == ("housing" if counts else None)


@pytest.mark.parametrize(
    ("at", "today"),
    [
        pytest.param("2026-01-10T23:59:59+00:00", date(2026, 1, 10), id="winter-last-second"),
        pytest.param("2026-01-11T00:00:00+00:00", date(2026, 1, 11), id="winter-midnight"),
        pytest.param("2026-07-10T22:59:59+00:00", date(2026, 7, 10), id="summer-last-second"),
        pytest.param("2026-07-10T23:00:00+00:00", date(2026, 7, 11), id="summer-midnight"),
    ],
)
def test_today_is_the_organisations_day(at: str, today: date) -> None:
    assert facts(looked=replace(LOOKED, at=datetime.fromisoformat(at))).today == today


@pytest.mark.parametrize(
    ("at", "in_force"),
    [
        pytest.param("2026-03-28T23:59:59.999999+00:00", False, id="last-moment-before"),
        pytest.param("2026-03-29T00:00:00+00:00", True, id="first-moment"),
        pytest.param("2026-10-25T22:59:59+00:00", True, id="during-the-25-hour-day"),
        pytest.param("2026-10-25T23:59:59.999999+00:00", True, id="last-moment-of-the-last-day"),
        pytest.param("2026-10-26T00:00:00+00:00", False, id="next-midnight"),
    ],
)
def test_both_days_of_an_agreement_are_in_it(at: str, in_force: bool) -> None:
    entries: tuple[Entry, ...] = (
        built(RegisterKind.PARTIES),
        built(PEOPLE),
        built(AGREEMENTS, starts="2026-03-29", ends="2026-10-25"),
    )
    looked = replace(LOOKED, directory=Directory.of(registers(*entries)), at=datetime.fromisoformat(at))

    assert bool(tuple(agreements.in_force(facts(looked=looked)))) is in_force


def test_a_withdrawal_counts_from_its_minute() -> None:
    withdrawn = built(CONSENTS, id="C-9", withdrawn_on="2026-11-02T12:00+00:00")

    assert next(one for one in facts(entries=(withdrawn,)).consents if one.id == "C-9").withdrawn_at == datetime(
        2026, 11, 2, 12, tzinfo=UTC
    )


def test_all_recipients_share_one_look() -> None:
    channels = {COUNCIL: ChannelFacts(smime=True, asked=Channel.SMIME), GRACE: ChannelFacts()}
    sheets = gather_all(LOOKED, channels)

    assert [sheet.recipient.address for sheet in sheets] == [COUNCIL, GRACE]
    assert [sheet.channels for sheet in sheets] == list(channels.values())
    assert sheets == tuple(gather(LOOKED, address, of) for address, of in channels.items())
