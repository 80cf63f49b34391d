"""Disclosures and registers to make reports of. All people are invented."""

from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.model.message import CaseId
from gateway.model.parties import (
    DataSubject,
    Ground,
    GroundEffect,
    Party,
    PartyId,
    PartyType,
    PersonId,
    RegisterSnapshot,
)
from gateway.record.reading import Disclosed
from tests.contracts.builders import details
from tests.store.builders import NOON

LONDON: Final = ZoneInfo("Europe/London")
MIA: Final = PersonId("P-1")
GRACE: Final = PersonId("P-2")
TOM: Final = PersonId("P-3")

PARTIES: Final = {
    PartyId("COUNCIL"): Party(id=PartyId("COUNCIL"), name="Borough Council", type=PartyType.PARTNER),
    PartyId("ELM"): Party(id=PartyId("ELM"), name="Elm Park School", type=PartyType.PARTNER),
    PartyId("LADO"): Party(id=PartyId("LADO"), name="Designated Officer", type=PartyType.PROTECTED_DISCLOSURE),
    PartyId("GRACE"): Party(id=PartyId("GRACE"), name="Grace Okafor", type=PartyType.PERSON),
}
PEOPLE: Final = {
    MIA: DataSubject(id=MIA, name="Mia Okafor", relations=(("mother", GRACE),)),
    GRACE: DataSubject(id=GRACE, name="Grace Okafor", emails=("grace@mail.example",)),
    TOM: DataSubject(id=TOM, name="Tom Reed"),
}
REGISTERS: Final = RegisterSnapshot(
    generation=1,
    people=PEOPLE,
    parties=PARTIES,
    grounds={
        "CA89-47": Ground(
            id="CA89-47",
            title="Significant harm",
            law="Children Act 1989 s.47",
            effect=GroundEffect.DUTY,
            statutory=True,
            approval=True,
            effective_from=None,
            active=True,
        )
    },
)


def shared(
    person: str = MIA,
    *,
    case: str = "GW-00000001",
    party: str = "COUNCIL",
    party_type: str = "partner",
    recipient: str = "duty@council.example",
    at: datetime = NOON,
    kinds: tuple[str, ...] = ("name", "education"),
    purpose: str = "early-help",
    basis: str = "agreement:A-1+consent:C-1",
    withheld: bool = False,
    ground: str = "",
) -> Disclosed:
    """That something about a person went to a party."""
    return Disclosed(
        at=at,
        case=CaseId(case),
        person=person,
        party=party,
        recipient=recipient,
        kinds=kinds,
        purpose=purpose,
        basis=basis,
        statement="fact",
        treatment="share",
        channel="tls",
        delivered=True,
        details=replace(details(), party_type=party_type, withheld=withheld, ground=ground),
    )
