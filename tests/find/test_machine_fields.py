"""Header fields that programs write hold nobody's data but that of people whom the register knows."""

import pytest

from gateway.model.message import Place
from gateway.read.machine_fields import by_machines, in_words


@pytest.mark.parametrize(
    "label", ["User-Agent", "x-ms-exchange-crosstenant-id", "X-Google-Smtp-Source", "List-Unsubscribe"]
)
def test_fields_of_programs(label: str) -> None:
    assert by_machines(Place.FIELD, label)


@pytest.mark.parametrize(
    "label", ["Comments", "Keywords", "Thread-Topic", "X-Case", "Organization", "X-Sharing-About", "Subject"]
)
def test_fields_in_which_people_write(label: str) -> None:
    assert not by_machines(Place.FIELD, label)


def test_a_body_is_no_field() -> None:
    assert not by_machines(Place.TEXT, "User-Agent")
    assert in_words(Place.TEXT, "BCL:0;ARA:1")
    assert not in_words(Place.FIELD, "BCL:0;ARA:1")
    assert in_words(Place.FIELD, "about Grace Okafor")
