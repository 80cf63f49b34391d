"""Whether a certificate may be encrypted to: RFC 8550, and what mail asks beyond path validation.

Every fault is reported, not the first: who mends a partner's certificate should hear of all at once. What cannot be
told (no revocation list, an extension that cannot be parsed) is a fault too: unknown is not usable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID, ObjectIdentifier, PublicKeyAlgorithmOID

from gateway.protect import der
from gateway.protect.cms import SUPPORTED_CURVES
from gateway.protect.paths import MAIL_USAGES, UNPARSABLE, signed_path, trusted_path
from gateway.protect.revocation import Revocation, revocation_of

_SMTP_UTF8_MAILBOX: Final = ObjectIdentifier("1.3.6.1.5.5.7.8.9")  # RFC 9598
_UTF8_STRING: Final = 0x0C

MIN_RSA_BITS: Final = 2048
_MAX_RSA_BITS: Final = 16384  # OpenSSL refuses to work with longer ones
_WEAK_DIGESTS: Final = (hashes.SHA1, hashes.MD5)


class CertificateFault(StrEnum):
    """Why a certificate may not be encrypted to."""

    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    UNKNOWN_ISSUER = "unknown-issuer"  # no path to a root that we were given
    PATH_REFUSED = "path-refused"  # there is a path, but an issuer, constraint or critical extension forbids it
    WRONG_ADDRESS = "wrong-address"
    WRONG_USAGE = "wrong-usage"  # not for mail, or not for encrypting keys
    WEAK_KEY = "weak-key"
    WEAK_SIGNATURE = "weak-signature"  # SHA-1 or MD5
    UNSUPPORTED_KEY = "unsupported-key"  # neither plain RSA nor one of the three NIST curves
    IS_A_CA = "is-a-ca"
    REVOKED = "revoked"
    REVOCATION_UNKNOWN = "revocation-unknown"  # may pass: the list is missing or out of date
    MALFORMED = "malformed"  # a field or extension cannot be parsed
    ELLIPTIC_CURVE = "elliptic-curve"  # in order, but most readers open only RSA: not in the default form


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientCertificate:
    """A certificate that was checked for an address. Made by check_recipient_certificate alone."""

    certificate: x509.Certificate
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The certificate may be encrypted to, at the instant it was checked for."""

    recipient: RecipientCertificate
    chain: tuple[x509.Certificate, ...]  # leaf first, root last


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """The certificate may not be encrypted to."""

    reasons: tuple[CertificateFault, ...]  # each once, in the order of CertificateFault; never empty


def check_recipient_certificate(
    certificate: x509.Certificate,
    *,
    address: str,
    roots: Sequence[x509.Certificate],
    intermediates: Sequence[x509.Certificate],
    crls: Sequence[x509.CertificateRevocationList],
    at: datetime,
    require_crl: bool = True,
    crl_grace: timedelta = timedelta(0),
    address_in_subject: bool = False,
    max_depth: int = 4,
) -> Accepted | Rejected:
    """Check a certificate for encrypting mail to *address*.

    Args:
        address: The recipient, or, for a partner's domain certificate that was mapped by hand (RFC 3183), the
            address in that certificate.
        roots: Trusted for this recipient's domain. Nothing else is trusted.
        intermediates: May help to find a path; not trusted.
        crls: Revocation lists of any issuers; those that belong to none in the path are ignored.
        at: The instant it is to hold, aware.
        require_crl: Whether a certificate that names where its revocation is published is refused when no list of
            its issuer is given.
        crl_grace: How long after its next update a list still counts.
        address_in_subject: Whether an address in the subject's emailAddress counts, as old authorities wrote it.
        max_depth: The most intermediates between the certificate and a root.

    Source:
        RFC 8550 §3 and §4.4; RFC 5280 §6; RFC 9598 §5.
    """
    faults = _date_faults(certificate, at)
    for check in (_signature_faults, _key_faults, _usage_faults):
        try:
            faults |= check(certificate)
        except UNPARSABLE:
            faults.add(CertificateFault.MALFORMED)
    try:
        if not _names(certificate, address, address_in_subject=address_in_subject):
            faults.add(CertificateFault.WRONG_ADDRESS)
    except UNPARSABLE:
        faults.add(CertificateFault.MALFORMED)

    path = trusted_path(certificate, roots, intermediates, at, max_depth)
    signed = path or signed_path(certificate, roots, intermediates, max_depth)
    if signed is None:
        faults.add(CertificateFault.UNKNOWN_ISSUER)
    elif path is None and _path_is_at_fault(certificate, roots, intermediates, at, max_depth, faults):
        faults.add(CertificateFault.PATH_REFUSED)

    faults |= _revocation_faults(signed, crls, at, require_crl=require_crl, grace=crl_grace)
    if faults or path is None:
        return Rejected(reasons=_ordered(faults or {CertificateFault.PATH_REFUSED}))
    recipient = RecipientCertificate(certificate=certificate, address=address)
    return Accepted(recipient=recipient, chain=path)


def default_form_faults(checked: Accepted | Rejected) -> tuple[CertificateFault, ...]:
    """Why the default form of S/MIME cannot be sent under this certificate; empty: it can.

    An accepted EC certificate can be encrypted to, but as of 2026 few mail clients open ECDH, so it counts only where
    a partner is known to read it.
    """
    if isinstance(checked, Rejected):
        return checked.reasons
    if isinstance(checked.recipient.certificate.public_key(), ec.EllipticCurvePublicKey):
        return (CertificateFault.ELLIPTIC_CURVE,)
    return ()


def same_mailbox(left: str, right: str) -> bool:
    """Whether two addresses are one mailbox: domain and local part compared without case, A-labels as U-labels.

    Only ASCII letters lose their case. Unicode folding would take the Kelvin sign for k and ß for ss, and hand one
    person's mail to the key of another.
    """
    return "@" in left and "@" in right and _comparable(left) == _comparable(right)


def _comparable(address: str) -> tuple[bytes, bytes]:
    local_part, _, domain = address.rpartition("@")
    labels = (_a_label(label.encode().lower()) for label in domain.split("."))
    return local_part.encode().lower(), b".".join(labels)


def _a_label(label: bytes) -> bytes:
    return label if label.isascii() else b"xn--" + label.decode().encode("punycode")


def _date_faults(certificate: x509.Certificate, at: datetime) -> set[CertificateFault]:
    if at < certificate.not_valid_before_utc:
        return {CertificateFault.NOT_YET_VALID}
    return {CertificateFault.EXPIRED} if at > certificate.not_valid_after_utc else set()


def _signature_faults(certificate: x509.Certificate) -> set[CertificateFault]:
    weak = isinstance(certificate.signature_hash_algorithm, _WEAK_DIGESTS)
    return {CertificateFault.WEAK_SIGNATURE} if weak else set()


def _key_faults(certificate: x509.Certificate) -> set[CertificateFault]:
    try:
        key = certificate.public_key()
    except UnsupportedAlgorithm:
        return {CertificateFault.UNSUPPORTED_KEY}
    if isinstance(key, rsa.RSAPublicKey):
        # A key restricted to PSS or OAEP must not be used by PKCS#1 v1.5 (RFC 4055 §1.2, §4.1).
        plain = certificate.public_key_algorithm_oid == PublicKeyAlgorithmOID.RSAES_PKCS1_v1_5
        if not plain or key.key_size > _MAX_RSA_BITS:
            return {CertificateFault.UNSUPPORTED_KEY}
        return {CertificateFault.WEAK_KEY} if key.key_size < MIN_RSA_BITS else set()
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in SUPPORTED_CURVES:
        return set()
    return {CertificateFault.UNSUPPORTED_KEY}


def _usage_faults(certificate: x509.Certificate) -> set[CertificateFault]:
    faults = set[CertificateFault]()
    extensions = certificate.extensions
    # RFC 8550 §4.4.2 and §4.4.4: an absent extension allows every use.
    for usage in (extension.value for extension in extensions):
        match usage:
            case x509.KeyUsage():
                agrees = certificate.public_key_algorithm_oid == PublicKeyAlgorithmOID.EC_PUBLIC_KEY
                if not (usage.key_agreement if agrees else usage.key_encipherment):
                    faults.add(CertificateFault.WRONG_USAGE)
            case x509.ExtendedKeyUsage() if not MAIL_USAGES.intersection(usage):
                faults.add(CertificateFault.WRONG_USAGE)
            case x509.BasicConstraints(ca=True):
                faults.add(CertificateFault.IS_A_CA)
            case _:
                pass
    return faults


def _names(certificate: x509.Certificate, address: str, *, address_in_subject: bool) -> bool:
    named: list[str] = []
    for extension in certificate.extensions:
        if isinstance(extension.value, x509.SubjectAlternativeName):
            named += extension.value.get_values_for_type(x509.RFC822Name)
            named += (
                _utf8_mailbox(other.value)
                for other in extension.value.get_values_for_type(x509.OtherName)
                if other.type_id == _SMTP_UTF8_MAILBOX
            )
    if address_in_subject:
        attributes = certificate.subject.get_attributes_for_oid(NameOID.EMAIL_ADDRESS)
        named += (value for attribute in attributes if isinstance(value := attribute.value, str))
    return any(same_mailbox(name, address) for name in named)


def _utf8_mailbox(encoded: bytes) -> str:
    contents, end = der.bounds(encoded, 0)
    if encoded[0] != _UTF8_STRING or end != len(encoded):
        raise der.NotDer("SmtpUTF8Mailbox is not one UTF8String")
    return encoded[contents:end].decode()


def _path_is_at_fault(
    certificate: x509.Certificate,
    roots: Sequence[x509.Certificate],
    intermediates: Sequence[x509.Certificate],
    at: datetime,
    max_depth: int,
    faults: set[CertificateFault],
) -> bool:
    if CertificateFault.WEAK_SIGNATURE in faults:
        return False  # the verifier says no more than that
    within = min(max(at, certificate.not_valid_before_utc), certificate.not_valid_after_utc)
    return trusted_path(certificate, roots, intermediates, within, max_depth) is None


def _revocation_faults(
    path: Sequence[x509.Certificate] | None,
    crls: Sequence[x509.CertificateRevocationList],
    at: datetime,
    *,
    require_crl: bool,
    grace: timedelta,
) -> set[CertificateFault]:
    faults = set[CertificateFault]()
    for certificate, issuer in zip(path or (), (path or ())[1:], strict=False):
        try:
            standing = revocation_of(certificate, issuer, crls, at, required=require_crl, grace=grace)
        except UNPARSABLE:
            standing = Revocation.UNKNOWN
        if standing is Revocation.REVOKED:
            faults.add(CertificateFault.REVOKED)
        elif standing is Revocation.UNKNOWN:
            faults.add(CertificateFault.REVOCATION_UNKNOWN)
    return faults


def _ordered(faults: set[CertificateFault]) -> tuple[CertificateFault, ...]:
    return tuple(fault for fault in CertificateFault if fault in faults)
