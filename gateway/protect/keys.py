"""Parsing certificates and our own signing key. Where the bytes come from is not known here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from gateway.protect.certificates import MIN_RSA_BITS
from gateway.protect.cms import SUPPORTED_CURVES
from gateway.protect.errors import KeyFault, UnusableKeyMaterial
from gateway.protect.paths import MAIL_USAGES, UNPARSABLE

SigningKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_PEM_LABEL: Final = b"-----BEGIN "
_PEM_CERTIFICATE: Final = b" CERTIFICATE-----"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs what leaves. Loading an RSA key checks it, some 100 ms: keep the signer, not its bytes."""

    key: SigningKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()  # intermediates that a reader needs; without the root


def load_certificates(encoded: bytes) -> tuple[x509.Certificate, ...]:
    """All certificates of a PEM file, in order, or the one of a DER file.

    Raises:
        UnusableKeyMaterial: it is neither, or has no certificate in it.
    """
    is_pem = _PEM_LABEL in encoded
    if not encoded.strip() or (is_pem and _PEM_CERTIFICATE not in encoded):
        raise UnusableKeyMaterial(KeyFault.NO_CERTIFICATE)
    try:
        if is_pem:
            return tuple(x509.load_pem_x509_certificates(encoded))
        return (x509.load_der_x509_certificate(encoded),)
    # "from None" throughout: a parser's own text may quote what it was given.
    except (ValueError, UnsupportedAlgorithm):
        raise UnusableKeyMaterial(KeyFault.NOT_A_CERTIFICATE) from None


def load_signer(pem_key: bytes, pem_chain: bytes, *, passphrase: bytes | None = None) -> Signer:
    """A signer from its private key and a file with its certificate and the intermediates, in any order.

    Roots in the file are left out: a reader trusts its own copy or none. Dates are not checked: no clock is here.

    Raises:
        UnusableKeyMaterial: what is wrong with which.
    """
    key = _private_key(pem_key, passphrase)
    certificates = load_certificates(pem_chain)
    certificate = _belonging_to(key, certificates)
    if not _may_sign_mail(certificate):
        raise UnusableKeyMaterial(KeyFault.NOT_FOR_SIGNING)
    chain = tuple(other for other in certificates if other != certificate and other.subject != other.issuer)
    return Signer(key=key, certificate=certificate, chain=chain)


def _private_key(pem_key: bytes, passphrase: bytes | None) -> SigningKey:
    try:
        key = load_pem_private_key(pem_key, passphrase)
    except TypeError:
        fault = KeyFault.PASSPHRASE_MISSING if passphrase is None else KeyFault.PASSPHRASE_UNUSED
        raise UnusableKeyMaterial(fault) from None
    except ValueError:
        raise UnusableKeyMaterial(KeyFault.NOT_A_KEY) from None
    except UnsupportedAlgorithm:
        raise UnusableKeyMaterial(KeyFault.KEY_UNSUPPORTED) from None
    if isinstance(key, rsa.RSAPrivateKey):
        if key.key_size < MIN_RSA_BITS:
            raise UnusableKeyMaterial(KeyFault.KEY_TOO_SHORT)
        return key
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in SUPPORTED_CURVES:
        return key
    raise UnusableKeyMaterial(KeyFault.KEY_UNSUPPORTED)


def _belonging_to(key: SigningKey, certificates: Iterable[x509.Certificate]) -> x509.Certificate:
    public_key = key.public_key()
    for certificate in certificates:
        try:
            if certificate.public_key() == public_key:
                return certificate
        except UNPARSABLE:
            continue  # another certificate of the file, with a key of a kind unknown to us
    raise UnusableKeyMaterial(KeyFault.NO_MATCH)


def _may_sign_mail(certificate: x509.Certificate) -> bool:
    try:
        usages = [extension.value for extension in certificate.extensions]
    except UNPARSABLE:
        return False
    # RFC 8550 §4.4.2 and §4.4.4: an absent extension allows every use.
    for usage in usages:
        match usage:
            case x509.KeyUsage() if not (usage.digital_signature or usage.content_commitment):
                return False
            case x509.ExtendedKeyUsage() if not MAIL_USAGES.intersection(usage):
                return False
            case _:
                pass
    return True
