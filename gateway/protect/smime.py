"""S/MIME (RFC 8551): sign, then encrypt to one recipient, and look at the result before it goes."""

import base64
import binascii
import secrets
import struct
from collections.abc import Sequence
from itertools import chain
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder

from gateway.protect.certificates import RecipientCertificate
from gateway.protect.cms import envelop, is_enveloped
from gateway.protect.errors import Fault, ProtectionFailed
from gateway.protect.fields import CRLF, Field, join_message, split_message
from gateway.protect.header_protection import protect_header
from gateway.protect.keys import Signer
from gateway.protect.outer_header import ADDRESS_OR_DATE, NEUTRAL_SUBJECT, outer_fields, stands_in

_ENCRYPTED_BODY: Final = (
    Field.of(b"MIME-Version", b"1.0"),
    Field.of(b"Content-Type", b'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"'),
    Field.of(b"Content-Transfer-Encoding", b"base64"),
    Field.of(b"Content-Disposition", b'attachment; filename="smime.p7m"'),
)
_SIGNED_BODY: Final = (
    b'Content-Type: multipart/signed; protocol="application/pkcs7-signature";\r\n'
    b' micalg=sha-256; boundary="%b"\r\n\r\n'
)
_SIGNATURE_PART: Final = (
    b'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\n'
    b"Content-Transfer-Encoding: base64\r\n"
    b'Content-Disposition: attachment; filename="smime.p7s"\r\n\r\n'
)
_LINE_CHARACTERS: Final = 76  # RFC 2045 §6.8
_LINES: Final = struct.Struct(f"{_LINE_CHARACTERS}s" * 512)

# Shorter strings turn up in ciphertext by chance: a three-letter name several times in every 10 MB.
_NOT_BY_CHANCE_BYTES: Final = 8


def protect_smime(
    message: bytes,
    *,
    recipient: RecipientCertificate,
    signer: Signer,
    outer_from: str,
    outer_to: Sequence[str],
    outer_subject: str = NEUTRAL_SUBJECT,
    forbidden: Sequence[str] = (),
) -> bytes:
    """A message as one recipient may receive it over any path: header protected, signed, encrypted.

    Signed inside, always: CBC can be altered by who carries it (EFAIL), and the signature lets the reader notice.

    Args:
        message: Finished but for protection; CRLF line ends.
        outer_from: Envelope sender; seen when the message's From cannot be read.
        outer_to: Envelope recipients that may be seen; the same for To.
        outer_subject: The subject line that everyone may see; printable ASCII.
        forbidden: Details found in the message. An identifier that holds one is another outside, or none.

    Raises:
        ProtectionFailed: what stood in the way. Nothing was made.
    """
    protected = protect_header(
        message, envelope_from=outer_from, envelope_to=outer_to, subject=outer_subject, forbidden=forbidden
    )
    signed = sign_entity(protected.inner, signer)
    try:
        enveloped = envelop(signed, recipient.certificate)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ProtectionFailed(Fault.ENCRYPTION_FAILED) from error
    return join_message((*protected.outer, *_ENCRYPTED_BODY), _base64_lines(enveloped))


def sign_entity(entity: bytes, signer: Signer) -> bytes:
    """A multipart/signed around exactly these bytes (RFC 8551 §3.5.3), SHA-256, the chain enclosed.

    Raises:
        ProtectionFailed: signing-failed.
    """
    try:
        builder = PKCS7SignatureBuilder().set_data(entity).add_signer(signer.certificate, signer.key, hashes.SHA256())
        # Last: set_data and add_signer give a builder without the certificates added before, and readers then miss
        # the issuer.
        for intermediate in signer.chain:
            builder = builder.add_certificate(intermediate)
        # Binary: the bytes are signed as they are. Else line ends would be rewritten in the signed copy only.
        signature = builder.sign(Encoding.DER, [PKCS7Options.Binary, PKCS7Options.DetachedSignature])
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ProtectionFailed(Fault.SIGNING_FAILED) from error
    boundary = secrets.token_hex(20).encode("ascii")
    opening = b"--%b\r\n" % boundary
    return b"".join(
        (
            _SIGNED_BODY % boundary,
            opening,
            entity,
            CRLF,  # belongs to the boundary, not to what is signed (RFC 2046 §5.1.1)
            opening,
            _SIGNATURE_PART,
            _base64_lines(signature),
            b"--%b--\r\n" % boundary,
        )
    )


def self_check(outgoing: bytes, forbidden: Sequence[str], *, outer_subject: str = NEUTRAL_SUBJECT) -> None:
    """Look once more at a finished message, as a stranger on its way sees it.

    The body must be one EnvelopedData under AES-256 and nothing else, the outer header must hold only what
    `outer_fields` writes, and none of the *forbidden* texts, the details found in the message, may stand in it.
    Addresses and dates are left out of that last search: their form has no room for words, and a recipient called
    after a person of the register would stop every message.

    Raises:
        ProtectionFailed: not-encrypted, outer-header or forbidden-text. The message must not leave.
    """
    fields, body = split_message(outgoing)
    enveloped = _unwrapped(body)
    if fields[-len(_ENCRYPTED_BODY) :] != _ENCRYPTED_BODY or enveloped is None or not is_enveloped(enveloped):
        raise ProtectionFailed(Fault.NOT_ENCRYPTED)
    outer = fields[: -len(_ENCRYPTED_BODY)]
    try:
        allowed = outer_fields(outer, envelope_from="", envelope_to=(), subject=outer_subject)
    except ProtectionFailed:
        raise ProtectionFailed(Fault.OUTER_HEADER) from None
    if outer != allowed:
        raise ProtectionFailed(Fault.OUTER_HEADER)
    words = b"\n".join(field.raw for field in outer if field.name not in ADDRESS_OR_DATE).decode("utf-8", "replace")
    if any(stands_in(text, words) or _shines_through(text, enveloped) for text in forbidden):
        raise ProtectionFailed(Fault.FORBIDDEN_TEXT)


def _shines_through(text: str, enveloped: bytes) -> bool:
    encoded = text.strip().encode("utf-8", "replace")
    return len(encoded) >= _NOT_BY_CHANCE_BYTES and encoded in enveloped


def _base64_lines(content: bytes) -> bytes:
    encoded = binascii.b2a_base64(content, newline=False)
    whole = len(encoded) - len(encoded) % _LINES.size
    # Many lines cut at once: one slice a line takes longer than the encryption of a large message.
    cut = chain.from_iterable(_LINES.iter_unpack(memoryview(encoded)[:whole]))
    rest = (encoded[start : start + _LINE_CHARACTERS] for start in range(whole, len(encoded), _LINE_CHARACTERS))
    return CRLF.join((*cut, *rest, b""))


def _unwrapped(body: bytes) -> bytes | None:
    """What the base64 lines say. None: they are not base64 throughout."""
    try:
        return base64.b64decode(body.translate(None, CRLF), validate=True)
    except binascii.Error:
        return None
