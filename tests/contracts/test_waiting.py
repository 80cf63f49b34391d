"""Mail that waits in retry while registers change, on each engine: what concerns it stops it, all else leaves it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from gateway.decide.facts import ChannelFacts
from gateway.explain.as_json import plain
from gateway.find.prints import PrintKey
from gateway.gather import Looked, gather
from gateway.model.lifecycle import Lane
from gateway.registers.files.columns import RegisterKind
from gateway.registers.store import Registers
from gateway.registers.waiting import Waiting
from gateway.spool.rows import StoredOutgoing
from gateway.store.database import Database
from gateway.store.seal import RegisterSeal
from tests.contracts.builders import World, finished, outcome, world
from tests.gather.builders import COUNCIL, LOOKED
from tests.registers.builders import LONDON, OWN, cells
from tests.store.builders import HOUR, MINUTE

PEOPLE, PARTIES, CONSENTS = RegisterKind.PEOPLE, RegisterKind.PARTIES, RegisterKind.CONSENTS
AGREEMENTS, RESTRICTIONS, STAFF = RegisterKind.AGREEMENTS, RegisterKind.RESTRICTIONS, RegisterKind.STAFF
BY: Final = "iris@ours.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A mail about P-1 to the council that waits, and registers beside it."""

    here: World
    registers: Registers
    waiting: Waiting

    def put(self, kind: RegisterKind, **changed: str) -> None:
        """Import one row."""
        self.registers.apply(kind, [cells(kind, **changed)], replace=False, by=BY, at=self.here.clock.at)

    def mail(self, *, sheet: bytes | None = None) -> StoredOutgoing:
        """Decide it under the registers as they are now; it waits."""
        self.here.accept(COUNCIL)
        generation = self.registers.generation()
        made = replace(
            outcome(ready=[COUNCIL]),
            finished=(finished(COUNCIL),),
            sheet=self._sheet() if sheet is None else sheet,
            generation=generation,
        )
        self.here.decide(made)
        step = self.here.claim(Lane.DELIVER)
        assert step.outgoing is not None
        return self.here.steps.load_outgoing(step.outgoing)

    def stands(self, mail: StoredOutgoing) -> bool:
        return self.waiting.stands(mail, self.here.clock.now())

    def _sheet(self) -> bytes:
        looked: Looked = replace(
            LOOKED, at=self.here.clock.at, directory=self.registers.directory(), print_key=PrintKey(key=bytes(32))
        )
        return json.dumps({"facts": [plain(gather(looked, COUNCIL, ChannelFacts()))]}).encode()


@pytest.fixture
def scene(database: Database, tmp_path: Path) -> Iterator[Scene]:
    """Mia, her mother's consent for the council, and somebody else."""
    with world(database, tmp_path / "keys") as here:
        registers = Registers(database, RegisterSeal(b"k" * 32), timezone=LONDON, own_domains=OWN)
        made = Scene(
            here=here,
            registers=registers,
            waiting=Waiting(database, registers, here.contents, LONDON),
        )
        made.put(STAFF)
        made.put(PEOPLE)
        made.put(PEOPLE, id="P-77", name="Zoe Nobody")
        made.put(PARTIES)
        made.put(PARTIES, id="ELM", domains="elm.example")
        made.put(AGREEMENTS)
        made.put(CONSENTS)
        yield made


def test_nothing_changed(scene: Scene) -> None:
    mail = scene.mail()

    assert scene.stands(mail)
    scene.here.pass_time(2 * HOUR)
    assert scene.stands(mail)


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        pytest.param(CONSENTS, {"withdrawn_on": "2026-01-05"}, id="consent-withdrawn"),
        pytest.param(RESTRICTIONS, {}, id="new-restriction"),
        pytest.param(AGREEMENTS, {"ends": "2026-01-05"}, id="agreement-ended"),
        pytest.param(PEOPLE, {"id": "P-78", "name": "Mia Other"}, id="new-person"),
    ],
)
def test_what_concerns_it_stops_it(scene: Scene, kind: RegisterKind, changed: dict[str, str]) -> None:
    mail = scene.mail()
    scene.here.pass_time(10 * MINUTE)

    scene.put(kind, **changed)

    assert not scene.stands(mail)


def test_unrelated_mail_is_untouched(scene: Scene) -> None:
    mail = scene.mail()
    scene.here.pass_time(10 * MINUTE)

    scene.put(CONSENTS, id="C-7", person="P-77", given_by="P-77", withdrawn_on="2026-01-05")
    scene.put(AGREEMENTS, id="A-7", party="ELM", status="suspended")
    scene.put(PEOPLE, id="P-77", name="Zoe Nobody", contact_preference="post")

    assert scene.registers.generation() > mail.generation
    assert scene.stands(mail)
    scene.put(CONSENTS, withdrawn_on="2026-01-05")
    assert not scene.stands(mail)


def test_a_change_that_no_row_tells_of_concerns_all(scene: Scene, database: Database) -> None:
    from gateway.registers.documents import keep_document

    scene.put(RESTRICTIONS, person="P-77")
    mail = scene.mail()
    scene.here.pass_time(10 * MINUTE)
    keep_document(database, RegisterSeal(b"k" * 32), "R-1", [b"12345678"], by=BY, at=scene.here.clock.at)
    scene.put(CONSENTS, id="C-7", person="P-77", given_by="P-77")

    assert not scene.stands(mail)


def test_midnight_changes_ages(scene: Scene) -> None:
    mail = scene.mail()

    scene.here.pass_time(timedelta(hours=12) - MINUTE)
    assert scene.stands(mail)
    scene.here.pass_time(MINUTE)
    assert not scene.stands(mail)


@pytest.mark.parametrize("sheet", [b"{}", b'{"facts": [{"recipient": null}]}', b'{"facts": []}'])
def test_without_a_sheet_that_tells_it_is_decided_again(scene: Scene, sheet: bytes) -> None:
    mail = scene.mail(sheet=sheet)
    scene.here.pass_time(10 * MINUTE)

    assert not scene.stands(mail)


def test_a_database_from_a_backup_decides_all_again(scene: Scene) -> None:
    mail = replace(scene.mail(), generation=99)

    assert not scene.stands(mail)
