"""One next hop, over real sockets: who it must prove to be, and what its replies mean."""

import re
from pathlib import Path

import pytest

from gateway.config import Hop, HopTls
from gateway.deliver.smtp import SmtpHop, Timeouts
from gateway.ports import Reply
from tests.deliver.peers import Script, certificate, ordinary, peer

MESSAGE = b"From: a@ours.example\r\n\r\n.dot first\r\nplain\r\n..two dots\r\n"
TIMEOUTS = Timeouts(connect=5, command=5, after_dot=5)


def plain(port: int) -> SmtpHop:
    return SmtpHop(Hop(host="127.0.0.1", port=port, tls=HopTls.NONE), hostname="gw.example", timeouts=TIMEOUTS)


def send(hop: SmtpHop, *recipients: str, smtputf8: bool = False, body_8bit: bool = False) -> dict[str, Reply]:
    try:
        return hop.send("a@ours.example", recipients, MESSAGE, smtputf8=smtputf8, body_8bit=body_8bit)
    finally:
        hop.close()


def answering(verb: bytes, *replies: bytes | None) -> Script:
    """The ordinary peer, but for the replies to one verb, in turn; the last repeats."""
    left = list(replies)

    def script(line: bytes) -> bytes | None:
        if line.upper().startswith(verb):
            return left.pop(0) if len(left) > 1 else left[0]
        return ordinary(line)

    return script


def test_what_arrives_is_what_was_given() -> None:
    with peer() as next_hop:
        replies = send(plain(next_hop.port), "b@elm.example")

    assert replies["b@elm.example"].accepted
    # On the wire every line that begins with a dot has one more (RFC 5321 §4.5.2).
    assert next_hop.seen.messages == [b"From: a@ours.example\r\n\r\n..dot first\r\nplain\r\n...two dots\r\n"]


@pytest.mark.parametrize(
    ("script", "codes"),
    [
        pytest.param(answering(b"MAIL", b"451 4.3.0 later\r\n"), [451, 451], id="sender-deferred"),
        pytest.param(answering(b"RCPT", b"250 ok\r\n", b"550 5.1.1 who\r\n"), [250, 550], id="one-recipient-refused"),
        pytest.param(answering(b"RCPT", b"452 4.2.2 full\r\n"), [452, 452], id="no-recipient-taken"),
        pytest.param(answering(b".", b"451 4.3.0 disk\r\n"), [451, 451], id="deferred-at-the-dot"),
        pytest.param(answering(b".", b"554 5.6.0 no\r\n"), [554, 554], id="refused-at-the-dot"),
        pytest.param(answering(b".", None), [0, 0], id="dropped-after-the-dot"),
        pytest.param(answering(b"RCPT", b"550 5.1.1 who\r\n", None), [550, 0], id="dropped-at-the-second-recipient"),
        pytest.param(answering(b"DATA", b"451 4.3.0 later\r\n"), [451, 451], id="data-deferred"),
        pytest.param(answering(b"MAIL", None), [0, 0], id="dropped-at-mail"),
        pytest.param(answering(b"EHLO", b"421 4.3.2 busy\r\n"), [250, 250], id="helo-will-do"),
    ],
)
def test_replies(script: Script, codes: list[int]) -> None:
    with peer(script) as next_hop:
        replies = send(plain(next_hop.port), "b@elm.example", "c@elm.example")

    assert [replies[name].code for name in ("b@elm.example", "c@elm.example")] == codes


def test_enhanced_code_is_read() -> None:
    with peer(answering(b"RCPT", b"550 5.1.1 no such user\r\n")) as next_hop:
        reply = send(plain(next_hop.port), "b@elm.example")["b@elm.example"]

    assert (reply.enhanced, reply.permanent) == ("5.1.1", True)


def test_nobody_listens() -> None:
    with peer() as next_hop:
        port = next_hop.port

    reply = send(plain(port), "b@elm.example")["b@elm.example"]
    assert (reply.code, reply.enhanced, reply.permanent) == (0, "4.4.1", False)


def test_connection_is_kept() -> None:
    with peer() as next_hop:
        hop = plain(next_hop.port)
        for _ in range(3):
            assert hop.send("a@ours.example", ["b@elm.example"], MESSAGE, smtputf8=False, body_8bit=False)[
                "b@elm.example"
            ].accepted
        hop.close()

    assert (next_hop.seen.connections, len(next_hop.seen.messages)) == (1, 3)


def test_kept_connection_that_was_dropped_is_made_anew() -> None:
    with peer(answering(b"MAIL", b"250 ok\r\n", None, b"250 ok\r\n")) as next_hop:
        hop = plain(next_hop.port)
        hop.send("a@ours.example", ["b@elm.example"], MESSAGE, smtputf8=False, body_8bit=False)
        again = hop.send("a@ours.example", ["b@elm.example"], MESSAGE, smtputf8=False, body_8bit=False)
        hop.close()

    assert again["b@elm.example"].accepted
    assert next_hop.seen.connections == 2


@pytest.mark.parametrize(("smtputf8", "body_8bit", "enhanced"), [(True, False, "5.6.7"), (False, True, "5.6.3")])
def test_extension_that_the_hop_lacks(*, smtputf8: bool, body_8bit: bool, enhanced: str) -> None:
    with peer(answering(b"EHLO", b"250-peer\r\n250 SIZE 10000\r\n")) as next_hop:
        replies = send(plain(next_hop.port), "b@elm.example", smtputf8=smtputf8, body_8bit=body_8bit)

    assert replies["b@elm.example"].enhanced == enhanced
    assert not next_hop.seen.messages


@pytest.mark.parametrize("implicit", [False, True], ids=["starttls", "implicit"])
@pytest.mark.parametrize(
    ("carried", "wanted", "days", "accepted"),
    [
        pytest.param("hop.example", "hop.example", 10, True, id="in-order"),
        pytest.param("other.example", "hop.example", 10, False, id="another-name"),
        pytest.param("hop.example", "hop.example", -1, False, id="expired"),
    ],
)
def test_certificate(tmp_path: Path, carried: str, wanted: str, days: int, *, implicit: bool, accepted: bool) -> None:
    root, context = certificate(tmp_path, name=carried, days=days)
    tls = HopTls.IMPLICIT if implicit else HopTls.VERIFIED

    with peer(tls=context, implicit=implicit) as next_hop:
        hop = Hop(host="127.0.0.1", port=next_hop.port, tls=tls, name=wanted, ca=root)
        reply = send(SmtpHop(hop, hostname="gw.example", timeouts=TIMEOUTS), "b@elm.example")["b@elm.example"]

    assert reply.accepted is accepted
    # What the record keeps as evidence of how it travelled (SEC-1).
    assert bool(re.fullmatch(r"TLSv1\.[23] \w+ verified", reply.tls)) is accepted
    if not accepted:
        assert (reply.enhanced, reply.permanent) == ("4.7.5", False)
        # Neither envelope nor content is told to a host that did not prove who it is.
        assert not [line for line in next_hop.seen.lines if line.upper().startswith(b"MAIL")]


def test_unknown_issuer(tmp_path: Path) -> None:
    _, context = certificate(tmp_path, name="hop.example")

    with peer(tls=context) as next_hop:
        hop = Hop(host="127.0.0.1", port=next_hop.port, name="hop.example")
        reply = send(SmtpHop(hop, hostname="gw.example", timeouts=TIMEOUTS), "b@elm.example")["b@elm.example"]

    assert reply.enhanced == "4.7.5"


def test_starttls_not_offered_is_no_delivery() -> None:
    with peer() as next_hop:
        hop = Hop(host="127.0.0.1", port=next_hop.port, name="hop.example")
        reply = send(SmtpHop(hop, hostname="gw.example", timeouts=TIMEOUTS), "b@elm.example")["b@elm.example"]

    assert reply.enhanced == "4.7.5"
    assert not next_hop.seen.messages


@pytest.mark.parametrize(
    ("sender", "recipient"), [("\u00e9@ours.example", "b@elm.example"), ("a@ours.example", "\u00e9@elm.example")]
)
def test_an_address_beyond_ascii_needs_smtputf8(sender: str, recipient: str) -> None:
    with peer() as next_hop:
        hop = SmtpHop(Hop(host="127.0.0.1", port=next_hop.port, tls=HopTls.NONE), hostname="gw.example")
        refused = hop.send(sender, [recipient], b"x\r\n", smtputf8=False, body_8bit=False)
        taken = hop.send(sender, [recipient], b"x\r\n", smtputf8=True, body_8bit=False)
        hop.close()

    assert refused[recipient].permanent
    assert refused[recipient].enhanced == "5.6.7"
    assert taken[recipient].accepted
