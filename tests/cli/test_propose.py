"""`gateway register propose`."""

import stat
from pathlib import Path

from tests.cli.builders import NEWSLETTER, WEN, Place, accept


def test_drafts_are_written_and_nothing_is_imported(place: Place, tmp_path: Path) -> None:
    accept(place, NEWSLETTER, "office@new-school.example", "duty@council.example", "sam@gmail.com")
    out = tmp_path / "drafts"

    found = place.run("register", "propose", "--from-seen", "--out", out, "--json").json()

    (party,) = found["parties"]
    assert (party["domain"], party["mails"], party["addresses"]) == ("new-school.example", 1, 1)
    assert (found["staff"], found["left_out"]["free_mail"]) == ([], 1)
    assert sorted(path.name for path in out.iterdir()) == ["parties.csv", "seen.csv", "staff.csv"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in out.iterdir())
    assert (out / "seen.csv").read_text().splitlines()[1].startswith("new-school.example,1,1,")
    assert WEN not in (out / "staff.csv").read_text()
    refused = place.run("register", "import", "parties", out / "parties.csv")
    assert refused.code == 1
    assert "row 2, column name: empty; it must be filled in" in refused.err
    assert len(place.run("register", "export", "parties", tmp_path / "now.csv", "--json").json()) == 3


def test_a_draft_that_is_there_is_not_lost(place: Place, tmp_path: Path) -> None:
    out = tmp_path / "drafts"
    out.mkdir()
    (out / "staff.csv").write_text("half filled in")

    ran = place.run("register", "propose", "--from-seen", "--out", out)

    assert ran.code == 1
    assert ran.err == f"{out / 'staff.csv'}: is there already; give another folder with --out\n"
    assert not (out / "parties.csv").exists()
    assert (out / "staff.csv").read_text() == "half filled in"


def test_in_words(place: Place, tmp_path: Path) -> None:
    ran = place.run("register", "propose", "--from-seen", "--since", "4w", "--out", tmp_path / "drafts")

    assert ran.code == 0
    assert ran.out.startswith("no domain that is not in the register\n0 senders of ours not in the staff register\n")


def test_from_what_is_said(place: Place) -> None:
    ran = place.run("register", "propose")

    assert ran.code == 2
    assert "--from-seen" in ran.err
