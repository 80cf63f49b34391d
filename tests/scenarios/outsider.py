"""What somebody outside does: `gateway init`, `register import` from files, `explain --json`; then compares."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from pydantic import BaseModel, ConfigDict

from tests.protect.pki import ROOT, key_usage, pem, recipient, rsa_key, write_key
from tests.scenarios.loader import ORG, Scenario, Wanted, mail

REGISTERS: Final = ("staff", "people", "parties", "agreements", "consents", "restrictions", "approvals", "requests")
_ROOT: Final = Path(__file__).resolve().parents[2]
_TLS: Final = ", ".join(
    f"{name}.example"
    for name in [
        "mail",
        "oakfield",
        "stmarys",
        "kingsway",
        "ferrylane",
        "newdock",
        "northgate",
        "figures",
        "quickprint",
    ]
)
_STRENGTH: Final = ("none", "transport", "content")
_OPEN: Final = ("share", "redact", "anonymise")  # goes out, whole or in part
_PASSWORD: Final = "a password for nothing but tests\n"


class _Seen(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Finding(_Seen):
    """As `explain --json` prints it."""

    reason: str
    treatment: str


class Recipient(_Seen):
    """As `explain --json` prints it."""

    address: str
    treatment: str
    protection: str
    held_for: tuple[str, ...]
    findings: tuple[Finding, ...]


class Person(_Seen):
    """As `explain --json` prints it."""

    id: str | None


class Explained(_Seen):
    """One document of `explain --json`."""

    marked: str | None
    effective: str
    people: tuple[Person, ...]
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """Where what came parts from what the policy says. passes: something went that must not."""

    scenario: str
    what: str
    passes: bool


class Installation:
    """One installation with the organisation's registers in it."""

    def __init__(self, folder: Path, addresses: Sequence[str]) -> None:
        self.folder: Final = folder / "config"
        (folder / "password").write_text(_PASSWORD, encoding="utf-8")
        self._gateway(
            "init", str(self.folder), "--name", "Harbour Families", "--domain", "harbourfamilies.example",
            "--hostname", "gw.harbourfamilies.example", "--smarthost", "smtp.harbourfamilies.example:25",
            "--admin", "priya.nair@harbourfamilies.example", "--postmaster", "postmaster@harbourfamilies.example",
            "--emergency", "If someone is in danger now, call 999.", "--password-file", str(folder / "password"),
            *self._certificates(folder),
        )  # fmt: skip
        known = self.folder / "smime" / "recipients"
        known.mkdir(parents=True, exist_ok=True)
        key = rsa_key(2048, "partners")
        for address in addresses:
            (known / f"{address}.pem").write_bytes(pem(recipient(key, issuer=ROOT, address=address)))
        settings = self.folder / "gateway.yaml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("forces_tls_to: []", f"forces_tls_to: [{_TLS}]"), encoding="utf-8")
        for register in REGISTERS:
            self._gateway("register", "import", register, str(ORG / f"{register}.csv"), "--config", str(self.folder))

    def explain(self, files: Sequence[Path], at: str) -> list[Explained]:
        """One document for each file."""
        printed = self._gateway("explain", *map(str, files), "--at", at, "--json", "--config", str(self.folder))
        return [Explained.model_validate(json.loads(line)) for line in printed.splitlines() if line.strip()]

    def _certificates(self, folder: Path) -> tuple[str, ...]:
        own = rsa_key(3072, "gateway")
        ours = recipient(
            own, issuer=ROOT, address="postmaster@harbourfamilies.example", usage=key_usage("digital_signature")
        )
        (folder / "organisation.pem").write_bytes(pem(ours))
        (folder / "roots.pem").write_bytes(pem(ROOT.certificate))
        write_key(folder / "organisation.key", own)
        return (
            "--smime-certificate", str(folder / "organisation.pem"),
            "--smime-key", str(folder / "organisation.key"), "--smime-roots", str(folder / "roots.pem"),
        )  # fmt: skip

    @staticmethod
    def _gateway(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "gateway", *words],
            capture_output=True, text=True, check=False, cwd=_ROOT, env=os.environ | {"PYTHONPATH": str(_ROOT)},
        )  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(f"gateway {words[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout


def run(folder: Path, chosen: Sequence[Scenario]) -> dict[str, Explained]:
    """Every scenario explained, by its id: one `explain` for all that are sent at the same moment."""
    addresses = sorted(
        {one.split("<")[-1].rstrip(">").lower() for each in chosen for one in (*each.to, *each.cc, *each.bcc)}
    )
    keyed = [one for one in addresses if not one.endswith(("@mail.example", "@post.example", "@gmail.com"))]
    installed = Installation(folder, keyed)
    together: defaultdict[str, list[Scenario]] = defaultdict(list)
    for each in chosen:
        together[each.at].append(each)
    came: dict[str, Explained] = {}
    for at, group in together.items():
        files = []
        for each in group:
            files.append(folder / f"{each.id}.eml")
            files[-1].write_bytes(mail(each))
        for each, told in zip(group, installed.explain(files, at), strict=True):
            came[each.id] = told
    return came


def misses(scenario: Scenario, came: Explained) -> list[Miss]:
    """Everything in which it parts from what was expected."""
    found: list[Miss] = []

    def miss(what: str, *, passes: bool = False) -> None:
        found.append(Miss(scenario=scenario.id, what=what, passes=passes))

    if scenario.marked != "?" and came.marked != scenario.marked:
        miss(f"marked {came.marked}, not {scenario.marked}", passes=(scenario.marked or "") > "")
    if scenario.effective is not None and came.effective != scenario.effective:
        miss(f"effective {came.effective}, not {scenario.effective}")
    ids = {person.id for person in came.people}
    for wanted in scenario.finds:
        if not ids & set(wanted.split("|")):
            miss(f"{wanted} not found")
    for one in came.recipients:
        wished = scenario.each.get(one.address, None if scenario.each else scenario)
        if wished is not None:
            found.extend(_compare(scenario.id, wished, one))
    return found


def _compare(scenario: str, wished: Wanted, came: Recipient) -> list[Miss]:
    said = {finding.reason for finding in came.findings}
    # What the fast lane asks afterwards is still noted.
    holding = {finding.reason for finding in came.findings if finding.treatment in ("hold", "refuse")}
    allowed = wished.expect.split("|")
    found = []
    if came.treatment not in allowed:
        passes = came.treatment in _OPEN and "share" not in allowed
        told = " ".join(sorted(said))
        found.append(Miss(scenario=scenario, what=f"{came.treatment}, not {wished.expect} ({told})", passes=passes))
    wrong = [f"no {one} among {' '.join(sorted(said))}" for one in wished.reasons if not said & set(one.split("|"))]
    wrong += [f"{one} stands there" for one in wished.not_reasons if one in holding]
    found += [Miss(scenario=scenario, what=what, passes=False) for what in wrong]
    for role in wished.asks:
        if came.treatment == "hold" and role not in came.held_for:
            asked = " ".join(came.held_for)
            found.append(Miss(scenario=scenario, what=f"{role} is not asked but {asked}", passes=False))
    if wished.protection is not None and _STRENGTH.index(came.protection) < _STRENGTH.index(wished.protection):
        found.append(Miss(scenario=scenario, what=f"protection {came.protection}", passes=True))
    return found


def report(chosen: Sequence[Scenario], came: dict[str, Explained]) -> str:
    """Counts and every miss, those that let something pass first."""
    every = [miss for each in chosen for miss in misses(each, came[each.id])]
    missed = {miss.scenario for miss in every}
    lines = [f"{len(chosen)} scenarios, {len(chosen) - len(missed)} as expected, {len(missed)} with a miss"]
    for passes, head in ((True, "passes that must not, or is too weakly protected:"), (False, "other misses:")):
        lines.append(head)
        lines.extend(f"  {miss.scenario}: {miss.what}" for miss in every if miss.passes is passes)
    return "\n".join(lines)


def chosen_by(words: Sequence[str], every: Sequence[Scenario]) -> list[Scenario]:
    """Those whose id begins with one of these words, or all."""
    return [each for each in every if not words or each.id.startswith(tuple(cast("tuple[str, ...]", tuple(words))))]
