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
    assert shown == {"request": "S-CLI", "missing": [], "emails": [{"case": mails[0], "choice": "give", "by": LEAD}]}
    made = run("bundle", "S-CLI", "--out", tmp_path / "a.zip", "--json").json()
    assert made["left_out"][0] == {"what": "people", "id": "P-1", "why": "others", "note": ""}
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == made["files"]
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600
    assert answering.item_book(app).searched("S-CLI") is not None
