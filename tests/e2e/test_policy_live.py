"""A policy that changes while the gateway runs: taken into use when it is in order, and left where it is when not."""

import json
import os
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gateway.demo.mailbox import Arrived, Mailbox
from gateway.model.lifecycle import RecipientState
from gateway.model.reasons import Reason
from gateway.spool.rows import TracedCase
from tests.e2e.installation import BEN, MANAGER, OFFICE, Installation, mail, mailbox, message_id, running

pytestmark = pytest.mark.xdist_group("mail")

POSTMASTER = "postmaster@family-support.example"
RULE = """\
rules:
  - name: tenders
    clause: OWN-1
    when: {subject: [tender]}
    then: {treatment: hold, held_for: [ig_lead], note: Ask the office first., notify: [line_manager]}
    tests:
      - {given: {subject: A tender}, expect: hold}
      - {given: {subject: Tenderness}, expect: nothing}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What runs, and the policy it was made with."""

    gateway: Installation
    box: Mailbox
    policy: str

    @property
    def file(self) -> Path:
        """policy.yaml."""
        return self.gateway.folder / "policy.yaml"

    def write(self, rules: str) -> None:
        """Another policy, put there whole as an editor does."""
        new = self.file.with_suffix(".new")
        new.write_text(self.policy.replace("rules: []\n", rules))
        new.replace(self.file)

    def taken(self, times: int) -> str:
        """Wait until worker, deliverer and clock have taken so many policies each; the last of them."""

        def enough() -> str | None:
            taken = self.gateway.log("policy-taken")
            roles = Counter(str(line["role"]) for line in taken)
            all_have = all(roles[role] >= times for role in ("worker", "deliver", "clock"))
            return str(taken[-1]["policy"]) if all_have else None

        return self.gateway.until(enough, seconds=60, what=f"policy {times} to be taken")

    def refused(self) -> list[str]:
        """Every fault that the log tells of."""
        return [str(line["path"]) for line in self.gateway.log("policy-refused")]

    def send(self, number: str, subject: str = "UNCLASSIFIED: the open tender", to: str = OFFICE) -> TracedCase:
        """Send a mail that only a rule of our own would stop, and wait until it is answered for."""
        text = "Dear colleagues,\n\nThe papers are ready.\n\nKind regards\nBen\n"
        self.gateway.client.send(BEN, (to,), mail(number, subject, text, sender=BEN, to=(to,)))
        return self.gateway.settled(message_id(number))

    def came(self, recipient: str, words: str) -> list[Arrived]:
        """What came for somebody with these words in it."""
        return [one for one in self.box.arrived() if one.recipient == recipient and words in one.path.read_text()]


@pytest.fixture
def scene(template: Path, tmp_path: Path) -> Iterator[Scene]:
    """A gateway of its own for each test: they change its policy."""
    with (
        mailbox(template, tmp_path / "arrived") as (box, port),
        running(template, tmp_path / "gateway", next_hop=port) as gateway,
    ):
        yield Scene(gateway=gateway, box=box, policy=(gateway.folder / "policy.yaml").read_text())


def state(case: TracedCase) -> tuple[RecipientState, tuple[Reason, ...]]:
    """Of a case with one recipient."""
    (one,) = case.recipients
    return one.state, one.reasons


def test_a_changed_policy_is_taken_between_two_messages(scene: Scene) -> None:
    assert state(scene.send("before"))[0] is RecipientState.DELIVERED

    scene.write(RULE)
    version = scene.taken(1)
    held = scene.send("under-the-rule")

    assert state(held) == (RecipientState.HELD, (Reason.CUSTOM_RULE,))
    assert state(scene.send("inside", "INTERNAL: lunch", MANAGER))[0] is RecipientState.DELIVERED
    (inside,) = scene.came(MANAGER, "INTERNAL: lunch")
    assert inside.message()["X-Gateway-Policy"] == version
    assert scene.gateway.until(
        lambda: scene.came(MANAGER, "One of our own rules says that you are told") or None,
        seconds=40,
        what="the manager to be told",
    )
    told = scene.gateway.until(lambda: scene.came(BEN, "on hold") or None, seconds=40, what="the sender to be told")
    assert "Ask the office first." in told[0].path.read_text()
    versions = json.loads(scene.gateway.command("rules", "versions", "--json"))
    assert next(one["version"] for one in versions) == version
    assert len(versions) == 2
    hits = json.loads(scene.gateway.command("rules", "hits", "--since", "1h", "--json"))
    assert hits["applied"] == {"tenders": 1}

    tried = json.loads(scene.gateway.command("rules", "try", "--since", "1h", "--json"))
    assert [(one["was"], one["would_be"], one["stricter"]) for one in tried["changes"]] == [
        ("share", "hold", ["rule tenders"])
    ]
    assert tried["decisions"] == 3
    assert OFFICE not in json.dumps(tried)
    diff = scene.gateway.command("rules", "diff", "--against", versions[1]["version"])
    assert "rules: tenders" in diff


def test_a_policy_with_a_fault_is_told_and_the_old_one_stays(scene: Scene) -> None:
    gateway = scene.gateway
    assert state(scene.send("before"))[0] is RecipientState.DELIVERED
    scene.write(RULE)
    version = scene.taken(1)

    scene.write(RULE.replace("expect: hold", "expect: refuse"))
    gateway.until(lambda: len(scene.refused()) >= 3 or None, seconds=60, what="all who work under it to refuse it")

    assert all("rule tenders, test 1: treatment is hold, not refuse" in fault for fault in scene.refused())
    assert state(scene.send("still-held"))[0] is RecipientState.HELD
    # A process that has to start again goes on with what was in use, not with nothing.
    died = gateway.kill("worker")
    gateway.until(lambda: set(gateway.pids("worker")) - {died} or None, seconds=40, what="another worker")
    assert state(scene.send("held-after-a-restart"))[0] is RecipientState.HELD
    # And whoever is asked can answer.
    assert "custom-rule" in gateway.command("held", "list")
    gateway.idle()
    told = scene.came(POSTMASTER, "is not in use")
    assert len(told) == 1
    text = told[0].path.read_text()
    assert f"version {version}" in text
    assert "policy.yaml:" in text
    assert str(gateway.folder) not in text

    scene.write("rules: []\n")

    def mended() -> str | None:
        taken = [line for line in gateway.log("policy-taken") if line["role"] == "worker"]
        return "yes" if taken and taken[-1]["policy"] != version else None

    gateway.until(mended, seconds=60, what="the worker to take the mended policy")
    assert state(scene.send("goes-again"))[0] is RecipientState.DELIVERED


def test_sighup_asks_at_once_and_ends_nothing(scene: Scene) -> None:
    gateway = scene.gateway
    # A worker that still starts would find the new policy there, and take none.
    assert state(scene.send("before"))[0] is RecipientState.DELIVERED
    before = {role: gateway.pids(role) for role in ("intake", "worker", "deliver", "clock")}

    scene.write(RULE)
    os.kill(supervisor_of(before["worker"][0]), signal.SIGHUP)
    scene.taken(1)

    assert state(scene.send("held"))[0] is RecipientState.HELD
    assert {role: gateway.pids(role) for role in before} == before
    assert gateway.stop() == 0


def supervisor_of(pid: int) -> int:
    """The number of a process's parent."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
