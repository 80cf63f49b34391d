"""The `markings:` part of policy.yaml: defaults, an organisation's own words, and every fault told."""

from pathlib import Path

import pytest
from pydantic import ConfigDict

from gateway import yaml_file
from gateway.model.errors import ConfigurationFaults
from gateway.policy.markings import Markings
from gateway.read.markings import markings
from gateway.yaml_file import Section
from tests.markings.builders import SCHEMES, reading, subject

SHIPPED = Path(__file__).parents[2] / "config" / "policy.yaml"


class Policy(Section):
    """As much of policy.yaml as is looked at here."""

    markings: Markings = Markings()


class Shipped(Policy):
    """The same of the file that is shipped, whose other keys are looked at elsewhere."""

    model_config = ConfigDict(extra="ignore")


def test_shipped_file_shows_the_defaults() -> None:
    assert yaml_file.load(SHIPPED, Shipped).markings == Markings()


def test_own_words() -> None:
    text = """
markings:
  schemes:
    - name: school
      words:
        internal: [STAFF]
        confidential: [PUPIL RECORD]
        secret: [SEALED]
      capitals: [STAFF]
      raising:
        confidential: [SAFEGUARDING]
      descriptors: [TERM *]
"""
    schemes = yaml_file.parse(text, "policy.yaml", Policy).markings.to_schemes()

    def levels(line: str) -> list[str]:
        found = markings(reading(subject(line)), schemes)
        return [one.level.word if one.level is not None else "secret" for one in found]

    assert levels("STAFF: rota") == ["internal"]
    assert levels("Staff: rota") == []
    assert levels("[STAFF SAFEGUARDING] rota") == ["confidential"]
    assert levels("Pupil Record - term three - x") == ["confidential"]
    assert levels("Sealed: x") == ["secret"]
    assert levels("CONFIDENTIAL: x") == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("markings:\n  line: 5\n", "unknown key (did you mean lines?)"),
        ("markings:\n  lines: 0\n", "greater than or equal to 1"),
        ("markings:\n  schemes: []\n", "at least 1 item"),
        ("markings:\n  labels:\n    nonsense: internal\n", "a label is given by its GUID"),
        (
            "markings:\n  schemes:\n    - name: a\n      words: {internal: [One, ONE]}\n",
            "words: every word once",
        ),
        (
            "markings:\n  schemes:\n    - name: a\n      words: {internal: [One]}\n      bare: [Two]\n",
            "capitals and bare name words of the scheme: Two",
        ),
        (
            "markings:\n  schemes:\n" + "    - {name: a, words: {internal: [One]}}\n" * 2,
            "schemes: every name once",
        ),
        (
            "markings:\n  headers:\n    - {scheme: a, fields: [X-A], grammar: table}\n",
            "values belong to grammar: table",
        ),
        ("markings:\n  headers:\n    - {scheme: a, fields: ['X A'], grammar: words}\n", "should match pattern"),
    ],
)
def test_faults(text: str, fault: str) -> None:
    with pytest.raises(ConfigurationFaults) as raised:
        yaml_file.parse(text, "policy.yaml", Policy)

    assert fault in str(raised.value)


def test_schemes_are_values() -> None:
    # They are compiled once per value: equal ones must be equal and hashable.
    assert Markings().to_schemes() == SCHEMES
    assert hash(Markings().to_schemes()) == hash(SCHEMES)
