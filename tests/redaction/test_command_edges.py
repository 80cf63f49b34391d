"""The redact command at its edges: pipes, full disks, interruption, odd names, previews."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from redaction.__main__ import app
from tests.redaction.documents.builders import docx, paragraph

COMMAND = (sys.executable, "-m", "redaction")
TEXT = "Sarah Jones, call 07700 900123\n"
CUT = "[Person 1], call [phone]\n"


def run(*arguments: str | Path | bytes, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    words = [*COMMAND, *(one if isinstance(one, bytes) else str(one) for one in arguments)]
    return subprocess.run(words, input=text, capture_output=True, timeout=60, check=False)


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    file = tmp_path / "mail.txt"
    file.write_text(TEXT)
    file.chmod(0o640)
    return file


def test_standard_input_goes_to_standard_output_and_the_report_beside_it() -> None:
    done = run("-", "--json", text=TEXT.encode())

    assert (done.returncode, done.stdout.decode()) == (0, CUT)
    told = json.loads(done.stderr)
    assert (told["file"], told["written"], told["why"], told["cuts"]) == ("-", None, None, 2)
    assert told["places"] == {"text": {"name": 1, "contact": 1}}


def test_what_is_held_gives_nothing_out() -> None:
    done = run("-", "-o", "-", text=b"\x00\x01")

    assert (done.returncode, done.stdout) == (1, b"")
    assert b"held: cannot be read" in done.stderr


def test_the_result_is_as_private_as_its_source_and_nothing_else_is_left(mail: Path) -> None:
    assert run(mail).returncode == 0

    written = mail.with_name("mail.redacted.txt")
    assert written.stat().st_mode & 0o777 == 0o640
    assert sorted(mail.parent.iterdir()) == [written, mail]


def test_a_link_of_the_name_is_replaced_and_not_followed(mail: Path, tmp_path: Path) -> None:
    original = tmp_path / "original.txt"
    original.write_text("kept")
    link = tmp_path / "mail.redacted.txt"
    link.symlink_to(original)

    assert run(mail).returncode == 0
    assert original.read_text() == "kept"
    assert link.read_text() == CUT


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param((".",), "a folder", id="folder"),
        pytest.param(("/dev/null",), "not a file", id="device"),
        pytest.param(("mail.txt", "-o", "/dev/full"), "not a file that could be written over", id="onto-a-device"),
        pytest.param(("mail.txt", "-o", "link.txt"), "never written over", id="a-link-to-the-input"),
        pytest.param(("mail.txt", "-o", "nope/out.txt"), "no such folder", id="no-folder"),
        pytest.param(("-", "-"), "can be read once", id="input-twice"),
        pytest.param(("mail.txt", "-", "-o", "-"), "cannot all go to standard output", id="several-to-output"),
        pytest.param(("mail.txt", "--preview", "--json"), "a preview writes nothing else", id="preview-and-json"),
        pytest.param(("mail.txt", "--preview-html", "mail.txt"), "never written over", id="page-onto-the-input"),
        pytest.param(("mail.txt", "--people", "latin.csv"), "not UTF-8", id="register-in-latin-1"),
        pytest.param(("mail.txt", "--people", "no-id.csv"), "no column id", id="register-without-ids"),
        pytest.param(("mail.txt", "--people", "."), "--people", id="register-that-is-a-folder"),
        pytest.param(("mail.txt", "--staff", "latin.csv"), "not UTF-8", id="staff-in-latin-1"),
        pytest.param(("mail.txt", "--staff", "no-id.csv"), "no column email", id="staff-without-addresses"),
        pytest.param(("mail.txt", "--staff", "."), "--staff", id="staff-that-is-a-folder"),
        pytest.param(("mail.txt", "--smallest-group", "0"), "--smallest-group", id="a-group-of-nobody"),
    ],
)
def test_wrong_use_says_what_is_wrong_and_writes_nothing(
    mail: Path, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = mail.parent
    (folder / "link.txt").symlink_to(mail)
    (folder / "latin.csv").write_bytes("id,name\nP-1,Zo\u00eb Best\n".encode("latin-1"))
    (folder / "no-id.csv").write_text("name\nZoe\n")
    there = sorted(folder.iterdir())

    monkeypatch.chdir(folder)
    # It ends before any process is started, so it needs none of its own.
    done = CliRunner().invoke(app, arguments)

    assert done.exit_code == 2, done.stderr
    # The words are framed and broken over lines.
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr
    assert sorted(folder.iterdir()) == there
    assert mail.read_text() == TEXT


def test_a_name_that_is_no_utf_8_and_one_that_a_terminal_obeys(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/caf\xe9\x1b[2J.txt"
    Path(os.fsdecode(odd)).write_text(TEXT)

    done = run(odd)

    assert done.returncode == 0, done.stderr
    assert b"caf\\xe9\\x1b[2J.txt" in done.stdout
    assert Path(os.fsdecode(odd[:-4] + b".redacted.txt")).read_text() == CUT
    assert json.loads(run(odd, "--json").stdout)["file"] == os.fsdecode(odd)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_that_may_not_be_read_is_held(mail: Path) -> None:
    mail.chmod(0)

    done = run(mail, "--json")

    assert (done.returncode, json.loads(done.stdout)["why"]) == (1, "not-opened")


@pytest.mark.parametrize("arguments", [("mail.txt",), ("mail.txt", "-o", "-"), ("mail.txt", "--preview")])
def test_a_full_disk_behind_standard_output_is_said(mail: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], cwd=mail.parent, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )

    assert done.returncode == 75
    assert b"the output cannot be written: No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_a_pipe_that_nobody_reads_ends_it_quietly(mail: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COMMAND, mail, "-o", "-"], stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(writing)

    assert done.returncode == 75
    assert b"the output cannot be written: Broken pipe" in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_a_full_disk_leaves_no_half_file(mail: Path) -> None:
    # A limit on the size of files stands in for a full disk: both fail while the file is being written.
    program = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8)); from redaction.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, mail, "--json"], capture_output=True, timeout=60, check=False
    )

    assert done.returncode == 75, done.stderr
    told = json.loads(done.stdout)
    assert (told["why"], told["written"]) == ("not-written", None)
    assert list(mail.parent.iterdir()) == [mail]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_nothing_half_done(mail: Path, number: signal.Signals) -> None:
    # It waits for the end of its input when the signal comes.
    command = [*COMMAND, str(mail), "-", "-o", str(mail.parent), "--json"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=mail.parent
    ) as running:
        assert running.stdout is not None
        assert json.loads(running.stdout.readline())["file"] == str(mail)
        running.send_signal(number)
        running.wait(timeout=60)  # its input stays open until then: at its end it would be done
        _, said = running.communicate(timeout=60)

    assert running.returncode == 75
    assert b"interrupted" in said
    assert b"Traceback" not in said
    assert sorted(mail.parent.iterdir()) == [mail.with_name("mail.redacted.txt"), mail]


def test_a_preview_shows_what_would_be_cut_and_writes_nothing(mail: Path) -> None:
    done = run(mail, "--preview")

    assert done.returncode == 0, done.stderr
    assert "[-Sarah Jones-]{+[Person 1]+}, call [-07700 900123-]{+[phone]+}" in done.stdout.decode()
    assert list(mail.parent.iterdir()) == [mail]


def test_a_preview_on_a_terminal_has_colours_and_a_legend(mail: Path) -> None:
    environment = os.environ | {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    done = subprocess.run(
        [*COMMAND, mail, "--preview"], capture_output=True, text=True, env=environment, timeout=60, check=False
    )

    assert "people" in done.stdout
    assert "contact and address" in done.stdout
    assert "\x1b[9;35mSarah Jones" in done.stdout  # struck out


def test_a_page_shows_every_file_held_ones_too(mail: Path, tmp_path: Path) -> None:
    letter, damaged, out = tmp_path / "letter.docx", tmp_path / "damaged.bin", tmp_path / "page.html"
    letter.write_bytes(docx(paragraph("Tom Best rang.")))
    damaged.write_bytes(b"\x00")

    done = run(mail, letter, damaged, "--preview-html", out)

    assert done.returncode == 1
    shown = out.read_text()
    assert "<del>Sarah Jones</del><ins>[Person 1]</ins>" in shown
    assert "<del>Tom Best</del><ins>[Person 1]</ins>" in shown
    assert "It would be held" in shown
    assert out.stat().st_mode & 0o777 == 0o600
    assert sorted(tmp_path.iterdir()) == [damaged, letter, mail, out]
