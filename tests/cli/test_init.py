"""`gateway init`: all of an installation, or nothing, and never over another."""

import os
import re
import select
import stat
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from gateway.settings import Settings
from gateway.shipped import sample
from tests.cli.builders import IRIS, PASSWORD, Place, gateway, init_options

ROOT = Path(__file__).parents[2]


def test_everything_is_made_and_only_its_owner_may_look(tmp_path: Path) -> None:
    ran = gateway("init", tmp_path / "config", *init_options(tmp_path))

    assert (ran.code, ran.err) == (0, "")
    assert "SELF-SIGNED" in ran.out
    paths = {str(path.relative_to(tmp_path)): path for path in (tmp_path / "config").rglob("*")}
    assert {"config/gateway.yaml", "config/policy.yaml", "config/keys/master.key", "config/var/gateway.db"} <= set(
        paths
    )
    assert {"config/tls/gateway.pem", "config/tls/gateway.key", "config/smime/recipients"} <= set(paths)
    for path in (tmp_path / "config", *paths.values()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_the_samples_comments_and_values_stay(made: Place) -> None:
    text = (made.config / "gateway.yaml").read_text()

    assert [comment for comment in re.findall(r"# .*", sample("gateway.yaml")) if comment not in text] == []
    assert "SELF-SIGNED" in text
    config = Settings.load(made.config).config
    assert config.organisation.name == "Family Support"
    assert config.organisation.domains == ("family.example",)
    assert (config.delivery.smarthost.host, config.delivery.smarthost.port) == ("localhost", 1)
    # The sample's council is an invented one; nobody may be told to phone it.
    assert config.organisation.emergency == ("If someone is in danger now, call 999.",)
    assert config.smime is None
    assert (made.config / "policy.yaml").read_text() == sample("policy.yaml")


def test_the_commented_smime_section_is_one_that_works(made: Place) -> None:
    text = (made.config / "gateway.yaml").read_text()
    begin = text.index("# smime:")
    lines = text[begin:].partition("\n\n")[0].splitlines()

    section = YAML(typ="safe").load("\n".join(line.removeprefix("# ") for line in lines))

    assert section == {"smime": YAML(typ="safe").load(sample("gateway.yaml"))["smime"]}


def test_the_first_account_may_keep_registers_and_the_grounds_are_there(made: Place) -> None:
    accounts = {one["account"]: one["roles"] for one in made.run("user", "list", "--json").json()}

    assert accounts[IRIS] == ["ict", "ig"]
    exported = made.folder / "grounds.csv"
    assert made.run("register", "export", "grounds", exported).code == 0
    assert exported.read_text("utf-8-sig").startswith("id,title,law")
    assert "CA89-47" in exported.read_text()


def test_nothing_is_written_over(place: Place) -> None:
    before = {path: path.read_bytes() for path in place.config.rglob("*") if path.is_file()}

    ran = gateway("init", place.config, *init_options(place.folder))

    assert ran.code == 1
    assert (
        ran.err
        == f"{place.config}: has gateway.yaml, policy.yaml, keys, tls, smime, var already; nothing was written\n"
    )
    assert {path: path.read_bytes() for path in place.config.rglob("*") if path.is_file()} == before


def test_a_lone_master_key_is_not_written_over_either(tmp_path: Path) -> None:
    key = tmp_path / "config" / "keys" / "master.key"
    key.parent.mkdir(parents=True)
    key.write_text("kept")

    ran = gateway("init", tmp_path / "config", *init_options(tmp_path))

    assert (ran.code, key.read_text()) == (1, "kept")
    assert ran.err.startswith(f"{tmp_path / 'config'}: has keys already")


def test_all_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    ran = gateway("init", tmp_path / "config", "--name", "Family Support")

    assert ran.code == 2
    missing = "--domain, --hostname, --postmaster, --smarthost, --admin"
    assert f"there is no terminal to ask on; give {missing}" in ran.err
    assert not (tmp_path / "config").exists()


@pytest.mark.parametrize(
    ("option", "value", "code", "told"),
    [
        pytest.param("--domain", "not a domain!", 2, "organisation.domains.0", id="domain"),
        pytest.param("--smarthost", "localhost:many", 2, "delivery.smarthost.port", id="port"),
        pytest.param("--admin", "iris", 2, "iris: not an address", id="administrator"),
        pytest.param("--hostname", "gate_way!", 2, "organisation.hostname", id="hostname"),
    ],
)
def test_a_wrong_value_leaves_nothing_behind(tmp_path: Path, option: str, value: str, code: int, told: str) -> None:
    options = init_options(tmp_path)
    options[options.index(option) + 1] = value

    ran = gateway("init", tmp_path / "config", *options)

    assert (ran.code, told in ran.err) == (code, True), ran.err
    assert not (tmp_path / "config").exists()


def test_a_short_password_leaves_nothing_behind(tmp_path: Path) -> None:
    options = init_options(tmp_path)
    (tmp_path / "password").write_text("short\n")

    ran = gateway("init", tmp_path / "config", *options)

    assert (ran.code, ran.err) == (1, "a password has at least 12 characters\n")
    assert not (tmp_path / "config").exists()


def test_our_own_certificate_is_named_not_copied(made: Place, tmp_path: Path) -> None:
    certificate, key = made.config / "tls" / "gateway.pem", made.config / "tls" / "gateway.key"
    options = [*init_options(tmp_path), "--tls-certificate", certificate, "--tls-key", key]

    ran = gateway("init", tmp_path / "config", *options, "--json")

    assert ran.json() == {
        "config": str(tmp_path / "config"),
        "administrator": IRIS,
        "self_signed": False,
        "smime": False,
        "console": "https://gateway.family.example:8443",
    }
    tls = Settings.load(tmp_path / "config").config.tls
    assert tls is not None
    assert (tls.certificate, tls.key) == (certificate, key)
    assert "SELF-SIGNED" not in (tmp_path / "config" / "gateway.yaml").read_text()


def test_certificate_and_key_go_together(made: Place, tmp_path: Path) -> None:
    ran = gateway(
        "init", tmp_path / "config", *init_options(tmp_path), "--tls-certificate", made.config / "tls" / "gateway.pem"
    )

    assert (ran.code, "--tls-certificate and --tls-key go together" in ran.err) == (2, True)


def test_on_a_terminal_it_asks_and_takes_the_password_twice(tmp_path: Path) -> None:
    command = f"{sys.executable} -m gateway init {tmp_path / 'config'}"
    talk = [
        ("Name of the organisation:", "Family Support"),
        ("Its mail domain:", "family.example"),
        ("own name [gateway.family.example]:", ""),
        ("[postmaster@family.example]:", ""),
        ("HOST[:PORT]:", "localhost:1"),
        ("first administrator:", IRIS),
        ("Password:", PASSWORD),
        ("Repeat for confirmation:", "something else entirely"),
        ("Password:", PASSWORD),
        ("Repeat for confirmation:", PASSWORD),
    ]

    shown = talked(command, talk)

    assert PASSWORD not in shown
    assert gateway("user", "list", "--json", "--config", tmp_path / "config").json()[0]["account"] == IRIS


def talked(command: str, talk: list[tuple[str, str]]) -> str:
    """Run *command* on a terminal of its own (script(1)), answer each question when it comes; all that was shown."""
    process = subprocess.Popen(
        ["script", "-qefc", command, "/dev/null"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "TERM": "dumb"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    shown, seen = "", 0
    deadline = time.monotonic() + 30
    try:
        for question, answer in talk:
            while question not in shown[seen:]:
                assert select.select([process.stdout], [], [], deadline - time.monotonic())[0], shown
                chunk = os.read(process.stdout.fileno(), 4096)
                assert chunk, shown
                shown += chunk.decode()
            seen = shown.index(question, seen) + len(question)
            # The question stands before the echo is switched off and what was typed too early is thrown away.
            time.sleep(0.3 if question in {"Password:", "Repeat for confirmation:"} else 0)
            process.stdin.write(answer.encode() + b"\n")
            process.stdin.flush()
        rest, _ = process.communicate(timeout=30)
        assert process.returncode == 0, shown + rest.decode()
        return shown + rest.decode()
    finally:
        process.kill()
        process.wait()


def test_the_samples_travel_in_the_wheel() -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert built["force-include"] == {"config": "gateway/samples"}
    assert sample("gateway.yaml") == (ROOT / "config" / "gateway.yaml").read_text()
