"""Ordinary documents keep their pages and all other words, and none is held."""

import pytest

from benchmarks.ordinary_set.documents import by_hand, everyday
from benchmarks.whole_documents import compared, redacted
from redaction.file_room import FileRoom
from redaction.isolate import RoomLimits

SOME = by_hand()


def test_every_document_says_its_values() -> None:
    assert len({one.name for one in SOME}) == len(SOME) >= 45
    assert all(1 <= len(one.values) <= 8 for one in SOME)
    assert next(one.data for one in by_hand()) == SOME[0].data


def test_every_everyday_document_is_of_somebody_else() -> None:
    some = everyday()
    assert len({one.name for one in some}) == len(some) >= 30
    assert len({one.values[0] for one in some}) >= 15
    assert all(one.kept and set(one.kept).isdisjoint(one.values) for one in some)


@pytest.mark.soak
def test_nothing_is_lost_of_ordinary_documents() -> None:
    with FileRoom(RoomLimits()) as room:
        written = [redacted(room, one) for one in SOME]

    assert not [one.source.name for one in written if one.held]
    outcomes = compared(written)
    assert all(one.opened for one in outcomes)
    assert not [one.name for one in outcomes if not one.whole]
    assert sum(one.same_pages for one in outcomes) >= 0.99 * len(outcomes)
