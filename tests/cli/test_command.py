"""The command as a whole: help, exit codes, and errors of one plain line."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperCommand, TyperGroup

from gateway.cli.main import app
from gateway.cli.output import visible
from gateway.sign_in.accounts import AccountRole
from tests.cli.builders import Place, gateway

HELP = """\
Usage: gateway [OPTIONS] COMMAND [ARGS]...

  Mail between an organisation and the world, under an information sharing
  policy.

Options:
  --help  Show this message and exit.

Commands:
  init      Make an installation: configuration, keys, first account.
  run       Run the gateway until SIGTERM or Ctrl-C.
  check     Tell every problem of an installation at once.
  explain   Tell what would become of messages and why.
  trace     Tell where a mail is and what became of it.
  approve   Approve a mail before it is written, for some hours.
  rules     What is asked of every message.
  modes     Rules that are on trial.
  register  The registers: people, partners, staff, and what was agreed.
  held      Mail that waits for an answer.
  queue     Work that is under way or due.
  record    What was decided and shared.
  request   Answers to requests for information.
  risk      What could go wrong, and what is done about it.
  breach    What went wrong, who was told, and the 72 hours.
  user      Accounts of those who send and decide.
  token     What programs use the interface with.
  keys      Keys and certificates.
  store     The database.
"""
# What takes long to import, and what help has no use for.
HEAVY = ("sqlalchemy", "pydantic", "cryptography", "argon2", "lxml", "ruamel", "rich", "aiosmtpd", "gateway.app")


def leaves(group: TyperGroup | None = None, words: str = "") -> Iterator[tuple[str, TyperCommand]]:
    """Every command with its words."""
    root = group or typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    for name, command in root.commands.items():
        if isinstance(command, TyperGroup):
            yield from leaves(command, f"{words}{name} ")
        else:
            assert isinstance(command, TyperCommand)
            yield f"{words}{name}", command


LEAVES = dict(leaves())


def test_help() -> None:
    ran = gateway("--help")

    assert (ran.code, ran.out, ran.err) == (0, HELP, "")


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_takes_json_and_config_and_says_what_it_does(name: str) -> None:
    ran = gateway(*name.split(), "--help")

    assert ran.code == 0
    assert "--json" in ran.out
    assert "--config DIR" in ran.out
    assert "..." not in ran.out.partition("Options:")[0].partition("\n\n")[2].partition(".\n")[0]


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    look = "import sys; from gateway.cli.main import main; main(['--help']); print(*sorted(sys.modules))"

    begun = time.monotonic()
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    imported = set(ran.stdout.splitlines()[-1].split())
    assert "gateway.cli.main" in imported
    assert imported.isdisjoint(HEAVY)
    assert time.monotonic() - begun < 4  # 0.15 s on a machine that is not busy


def test_the_module_runs_it() -> None:
    ran = subprocess.run([sys.executable, "-m", "gateway", "held"], capture_output=True, text=True)

    assert (ran.returncode, "list" in ran.stdout + ran.stderr) == (2, True)


def test_the_roles_that_help_names_are_those_there_are() -> None:
    ran = gateway("user", "add", "--help")

    assert all(role.value in ran.out for role in AccountRole)


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        pytest.param("check --config nowhere", 1, None, id="check-tells-on-standard-output"),
        pytest.param(
            "held list --config nowhere", 1, "no gateway.yaml in nowhere; `gateway init` makes one\n", id="no-config"
        ),
        pytest.param("explain missing.eml", 2, "file 'missing.eml' does not exist", id="no-such-file"),
        pytest.param("register export cats cats.csv", 2, "'cats' is not one of", id="no-such-register"),
        pytest.param("held answer GW-1", 2, "Missing option '--as'", id="nobody-signed-in"),
        pytest.param("sing", 2, "No such command 'sing'", id="no-such-command"),
        pytest.param("record verify --head nonsense", 2, "not a head of the record", id="no-head"),
        pytest.param("run --role singer", 2, "'singer' is not one of", id="no-such-role"),
    ],
)
def test_errors(words: str, code: int, err: str | None) -> None:
    ran = gateway(*words.split())

    assert ran.code == code
    assert err is None or err in ran.err
    assert "Traceback" not in ran.err


def test_every_fault_of_both_files_is_told(place: Place) -> None:
    config = place.config / "gateway.yaml"
    config.write_text(config.read_text().replace("workers: 1", "workers: 0").replace("log: json", "log: loud"))
    (place.config / "policy.yaml").write_text("version: 1\nthird_party: hold\n")

    ran = place.run("held", "list")

    assert (ran.code, ran.out) == (1, "")
    told = ran.err.splitlines()
    assert len(told) == 3
    assert all(line.startswith(str(place.config)) for line in told)
    assert "unknown key (did you mean third_parties?)" in told[-1]


def test_a_busy_database_is_a_temporary_failure(place: Place) -> None:
    # A log that cannot be shared stands for every database that cannot be asked now.
    (place.config / "var" / "gateway.db").write_bytes(b"")
    (place.config / "var" / "gateway.db-wal").mkdir()

    ran = place.run("user", "list")

    assert ran.code == 75
    assert ran.err.startswith("cannot be done now, try again later: database: OperationalError")
    assert len(ran.err.splitlines()) == 1


def test_a_fault_of_our_own_tells_its_class_and_place_alone(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("Mia Okafor")

    monkeypatch.setattr("gateway.app.App.queue", broken)

    ran = place.run("trace", "x@y.example")

    assert ran.code == 1
    assert ran.err.startswith("a fault in the gateway itself: KeyError at test_command.py:")
    assert "Mia" not in ran.err


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Zoë 王", "Zoë 王", id="letters-stay"),
        pytest.param("\x1b[2Jgone", "\\x1b[2Jgone", id="clear-screen"),
        pytest.param("exe\u202etxt.", "exe\\u202etxt.", id="right-to-left"),
        pytest.param("two\nlines\r", "two\\nlines\\r", id="line-ends"),
        pytest.param("\x9b31m", "\\x9b31m", id="8-bit-control"),
        pytest.param("a\u2028b\u200bc\ud800", "a\\u2028b\\u200bc\\ud800", id="separators-and-surrogates"),
        pytest.param("[bold]x[/]", "[bold]x[/]", id="markup-is-text"),
    ],
)
def test_a_terminal_shows_what_it_would_have_obeyed(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_the_manual_has_every_command_and_option() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "commands.md").read_text()
    sections = {part.partition("\n")[0].strip("`"): part for part in manual.split("\n### ")[1:]}

    assert list(sections) == [f"gateway {name}" for name in LEAVES]
    for name, leaf in LEAVES.items():
        section = sections[f"gateway {name}"]
        assert f"\n$ gateway {name}" in section, name
        options = {option for parameter in leaf.params for option in parameter.opts if option.startswith("--")}
        own = options - {"--json", "--config", "--help"}
        assert [option for option in sorted(own) if option not in section] == [], name
