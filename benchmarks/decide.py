"""Time to decide a mail about five people for twenty recipients, against a walk over the same facts.

Run ``python -m benchmarks.decide [--json]``. The peer only looks at every fact once: for each recipient it visits
people, hits, consents and agreements, and looks each person's entry up. Nothing can be decided in less. Each figure
is the best and the 99th percentile of the same rounds.
"""

import argparse
import gc
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from gateway.decide.decide import decide
from gateway.decide.facts import ChannelFacts, Facts, RecipientFacts, SenderFacts
from gateway.model.found import Evidence, FoundHit, FoundPerson, Role
from gateway.model.marking import Classification, Marking
from gateway.model.parties import (
    Agreement,
    Capacity,
    Consent,
    DataSubject,
    Kind,
    Party,
    PartyId,
    PartyType,
    PersonId,
)
from gateway.model.statement import Statement
from gateway.policy.file import parse

ROUNDS: Final = 300
PEOPLE: Final = 5
RECIPIENTS: Final = 20
NOW: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
KINDS: Final = (Kind.NAME, Kind.DATE_OF_BIRTH, Kind.HEALTH, Kind.EDUCATION)


def sheets() -> tuple[Facts, ...]:
    """A fact sheet for each recipient, everything in order but for one person with no consent."""
    people = tuple(PersonId(f"P-{number}") for number in range(PEOPLE))
    hits = tuple(
        FoundHit(
            id=number * len(KINDS) + each, unit=0, start=0, end=8, detector=kind.value, kind=kind,
            evidence=Evidence.REGISTER, about=one,
        )
        for number, one in enumerate(people)
        for each, kind in enumerate(KINDS)
    )  # fmt: skip
    return tuple(_sheet(PartyId(f"PARTY-{number}"), people, hits) for number in range(RECIPIENTS))


def _sheet(party: PartyId, people: tuple[PersonId, ...], hits: tuple[FoundHit, ...]) -> Facts:
    domain = f"{party.lower()}.example"
    return Facts(
        at=NOW,
        today=NOW.date(),
        case="GW-00000000",
        content_hash="c" * 64,
        recipient=RecipientFacts(
            address=f"desk@{domain}",
            party=Party(id=party, name=party, type=PartyType.PARTNER, domains=(domain,)),
            people=(), represents=frozenset(), household=frozenset(), staff=None, internal=False,
            front_door=False, social_media=False, mailing_list=False,
        ),
        sender=SenderFacts(address="ana@ours.example", from_address="ana@ours.example", staff=None, may_send=True),
        markings=(Marking(scheme="own", level=Classification.CONFIDENTIAL, where="subject", text="CONFIDENTIAL"),),
        unread=(),
        signed=(),
        encrypted=False,
        hits=hits,
        people=tuple(
            FoundPerson(
                id=one, candidates=(one,), role=Role.SUBJECT, kinds=frozenset(KINDS),
                evidence=frozenset({Evidence.REGISTER}),
            )
            for one in people
        ),
        subjects={one: DataSubject(id=one, name=f"Person {one}", notice_version="2026") for one in people},
        purpose_said="early-help",
        ground_said=None,
        statement=Statement.FACT,
        about_said=(),
        authority_said=None,
        agreements=(
            Agreement(
                id="A-1", party=party, purposes=frozenset({"early-help"}), kinds=frozenset({"*"}),
                highest=Classification.CONFIDENTIAL, basis="consent", identifiable=True,
                starts=NOW - timedelta(days=100), ends=None, assurance_review=NOW.date(),
            ),
        ),
        consents=tuple(_consent(one, other) for one in people[1:] for other in (party, PartyId("Y"), PartyId("X"))),
        approvals=(),
        restrictions=(),
        kept_phrases=(),
        grounds={},
        answers=(),
        channels=ChannelFacts(transport=True, smime=True),
        others=tuple(f"desk@party-{number}.example" for number in range(RECIPIENTS)),
    )  # fmt: skip


def _consent(person: PersonId, party: PartyId) -> Consent:
    return Consent(
        id=f"C-{person}-{party}", person=person, given_by=person, capacity=Capacity.SELF, party=party,
        purposes=frozenset({"early-help"}), kinds=frozenset({"*"}), given_at=NOW - timedelta(days=30),
        expires_at=None, refused_at=None, withdrawn_at=None, explicit=True,
    )  # fmt: skip


def walk(facts: Facts) -> int:
    """Every fact once."""
    seen = 0
    for person in facts.people:
        for candidate in person.candidates:
            seen += facts.subjects[candidate].notice_version == "2026"
            seen += sum(consent.person == candidate for consent in facts.consents)
        seen += sum(hit.about == person.id for hit in facts.hits)
        seen += sum(agreement.starts <= facts.at for agreement in facts.agreements)
    return seen


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Best and 99th percentile, in milliseconds."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    return took[0], took[int(ROUNDS * 0.99)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    policy = parse("version: 1\n", "policy.yaml").policy
    facts = sheets()
    gc.freeze()
    held = {decide(one, policy).treatment.word for one in facts}
    assert held == {"hold"}, held  # one person has no consent: an answer that is worth its time
    clean = tuple(replace(one, people=(), hits=()) for one in facts)
    peer, peer_99 = timed(lambda: [walk(one) for one in facts])
    rows = [{"what": f"walk over the facts, {RECIPIENTS} recipients", "ms": peer, "p99": peer_99, "times peer": 1.0}]
    for what, some in ((f"{PEOPLE} people", facts), ("nobody in it", clean), ("1 recipient", facts[:1])):
        ours, ours_99 = timed(lambda some=some: [decide(one, policy) for one in some])  # type: ignore[misc]  # bound now
        rows.append({"what": f"decide, {what}", "ms": ours, "p99": ours_99, "times peer": ours / peer})
    if as_json:
        print(json.dumps(rows))
        return
    for row in rows:
        print(f"{row['what']:44} {row['ms']:8.2f} ms  p99 {row['p99']:8.2f} ms  x{row['times peer']:.1f} of the walk")


if __name__ == "__main__":
    main()
