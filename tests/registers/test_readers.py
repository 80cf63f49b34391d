"""Who sees whom in To and Cc, and how many get it."""

import pytest

from gateway.model.message import Envelope, Field, Reading
from gateway.registers.directory import Directory
from gateway.registers.files.columns import RegisterKind
from gateway.registers.readers import Readers, readers
from tests.registers.builders import NOON, built, registers

PEOPLE, PARTIES = RegisterKind.PEOPLE, RegisterKind.PARTIES
DIRECTORY = Directory.of(
    registers(
        built(PARTIES),
        built(PEOPLE, addresses="14 Larch Road, London W6 0HP", relations="mother:P-2|father:P-3"),
        built(PEOPLE, id="P-2", addresses="14 Larch Rd W6 0HP", emails="grace@mail.example"),
        built(PEOPLE, id="P-3", emails="paul@mail.example"),
        built(PEOPLE, id="P-4", emails="karen@mail.example"),
        built(PEOPLE, id="P-5", emails="karen@mail.example|dan@mail.example"),
    )
)


def counted(to: str, *envelope: str, cc: str = "") -> tuple[int, int, int]:
    fields = (
        Field(name="To", value=to),
        Field(name="CC", value=cc),
        Field(name="Subject", value="x@subject.example"),
    )
    found: Readers = readers(
        Envelope(
            sender="ana@ours.example",
            recipients=envelope,
            listener="submission",
            client="192.0.2.1",
            user=None,
            received_at=NOON,
        ),
        Reading(fields=fields, units=(), attachments=(), unread=(), signed=(), encrypted=False),
        DIRECTORY,
        ["ours.example"],
    )
    return (found.households, found.unknown, found.outside)


@pytest.mark.parametrize(
    ("counts", "households", "unknown", "outside"),
    [
        pytest.param(counted("grace@mail.example", "grace@mail.example"), 1, 0, 1, id="one"),
        pytest.param(counted("Grace <Grace@Mail.example>, grace@mail.example"), 1, 0, 1, id="the-same-twice"),
        pytest.param(counted("grace@mail.example, karen@mail.example"), 2, 0, 2, id="two-families"),
        pytest.param(counted("grace@mail.example", cc="karen@mail.example"), 2, 0, 2, id="in-copy"),
        pytest.param(counted("", "grace@mail.example", "karen@mail.example"), 0, 0, 2, id="hidden-copies"),
        pytest.param(counted("grace@mail.example, paul@mail.example"), 1, 0, 2, id="parents-of-one-child"),
        pytest.param(counted("karen@mail.example, dan@mail.example"), 1, 0, 2, id="one-of-two-at-a-mailbox"),
        pytest.param(counted("a@new.example, b@new.example, c@council.example"), 0, 2, 3, id="strangers"),
        pytest.param(counted("ben@ours.example, cy@ours.example", "ben@ours.example"), 0, 0, 0, id="colleagues"),
        # An earlier piece of the same mail went to her; the header still shows her to whoever gets this one.
        pytest.param(counted("grace@mail.example, karen@mail.example", "karen@mail.example"), 2, 0, 2, id="split"),
        pytest.param(counted("undisclosed-recipients:;"), 0, 0, 0, id="nobody"),
    ],
)
def test_readers(counts: tuple[int, int, int], households: int, unknown: int, outside: int) -> None:
    assert counts == (households, unknown, outside)


def test_a_family_that_joins_two_makes_one() -> None:
    # Grace and Paul are of one household only by their child.
    assert counted("grace@mail.example, karen@mail.example, paul@mail.example, dan@mail.example")[0] == 2
