"""Writing CMS EnvelopedData (RFC 5652 §6), one structure for one recipient.

`cryptography` writes it for RSA recipients only. One structure per recipient because most readers open no structure
that names both an RSA and an EC recipient, and because it hides who else was written to.
"""

import secrets
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gateway.protect import der
from gateway.protect.errors import Fault, ProtectionFailed

_DATA: Final = der.object_identifier("1.2.840.113549.1.7.1")
ENVELOPED_DATA: Final = der.object_identifier("1.2.840.113549.1.7.3")
_RSA_ENCRYPTION: Final = der.object_identifier("1.2.840.113549.1.1.1")
_EC_PUBLIC_KEY: Final = der.object_identifier("1.2.840.10045.2.1")
_AES_256_CBC: Final = der.object_identifier("2.16.840.1.101.3.4.1.42")
_AES_256_WRAP: Final = der.object_identifier("2.16.840.1.101.3.4.1.45")

_KEY_BYTES: Final = 32
_BLOCK_BYTES: Final = 16

# RFC 5753 §7.1.4: dhSinglePass-stdDH-sha256kdf, -sha384kdf and -sha512kdf; the hash as strong as the curve (§8).
_AGREEMENT_BY_CURVE: Final[dict[str, tuple[bytes, hashes.HashAlgorithm]]] = {
    "secp256r1": (der.object_identifier("1.3.132.1.11.1"), hashes.SHA256()),
    "secp384r1": (der.object_identifier("1.3.132.1.11.2"), hashes.SHA384()),
    "secp521r1": (der.object_identifier("1.3.132.1.11.3"), hashes.SHA512()),
}

SUPPORTED_CURVES: Final = frozenset(_AGREEMENT_BY_CURVE)


def envelop(content: bytes, certificate: x509.Certificate) -> bytes:
    """Encrypt *content* to one certificate: a ContentInfo holding EnvelopedData, AES-256-CBC, DER.

    RSA keys by PKCS#1 v1.5, the one form that every reader tried can open; NIST curves by ECDH (RFC 5753). Nothing
    about the certificate is checked here: that is `certificates.check_recipient_certificate`.

    Raises:
        ProtectionFailed: key-unsupported.
    """
    content_key = secrets.token_bytes(_KEY_BYTES)
    public_key = certificate.public_key()
    if isinstance(public_key, rsa.RSAPublicKey):
        version, recipient = 0, _key_transport(public_key, certificate, content_key)
    elif isinstance(public_key, ec.EllipticCurvePublicKey) and public_key.curve.name in SUPPORTED_CURVES:
        # RFC 5652 §6.1: version 2 as soon as a recipient is other than key transport by issuer and serial.
        version, recipient = 2, _key_agreement(public_key, certificate, content_key)
    else:
        raise ProtectionFailed(Fault.KEY_UNSUPPORTED)
    enveloped = der.sequence(der.integer(version), der.set_of(recipient), _encrypted_content(content, content_key))
    return der.sequence(ENVELOPED_DATA, der.tagged(0, enveloped))


def _encrypted_content(content: bytes, content_key: bytes) -> bytes:
    vector = secrets.token_bytes(_BLOCK_BYTES)
    encryptor = Cipher(algorithms.AES256(content_key), modes.CBC(vector)).encryptor()
    # RFC 5652 §6.3: as many octets as are missing to a whole block, each of that value. Encrypted in pieces, so
    # that a large message is not copied once more only to lengthen it.
    missing = _BLOCK_BYTES - len(content) % _BLOCK_BYTES
    ciphertext = encryptor.update(content) + encryptor.update(bytes([missing]) * missing) + encryptor.finalize()
    algorithm = der.sequence(_AES_256_CBC, der.octet_string(vector))
    return der.sequence(_DATA, algorithm, der.tagged_octets(0, ciphertext))


def _key_transport(public_key: rsa.RSAPublicKey, certificate: x509.Certificate, content_key: bytes) -> bytes:
    encrypted_key = public_key.encrypt(content_key, padding.PKCS1v15())
    algorithm = der.sequence(_RSA_ENCRYPTION, der.NULL)
    return der.sequence(
        der.integer(0), _issuer_and_serial_number(certificate), algorithm, der.octet_string(encrypted_key)
    )


def _key_agreement(public_key: ec.EllipticCurvePublicKey, certificate: x509.Certificate, content_key: bytes) -> bytes:
    scheme, digest = _AGREEMENT_BY_CURVE[public_key.curve.name]
    ephemeral = ec.generate_private_key(public_key.curve)
    # RFC 3565 §2.3.2: the AES wrap identifier stands without parameters.
    wrap = der.sequence(_AES_256_WRAP)
    # RFC 5753 §7.2, ECC-CMS-SharedInfo: the wrap algorithm and the wrapping key's length in bits.
    shared_info = der.sequence(wrap, der.tagged(2, der.octet_string((_KEY_BYTES * 8).to_bytes(4, "big"))))
    wrapping_key = X963KDF(digest, _KEY_BYTES, shared_info).derive(ephemeral.exchange(ec.ECDH(), public_key))
    point = ephemeral.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    originator = der.tagged(0, der.tagged(1, der.sequence(_EC_PUBLIC_KEY), der.bit_string(point)))
    encrypted_key = der.sequence(
        _issuer_and_serial_number(certificate), der.octet_string(aes_key_wrap(wrapping_key, content_key))
    )
    return der.tagged(1, der.integer(3), originator, der.sequence(scheme, wrap), der.sequence(encrypted_key))


def _issuer_and_serial_number(certificate: x509.Certificate) -> bytes:
    # Cut out of the certificate as its issuer wrote it: a name encoded anew can differ in string types, and then
    # the reader finds no key for it.
    signed = certificate.tbs_certificate_bytes
    position, _ = der.bounds(signed, 0)
    if signed[position] == 0xA0:  # [0] version, absent in version 1 certificates
        _, position = der.bounds(signed, position)
    _, serial_end = der.bounds(signed, position)
    _, algorithm_end = der.bounds(signed, serial_end)
    _, issuer_end = der.bounds(signed, algorithm_end)
    return der.sequence(signed[algorithm_end:issuer_end], signed[position:serial_end])


def is_enveloped(encoded: bytes) -> bool:
    """Whether the bytes are one ContentInfo of the form that `envelop` writes: nothing before, beside or after it.

    It cannot tell ciphertext from plaintext put in its place; it tells that no other structure is there.
    """
    try:
        outer, end = der.bounds(encoded, 0)
        _, type_end = der.bounds(encoded, outer)
        wrapper, wrapper_end = der.bounds(encoded, type_end)
        enveloped, enveloped_end = der.bounds(encoded, wrapper)
        _, version_end = der.bounds(encoded, enveloped)
        _, recipients_end = der.bounds(encoded, version_end)
        encrypted, encrypted_end = der.bounds(encoded, recipients_end)
        _, data_end = der.bounds(encoded, encrypted)
        algorithm, algorithm_end = der.bounds(encoded, data_end)
        ciphertext, ciphertext_end = der.bounds(encoded, algorithm_end)
    except der.NotDer:
        return False
    # Every structure ends where what holds it ends, so there is no place for anything else.
    ends = {end, wrapper_end, enveloped_end, encrypted_end, ciphertext_end}
    return (
        ends == {len(encoded)}
        and encoded[outer:type_end] == ENVELOPED_DATA
        and encoded[encrypted:data_end] == _DATA
        and encoded.startswith(_AES_256_CBC, algorithm)
        and ciphertext_end - ciphertext >= _BLOCK_BYTES
        and (ciphertext_end - ciphertext) % _BLOCK_BYTES == 0
    )
