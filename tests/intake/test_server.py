"""The running server: each defect that a stock receiver has, held to by name; and shutting down."""

import contextlib
import smtplib
import socket
import subprocess
import threading
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.config import Limits
from gateway.intake.server import IntakeServer
from gateway.model.errors import ConfigurationFaults, TemporaryFailure
from tests.intake.builders import (
    HOST,
    ORGANISATION,
    PASSWORD,
    Running,
    client_context,
    listener,
    running,
    write_pair,
)
from tests.intake.dialogue import Peer, cut, waited_for
from tests.intake.fakes import FailingSpool, LinesLog, RecordingSpool, StillClock

ANA = "ana@charity.example"
BOB = "bob@partner.example"
BEGIN = f"EHLO c.example\r\nMAIL FROM:<{ANA}>\r\nRCPT TO:<{BOB}>\r\nDATA\r\n".encode()
AGAIN = BEGIN.partition(b"\r\n")[2]
MESSAGE = b"Subject: hello\r\n\r\nHello\r\n"


def peer(server: Running, name: str = "clear") -> Peer:
    """A client that has read the greeting."""
    client = Peer(server.connect(name))
    assert client.read_reply()[-1].startswith("220")
    return client


def said(client: Peer, words: bytes, replies: int) -> list[str]:
    """Send, and read so many replies: the last line of each."""
    client.socket.sendall(words)
    return [client.read_reply()[-1] for _ in range(replies)]


@contextlib.contextmanager
def signed_in(server: Running) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP(*server.server.addresses["submission"], timeout=10, local_hostname="c.example") as client:
        client.starttls(context=client_context())
        client.login(ANA, PASSWORD)
        yield client


# Faults behind us


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(TemporaryFailure("database away"), id="temporary"),
        pytest.param(OSError(28, "No space left on device", "/var/secret/path"), id="disk-full"),
        pytest.param(ConnectionRefusedError("postgres.internal"), id="looks-like-the-client-went"),
        pytest.param(ValueError("Dear Ana"), id="bug"),
    ],
)
def test_a_fault_is_451_without_its_text_and_the_message_is_forgotten(error: Exception, tmp_path: Path) -> None:
    # aiosmtpd: 500 with class, text and path; then 503 to the next MAIL, and a bare DATA goes to the old recipients.
    spool = FailingSpool([error])
    with running(tmp_path, "clear", spool=spool) as server:
        client = peer(server)

        assert said(client, BEGIN + MESSAGE + b".\r\n", 5)[-1] == (
            "451 4.3.0 Not taken because of a fault here, try again later"
        )
        assert said(client, b"DATA\r\n", 1)[0].startswith("503")
        assert said(client, AGAIN + MESSAGE + b".\r\n", 4)[-1].startswith("250")
        assert [content for _, content in spool.taken] == [MESSAGE]
        assert "secret" not in str(server.log.lines)
        assert "Dear" not in str(server.log.lines)
        assert ("intake-fault", type(error).__name__) in [
            (event, keys.get("error")) for event, keys in server.log.lines
        ]
        client.socket.close()


def test_no_room_is_said_at_mail(tmp_path: Path) -> None:
    spool = RecordingSpool(is_full=True)
    with running(tmp_path, "clear", spool=spool) as server:
        client = peer(server)

        assert said(client, BEGIN[: BEGIN.index(b"RCPT")], 2)[-1].startswith("452 4.3.1")
        spool.is_full = False
        time.sleep(1.1)  # the answer is good for a second
        assert said(client, AGAIN[: AGAIN.index(b"RCPT")], 1)[-1].startswith("250")
        client.socket.close()


def test_accounts_that_cannot_be_asked_are_454(tmp_path: Path) -> None:
    with running(tmp_path, "submission") as server:
        server.accounts.away = True
        with pytest.raises(smtplib.SMTPAuthenticationError) as refusal, signed_in(server):
            pass

    assert refusal.value.smtp_code == 454


# 250 means committed, once


@pytest.mark.parametrize("way", ["reset", "closed"])
def test_a_client_that_goes_away_while_the_commit_runs_leaves_the_message_accepted_once(
    way: str, tmp_path: Path
) -> None:
    spool = RecordingSpool()
    spool.gate.clear()
    with running(tmp_path, "clear", spool=spool) as server:
        client = peer(server)
        client.socket.sendall(BEGIN + MESSAGE + b".\r\n")
        assert spool.begun.wait(5)
        if way == "reset":
            cut(client.socket)
        else:
            client.socket.close()
        time.sleep(0.1)
        assert not spool.taken
        spool.gate.set()
        assert waited_for(spool, 1) == 1
        # The connection is counted out, and the next client is served.
        other = peer(server)
        assert said(other, BEGIN + MESSAGE + b".\r\n", 5)[-1].startswith("250")
        other.socket.close()
    assert [content for _, content in spool.taken] == [MESSAGE, MESSAGE]


def test_a_message_that_waits_for_its_commit_is_not_dropped_with_its_client(tmp_path: Path) -> None:
    # More than commit at once: the last one is still waiting when its client resets the connection.
    spool = RecordingSpool()
    spool.gate.clear()
    with running(tmp_path, "clear", spool=spool) as server:
        clients = [peer(server) for _ in range(18)]
        for client in clients:
            assert said(client, BEGIN, 4)[-1].startswith("354")
            client.socket.sendall(MESSAGE + b".\r\n")
        time.sleep(0.2)
        cut(clients[-1].socket)
        until = time.monotonic() + 5
        while server.server.sessions == 18 and time.monotonic() < until:
            time.sleep(0.01)
        spool.gate.set()

        assert waited_for(spool, 18) == 18
        for client in clients[:-1]:
            assert client.read_reply()[0].startswith("250")
            client.socket.close()


def test_a_half_closed_client_still_hears_that_its_message_is_committed(tmp_path: Path) -> None:
    spool = RecordingSpool()
    spool.gate.clear()
    with running(tmp_path, "clear", spool=spool) as server:
        client = peer(server)
        client.socket.sendall(BEGIN + MESSAGE + b".\r\nQUIT\r\n")
        client.socket.shutdown(socket.SHUT_WR)
        assert spool.begun.wait(5)
        time.sleep(0.1)
        spool.gate.set()

        assert [client.read_reply()[-1][:3] for _ in range(6)] == ["250", "250", "250", "354", "250", "221"]
        client.socket.close()


def test_the_idle_time_does_not_run_while_we_work(tmp_path: Path) -> None:
    spool = RecordingSpool()
    spool.gate.clear()
    with running(tmp_path, "clear", spool=spool, limits={"idle_seconds": 0.3}) as server:
        client = peer(server)
        client.socket.sendall(BEGIN + MESSAGE + b".\r\n")
        assert spool.begun.wait(5)
        time.sleep(0.6)
        spool.gate.set()

        assert [client.read_reply()[-1][:3] for _ in range(5)] == ["250", "250", "250", "354", "250"]
        client.socket.close()


# Smuggling

FALSE_ENDS = [b"\n.\n", b"\r.\r", b"\n.\r\n", b"\r\n.\n", b"\r\n.\r", b"\r.\r\n", b"\n.\r", b"\r.\n", b"\n\n.\r\n"]


@pytest.fixture(scope="module")
def clear(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, RecordingSpool]]:
    spool = RecordingSpool()
    with running(tmp_path_factory.mktemp("clear"), "clear", spool=spool) as server:
        yield server, spool


@pytest.mark.parametrize("false_end", FALSE_ENDS, ids=repr)
def test_no_false_end_lets_a_second_message_in(false_end: bytes, clear: tuple[Running, RecordingSpool]) -> None:
    server, spool = clear
    spool.taken.clear()
    client = peer(server)
    smuggled = false_end + AGAIN + b"Subject: smuggled\r\n\r\n"

    last = said(client, BEGIN + b"Subject: a\r\n\r\na" + smuggled + b"\r\n.\r\nNOOP\r\n", 6)[-2:]

    assert last == ["550 5.6.11 A line must end with CRLF: a lone CR or LF is not taken", "250 2.0.0 OK"]
    assert said(client, b"QUIT\r\n", 1)[0].startswith("221")
    assert client.read_to_the_end() == b""
    assert spool.taken == []
    client.socket.close()


# One client does not stand in another's way


def test_limits_belong_to_a_connection(clear: tuple[Running, RecordingSpool]) -> None:
    # aiosmtpd: command lengths were one table for all, emptied by each new connection.
    server, _ = clear
    first, long_mail = peer(server), f"MAIL FROM:<{ANA}> ENVID={'x' * 100} AUTH={'y' * 400}\r\nRSET\r\n".encode()
    assert said(first, b"EHLO c.example\r\n" + long_mail, 3)[1].startswith("250")
    others = [peer(server) for _ in range(3)]
    for other in others:
        said(other, b"EHLO d.example\r\n" * 3, 3)

    assert said(first, long_mail, 2)[0].startswith("250")
    for client in (first, *others):
        client.socket.close()


def worst_wait(server: Running, until: threading.Event) -> float:
    """The longest that a NOOP of another client took until the event was set."""
    client, worst = peer(server), 0.0
    while not until.is_set():
        began = time.perf_counter()
        assert said(client, b"NOOP\r\n", 1) == ["250 2.0.0 OK"]
        worst = max(worst, time.perf_counter() - began)
        time.sleep(0.005)
    client.socket.close()
    return worst


def waiting_beside(server: Running, work: bytes, replies: int, limit: float = 0.5) -> list[str]:
    """Send *work* while another client talks; the replies, once the other was never kept waiting."""
    client, over, answers = peer(server), threading.Event(), []

    def busy() -> None:
        try:
            answers.extend(said(client, work, replies))
        finally:
            over.set()

    thread, began = threading.Thread(target=busy), time.perf_counter()
    thread.start()
    worst = worst_wait(server, over)
    thread.join()
    client.socket.close()
    # Whoever is stalled waits for all of the work; on a busy machine a wait for the processor is no stall.
    assert worst < max(limit, (time.perf_counter() - began) / 2)
    return answers


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(b"=\r\n" * 3_000_000, "250", id="soft-breaks"),
        pytest.param(b"x" * 20_000_000 + b"\r\n", "250", id="one-line"),
        pytest.param(b"..\r\n" * 1_000_000, "250", id="dots"),
        pytest.param(b"\n" * 8_000_000 + b"\r\n", "550", id="lone-ends"),
    ],
)
def test_a_big_body_stalls_nobody(body: bytes, code: str, tmp_path: Path) -> None:
    with running(tmp_path, "clear") as server:
        assert waiting_beside(server, BEGIN + b"Subject: big\r\n\r\n" + body + b".\r\n", 5)[-1].startswith(code)


@pytest.mark.parametrize(
    ("command", "count", "code"),
    [
        pytest.param(b"NOOP\r\n", 60_000, "250", id="cheap"),
        pytest.param(f"RCPT TO:<{BOB}>\r\n".encode(), 15_000, "250", id="same-recipient"),
        pytest.param(b"RCPT TO:<%s>\r\n" % (b"(" * 40), 15_000, "501", id="refused"),
    ],
)
def test_many_commands_at_once_stall_nobody(command: bytes, count: int, code: str, tmp_path: Path) -> None:
    with running(tmp_path, "clear", limits={"commands": 10**6, "errors": 10**6}) as server:
        work = BEGIN.replace(b"DATA\r\n", command * count)

        assert waiting_beside(server, work, 3 + count)[-1].startswith(code)


def test_twenty_megabytes_take_a_bounded_number_of_bytes(tmp_path: Path) -> None:
    size = 20 * 1024 * 1024
    body = b"Subject: big\r\n\r\n" + (b"x" * 76 + b"\r\n") * (size // 78)
    spool = RecordingSpool()
    with running(tmp_path, "clear", spool=spool) as server:
        client = peer(server)
        said(client, BEGIN, 4)
        tracemalloc.start()
        try:
            for at in range(0, len(body), 1 << 20):
                client.socket.sendall(body[at : at + (1 << 20)])
            assert said(client, b".\r\n", 1)[0].startswith("250")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        client.socket.close()

    assert spool.taken[0][1] == body
    assert peak < 2.5 * size


def test_all_sessions_together_hold_so_much_and_no_more(tmp_path: Path) -> None:
    # Two messages of the largest size fit, whatever the number of sessions; the third is told to come again.
    with running(tmp_path, "clear", limits={"message_bytes": 1_000_000}) as server:
        clients = [peer(server) for _ in range(3)]
        for client in clients:
            said(client, BEGIN, 4)
            client.socket.sendall(b"x" * 900_000)
            time.sleep(0.1)

        answers = [said(client, b"\r\n.\r\n", 1)[0][:9] for client in reversed(clients)]
        assert answers == ["452 4.3.1", "250 2.0.0", "250 2.0.0"]
        # And it is given back.
        assert said(clients[2], AGAIN + b"x" * 900_000 + b"\r\n.\r\n", 4)[-1].startswith("250")
        for client in clients:
            client.socket.close()


# Slow clients


def test_a_steady_slow_upload_is_not_cut_by_the_idle_time(tmp_path: Path) -> None:
    # aiosmtpd: a steady upload was cut after exactly `timeout` seconds, without a 421.
    with running(tmp_path, "clear", limits={"idle_seconds": 0.4}) as server:
        client = peer(server)
        said(client, BEGIN, 4)
        for _ in range(10):
            client.socket.sendall(b"line\r\n")
            time.sleep(0.1)

        assert said(client, b".\r\n", 1)[0].startswith("250")
        client.socket.close()


@pytest.mark.parametrize(
    ("limits", "grace_seconds"),
    [
        pytest.param({"idle_seconds": 0.3}, 60, id="idle"),
        pytest.param({"data_total_seconds": 0.5}, 60, id="total"),
        pytest.param({"data_bytes_per_second": 1000}, 0.3, id="rate"),
    ],
)
def test_who_sends_too_slowly_is_told_and_cut(limits: dict[str, float], grace_seconds: float, tmp_path: Path) -> None:
    spool = RecordingSpool()
    with running(tmp_path, "clear", spool=spool, limits=limits, grace_seconds=grace_seconds) as server:
        client = peer(server)
        said(client, BEGIN, 4)
        began = time.monotonic()
        with contextlib.suppress(ConnectionError):
            while time.monotonic() - began < 1:
                if "idle_seconds" not in limits:
                    client.socket.sendall(b"x")
                time.sleep(0.1)
        client.socket.settimeout(2)

        assert client.read_reply() == ["421 4.4.2 The message came too slowly, nothing was taken"]
        client.socket.close()
    assert spool.taken == []


def test_a_client_that_never_reads_is_cut(tmp_path: Path) -> None:
    limits = {"idle_seconds": 0.3, "commands": 10**6}
    with running(tmp_path, "clear", limits=limits) as server:
        client = peer(server)
        client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        client.socket.settimeout(0.2)
        with contextlib.suppress(OSError):
            while True:
                client.socket.sendall(b"HELP\r\n" * 10_000)
        until = time.monotonic() + 10
        while server.server.sessions and time.monotonic() < until:
            time.sleep(0.05)

        assert server.server.sessions == 0
        client.socket.close()


def test_a_handshake_that_breaks_off_is_counted_out(tmp_path: Path) -> None:
    with running(tmp_path, "implicit", "submission") as server:
        clients = [server.connect("implicit") for _ in range(3)]
        begun = peer(server, "submission")
        said(begun, b"EHLO c.example\r\nSTARTTLS\r\n", 2)
        clients[0].sendall(b"\x16\x03\x01\x02\x00")
        clients[1].sendall(b"this is no handshake\r\n")
        until = time.monotonic() + 5
        while server.server.sessions != 3 and time.monotonic() < until:
            time.sleep(0.01)
        assert server.server.sessions == 3  # the one without sense is gone already
        for client in (*clients, begun.socket):
            client.close()
        while server.server.sessions and time.monotonic() < until:
            time.sleep(0.01)

        assert server.server.sessions == 0


# Signing in, with clients that are not ours


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_smtplib_signs_in_over_starttls(mechanism: str, tmp_path: Path) -> None:
    spool = RecordingSpool()
    with (
        running(tmp_path, "submission", spool=spool) as server,
        smtplib.SMTP(*server.server.addresses["submission"], timeout=10, local_hostname="c.example") as client,
    ):
        client.starttls(context=client_context())
        client.ehlo()
        client.user, client.password = ANA, PASSWORD
        client.auth(mechanism, getattr(client, f"auth_{mechanism.lower()}"))
        client.sendmail(ANA, [BOB], MESSAGE)

    envelope, content = spool.taken[0]
    assert content == MESSAGE
    assert (envelope.user, envelope.protocol, envelope.client) == (ANA, "ESMTPSA", "127.0.0.1")


def test_guessing_is_slowed_down_and_then_cut_off(tmp_path: Path) -> None:
    wrong = "PLAIN AGFuYUBjaGFyaXR5LmV4YW1wbGUAd3Jvbmc="
    right = "PLAIN AGFuYUBjaGFyaXR5LmV4YW1wbGUAY29ycmVjdCBob3JzZSBiYXR0ZXJ5"
    codes = []
    with running(tmp_path, "submission", limits={"auth_failures_per_minute": 2, "errors": 50}) as server:
        for words in ((wrong, wrong, wrong), (right,)):
            with smtplib.SMTP(*server.server.addresses["submission"], timeout=10) as client:
                client.starttls(context=client_context())
                client.ehlo("c.example")
                codes += [client.docmd("AUTH", word)[0] for word in words]

    assert codes == [535, 535, 421, 421]


def test_a_certificate_that_is_known_needs_no_sign_in(tmp_path: Path) -> None:
    spool = RecordingSpool()
    with running(tmp_path, "certificate", spool=spool) as server:
        own = write_pair(tmp_path, "relay.charity.example")
        with smtplib.SMTP(*server.server.addresses["certificate"], timeout=10, local_hostname="r.example") as client:
            client.starttls(context=client_context(own))
            client.sendmail("", [BOB], MESSAGE)

    assert (spool.taken[0][0].sender, spool.taken[0][0].protocol) == ("", "ESMTPS")


def test_swaks_delivers(tmp_path: Path) -> None:
    spool = RecordingSpool()
    with running(tmp_path, "submission", spool=spool) as server:
        _, port = server.server.addresses["submission"]
        talk = subprocess.run(
            ["swaks", "--server", "127.0.0.1", "--port", str(port), "--tls", "--auth", "PLAIN", "--auth-user", ANA,
             "--auth-password", PASSWORD, "--from", ANA, "--to", BOB, "--ehlo", "c.example", "--pipeline"],
            capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip

    assert talk.returncode == 0, talk.stdout
    assert "Taken as GW-00000001" in talk.stdout
    assert spool.taken[0][0].recipients == (BOB,)


# Starting and shutting down


def test_draining_lets_begun_messages_end_and_says_421_to_the_rest(tmp_path: Path) -> None:
    spool = RecordingSpool()
    with running(tmp_path, "clear", spool=spool) as server:
        idle, begun = peer(server), peer(server)
        said(begun, BEGIN, 4)
        thread = threading.Thread(target=server.server.drain, args=(5,))
        thread.start()
        assert idle.read_reply() == ["421 4.3.2 Shutting down, try again later"]
        assert idle.read_to_the_end() == b""
        with pytest.raises(OSError, match="refused"):
            server.connect("clear")
        assert said(begun, MESSAGE + b".\r\n", 2) == [
            "250 2.0.0 Taken as GW-00000001",
            "421 4.3.2 Shutting down, try again later",
        ]
        thread.join(5)
        assert not thread.is_alive()
        for client in (idle, begun):
            client.socket.close()
    assert len(spool.taken) == 1


def test_stopping_cuts_what_does_not_end_and_waits_for_commits(tmp_path: Path) -> None:
    spool = RecordingSpool()
    spool.gate.clear()
    with running(tmp_path, "clear", spool=spool) as server:
        half, whole = peer(server), peer(server)
        said(half, BEGIN, 4)
        whole.socket.sendall(BEGIN + MESSAGE + b".\r\n")
        assert spool.begun.wait(5)
        threading.Timer(0.2, spool.gate.set).start()
        server.server.stop()

        assert len(spool.taken) == 1
        assert half.read_to_the_end() == b""
        for client in (half, whole):
            client.socket.close()


def test_stopping_ends_a_drain_that_someone_waits_for(tmp_path: Path) -> None:
    with running(tmp_path, "clear") as server:
        idle, begun = peer(server), peer(server)
        said(begun, BEGIN, 4)
        thread = threading.Thread(target=server.server.drain, args=(60,))
        thread.start()
        assert idle.read_reply()[0].startswith("421")
        server.server.stop()
        thread.join(5)

        assert not thread.is_alive()
        for client in (idle, begun):
            client.socket.close()


def test_ports_can_be_shared(tmp_path: Path) -> None:
    def server(port: int) -> IntakeServer:
        return IntakeServer(
            listeners=(listener("clear").model_copy(update={"port": port}),),
            limits=Limits(),
            tls=None,
            accounts=None,
            spool=RecordingSpool(),
            organisation=ORGANISATION,
            log=LinesLog(),
            clock=StillClock(),
            reuse_port=True,
        )

    first = server(0)
    first.start()
    try:
        second = server(first.addresses["clear"][1])
        second.start()
        second.stop()
    finally:
        first.stop()


def test_what_a_listener_lacks_stops_the_start_with_every_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationFaults) as faults:
        IntakeServer(
            listeners=tuple(listener(name) for name in ("submission", "stamped", "certificate")),
            limits=Limits(),
            tls=None,
            accounts=None,
            spool=RecordingSpool(),
            organisation=ORGANISATION,
            log=LinesLog(),
            clock=StillClock(),
        )

    assert [fault.partition(": ")[2] for fault in faults.value.faults] == [
        "submission: tls needs certificate and key",
        "submission: auth needs accounts",
        "stamped: trust.header needs its secret value",
        "certificate: tls needs certificate and key",
        "certificate: trust.client_certificates needs tls.client_ca, the certificates or their issuers",
    ]


def test_old_tls_is_refused(tmp_path: Path) -> None:
    with running(tmp_path, "implicit") as server:
        _, port = server.server.addresses["implicit"]
        talk = subprocess.run(
            ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-tls1_1", "-servername", HOST],
            input="", capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip

    assert talk.returncode != 0
    assert "220 " not in talk.stdout
