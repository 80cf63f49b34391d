"""One look at a message about Mia to the council: everything in order, for tests to change."""

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from gateway.decide.facts import ChannelFacts, Facts
from gateway.decide.policy import Policy
from gateway.find.prints import PrintKey
from gateway.gather import Looked, gather
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.found import Evidence, Found, FoundHit, FoundPerson, Role
from gateway.model.marking import Classification, Marking
from gateway.model.message import Envelope, Field, Place, Reading, Unit
from gateway.model.parties import Kind, PersonId
from gateway.policy.file import parse
from gateway.read.directives import Directives
from gateway.registers.directory import Directory
from gateway.registers.files.columns import RegisterKind
from gateway.registers.rows.entry import Entry
from tests.registers.builders import LONDON, built, registers

COUNCIL: Final = "desk@council.example"
CONTENT: Final = "c" * 64
NOON: Final = datetime(2026, 11, 2, 12, tzinfo=UTC)

PEOPLE, PARTIES, CONSENTS = RegisterKind.PEOPLE, RegisterKind.PARTIES, RegisterKind.CONSENTS
AGREEMENTS, APPROVALS, RESTRICTIONS = RegisterKind.AGREEMENTS, RegisterKind.APPROVALS, RegisterKind.RESTRICTIONS

ENTRIES: Final[tuple[Entry, ...]] = (
    built(RegisterKind.STAFF),
    built(RegisterKind.GROUNDS),
    built(PEOPLE, relations="mother:P-2"),
    built(PEOPLE, id="P-2", name="Grace Okafor", acts_for="P-1", emails="grace@mail.example"),
    built(PEOPLE, id="P-3", name="Paul Reid", emails="paul@mail.example"),
    built(PARTIES),
    built(PARTIES, id="ELM", domains="elm.example"),
    built(AGREEMENTS),
    built(AGREEMENTS, id="A-2", party="ELM"),
    built(CONSENTS),
    built(CONSENTS, id="C-2", party="ELM"),
    built(CONSENTS, id="C-3", person="P-3", given_by="P-3"),
)


def person(*candidates: str, name: str = "") -> FoundPerson:
    """Somebody found, with what they may be."""
    return FoundPerson(
        id=name or candidates[0],
        candidates=tuple(PersonId(one) for one in candidates),
        role=Role.SUBJECT if candidates else Role.THIRD_PARTY,
        kinds=frozenset({Kind.NAME}),
        evidence=frozenset({Evidence.REGISTER}),
    )


def found(*people: FoundPerson) -> Found:
    """A find of these people, one hit each."""
    return Found(
        hits=tuple(
            FoundHit(
                id=number, unit=0, start=0, end=3, detector="name", kind=Kind.NAME, evidence=Evidence.REGISTER,
                about=one.id,
            )
            for number, one in enumerate(people)
        ),
        people=people,
    )  # fmt: skip


def reading(text: str) -> Reading:
    """A message that says this."""
    return Reading(
        fields=(Field(name="From", value="Ana <ana@ours.example>"),),
        units=(Unit(id=0, place=Place.TEXT, part="1", label="", text=text),),
        attachments=(),
        unread=(),
        signed=("2",),
        encrypted=False,
    )


def policy() -> Policy:
    """The policy as shipped."""
    return parse("version: 1\n", "policy.yaml").policy


LOOKED: Final = Looked(
    at=NOON,
    timezone=LONDON,
    case="GW-00000000",
    content_hash=CONTENT,
    envelope=Envelope(
        sender="ana@ours.example",
        recipients=(COUNCIL, "grace@mail.example"),
        listener="submission",
        client="192.0.2.1",
        user="ana@ours.example",
        received_at=NOON,
    ),
    reading=reading("Mia is well."),
    found=found(person("P-1")),
    markings=(Marking(scheme="own", level=Classification.INTERNAL, where="subject", text="INTERNAL"),),
    directives=Directives(),
    directory=Directory.of(registers(*ENTRIES)),
    answers=(),
    own_domains=frozenset({"ours.example"}),
    policy=policy(),
    answerers=MappingProxyType({}),
    paragraphs=(),
    print_key=PrintKey(key=bytes(32)),
    delivered=(),
    never_written=frozenset(),
)


def facts(recipient: str = COUNCIL, looked: Looked = LOOKED, *, entries: tuple[Entry, ...] = ()) -> Facts:
    """The fact sheet for one recipient, with further register entries."""
    if entries:
        looked = replace(looked, directory=Directory.of(registers(*ENTRIES, *entries)))
    return gather(looked, recipient, ChannelFacts())


def answer(kind: AnswerKind, value: str, role: Asked = Asked.SENDER, at: datetime = NOON) -> Answer:
    """An answer to what was asked for the council."""
    return Answer(
        kind=kind, by="ana@ours.example", role=role, at=at, content_hash=CONTENT, recipients=(COUNCIL,), policy="p",
        value=value,
    )  # fmt: skip
