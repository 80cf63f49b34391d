"""Key and certificate files: what is read, and what each refusal says."""

from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from gateway.protect.errors import KeyFault, UnusableKeyMaterial
from gateway.protect.keys import Signer, load_certificates, load_signer
from tests.protect.pki import (
    GATEWAY,
    INTERMEDIATE,
    ROOT,
    SERVER_USAGE,
    PrivateKey,
    ec_key,
    key_usage,
    pem,
    pem_key,
    recipient,
    rsa_key,
    with_key_for,
    without_extensions,
)

KEY = rsa_key(2048, "own")
SIGNS = key_usage("digital_signature")
OWN = recipient(KEY, address=GATEWAY, usage=SIGNS)
CAROL = recipient()
UNPARSABLE_POINT = x509.UnrecognizedExtension(x509.CRLDistributionPoints.oid, b"\x04\x01x")


def own(key: PrivateKey) -> x509.Certificate:
    return recipient(key, address=GATEWAY, usage=SIGNS)


def fault_of(load: Callable[[], object]) -> KeyFault:
    with pytest.raises(UnusableKeyMaterial) as failure:
        load()
    return failure.value.fault


@pytest.mark.parametrize(
    ("encoded", "certificates"),
    [
        pytest.param(pem(OWN), (OWN,), id="pem"),
        pytest.param(OWN.public_bytes(Encoding.DER), (OWN,), id="der"),
        pytest.param(pem(OWN, INTERMEDIATE.certificate), (OWN, INTERMEDIATE.certificate), id="bundle"),
        pytest.param(b"Bag Attributes\n" + pem(OWN) + b"\nnotes\n" + pem(CAROL), (OWN, CAROL), id="text-around"),
        pytest.param(pem_key(KEY) + pem(OWN), (OWN,), id="key-beside-it"),
    ],
)
def test_certificates(encoded: bytes, certificates: tuple[x509.Certificate, ...]) -> None:
    assert load_certificates(encoded) == certificates


@pytest.mark.parametrize(
    ("encoded", "fault"),
    [
        pytest.param(b"", KeyFault.NO_CERTIFICATE, id="empty"),
        pytest.param(b" \n", KeyFault.NO_CERTIFICATE, id="blank"),
        pytest.param(b"words", KeyFault.NOT_A_CERTIFICATE, id="words"),
        pytest.param(pem_key(KEY), KeyFault.NO_CERTIFICATE, id="only-a-key"),
        pytest.param(pem(OWN).replace(b"MII", b"AAA", 1), KeyFault.NOT_A_CERTIFICATE, id="damaged"),
        pytest.param(OWN.public_bytes(Encoding.DER)[:-1], KeyFault.NOT_A_CERTIFICATE, id="cut-short"),
    ],
)
def test_no_certificates(encoded: bytes, fault: KeyFault) -> None:
    assert fault_of(lambda: load_certificates(encoded)) is fault


@given(untrusted=st.binary(max_size=200) | st.binary(max_size=80).map(lambda tail: b"-----BEGIN " + tail))
def test_any_bytes_are_certificates_or_refused(untrusted: bytes) -> None:
    with pytest.raises(UnusableKeyMaterial):
        load_certificates(untrusted)


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(KEY, id="rsa"),
        pytest.param(ec_key(ec.SECP256R1), id="p-256"),
        pytest.param(ec_key(ec.SECP384R1), id="p-384"),
    ],
)
def test_signer(key: PrivateKey) -> None:
    certificate = own(key)

    loaded = load_signer(pem_key(key), pem(INTERMEDIATE.certificate, ROOT.certificate, certificate))

    assert isinstance(loaded, Signer)
    assert loaded.certificate == certificate
    assert loaded.chain == (INTERMEDIATE.certificate,)
    assert loaded.key.public_key() == key.public_key()


def test_signer_with_passphrase() -> None:
    assert load_signer(pem_key(KEY, b"long enough"), pem(OWN), passphrase=b"long enough").certificate == OWN


def test_signer_beside_a_certificate_with_a_key_of_unknown_kind() -> None:
    chain = pem(with_key_for("1.2.840.113549.1.1.7"), OWN)

    assert load_signer(pem_key(KEY), chain).certificate == OWN


def test_signer_without_extensions_may_sign() -> None:
    certificate = without_extensions(KEY, OWN.subject)

    assert load_signer(pem_key(KEY), pem(certificate)).certificate == certificate


@pytest.mark.parametrize(
    ("key", "chain", "passphrase", "fault"),
    [
        pytest.param(b"", pem(OWN), None, KeyFault.NOT_A_KEY, id="no-key"),
        pytest.param(pem(OWN), pem(OWN), None, KeyFault.NOT_A_KEY, id="certificate-for-key"),
        pytest.param(pem_key(KEY, b"right"), pem(OWN), b"wrong", KeyFault.NOT_A_KEY, id="wrong-passphrase"),
        pytest.param(pem_key(KEY, b"right"), pem(OWN), None, KeyFault.PASSPHRASE_MISSING, id="no-passphrase"),
        pytest.param(pem_key(KEY), pem(OWN), b"right", KeyFault.PASSPHRASE_UNUSED, id="passphrase-for-nothing"),
        pytest.param(pem_key(rsa_key(1024)), pem(own(rsa_key(1024))), None, KeyFault.KEY_TOO_SHORT, id="rsa-1024"),
        pytest.param(
            pem_key(ec_key(ec.SECP256K1)), pem(own(ec_key(ec.SECP256K1))), None, KeyFault.KEY_UNSUPPORTED, id="curve"
        ),
        pytest.param(
            pem_key(ed25519.Ed25519PrivateKey.generate()), pem(OWN), None, KeyFault.KEY_UNSUPPORTED, id="ed25519"
        ),
        pytest.param(pem_key(KEY), pem(CAROL), None, KeyFault.NO_MATCH, id="certificate-of-another-key"),
        pytest.param(
            pem_key(KEY),
            pem(
                recipient(
                    KEY, more=((x509.UnrecognizedExtension(x509.CRLDistributionPoints.oid, b"\x04\x01x"), False),)
                )
            ),
            None,
            KeyFault.NOT_FOR_SIGNING,
            id="unparsable-extension",
        ),
        pytest.param(pem_key(KEY), b"", None, KeyFault.NO_CERTIFICATE, id="no-chain"),
        pytest.param(
            pem_key(KEY),
            pem(recipient(KEY, usage=key_usage("key_encipherment"))),
            None,
            KeyFault.NOT_FOR_SIGNING,
            id="may-only-be-encrypted-to",
        ),
        pytest.param(
            pem_key(KEY),
            pem(recipient(KEY, usage=SIGNS, mail_usage=SERVER_USAGE)),
            None,
            KeyFault.NOT_FOR_SIGNING,
            id="for-servers",
        ),
    ],
)
def test_no_signer(key: bytes, chain: bytes, passphrase: bytes | None, fault: KeyFault) -> None:
    assert fault_of(lambda: load_signer(key, chain, passphrase=passphrase)) is fault


def test_errors_quote_nothing_of_the_key() -> None:
    damaged = pem_key(KEY).replace(b"MII", b"AAA", 1)

    with pytest.raises(UnusableKeyMaterial) as failure:
        load_signer(damaged, pem(OWN))

    assert str(failure.value) == KeyFault.NOT_A_KEY
    assert failure.value.__cause__ is None
    assert failure.value.__suppress_context__
    assert "key=<" in repr(load_signer(pem_key(KEY), pem(OWN)))
