"""`gateway token`: shown once, listed without what opens anything, revoked."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.builders import Place

SOON = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
LATER = (datetime.now(UTC) + timedelta(days=400)).date().isoformat()


def test_a_token_from_first_to_last(place: Place) -> None:
    words = ("token", "add", "case management", "--scope", "registers:read", "--scope", "health", "--until", SOON)
    made = place.run(*words, "--json").json()

    assert made["id"] == "T-1"
    assert made["scopes"] == ["health", "registers:read"]
    assert made["token"].startswith("sgw_")
    assert made["token"] not in place.run("token", "list").out
    listed = place.run("token", "list", "--json").json()
    assert [(one["id"], one["title"], one["used_at"], one["revoked_at"]) for one in listed] == [
        ("T-1", "case management", None, None)
    ]
    assert place.run("token", "revoke", "t-1").out == "T-1: revoked\n"
    assert place.run("token", "list", "--json").json()[0]["revoked_at"] is not None
    again = place.run("token", "revoke", "T-1")
    assert (again.code, again.err) == (1, "T-1: it was revoked before\n")


def test_it_is_told_how_a_token_is_sent(place: Place) -> None:
    said = place.run("token", "add", "monitor", "--scope", "health", "--until", SOON).out

    assert "Send it as: Authorization: Bearer sgw_" in said
    assert "It is shown this once." in said


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param(("--scope", "everything", "--until", SOON), 2, "--scope takes health", id="no-such-scope"),
        pytest.param(("--scope", "health", "--until", "soon"), 2, "--until", id="no-day"),
        pytest.param(("--scope", "health", "--until", "2020-01-01"), 1, "in the future", id="past"),
        pytest.param(("--scope", "health", "--until", LATER), 1, "within 366 days", id="too-far"),
        pytest.param(("--until", SOON), 2, "Missing option", id="no-scope"),
    ],
)
def test_what_is_refused(made: Place, words: tuple[str, ...], code: int, told: str) -> None:
    ran = made.run("token", "add", "monitor", *words)

    assert ran.code == code
    assert told in ran.err
