"""The details of a disclosure: written and read back, and refused when somebody changed them."""

from dataclasses import replace

import pytest

from gateway.model.errors import PermanentFailure
from gateway.record.details import read, written
from tests.contracts.builders import details


def test_what_was_written_is_read_back() -> None:
    kept = replace(details(), approved_by=("max@family.example",), withheld=True, removed=("name 2",))

    assert read(written(kept)) == kept
    assert read(None) is None


@pytest.mark.parametrize("text", ["", "{}", "[]", written(details()).replace('"role":', '"rôle":')])
def test_what_is_not_as_written_is_refused(text: str) -> None:
    with pytest.raises(PermanentFailure, match="verify the record"):
        read(text)
