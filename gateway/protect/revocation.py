"""What revocation lists say about one certificate (RFC 5280 §5 and §6.3)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID

_ISSUER_KEYS: Final = (
    dsa.DSAPublicKey | ec.EllipticCurvePublicKey | ed448.Ed448PublicKey | ed25519.Ed25519PublicKey | rsa.RSAPublicKey
)


class Revocation(StrEnum):
    """Where a certificate stands."""

    GOOD = "good"  # a complete list in force does not name it
    REVOKED = "revoked"  # a list of its issuer names it; one on hold counts as revoked
    UNKNOWN = "unknown"
    NOT_ASKED = "not-asked"  # no list is given, and none is named or demanded


def revocation_of(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    crls: Sequence[x509.CertificateRevocationList],
    at: datetime,
    *,
    required: bool,
    grace: timedelta,
) -> Revocation:
    """Look *certificate* up in the lists of *issuer*.

    A list out of date still revokes, but no longer clears; so does a delta, or one that covers only some reasons. A
    list under the issuer's name without its signature clears nothing.

    Args:
        required: Whether a certificate that names a list or a responder must be cleared by a list.
        grace: How long after its next update a list still clears.
    """
    named = [crl for crl in crls if crl.issuer == certificate.issuer]
    signed = [crl for crl in named if _signed_by(crl, issuer)]
    if any(_lists(crl, certificate) for crl in signed):
        return Revocation.REVOKED
    if any(_in_force(crl, at, grace) and _covers(crl, certificate) for crl in signed):
        return Revocation.GOOD
    if named or (required and _publishes_revocation(certificate)):
        return Revocation.UNKNOWN
    return Revocation.NOT_ASKED


def _signed_by(crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    key = issuer.public_key()
    if not isinstance(key, _ISSUER_KEYS):
        return False
    for extension in issuer.extensions:
        if isinstance(extension.value, x509.KeyUsage) and not extension.value.crl_sign:
            return False
    try:
        return crl.is_signature_valid(key)
    except UnsupportedAlgorithm:
        return False


def _lists(crl: x509.CertificateRevocationList, certificate: x509.Certificate) -> bool:
    entry = crl.get_revoked_certificate_by_serial_number(certificate.serial_number)
    if entry is None:
        return False
    reasons = (extension.value for extension in entry.extensions if isinstance(extension.value, x509.CRLReason))
    # RFC 5280 §5.3.1: in a delta, removeFromCRL lifts an earlier hold.
    return all(reason.reason is not x509.ReasonFlags.remove_from_crl for reason in reasons)


def _in_force(crl: x509.CertificateRevocationList, at: datetime, grace: timedelta) -> bool:
    # RFC 5280 §5.1.2.5: issuers must give a next update; without one nobody knows how old the list may grow.
    return crl.next_update_utc is not None and crl.last_update_utc <= at <= crl.next_update_utc + grace


def _covers(crl: x509.CertificateRevocationList, certificate: x509.Certificate) -> bool:
    """Whether silence of this list about the certificate means that it is good."""
    for extension in crl.extensions:
        match extension.value:
            case x509.IssuingDistributionPoint() as scope:
                if not _in_scope(scope, certificate):
                    return False
            case _ if extension.critical:  # a delta, or what we do not know (RFC 5280 §5.2)
                return False
            case _:
                pass
    return True


def _in_scope(scope: x509.IssuingDistributionPoint, certificate: x509.Certificate) -> bool:
    if scope.indirect_crl or scope.only_contains_attribute_certs or scope.only_some_reasons is not None:
        return False
    authority = any(
        isinstance(extension.value, x509.BasicConstraints) and extension.value.ca
        for extension in certificate.extensions
    )
    if (scope.only_contains_user_certs and authority) or (scope.only_contains_ca_certs and not authority):
        return False
    if scope.relative_name is not None:
        return False
    # RFC 5280 §6.3.3 (b)(2)(i): one list of several that an issuer keeps; the certificate says which is its own.
    return scope.full_name is None or not set(scope.full_name).isdisjoint(_distribution_points(certificate))


def _distribution_points(certificate: x509.Certificate) -> Iterator[x509.GeneralName]:
    for extension in certificate.extensions:
        if isinstance(extension.value, x509.CRLDistributionPoints):
            for point in extension.value:
                yield from point.full_name or ()


def _publishes_revocation(certificate: x509.Certificate) -> bool:
    for extension in certificate.extensions:
        match extension.value:
            case x509.CRLDistributionPoints():
                return True
            case x509.AuthorityInformationAccess() as access:
                if any(entry.access_method == AuthorityInformationAccessOID.OCSP for entry in access):
                    return True
            case _:
                pass
    return False
