"""The real way of a message, from reading room to notices, without sockets and database; and what came of it."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Final

from gateway import yaml_file
from gateway.case.never_asked import not_asked, recused
from gateway.certificates import CertificateFolder
from gateway.channels import Channels
from gateway.config import Config
from gateway.decide.modes import shown_to_sender
from gateway.explain.as_json import Json, explanation
from gateway.finish import Finisher, Finishing
from gateway.hold.answers import Refusal, Said, Setting, admissible
from gateway.hold.duty import on_duty
from gateway.look import Asked, Look, Looker
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Channel, Decision, Finding, Treatment
from gateway.model.found import Found, FoundHit, Role
from gateway.model.message import Reading
from gateway.model.outcome import Finished, FinishedKind, HoldEntry, Outcome, RecordKind
from gateway.model.reasons import Reason
from gateway.model.theirs import Delivered, PrintedParagraph
from gateway.read.limits import ReadLimits
from gateway.read.room import ReadingRoom
from gateway.registers.directory import Directory
from gateway.registers.people.index import OwnPeople
from gateway.settle.settle import settle
from redaction.isolate import RoomLimits
from tests.cases_loader import LONDON, PRINT_KEY, Answered, Case, Expect, ForRecipient
from tests.protect.openssl_reader import OpensslReader
from tests.protect.pki import ROOT, key_usage, pem, recipient, rsa_key, write_key

# Partners who read S/MIME; everybody else at their domains has no certificate.
READERS: Final = (
    "duty@council.example",
    "frontdoor@council.example",
    "lado@council.example",
    "referrals@police.example",
    "clinic@riverside-health.example",
)
_CASE: Final = "GW-CASE0001"
_CONFIG: Final = """\
version: 1
organisation:
  name: Family Support
  domains: [family-support.example]
  hostname: gateway.family-support.example
  postmaster: postmaster@family-support.example
  emergency: ["If someone is in danger now, call 999."]
listeners:
  - {name: submission, port: 0}
tls: {certificate: gateway.pem, key: gateway.key}
delivery:
  smarthost:
    host: smarthost.example
    forces_tls_to: [council.example, elmpark.example, westway-housing.example, statistics.example, mail.example]
smime:
  certificate: organisation.pem
  key: "file:organisation.key"
  roots: roots.pem
  recipients: recipients
"""
# What the gateway adds that changes with the clock, the policy file or chance: left out of what is compared.
_OURS: Final = re.compile(rb"^(?:HP-Outer|Received|X-Gateway-Policy):.*(?:\n[ \t].*)*\n", re.MULTILINE)
_PROTECTED: Final = b'; hp="cipher"; protected-headers="v1"'


@dataclass(frozen=True, slots=True)
class _Fixed:
    """Registers that stand still for one look."""

    held: Directory

    def directory(self) -> Directory:
        return self.held


class _Memory:
    """What was delivered in a case's past."""

    def __init__(self) -> None:
        self.had: tuple[Delivered, ...] = ()

    def delivered(self, prints: Collection[bytes]) -> tuple[Delivered, ...]:
        return tuple(one for one in self.had if one.print in prints)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """To whom was written before: everybody but those."""

    new: tuple[str, ...]

    def never(self, addresses: Iterable[str]) -> Collection[str]:
        return tuple(address for address in addresses if address in self.new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What came of a case."""

    case: Case
    look: Look
    finishing: Finishing
    outcome: Outcome
    not_taken: tuple[str, ...]
    received: dict[str, bytes]  # what each recipient reads, by address: opened, LF line ends, our own fields left out
    explained: dict[str, Json]

    def notices(self) -> tuple[Finished, ...]:
        """Everything that people of ours are told."""
        sent = (*self.outcome.finished, *(one.finished for one in self.outcome.once))
        return tuple(one for one in sent if one.kind is FinishedKind.NOTICE)


class Bench:
    """What all cases share: configuration, certificates, one reading room."""

    def __init__(self, folder: Path, room: ReadingRoom) -> None:
        self.config: Final = yaml_file.parse(_CONFIG, "gateway.yaml", Config)
        self._room = room
        self._readers = {address: _reader(folder, address) for address in READERS}
        (folder / "roots.pem").write_bytes(pem(ROOT.certificate))
        own = rsa_key(3072, "gateway")
        ours = recipient(
            own, issuer=ROOT, address="postmaster@family-support.example", usage=key_usage("digital_signature")
        )
        (folder / "organisation.pem").write_bytes(pem(ours))
        write_key(folder / "organisation.key", own)
        assert self.config.smime is not None
        self._certificates = CertificateFolder(self.config.smime, folder)
        self._finisher = Finisher(
            config=self.config, room=room, signer=self._certificates.signer(), pseudonym_key=b"of the cases" * 3
        )
        self._ran: dict[str, Ran] = {}

    def run(self, case: Case) -> Ran:
        """The case from bytes to notices; once in a session."""
        if case.name not in self._ran:
            self._ran[case.name] = self._run(case)
        return self._ran[case.name]

    def _run(self, case: Case) -> Ran:
        memory = _Memory()
        if case.earlier is not None:
            before = replace(case, content=case.earlier.content, envelope=case.earlier.envelope)
            _, _, outcome = self._look(before, (), None, memory)
            memory.had = tuple(_delivered(one, before.envelope.received_at) for one in outcome.printed)
        look, finishing, outcome = self._look(case, (), None, memory)
        not_taken: list[str] = []
        if case.answers:
            answers: list[Answer] = []
            for said in case.answers:
                taken = _answer(case, said, look, outcome)
                answers += [taken] if isinstance(taken, Answer) else []
                not_taken += [f"{said.kind.value} by {said.by}: {taken}"] if isinstance(taken, str) else []
            look, finishing, outcome = self._look(case, tuple(answers), outcome.hold, memory)
        return Ran(
            case=case,
            look=look,
            finishing=finishing,
            outcome=outcome,
            not_taken=tuple(not_taken),
            received=dict(self._received(finishing)),
            explained=explanation(look, case.policy.policy),
        )

    def _look(
        self, case: Case, answers: tuple[Answer, ...], before: HoldEntry | None, memory: _Memory
    ) -> tuple[Look, Finishing, Outcome]:
        looker = Looker(
            config=self.config,
            policy=case.policy,
            room=self._room,
            registers=_Fixed(case.directory),
            channels=Channels(self.config, self._certificates),
            prints=memory,
            print_key=PRINT_KEY,
            written_to=_Past(new=case.first_time),
            people=OwnPeople(),
        )
        look = looker.look(
            Asked(
                at=case.envelope.received_at,
                case=_CASE,
                content_hash=hashlib.sha256(case.content).hexdigest(),
                envelope=case.envelope,
                content=case.content,
                recipients=case.envelope.recipients,
                answers=answers,
                hold=before,
            )
        )
        finishing = self._finisher.finish(look)
        return look, finishing, settle(look, finishing, before=before, config=self.config, policy=case.policy.policy)

    def _received(self, finishing: Finishing) -> Iterator[tuple[str, bytes]]:
        for finished in finishing.finished:
            for address in finished.recipients:
                content = finished.content
                if finished.channel is Channel.SMIME:
                    reader = self._readers[address]
                    content = reader.verify(reader.decrypt(content))
                yield address, _plain(content)


@contextmanager
def bench(folder: Path) -> Iterator[Bench]:
    """A bench with its reading room, closed at the end."""
    with ReadingRoom(ReadLimits(), RoomLimits()) as room:
        yield Bench(folder, room)


def observed(ran: Ran) -> Expect:
    """What happened, in the words of an expectation; what stands there by hand is kept."""
    hand = ran.case.expect.recipients if ran.case.expect is not None else {}
    explained = ran.explained
    stuck = {one.address: one.reason for one in ran.finishing.stuck}
    state = {one.address: one.state.value for one in ran.outcome.recipients}
    called = _called(ran.look.found, ran.look.reading)
    # Through JSON, as users' scripts see it.
    said = {one["address"]: one for one in json.loads(json.dumps(explained))["recipients"]}
    return Expect(
        marked=_word(explained["marked"]),
        effective=_word(explained["effective"]) or "",
        people=dict(_people(ran.look, called)),
        unreadable=tuple(f"{one.part or 'header'}: {one.why.value}" for one in ran.look.reading.unread),
        recipients={
            decision.recipient: ForRecipient(
                treatment=decision.treatment.word,
                protection=decision.protection.word,
                channel=said[decision.recipient]["channel"],
                state=state[decision.recipient],
                held_for=tuple(said[decision.recipient]["held_for"]),
                reasons=tuple(_findings(decision, stuck, called, noted=False)),
                notes=tuple(_findings(decision, stuck, called, noted=True)),
                shows=hand[decision.recipient].shows if decision.recipient in hand else (),
                hides=hand[decision.recipient].hides if decision.recipient in hand else (),
            )
            for decision in ran.look.decisions
        },
        told=tuple(_told(ran.outcome)),
        not_taken=ran.not_taken,
    )


def visible(content: bytes) -> str:
    """Everything that a recipient can see of a message, markup included, blanks folded."""
    message = message_from_bytes(content, policy=default)
    shown: list[str] = []
    for part in message.walk():
        assert isinstance(part, EmailMessage)
        shown += [f"{name}: {value}" for name, value in part.items()]
        if not part.is_multipart():
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            shown.append(payload.decode(part.get_content_charset("utf-8"), "replace"))
    return " ".join(" ".join(shown).split())


def _reader(folder: Path, address: str) -> OpensslReader:
    key = rsa_key(2048, "partners")
    certificate = recipient(key, issuer=ROOT, address=address)
    place = folder / "partners" / address
    place.mkdir(parents=True)
    known = folder / "recipients"
    known.mkdir(exist_ok=True)
    (known / f"{address}.pem").write_bytes(pem(certificate))
    return OpensslReader(place, key, certificate)


def _delivered(one: PrintedParagraph, at: datetime) -> Delivered:
    return Delivered(party=one.party, print=one.print, at=at, case="GW-CASE0000", people=frozenset(one.people))


def _answer(case: Case, said: Answered, look: Look, outcome: Outcome) -> Answer | str:
    """The answer as one more fact, or why it is not taken."""
    assert outcome.hold is not None, "nothing is held that could be answered"
    candidates = frozenset(one for person in look.found.people for one in person.candidates)
    registers = look.directory.registers
    setting = Setting(
        hold=outcome.hold,
        sender=case.envelope.sender or look.facts[0].sender.from_address,
        staff=registers.staff,
        named=not_asked(look),
        grounds=registers.grounds,
        purposes=frozenset(case.policy.policy.purposes),
        candidates=frozenset(candidates),
        today=look.asked.at.astimezone(LONDON).date(),
        on_duty=on_duty(registers.duty, registers.staff, look.asked.at, look.asked.at.astimezone(LONDON).date()),
        recused=recused(look),
    )
    one = Said(
        kind=said.kind,
        by=said.by,
        value=said.value,
        ground=said.ground,
        justification=said.why,
        informed=said.informed,
    )
    role = admissible(one, setting)
    if isinstance(role, Refusal):
        return role.why
    held = tuple(each.address for each in outcome.recipients if each.state.value == "held")
    return Answer(
        kind=said.kind,
        by=said.by,
        role=role,
        at=look.asked.at,
        content_hash=look.asked.content_hash,
        recipients=held,
        policy=look.policy,
        value=shown_to_sender(look.decisions) if said.kind is AnswerKind.GO_ON else said.value,
        ground=said.ground,
        justification=said.why,
        informed=said.informed,
        urgent=outcome.hold.urgent_at is not None,
    )


def _plain(content: bytes) -> bytes:
    return _OURS.sub(b"", content.replace(b"\r\n", b"\n").replace(_PROTECTED, b""))


def _called(found: Found, reading: Reading) -> dict[str, str]:
    """What each person found is called here: the register's id, else the longest name written of them."""
    texts = {unit.id: unit.text for unit in reading.units}
    written: dict[str, list[FoundHit]] = {}
    for hit in found.hits:
        written.setdefault(hit.about, []).append(hit)

    def name(person: str) -> str:
        hits = sorted(written.get(person, ()), key=lambda hit: (hit.detector != "name", hit.start - hit.end))
        return " ".join(texts[hits[0].unit][hits[0].start : hits[0].end].split()) if hits else person

    return {one.id: name(one.id) if one.id.startswith("?") else one.id for one in found.people}


def _people(look: Look, called: dict[str, str]) -> Iterator[tuple[str, str]]:
    for one in look.found.people:
        if one.role is Role.CORRESPONDENT and not one.candidates:
            continue
        role = one.relation or one.role.value
        yield called[one.id], f"{role}: {', '.join(sorted(one.kinds))}"


def _findings(decision: Decision, stuck: dict[str, Reason], called: dict[str, str], *, noted: bool) -> Iterator[str]:
    told: dict[str, None] = {}
    for found in decision.findings:
        if found.reason is not Reason.IN_ORDER and (found.treatment is Treatment.SHARE) is noted:
            told[_finding(found, called)] = None
    if not noted and decision.recipient in stuck:
        told[f"stuck: {stuck[decision.recipient].value}"] = None
    yield from told


def _finding(found: Finding, called: dict[str, str]) -> str:
    about = ", ".join(called.get(one, one) for one in found.about)
    return f"{found.reason.value} ({found.clause})" + (f" about {about}" if about else "")


def _told(outcome: Outcome) -> Iterator[str]:
    for record in (*outcome.records, *(one.record for one in outcome.once)):
        if record.kind is RecordKind.NOTIFIED:
            facts = dict(record.facts)
            yield f"{facts['notice']}: {facts['to']}"


def _word(value: Json) -> str | None:
    assert value is None or isinstance(value, str)
    return value
