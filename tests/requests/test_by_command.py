"""`gateway request`: the same by command, and what it refuses."""

import zipfile
from pathlib import Path

import pytest

from gateway.app import App
from gateway.demo.organisation import PASSWORD
from gateway.model.message import CaseId
from gateway.requests import answering
from tests.cli.builders import Ran, gateway
from tests.requests.test_answering import LEAD, app, bench, mails, request

__all__ = ["app", "bench", "mails"]


@pytest.fixture(scope="module")
def password(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("password") / "password"
    file.write_text(f"{PASSWORD}\n")
    return file


def test_from_looking_to_a_file(app: App, mails: tuple[CaseId, CaseId], password: Path, tmp_path: Path) -> None:
    def run(*words: str | Path, by: str = LEAD) -> Ran:
        said = ("--as", by, "--password-file", password, "--config", app.settings.folder)
        return gateway("request", *words, *said)

    request(app, "S-CLI")
    assert run("show", "S-CLI", by="ben.doyle@family-support.example").code == 1
    assert run("show", "S-NONE").code == 1
    assert run("search", "S-CLI").out == "1 email found in 2; 0 could not be looked through\n"
    assert "every email" in run("bundle", "S-CLI", "--out", tmp_path / "a.zip").err
    assert run("decide", "S-CLI", mails[1], "--choice", "exempt", "--why", "no such").code == 1
    assert run("decide", "S-CLI", mails[0], "--choice", "exempt").code == 2
    assert run("decide", "S-CLI", mails[0], "--choice", "give").out == f"{mails[0]}: give\n"
    shown = run("show", "S-CLI", "--json").json()
    assert shown["emails"] == [{"case": mails[0], "choice": "give", "by": LEAD}]
    assert (shown["missing"], shown["searched"]["by"], shown["answered_on"], shown["went"]) == ([], LEAD, None, [])
    day = app.clock.now().astimezone(app.settings.timezone).date()
    handed = ("handed-over", "S-CLI", "--how", "post", "--on", str(day))
    assert "Download it first." in run(*handed).err
    made = run("bundle", "S-CLI", "--out", tmp_path / "a.zip", "--json").json()
    assert made["left_out"][0] == {"what": "people", "id": "P-1", "why": "others", "note": ""}
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == made["files"]
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600
    assert answering.item_book(app).searched("S-CLI") is not None
    assert run(*handed[:3], "pigeon", *handed[4:]).code == 2
    assert run("decide", "S-CLI", mails[0], "--choice", "third-party").code == 0
    assert run("bundle", "S-CLI", "--out", tmp_path / "b.zip").code == 0
    assert "more than once" in run(*handed).err
    assert run(*handed, "--file", tmp_path / "b.zip", "--who", "nobody@family-support.example").code == 1
    told = run(*handed, "--file", tmp_path / "a.zip", "--who", "ben.doyle@family-support.example")
    assert told.out == f"S-CLI: answered on {day}\n"
    last = run("show", "S-CLI", "--json").json()
    assert last["answered_on"] == str(day)
    assert last["went"][0] == {
        "at": last["went"][0]["at"],
        "by": LEAD,
        "what": "handed-by-post",
        "case": None,
        "sha256": made["sha256"],
        "handed_by": "ben.doyle@family-support.example",
        "handed_on": str(day),
    }
    assert f"handed-by-post on {day}, by ben.doyle@family-support.example" in run("show", "S-CLI").out
