"""Every dialogue in tests/dialogues, against a real server."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.intake.builders import Running, running
from tests.intake.dialogue import play
from tests.intake.fakes import RecordingSpool

DIALOGUES = sorted((Path(__file__).parent.parent / "dialogues").glob("*.txt"))
LIMITS: dict[str, dict[str, float]] = {
    "usual": {"message_bytes": 100_000, "sessions_per_address": 50, "recipients": 5},
    "tight": {
        "message_bytes": 1000,
        "recipients": 3,
        "errors": 3,
        "commands": 12,
        "sessions_per_address": 2,
        "messages_per_minute": 3,
        "received_fields": 3,
        "idle_seconds": 0.5,
        "data_total_seconds": 1.2,
    },
}
ALL = ("submission", "optional", "implicit", "clear", "elsewhere", "stamped", "certificate")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, RecordingSpool]]:
    spool = RecordingSpool()
    with running(tmp_path_factory.mktemp("usual"), *ALL, spool=spool, limits=LIMITS["usual"]) as server:
        yield server, spool


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
def test_dialogue(path: Path, usual: tuple[Running, RecordingSpool], tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    wanted = re.search(r"^# server: (\w+)$", text, re.MULTILINE)
    if wanted is None:
        server, spool = usual
        spool.taken.clear()
        play(text, server, spool)
        return
    spool = RecordingSpool()
    # A server of its own: what it limits must not be used up by another dialogue.
    with running(tmp_path, *ALL, spool=spool, limits=LIMITS[wanted[1]]) as server:
        play(text, server, spool)
