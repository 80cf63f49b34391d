"""Mail that its sender signed: it arrives byte for byte, so that the signature holds, or it does not go."""

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.model.lifecycle import RecipientState
from gateway.model.message import Envelope
from gateway.model.reasons import Reason
from tests.cases_bench import Bench, bench
from tests.cases_loader import load
from tests.protect.pki import ROOT, key_usage, pem, recipient, rsa_key, write_key

ANA = "ana.sharma@family-support.example"
HEADER = (
    f"From: Ana Sharma <{ANA}>\r\nTo: lettings@westway-housing.example\r\n"
    "Subject: Unclassified: opening hours\r\nDate: Mon, 23 Nov 2026 08:59:30 +0000\r\n"
    "Message-ID: <51673d@family-support.example>\r\nMIME-Version: 1.0\r\n"
).encode()
OPEN = b"The hall is open on Saturdays from ten.\r\n"
NEIGHBOUR = b"Mrs Margaret Thornton, 07700 900456, has the key.\r\n"
TEXT = b"Content-Type: text/plain; charset=us-ascii\r\n\r\n"

Tool = Callable[..., bytes]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with bench(tmp_path_factory.mktemp("bench")) as one:
        yield one


@pytest.fixture(scope="module")
def openssl(tmp_path_factory: pytest.TempPathFactory) -> Tool:
    """openssl's cms, with Ana's key beside it."""
    place = tmp_path_factory.mktemp("openssl")
    key = rsa_key(3072, "gateway")
    write_key(place / "ana.key", key)
    own = recipient(key, issuer=ROOT, address=ANA, usage=key_usage("digital_signature"))
    (place / "ana.pem").write_bytes(pem(own))
    (place / "roots.pem").write_bytes(pem(ROOT.certificate))
    return lambda *words, given: _run(["openssl", "cms", *words], given, place)


@pytest.fixture(scope="module")
def gpg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tool]:
    """gpg with a key of Ana's."""
    home = tmp_path_factory.mktemp("g")
    home.chmod(0o700)
    words = ["gpg", "--homedir", str(home), "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""]
    _run([*words, "--quick-generate-key", ANA, "ed25519", "sign"], b"", home)
    yield lambda *more, given: _run([*words, *more], given, home)
    subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=True)


def _run(command: list[str], given: bytes, place: Path) -> bytes:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    done = subprocess.run(command, input=given, capture_output=True, cwd=place, env=environment, timeout=60)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def received(made: Bench, name: str, content: bytes) -> tuple[RecipientState, tuple[Reason, ...], bytes]:
    """What becomes of a mail to the housing office: state, reasons, and its body as it arrives."""
    came = made.run(replace(load("newsletter-unclassified"), name=name, content=content, envelope=_envelope()))
    (outcome,) = came.outcome.recipients
    sent = [one.content for one in came.finishing.finished]
    return outcome.state, outcome.reasons, sent[0] if sent else b""


def _envelope() -> Envelope:
    return replace(
        load("newsletter-unclassified").envelope,
        sender=ANA,
        user=ANA,
        recipients=("lettings@westway-housing.example",),
    )


def smime_clear(openssl: Tool, text: bytes) -> bytes:
    return openssl("-sign", "-signer", "ana.pem", "-inkey", "ana.key", "-binary", "-crlfeol", given=TEXT + text)


def smime_opaque(openssl: Tool, text: bytes) -> bytes:
    words = ("-sign", "-nodetach", "-signer", "ana.pem", "-inkey", "ana.key", "-binary", "-crlfeol")
    return openssl(*words, given=TEXT + text)


def crlf(octets: bytes) -> bytes:
    return octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


@pytest.mark.parametrize("sign", [smime_clear, smime_opaque])
def test_smime_arrives_and_verifies(made: Bench, openssl: Tool, sign: Callable[[Tool, bytes], bytes]) -> None:
    signed = crlf(sign(openssl, OPEN)).replace(b"MIME-Version: 1.0\r\n", b"", 1)

    state, _, arrived = received(made, f"{sign.__name__}-open", HEADER + signed)

    assert state is RecipientState.READY
    assert arrived.endswith(signed)
    verified = openssl("-verify", "-inform", "SMIME", "-CAfile", "roots.pem", "-no_check_time", given=arrived)
    assert OPEN.strip() in verified


@pytest.mark.parametrize("sign", [smime_clear, smime_opaque])
def test_smime_that_needs_a_cut_is_held(made: Bench, openssl: Tool, sign: Callable[[Tool, bytes], bytes]) -> None:
    signed = crlf(sign(openssl, OPEN + NEIGHBOUR)).replace(b"MIME-Version: 1.0\r\n", b"", 1)

    state, reasons, arrived = received(made, f"{sign.__name__}-cut", HEADER + signed)

    assert (state, arrived) == (RecipientState.HELD, b"")
    assert Reason.ALREADY_SIGNED in reasons


def pgp_inline(gpg: Tool, text: bytes) -> bytes:
    return TEXT + crlf(gpg("--clearsign", given=text))


def pgp_mime(gpg: Tool, text: bytes) -> bytes:
    entity = TEXT + text
    signature = crlf(gpg("--detach-sign", "--armor", "--textmode", given=entity))
    return (
        b'Content-Type: multipart/signed; micalg=pgp-sha512; protocol="application/pgp-signature";\r\n'
        b' boundary="s"\r\n\r\n'
        b"--s\r\n"
        + entity
        + b"\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\n"
        + signature
        + b"\r\n--s--\r\n"
    )


def test_pgp_inline_arrives_and_verifies(made: Bench, gpg: Tool) -> None:
    signed = pgp_inline(gpg, OPEN)

    state, _, arrived = received(made, "pgp-inline-open", HEADER + signed)

    assert state is RecipientState.READY
    assert arrived.endswith(signed)
    assert OPEN.strip() in gpg("--decrypt", given=arrived.partition(b"\r\n\r\n")[2])


def test_pgp_mime_arrives_and_verifies(made: Bench, gpg: Tool, tmp_path: Path) -> None:
    signed = pgp_mime(gpg, OPEN)

    state, _, arrived = received(made, "pgp-mime-open", HEADER + signed)

    assert state is RecipientState.READY
    assert arrived.endswith(signed)
    _, entity, signature, _ = arrived.split(b"--s")
    (tmp_path / "entity").write_bytes(entity.removeprefix(b"\r\n").removesuffix(b"\r\n"))
    (tmp_path / "signature").write_bytes(signature.partition(b"\r\n\r\n")[2])
    gpg("--verify", str(tmp_path / "signature"), str(tmp_path / "entity"), given=b"")


@pytest.mark.parametrize("sign", [pgp_inline, pgp_mime])
def test_pgp_that_needs_a_cut_is_held(made: Bench, gpg: Tool, sign: Callable[[Tool, bytes], bytes]) -> None:
    state, reasons, arrived = received(made, f"{sign.__name__}-cut", HEADER + sign(gpg, OPEN + NEIGHBOUR))

    assert (state, arrived) == (RecipientState.HELD, b"")
    assert Reason.ALREADY_SIGNED in reasons
