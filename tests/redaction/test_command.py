"""The redact command, run as its users run it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from redaction import read
from redaction.media_types import media_type
from tests.redaction.documents.builders import docx, paragraph

TEXT = "Sarah Jones, DOB 03/03/2014, W6 0HP, call 07700 900123\n"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "redaction", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    file = tmp_path / "mail.txt"
    file.write_text(TEXT)
    return file


def test_writes_beside_its_input_and_leaves_that_alone(mail: Path) -> None:
    done = run(mail)

    assert done.returncode == 0, done.stderr
    written = mail.with_name("mail.redacted.txt").read_text()
    assert written.startswith("[Person 1], DOB [aged ")
    assert written.endswith("], W6, call [phone]\n")
    assert mail.read_text() == TEXT


def test_options(mail: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("id,name,relations\nP-1,Sarah Jones,mother:P-2\n")
    out = tmp_path / "out.txt"

    done = run(mail, "-o", out, "--people", people, "--kinds", "name,phone", "--style", "label", "--json")

    assert done.returncode == 0, done.stderr
    assert out.read_text() == "[Child A], DOB 03/03/2014, W6 0HP, call [phone]\n"
    told = json.loads(done.stdout)
    assert told["written"] == str(out)
    assert [(hit["kind"], hit["detector"], hit["persons"]) for hit in told["hits"]] == [
        ("name", "name", ["P-1"]),
        ("contact", "phone", []),
    ]
    assert "Sarah" not in done.stdout


def test_case_numbers_of_ones_own(mail: Path) -> None:
    mail.write_text("Case FSC-2024-17 and XY/12345.\n")

    done = run(mail, "--case-id", "FSC-####-##", "--case-id", "@@/#{5}", "--style", "remove")

    assert done.returncode == 0, done.stderr
    assert "FSC" not in mail.with_name("mail.redacted.txt").read_text()
    assert "12345" not in mail.with_name("mail.redacted.txt").read_text()


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("contact", "Sarah Jones, DOB 03/03/2014, W6 0HP, call [phone]\n"),
        ("phone,email", "Sarah Jones, DOB 03/03/2014, W6 0HP, call [phone]\n"),
        ("email", TEXT),
        # A word that is a kind and a detector means the kind: the postcode is part of the address.
        ("address", "Sarah Jones, DOB 03/03/2014, W6, call 07700 900123\n"),
        ("date-of-birth, postcode", "Sarah Jones, DOB [aged 12], W6, call 07700 900123\n"),
    ],
)
def test_kinds_and_detectors(mail: Path, kinds: str, expected: str) -> None:
    assert run(mail, "--kinds", kinds).returncode == 0
    written = mail.with_name("mail.redacted.txt").read_text()
    assert re.sub(r"aged \d+", "aged 12", written) == expected


def test_a_file_is_opened_in_a_room_and_held_when_there_is_none(mail: Path) -> None:
    # Without its interpreter the server cannot be started.
    program = "import sys; sys.executable = '/nowhere/python'; from redaction.__main__ import main; main()"
    command = [sys.executable, "-c", program, str(mail)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 75
    assert "files cannot be opened safely here" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(mail.parent.iterdir()) == [mail]


def test_html_is_told_by_its_content(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("<html><body><p>Sa<b>rah</b> Jones</p></body></html>")

    assert run(file, "--style", "mask").returncode == 0
    assert "Jones" not in file.with_name("page.redacted.txt").read_text()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"7z\xbc\xaf\x27\x1c", "no reader for application/x-7z-compressed"),
        (b"%PDF-1.7\n", "damaged"),
        (b"PK\x03\x04\x00\x00", "damaged"),
        (b"\x00\x01\x02", "no reader for application/octet-stream"),
        (b"text \x81\x8d", "cannot be read"),
    ],
)
def test_held_writes_nothing(tmp_path: Path, data: bytes, reason: str) -> None:
    file = tmp_path / "file.txt"
    file.write_bytes(data)

    done = run(file)

    assert done.returncode == 1
    assert reason in done.stderr
    assert list(tmp_path.iterdir()) == [file]


def test_one_held_does_not_stop_the_others(mail: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-")

    done = run(other, mail, "--json")

    assert done.returncode == 1
    assert [json.loads(line)["held"] is None for line in done.stdout.splitlines()] == [False, True]
    assert mail.with_name("mail.redacted.txt").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("mail.txt", "-o", "mail.txt"), id="its-own-input"),
        pytest.param(("nope.txt",), id="no-such-file"),
        pytest.param(("mail.txt", "--kinds", "names"), id="no-such-kind"),
        pytest.param(("mail.txt", "--style", "hide"), id="no-such-style"),
        pytest.param(("mail.txt", "--case-id", "#{1,9}#{1,9}"), id="wrong-form"),
        pytest.param(("mail.txt", "--people", "nope.csv"), id="no-register"),
        pytest.param(("mail.txt", "mail.txt", "-o", "one.txt"), id="several-into-one"),
        pytest.param(("mail.txt", "--style", "pseudonym"), id="no-key"),
        pytest.param(("mail.txt", "--style", "pseudonym", "--pseudonym-key", "nope.key"), id="no-such-key"),
        pytest.param(("mail.txt", "--pseudonym-key", "short.key"), id="short-key"),
        pytest.param((), id="nothing"),
    ],
)
def test_wrong_use(mail: Path, arguments: tuple[str, ...]) -> None:
    folder = mail.parent
    (folder / "short.key").write_bytes(b"x" * 15)
    done = run(*(folder / word if "." in word else word for word in arguments))

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert sorted(folder.iterdir()) == [mail, folder / "short.key"]


def test_pseudonyms_last_as_long_as_their_key(mail: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("id,name\nP-1,Sarah Jones\n")
    written = []
    for number, secret in enumerate(("of one reader only", "of one reader only", "of another reader")):
        key, out = tmp_path / f"{number}.key", tmp_path / f"{number}.txt"
        key.write_text(secret + "\n")
        assert (
            run(mail, "-o", out, "--people", people, "--style", "pseudonym", "--pseudonym-key", key).returncode == 0
        )
        written.append(out.read_text().partition(",")[0])

    assert written[0] == written[1] != written[2]
    assert re.fullmatch(r"\[Person [A-Z]{4}-[A-Z]{4}-[A-Z]{4}\]", written[0])


def test_an_office_document_is_told_by_its_content(tmp_path: Path) -> None:
    file = tmp_path / "letter.bin"
    file.write_bytes(docx(paragraph("Sarah Jones, call 07700 900123")))

    assert run(file).returncode == 0
    written = file.with_name("letter.redacted.bin").read_bytes()
    text = " ".join(unit.text for unit in read(written, media_type(written)).units)
    assert "[Person 1], call [phone]" in text
    assert "Jones" not in text
