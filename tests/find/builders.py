"""A small register, and a message of one body or more looked at with it."""

from datetime import UTC, date, datetime

from gateway.find import correspondents, find, people_index
from gateway.model.found import Found
from gateway.model.message import Envelope, Reading, Unit
from gateway.model.parties import DataSubject, Party, PartyId, PartyType, PersonId, RegisterSnapshot, StaffMember
from tests.markings.builders import reading

SENDER = "ana.sharma@family.example"
COUNCIL = "jo.green@council.example"
HOME = "14 Larch Road, London W6 0HP"

MIA = DataSubject(
    id=PersonId("P-1"),
    name="Mia Okafor",
    date_of_birth=date(2015, 3, 4),
    nhs_number="999 000 0018",
    case_ids=("EH-1041",),
    addresses=(HOME,),
    relations=(("mother", PersonId("P-2")), ("brother", PersonId("P-4"))),
    worker=SENDER,
)
GRACE = DataSubject(
    id=PersonId("P-2"),
    name="Grace Okafor",
    date_of_birth=date(1986, 7, 19),
    addresses=(HOME,),
    emails=("grace.okafor@mail.example",),
    phones=("07700 900118",),
)
PAUL = DataSubject(id=PersonId("P-3"), name="Paul Reid", relations=(("daughter", PersonId("P-1")),))
LEO = DataSubject(id=PersonId("P-4"), name="Leo Okafor", relations=(("mother", PersonId("P-2")),))
NAMESAKE = DataSubject(
    id=PersonId("P-9"),
    name="Mia Okafor",
    date_of_birth=date(2011, 1, 2),
    nhs_number="999 000 0026",
    worker="x@y.example",
)

STAFF = {
    SENDER: StaffMember(email=SENDER, name="Ana Sharma", phone="020 7946 0201"),
    "ben.doyle@family.example": StaffMember(email="ben.doyle@family.example", name="Ben Doyle"),
}
PARTIES = {
    PartyId("COUNCIL"): Party(
        id=PartyId("COUNCIL"), name="Council", type=PartyType.PARTNER, domains=("council.example", ".council.example")
    ),
    PartyId("POST"): Party(id=PartyId("POST"), name="Chat", type=PartyType.SOCIAL_MEDIA, domains=("chat.example",)),
}


def register(*people: DataSubject) -> RegisterSnapshot:
    """A snapshot with these people; Mia, Grace, Paul and Leo where none are given."""
    chosen = people or (MIA, GRACE, PAUL, LEO)
    return RegisterSnapshot(
        generation=1, people={person.id: person for person in chosen}, staff=dict(STAFF), parties=dict(PARTIES)
    )


REGISTER = register()


def envelope(*recipients: str, sender: str = SENDER) -> Envelope:
    """Who sends to whom."""
    return Envelope(
        sender=sender,
        recipients=recipients or (COUNCIL,),
        listener="submission",
        client="192.0.2.1",
        user=None,
        received_at=datetime(2026, 11, 2, tzinfo=UTC),
    )


def look(
    *units: Unit,
    to: tuple[str, ...] = (COUNCIL,),
    known: RegisterSnapshot = REGISTER,
    about: tuple[str, ...] = (),
    fields: tuple[tuple[str, str], ...] = (),
    attachments: tuple[str, ...] = (),
) -> tuple[Reading, Found]:
    """What is found in these units."""
    message = reading(*units, fields=fields, attachments=attachments)
    who = correspondents(message, envelope(*to), known)
    return message, find(message, people_index(known), known, who, about=about)


def told(found: Found) -> list[str]:
    """Everybody as "id role kinds", correspondents without kinds of their own left out."""
    return [
        f"{person.id} {person.role} {'+'.join(sorted(person.kinds))}"
        for person in found.people
        if not (person.role == "correspondent" and not person.candidates and person.kinds <= {"name", "contact"})
    ]
