"""Time to gather the facts of one mail beside large registers, against asking the database for the same entries.

Run ``python -m benchmarks.gather [--people N] [--postgres URL] [--index] [--json]``. The registers hold N people
(100,000), a twentieth as many parties with an agreement each, and three consents for each person. They are imported
as files are, sealed, on SQLite and, with a URL of an empty database, on PostgreSQL. The peer asks plain indexed
tables in the same database for the people, agreements and consents that the mail needs, one statement for each of the
three and each recipient, unsealed and unparsed. Each figure is the best and the 99th percentile of the same rounds.

What else is told: how long a worker takes to load it all, and to follow one changed row.
"""

import argparse
import gc
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Index, MetaData, String, Table, Text, bindparam, insert, select

from gateway.decide.facts import ChannelFacts, Facts
from gateway.find import people_index
from gateway.find.prints import PrintKey
from gateway.gather import Looked, gather_all
from gateway.model.found import Evidence, Found, FoundHit, FoundPerson, Role
from gateway.model.message import Envelope, Field, Place, Reading, Unit
from gateway.model.parties import Kind, PersonId
from gateway.policy.file import parse
from gateway.read.directives import Directives
from gateway.registers.directory import Directory
from gateway.registers.files.columns import RegisterKind
from gateway.registers.store import Registers
from gateway.store.database import Database
from gateway.store.schema import upgrade
from gateway.store.seal import RegisterSeal

ROUNDS: Final = 200
PEOPLE_IN_MAIL: Final = 5
RECIPIENTS: Final = (1, 20)
LONDON: Final = ZoneInfo("Europe/London")
NOW: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
BATCH: Final = 50_000


def _word(number: int) -> str:
    """A made-up word of letters, another for each number."""
    letters = ""
    while number or len(letters) < 4:
        number, consonant = divmod(number, 14)
        letters += "bdfghklmnprstv"[consonant] + "aeiou"[(number + consonant) % 5]
    return letters.capitalize()


def rows(count: int) -> Iterator[tuple[RegisterKind, list[dict[str, str]]]]:
    """Invented registers of *count* people, in the order of import."""
    parties = max(count // 20, 25)
    first = date(2008, 1, 1)
    yield (
        RegisterKind.PEOPLE,
        [
            {
                "id": f"P-{number}",
                "name": f"{_word(number)} {_word(number // 3)}son",
                "date_of_birth": (first + timedelta(days=number % 6000)).isoformat(),
                "addresses": f"{number // 3} Elm Road, London W{number // 3 % 20} {number // 3 % 9}AB",
                "emails": f"p{number}@mail.example",
                "relations": f"mother:P-{number - number % 3}" if number % 3 else "",
                "notice_version": "2026",
            }
            for number in range(count)
        ],
    )
    yield (
        RegisterKind.PARTIES,
        [
            {
                "id": f"PARTY-{number}",
                "name": f"Party {number}",
                "type": "partner",
                "domains": f"party{number}.example",
            }
            for number in range(parties)
        ],
    )
    yield (
        RegisterKind.AGREEMENTS,
        [
            {
                "id": f"A-{number}", "party": f"PARTY-{number}", "purposes": "early-help", "kinds": "*",
                "highest": "confidential", "basis": "consent", "identifiable": "yes", "starts": "2024-04-01",
            }
            for number in range(parties)
        ],
    )  # fmt: skip
    yield (
        RegisterKind.CONSENTS,
        [
            {
                "id": f"C-{number}-{each}", "person": f"P-{number}", "given_by": f"P-{number}", "capacity": "self",
                "party": f"PARTY-{(number + each) % parties}", "purposes": "early-help", "kinds": "*",
                "given_on": "2026-02-03", "explicit": "yes",
            }
            for number in range(count)
            for each in range(3)
        ],
    )  # fmt: skip


def looked(directory: Directory, recipients: int) -> Looked:
    """A mail about five people, found already, to as many parties."""
    people = tuple(PersonId(f"P-{number * 7 + 1}") for number in range(PEOPLE_IN_MAIL))
    text = "\n\n".join(
        f"About {one}: well, and the plan goes on as we agreed when we met last week." for one in people
    )
    return Looked(
        at=NOW,
        timezone=LONDON,
        case="GW-00000000",
        content_hash="c" * 64,
        envelope=Envelope(
            sender="ana@ours.example",
            recipients=tuple(f"desk@party{number}.example" for number in range(recipients)),
            listener="submission",
            client="192.0.2.1",
            user="ana@ours.example",
            received_at=NOW,
        ),
        reading=Reading(
            fields=(Field(name="From", value="Ana <ana@ours.example>"),),
            units=(Unit(id=0, place=Place.TEXT, part="1", label="", text=text),),
            attachments=(),
            unread=(),
            signed=(),
            encrypted=False,
        ),
        found=Found(
            hits=tuple(
                FoundHit(
                    id=number, unit=0, start=0, end=3, detector="name", kind=Kind.NAME,
                    evidence=Evidence.REGISTER, about=one,
                )
                for number, one in enumerate(people)
            ),
            people=tuple(
                FoundPerson(
                    id=one, candidates=(one,), role=Role.SUBJECT, kinds=frozenset({Kind.NAME}),
                    evidence=frozenset({Evidence.REGISTER}),
                )
                for one in people
            ),
        ),
        markings=(),
        directives=Directives(),
        directory=directory,
        answers=(),
        own_domains=frozenset({"ours.example"}),
        policy=parse("version: 1\n", "policy.yaml").policy,
        answerers={},
        paragraphs=(),
        print_key=PrintKey(key=bytes(32)),
        never_written=frozenset(),
        delivered=(),
    )  # fmt: skip


class Peer:
    """Plain tables with an index on what is asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tables = {
            kind: Table(
                f"peer_{kind.value}",
                MetaData(),
                Column("id", String(64), primary_key=True),
                Column("of", String(64), nullable=False),
                Column("data", Text, nullable=False),
                Index(f"ix_peer_{kind.value}", "of"),
            )
            for kind in (RegisterKind.PEOPLE, RegisterKind.AGREEMENTS, RegisterKind.CONSENTS)
        }
        with database.write() as connection:
            for table in self._tables.values():
                table.create(connection)

    def fill(self, kind: RegisterKind, entries: list[dict[str, str]]) -> None:
        """The same entries."""
        table, of = self._tables.get(kind), {"agreements": "party", "consents": "person"}.get(kind.value, "id")
        if table is None:
            return
        with self._database.write() as connection:
            connection.execute(
                insert(table), [{"id": one["id"], "of": one[of], "data": json.dumps(one)} for one in entries]
            )

    def ask(self, mail: Looked) -> int:
        """What the mail needs; how many rows."""
        people = [one for person in mail.found.people for one in person.candidates]
        count = 0
        with self._database.read() as connection:
            for address in mail.envelope.recipients:
                party = "PARTY-" + address.partition("@")[2].removeprefix("party").partition(".")[0]
                for kind, wanted in (
                    (RegisterKind.PEOPLE, people),
                    (RegisterKind.AGREEMENTS, [party]),
                    (RegisterKind.CONSENTS, people),
                ):
                    table = self._tables[kind]
                    asked = select(table.c.data).where(table.c.of.in_(bindparam("wanted", expanding=True)))
                    count += len(connection.execute(asked, {"wanted": wanted}).all())
        return count


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Best and 99th percentile, in milliseconds."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    return took[0], took[int(ROUNDS * 0.99)]


def once(work: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """A database with our tables."""
    database = Database(url)
    try:
        upgrade(database)
        yield database
    finally:
        database.close()


def run(engine: str, database: Database, count: int, *, with_index: bool) -> Iterator[dict[str, float | str]]:
    """Fill one database and measure."""
    seal = RegisterSeal(b"k" * 32)
    registers = Registers(database, seal, timezone=LONDON, own_domains=("ours.example",))
    peer = Peer(database)
    for kind, entries in rows(count):
        registers.apply(kind, entries, replace=False, by="benchmark", at=NOW)
        for start in range(0, len(entries), BATCH):
            peer.fill(kind, entries[start : start + BATCH])
    fresh = Registers(database, seal, timezone=LONDON, own_domains=("ours.example",))
    yield {"what": f"{engine}: load everything", "s": once(fresh.directory)}
    consent = {"id": "C-0-0", "withdrawn_on": "2026-11-01"}
    fresh.apply(RegisterKind.CONSENTS, [consent], replace=False, by="benchmark", at=NOW)
    yield {"what": f"{engine}: follow one changed consent", "s": once(fresh.directory)}
    fresh.apply(RegisterKind.PEOPLE, [{"id": "P-0", "language": "Somali"}], replace=False, by="benchmark", at=NOW)
    yield {"what": f"{engine}: follow one changed person", "s": once(fresh.directory)}
    if with_index:
        yield {"what": "people index anew", "s": once(partial(people_index, fresh.directory().registers))}
    # As in a worker whose index is there: else each round of collection walks all of it.
    gc.freeze()
    for recipients in RECIPIENTS:
        mail = looked(fresh.directory(), recipients)
        channels = {address: ChannelFacts() for address in mail.envelope.recipients}

        def gathered(mail: Looked = mail, channels: dict[str, ChannelFacts] = channels) -> tuple[Facts, ...]:
            # With the question which generation it is, as each look asks.
            return gather_all(replace(mail, directory=fresh.directory()), channels)

        found = sum(len(facts.consents) for facts in gathered())
        assert found == recipients * PEOPLE_IN_MAIL * 3, found
        ours, ours_99 = timed(gathered)
        theirs, theirs_99 = timed(partial(peer.ask, mail))
        told = "1 recipient" if recipients == 1 else f"{recipients} recipients"
        yield {"what": f"{engine}: gather, {told}", "ms": ours, "p99": ours_99, "times peer": ours / theirs}
        yield {"what": f"{engine}: plain SQL, {told}", "ms": theirs, "p99": theirs_99, "times peer": 1.0}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--postgres", metavar="URL", help="an empty database to measure on as well")
    parser.add_argument("--index", action="store_true", help="time the index of names and identifiers too")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    results: list[dict[str, float | str]] = []
    with tempfile.TemporaryDirectory() as folder:
        urls = {"SQLite": f"sqlite:///{Path(folder)}/registers.db"}
        if given.postgres:
            urls["PostgreSQL"] = given.postgres
        for engine, url in urls.items():
            with opened(url) as database:
                for row in run(engine, database, given.people, with_index=given.index):
                    results.append(row)
                    if not given.json:
                        print(_told(row), flush=True)
    if given.json:
        print(json.dumps(results))


def _told(row: dict[str, float | str]) -> str:
    if "s" in row:
        return f"{row['what']:44} {row['s']:8.2f} s"
    return f"{row['what']:44} {row['ms']:8.2f} ms  p99 {row['p99']:8.2f} ms  x{row['times peer']:.2f} of SQL"


if __name__ == "__main__":
    main()
