"""Why a notice came: each reason once, with every party that it is about; the reader's own first."""

import pytest

from gateway.language import ENGLISH
from gateway.model.reasons import Reason
from gateway.notices.whys import whys


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        ([(Reason.NO_CONSENT, "A")], ["The person has not said yes to sharing this with A."]),
        (
            [(Reason.NO_CONSENT, "A"), (Reason.NO_MARKING, "A"), (Reason.NO_CONSENT, "B"), (Reason.NO_MARKING, "B")],
            ["The person has not said yes to sharing this with A and B.", "This email has no marking."],
        ),
        (
            [(Reason.NO_CONSENT, "A"), (Reason.NO_CONSENT, ""), (Reason.NO_CONSENT, "B"), (Reason.NO_CONSENT, "C")],
            [
                "The person has not said yes to sharing this with A, B and C.",
                "The person has not said yes to sharing this with this recipient.",
            ],
        ),
        (
            [(Reason.ASSURANCE_OVERDUE, "A"), (Reason.ASSURANCE_OVERDUE, "B")],
            [
                "It is too long since we checked that A keeps data safe.",
                "It is too long since we checked that B keeps data safe.",
            ],
        ),
        (
            [(Reason.CONSENT_REFUSED, "A"), (Reason.CONSENT_WITHDRAWN, "B")],
            ["It needs a check before it can go."],
        ),
    ],
    ids=["one", "two-parties", "one-that-nobody-knows", "the-party-does-something", "sensitive"],
)
def test_each_reason_is_said_once(reasons: list[tuple[Reason, str]], expected: list[str]) -> None:
    assert [why.sentence for why in whys(reasons, ENGLISH)] == expected
