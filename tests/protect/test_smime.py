"""Signed and encrypted messages, opened by readers that are not ours, and what the last look refuses."""

import email
import email.policy
import re
import shutil
from base64 import b64decode, encodebytes
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization.pkcs7 import pkcs7_decrypt_der
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.protect import der
from gateway.protect.certificates import Accepted, RecipientCertificate, check_recipient_certificate
from gateway.protect.cms import envelop, is_enveloped
from gateway.protect.errors import Fault, ProtectionFailed
from gateway.protect.fields import Field, join_message, split_message
from gateway.protect.header_protection import protect_header
from gateway.protect.keys import Signer
from gateway.protect.smime import protect_smime, self_check, sign_entity
from tests.protect.gpgsm_reader import gpgsm_reader
from tests.protect.messages import LEAKY, PLAIN, message
from tests.protect.openssl_reader import OpensslReader
from tests.protect.pki import (
    AT,
    CAROL,
    INTERMEDIATE,
    ROOT,
    PrivateKey,
    ec_key,
    key_usage,
    recipient,
    rsa_key,
    signer,
)

SENDER = "priya.nair@family-support.example"
FOUND_IN_IT = ["Ellie Marsh", "Ellie", "999 000 0018", "P-17", "Marsh family worker"]


def accepted(certificate: x509.Certificate) -> RecipientCertificate:
    checked = check_recipient_certificate(
        certificate,
        address=CAROL,
        roots=[ROOT.certificate],
        intermediates=[INTERMEDIATE.certificate],
        crls=(),
        at=AT,
    )
    assert isinstance(checked, Accepted)
    return checked.recipient


def protect(content: bytes, certificate: x509.Certificate, *, by: Signer | None = None) -> bytes:
    return protect_smime(
        content, recipient=accepted(certificate), signer=by or signer(), outer_from=SENDER, outer_to=(CAROL,)
    )


def parts(signed: bytes) -> EmailMessage:
    parsed = email.message_from_bytes(signed, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


CAROLS_KEY = rsa_key(2048, "carol")
CAROLS_CERTIFICATE = recipient(CAROLS_KEY)
OUTGOING = protect(LEAKY, CAROLS_CERTIFICATE)


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(CAROLS_KEY, id="rsa-2048"),
        pytest.param(rsa_key(3072, "gateway"), id="rsa-3072"),
        pytest.param(ec_key(ec.SECP256R1), id="p-256"),
        pytest.param(ec_key(ec.SECP384R1), id="p-384"),
        pytest.param(ec_key(ec.SECP521R1), id="p-521"),
    ],
)
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(LEAKY, id="with-everything"),
        pytest.param(PLAIN, id="without-content-type"),
        pytest.param(message("From: a@b.example", b""), id="empty-body"),
        pytest.param(message("From: a@b.example", b"no line end"), id="no-line-end"),
        pytest.param(message("From: a@b.example", b"x" * 40_000 + b"\r\n"), id="one-long-line"),
        pytest.param(message("From: a@b.example", b"trailing blanks  \r\n\r\n\r\n"), id="trailing-lines"),
        pytest.param(message("From: a@b.example", b"--\r\n.\r\n..\r\nFrom x\r\n--a--\r\n"), id="dots-and-dashes"),
    ],
)
def test_openssl_opens_and_verifies(tmp_path: Path, key: PrivateKey, content: bytes) -> None:
    certificate = recipient(key)
    reader = OpensslReader(tmp_path, key, certificate)

    outgoing = protect(content, certificate)
    inner = reader.verify(reader.decrypt(outgoing))

    expected = protect_header(content, envelope_from=SENDER, envelope_to=(CAROL,)).inner
    assert inner == expected
    assert split_message(inner)[1] == split_message(content)[1]
    self_check(outgoing, FOUND_IN_IT)


def test_reader_finds_the_real_header_inside(tmp_path: Path) -> None:
    reader = OpensslReader(tmp_path, CAROLS_KEY, CAROLS_CERTIFICATE)

    inside = parts(reader.verify(reader.decrypt(OUTGOING)))

    assert inside["Subject"] == "CONFIDENTIAL: Ellie Marsh, NHS 999 000 0018"
    assert inside["To"].addresses[0].display_name == "Carol Deane, for Ellie Marsh"
    assert inside["X-Protective-Marking"] == "OFFICIAL-SENSITIVE; about=Ellie Marsh"
    assert inside["Content-Type"].params["hp"] == "cipher"
    assert inside["Bcc"] is None
    assert "HP-Outer: Subject: [...]" in [f"HP-Outer: {value}" for value in inside.get_all("HP-Outer", [])]


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(rsa_key(2048, "other"), id="rsa"),
        pytest.param(ec_key(ec.SECP256R1, "signer"), id="p-256"),
        pytest.param(ec_key(ec.SECP384R1, "signer"), id="p-384"),
    ],
)
def test_signers_of_other_kinds(tmp_path: Path, key: PrivateKey) -> None:
    assert not isinstance(key, ed25519.Ed25519PrivateKey)
    certificate = recipient(key, address="gateway@family-support.example", usage=key_usage("digital_signature"))
    reader = OpensslReader(tmp_path, CAROLS_KEY, CAROLS_CERTIFICATE)
    by = Signer(key=key, certificate=certificate, chain=(INTERMEDIATE.certificate,))

    assert reader.verify(sign_entity(PLAIN, by)) == PLAIN


def test_intermediates_travel_with_the_signature(tmp_path: Path) -> None:
    reader = OpensslReader(tmp_path, CAROLS_KEY, CAROLS_CERTIFICATE)
    alone = sign_entity(PLAIN, replace(signer(), chain=()))

    assert reader.verify(sign_entity(PLAIN, signer())) == PLAIN
    with pytest.raises(AssertionError, match="unable to get local issuer certificate"):
        reader.verify(alone)


def test_signature_notices_a_changed_byte(tmp_path: Path) -> None:
    reader = OpensslReader(tmp_path, CAROLS_KEY, CAROLS_CERTIFICATE)
    signed = sign_entity(PLAIN, signer())

    with pytest.raises(AssertionError, match="content verify error"):
        reader.verify(signed.replace(b"Monday", b"Sunday"))


def test_very_bytes_are_signed(tmp_path: Path) -> None:
    """A bare line feed in a body stays one in the hash, too."""
    reader = OpensslReader(tmp_path, CAROLS_KEY, CAROLS_CERTIFICATE)
    entity = b"Content-Type: text/plain\r\n\r\nunix\nlines\n"
    *_, signature = parts(sign_entity(entity, signer())).iter_parts()

    assert reader.verify_detached(signature.get_content(), entity) == entity


def test_signed_form() -> None:
    signed = parts(sign_entity(PLAIN, signer()))
    content, signature = signed.iter_parts()

    assert signed["Content-Type"].params["protocol"] == "application/pkcs7-signature"
    assert signed["Content-Type"].params["micalg"] == "sha-256"
    assert content["Subject"] == "Ellie"
    assert signature.get_content_type() == "application/pkcs7-signature"


def test_pyca_opens_rsa() -> None:
    opened = pkcs7_decrypt_der(enveloped(OUTGOING), CAROLS_CERTIFICATE, CAROLS_KEY, [])

    assert opened.startswith(b"Content-Type: multipart/signed;")


@pytest.mark.skipif(shutil.which("gpgsm") is None, reason="gpgsm is not installed")
def test_gpgsm_opens_rsa() -> None:
    with gpgsm_reader(CAROLS_KEY, CAROLS_CERTIFICATE) as reader:
        opened = reader.decrypt(enveloped(OUTGOING))

    assert opened == pkcs7_decrypt_der(enveloped(OUTGOING), CAROLS_CERTIFICATE, CAROLS_KEY, [])


@pytest.mark.parametrize(
    ("key", "version", "recipient_form"),
    [
        pytest.param(CAROLS_KEY, 0, "algorithm: rsaEncryption", id="rsa"),
        pytest.param(ec_key(ec.SECP256R1), 2, "algorithm: dhSinglePass-stdDH-sha256kdf-scheme", id="p-256"),
        pytest.param(ec_key(ec.SECP384R1), 2, "algorithm: dhSinglePass-stdDH-sha384kdf-scheme", id="p-384"),
    ],
)
def test_one_recipient_under_aes_256_cbc(tmp_path: Path, key: PrivateKey, version: int, recipient_form: str) -> None:
    certificate = recipient(key)
    printed = OpensslReader(tmp_path, key, certificate).structure(envelop(b"x", certificate))

    assert printed.count("issuerAndSerialNumber") == 1
    assert f"d.envelopedData: \n    version: {version}\n" in printed
    assert recipient_form in printed
    assert "algorithm: aes-256-cbc" in printed


def test_every_message_has_its_own_key_and_vector() -> None:
    assert envelop(b"same", CAROLS_CERTIFICATE) != envelop(b"same", CAROLS_CERTIFICATE)


def test_outgoing_form() -> None:
    header, _, body = OUTGOING.partition(b"\r\n\r\n")
    lines = body.split(b"\r\n")

    assert header.decode().split("\r\n")[-5:] == [
        "Subject: [...]",
        "MIME-Version: 1.0",
        'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
        "Content-Transfer-Encoding: base64",
        'Content-Disposition: attachment; filename="smime.p7m"',
    ]
    assert {len(line) for line in lines[:-2]} == {76}
    assert lines[-1] == b""
    assert b"\n" not in OUTGOING.replace(b"\r\n", b"")


def test_nothing_found_in_the_message_stands_outside() -> None:
    assert not any(text.encode() in OUTGOING.partition(b"\r\n\r\n")[0] for text in FOUND_IN_IT)


def test_configured_subject() -> None:
    outgoing = protect_smime(
        LEAKY,
        recipient=accepted(CAROLS_CERTIFICATE),
        signer=signer(),
        outer_from=SENDER,
        outer_to=(CAROL,),
        outer_subject="Secure message",
    )

    self_check(outgoing, FOUND_IN_IT, outer_subject="Secure message")
    assert fault_of(outgoing) is Fault.OUTER_HEADER


def test_key_that_cannot_be_encrypted_to() -> None:
    with pytest.raises(ProtectionFailed) as failure:
        envelop(b"x", recipient(ec_key(ec.SECP256K1)))

    assert failure.value.fault is Fault.KEY_UNSUPPORTED


def test_signing_failure_makes_nothing() -> None:
    class KeyThatIsGone:
        """A hardware key that was pulled out."""

    # A key in hardware is registered as an RSA key; this one is not, and the library says TypeError.
    broken = replace(signer(), key=KeyThatIsGone())  # type: ignore[arg-type]  # a broken key is what is tested

    with pytest.raises(ProtectionFailed) as failure:
        protect(PLAIN, CAROLS_CERTIFICATE, by=broken)

    assert failure.value.fault is Fault.SIGNING_FAILED


# The last look before a message leaves.


def enveloped(outgoing: bytes) -> bytes:
    return b64decode(split_message(outgoing)[1])


def fault_of(outgoing: bytes, *forbidden: str) -> Fault | None:
    try:
        self_check(outgoing, forbidden)
    except ProtectionFailed as failure:
        return failure.fault
    return None


def with_field(written: bytes, value: bytes) -> bytes:
    """The finished message with one field more, first."""
    fields, body = split_message(OUTGOING)
    return join_message((Field.of(written, value), *fields), body)


def with_body(body: bytes) -> bytes:
    """The finished message with another body."""
    return join_message(split_message(OUTGOING)[0], body)


def lines(structure: bytes) -> bytes:
    return encodebytes(structure).replace(b"\n", b"\r\n")


def without(name: str) -> bytes:
    """The finished message without one of its fields."""
    fields, body = split_message(OUTGOING)
    return join_message((field for field in fields if field.name != name), body)


def test_what_was_made_passes() -> None:
    assert fault_of(OUTGOING, *FOUND_IN_IT) is None


SIGNED_ONLY = b64decode(lines(sign_entity(LEAKY, signer())))
WITH_TAIL = enveloped(OUTGOING) + b"\x04\x0bEllie Marsh"
GCM_OID = der.object_identifier("2.16.840.1.101.3.4.1.46")
ENVELOPED_OID = der.object_identifier("1.2.840.113549.1.7.3")
SIGNED_OID = der.object_identifier("1.2.840.113549.1.7.2")
DATA_OID = der.object_identifier("1.2.840.113549.1.7.1")
CBC_OID = der.object_identifier("2.16.840.1.101.3.4.1.42")
NOT_WHOLE_BLOCKS = der.sequence(
    ENVELOPED_OID,
    der.tagged(
        0,
        der.sequence(
            der.integer(0),
            der.set_of(),
            der.sequence(
                DATA_OID, der.sequence(CBC_OID, der.octet_string(bytes(16))), der.tagged_octets(0, bytes(17))
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("outgoing", "fault"),
    [
        pytest.param(LEAKY, Fault.NOT_ENCRYPTED, id="never-encrypted"),
        pytest.param(b"", Fault.NOT_ENCRYPTED, id="nothing"),
        pytest.param(with_body(b""), Fault.NOT_ENCRYPTED, id="empty-body"),
        pytest.param(with_body(LEAKY), Fault.NOT_ENCRYPTED, id="plaintext-under-the-right-type"),
        pytest.param(with_body(lines(LEAKY)), Fault.NOT_ENCRYPTED, id="plaintext-in-base64"),
        pytest.param(with_body(lines(SIGNED_ONLY)), Fault.NOT_ENCRYPTED, id="signed-only"),
        pytest.param(with_body(lines(WITH_TAIL)), Fault.NOT_ENCRYPTED, id="something-after-the-envelope"),
        pytest.param(
            with_body(b"Ellie\r\n" + split_message(OUTGOING)[1]), Fault.NOT_ENCRYPTED, id="preamble-shifts-the-base64"
        ),
        pytest.param(with_body(split_message(OUTGOING)[1][:-8]), Fault.NOT_ENCRYPTED, id="cut-short"),
        pytest.param(
            with_body(lines(enveloped(OUTGOING).replace(CBC_OID, GCM_OID))), Fault.NOT_ENCRYPTED, id="other-cipher"
        ),
        pytest.param(
            with_body(lines(enveloped(OUTGOING).replace(ENVELOPED_OID, SIGNED_OID))), Fault.NOT_ENCRYPTED, id="signed"
        ),
        pytest.param(
            with_body(lines(enveloped(OUTGOING).replace(DATA_OID, SIGNED_OID))), Fault.NOT_ENCRYPTED, id="not-of-data"
        ),
        pytest.param(with_body(lines(NOT_WHOLE_BLOCKS)), Fault.NOT_ENCRYPTED, id="not-whole-blocks"),
        pytest.param(OUTGOING.replace(b"enveloped-data", b"signed-data"), Fault.NOT_ENCRYPTED, id="other-type"),
        pytest.param(without("content-type"), Fault.NOT_ENCRYPTED, id="no-content-type"),
        pytest.param(OUTGOING.replace(b"[...]", b"Ellie Marsh"), Fault.OUTER_HEADER, id="real-subject-line"),
        pytest.param(without("subject"), Fault.OUTER_HEADER, id="no-subject-line"),
        pytest.param(without("from"), Fault.OUTER_HEADER, id="no-from"),
        pytest.param(with_field(b"Subject", b"[...]"), Fault.OUTER_HEADER, id="two-subject-lines"),
        pytest.param(with_field(b"Thread-Topic", b"x"), Fault.OUTER_HEADER, id="field-that-may-not-be-seen"),
        pytest.param(with_field(b"Bcc", b"x@y.example"), Fault.OUTER_HEADER, id="hidden-recipient"),
        pytest.param(with_field(b"Content-Type", b"text/plain"), Fault.OUTER_HEADER, id="second-content-type"),
        pytest.param(OUTGOING.replace(b"To: ", b"To: Ellie Marsh "), Fault.OUTER_HEADER, id="display-name"),
        pytest.param(OUTGOING.replace(b"+0100", b"+0100 (Ellie)"), Fault.OUTER_HEADER, id="comment-in-the-date"),
        pytest.param(b"Ellie Marsh\r\n" + OUTGOING, Fault.HEADER_UNREADABLE, id="line-that-is-no-field"),
    ],
)
def test_last_look_stops(outgoing: bytes, fault: Fault) -> None:
    assert fault_of(outgoing) is fault


@pytest.mark.parametrize(
    ("forbidden", "fault"),
    [
        pytest.param("4411", Fault.FORBIDDEN_TEXT, id="in-the-message-identifier"),
        pytest.param("FAMILY-support", Fault.FORBIDDEN_TEXT, id="in-other-case"),
        pytest.param("441", None, id="inside-a-longer-number"),
        # Carol is written to: the address is no leak, whoever else is called so.
        pytest.param("carol", None, id="in-an-address"),
        pytest.param("Jun", None, id="in-the-date"),
        pytest.param("  ", None, id="blank"),
        pytest.param("", None, id="empty"),
    ],
)
def test_forbidden_text(forbidden: str, fault: Fault | None) -> None:
    assert fault_of(OUTGOING, forbidden) is fault


def test_plaintext_in_place_of_ciphertext_is_noticed() -> None:
    """An encryption that encrypts nothing still writes the right structure."""
    structure = enveloped(OUTGOING)
    size = structure.rindex(b"\x80\x82") + 4
    plaintext = b"Dear Carol, Ellie Marsh starts on Monday. "
    swapped = structure[:size] + (plaintext * (len(structure) // len(plaintext)))[: len(structure) - size]
    outgoing = with_body(lines(swapped))

    assert is_enveloped(swapped)
    assert fault_of(outgoing, "Ellie Marsh") is Fault.FORBIDDEN_TEXT


@given(untrusted=st.binary(max_size=60))
def test_any_bytes_are_enveloped_or_not(untrusted: bytes) -> None:
    assert not is_enveloped(untrusted)


@settings(max_examples=40)
@given(cut=st.integers(min_value=1, max_value=700))
def test_no_part_of_an_envelope_is_one(cut: int) -> None:
    assert not is_enveloped(enveloped(OUTGOING)[:-cut])
    assert not is_enveloped(enveloped(OUTGOING)[cut:])


@settings(max_examples=40)
@given(body=st.binary(max_size=2000), subject=st.text(st.sampled_from("Elie Marsh 9"), max_size=30))
def test_whatever_is_protected_passes_the_last_look(body: bytes, subject: str) -> None:
    content = message(f"From: a@b.example\nSubject: {subject}\nThread-Topic: {subject}", body)
    outgoing = protect(content, CAROLS_CERTIFICATE)
    opened = pkcs7_decrypt_der(enveloped(outgoing), CAROLS_CERTIFICATE, CAROLS_KEY, [])

    self_check(outgoing, [])
    assert protect_header(content, envelope_from=SENDER, envelope_to=(CAROL,)).inner in opened


@pytest.mark.parametrize(
    ("header", "outside"),
    [
        pytest.param("Message-ID: <Mia.Okafor@x.example>", [], id="own-identifier"),
        pytest.param("References: <a1@x.example> <Re-Okafor@x.example>", ["<a1@x.example>"], id="one-of-a-thread"),
        pytest.param("In-Reply-To: <okafor@x.example>", [], id="all-of-a-thread"),
    ],
)
def test_an_identifier_made_from_a_detail_stays_inside(tmp_path: Path, header: str, outside: list[str]) -> None:
    content = message(f"From: {SENDER}\nTo: {CAROL}\n{header}", b"x\r\n")

    outgoing = protect_smime(
        content,
        recipient=accepted(CAROLS_CERTIFICATE),
        signer=signer(),
        outer_from=SENDER,
        outer_to=(CAROL,),
        forbidden=("Okafor",),
    )

    self_check(outgoing, ("Okafor",))
    name = header.partition(":")[0]
    found = [field.value.decode() for field in split_message(outgoing)[0] if field.name == name.lower()]
    if name == "Message-ID":
        (new,) = found
        assert re.fullmatch(r"\s*<[0-9a-f]{32}@[a-z.-]+>", new)
    else:
        assert [one.strip() for one in found] == outside
    inner = OpensslReader(tmp_path, CAROLS_KEY, CAROLS_CERTIFICATE)
    assert header.encode() in inner.verify(inner.decrypt(outgoing))
