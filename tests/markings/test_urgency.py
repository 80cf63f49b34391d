"""Markings beside words that say how soon a mail must be read (CLASS-2)."""

import pytest

from gateway.policy.markings import Markings
from gateway.read.marking_words import headline, line

SCHEMES = Markings().to_schemes()


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("URGENT CONFIDENTIAL: Ana's plan", "CONFIDENTIAL"),
        ("Urgent – Confidential: Ana's plan", "Confidential"),
        ("Urgent - Re: Confidential: Ana's plan", "Confidential"),
        ("CONFIDENTIAL URGENT: CHILD AT RISK", "CONFIDENTIAL"),
        ("CONFIDENTIAL URGENT child at risk", "CONFIDENTIAL"),
        ("Confidential, urgent: Ana's plan", "Confidential"),
        ("URGENT/CONFIDENTIAL", "CONFIDENTIAL"),
        ("Re: [URGENT] OFFICIAL-SENSITIVE: Ana's plan", "OFFICIAL-SENSITIVE"),
        ("[URGENT CONFIDENTIAL] Ana's plan", "CONFIDENTIAL"),
        ("Ana's plan - CONFIDENTIAL - URGENT", "CONFIDENTIAL"),
        ("HIGH PRIORITY!! Internal: week's rota", "Internal"),
        ("Urgent: confidential matters team meeting", None),
        ("Urgent: confidentially yours", None),
        ("Urgent: this is not confidential", None),
        ("URGENT NOT CONFIDENTIAL: lunch", None),
        ("Confidential urgent referral form", None),
        ("Urgent official report for Friday", None),
        ("Urgent: call back", None),
    ],
)
def test_beside_urgency(text: str, marking: str | None) -> None:
    assert [read.text for read in headline(text, SCHEMES, frozenset())] == ([marking] if marking else [])


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("URGENT - CONFIDENTIAL", "CONFIDENTIAL"),
        ("Confidential - urgent", "Confidential"),
        ("This is urgent and confidential", None),
        ("Urgent, not confidential", None),
    ],
)
def test_line_beside_urgency(text: str, marking: str | None) -> None:
    assert [read.text for read in line(text, SCHEMES, frozenset())] == ([marking] if marking else [])
