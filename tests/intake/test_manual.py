"""The manual and the code say the same."""

import re
from pathlib import Path

import pytest

from gateway.config import Limits
from gateway.intake import replies
from gateway.intake.replies import Reply

MANUAL = (Path(__file__).parents[2] / "docs" / "smtp.md").read_text(encoding="utf-8")
REFUSALS = {reply.line for reply in vars(replies).values() if isinstance(reply, Reply) and reply.refused}


def test_every_refusal_is_in_the_manual_and_no_other() -> None:
    told = {match[1] for match in re.finditer(r"^\| (\d{3} \d\.\d+\.\d+ .+?) \|", MANUAL, re.MULTILINE)}

    assert told == REFUSALS


@pytest.mark.parametrize("name", list(Limits.model_fields))
def test_every_limit_is_in_the_manual(name: str) -> None:
    assert f"`limits.{name}`" in MANUAL


def test_replies_tell_strangers_nothing_but_ascii_in_one_line() -> None:
    for line in REFUSALS:
        assert line.isascii()
        assert line.isprintable()
        assert len(line) < 510  # RFC 5321 §4.5.3.1.5
