"""Two gateways on one PostgreSQL: what one takes in, either decides and delivers, once."""

import json
import shutil
import smtplib
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from gateway.demo.mailbox import Mailbox
from gateway.model.lifecycle import RecipientState
from gateway.model.reasons import Reason
from gateway.record.chainer import verify
from tests.e2e.installation import (
    ANA,
    DUTY,
    MANAGER,
    OFFICE,
    Installation,
    edit,
    free_port,
    installation,
    mail,
    message_id,
    move_to,
)
from tests.postgres import Server


@pytest.mark.xdist_group("two")
def test_two_gateways_on_one_database(
    template: Path, tmp_path: Path, partners: tuple[Mailbox, int], postgres_server: Server
) -> None:
    box, port = partners
    with postgres_server.database() as url:
        one = installation(template, tmp_path / "one", next_hop=port, changes={"store.url": url})
        move_to(url, one)
        # The other node: its own folder and port, and the same keys, as on a shared or copied volume.
        shutil.copytree(tmp_path / "one", tmp_path / "two")
        other = Installation(
            folder=tmp_path / "two" / "config", port=free_port(), _log=tmp_path / "two" / "gateway.log"
        )
        edit(other.folder / "gateway.yaml", {"listeners.0.port": other.port})
        try:
            one.start()
            other.start()
            text = "Purpose: early-help\nFact/opinion: fact\n\nMia Okafor was well. Her asthma is better.\n"
            for number, gateway in enumerate((one, other)):
                gateway.client.send(ANA, [DUTY], mail(f"consent-{number}", "CONFIDENTIAL: Mia Okafor", text))
            for number in range(10):
                content = mail(
                    f"plain-{number}", "Unclassified: hello", "The hall is open.\n", sender=ANA, to=[OFFICE]
                )
                (one, other)[number % 2].client.send(ANA, [OFFICE], content)
            daniel = "Purpose: early-help\nFact/opinion: fact\n\nDaniel Price missed two sessions.\n"
            other.client.send(ANA, [DUTY], mail("release", "CONFIDENTIAL: Daniel Price", daniel))
            held = one.settled(message_id("release"))
            assert Reason.NO_CONSENT in held.recipients[0].reasons
            one.idle()

            words = ("--release", "--ground", "CA89-47", "--why", "Reasonable cause to suspect significant harm.")
            one.command("held", "answer", held.case, *words, user=MANAGER)
            other.in_state(message_id("release"), RecipientState.DELIVERED)
            one.idle()

            shared = json.loads(other.command("record", "disclosures", "--about", "P-3", "--json"))
            assert [(line["case"], line["recipient"]) for line in shared] == [(held.case, DUTY)]
            arrived = Counter((each.recipient, each.opened is not None) for each in box.arrived())
            assert arrived[(DUTY, True)] == 3
            assert arrived[(OFFICE, False)] == 10
            # One keeps the clock, and the chain holds.
            one.until(partial(_chained, one), seconds=20, what="the record to be chained")

            _let_in(postgres_server, url, allowed=False)
            with pytest.raises(smtplib.SMTPResponseException) as refused:
                one.client.send(ANA, [OFFICE], mail("absent", "Unclassified: hello", "x\n", sender=ANA, to=[OFFICE]))
            assert 400 <= refused.value.smtp_code < 500
            _let_in(postgres_server, url, allowed=True)
            again = mail("absent", "Unclassified: hello", "x\n", sender=ANA, to=[OFFICE])
            one.until(partial(_taken, one, again), seconds=30, what="a 250 after the database came back")
            one.settled(message_id("absent"), seconds=60)

            assert other.stop() == 0
            assert one.stop() == 0
        finally:
            other.close()
            one.close()


def _chained(gateway: Installation) -> bool | None:
    found = verify(gateway.app.database, gateway.app.keys.record_key)
    assert found.ok
    return True if found.tail == 0 and found.batches else None


def _let_in(server: Server, url: str, *, allowed: bool) -> None:
    """Let connections to the database in, or cut those that are open and let nobody in."""
    name = make_url(url).database
    server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {'true' if allowed else 'false'}")
    if not allowed:
        server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


def _taken(gateway: Installation, content: bytes) -> bool | None:
    try:
        gateway.client.send(ANA, [OFFICE], content)
    except (OSError, smtplib.SMTPException):
        return None
    return True
