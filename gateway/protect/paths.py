"""Finding a path from a certificate to a root, by the rules of mail rather than the web (RFC 5280 §6)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    Policy,
    PolicyBuilder,
    Store,
    VerificationError,
)

MAIL_USAGES: Final = frozenset({ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE})

# What reading a certificate somebody else made may raise: extensions and keys are parsed when they are asked for.
UNPARSABLE: Final = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)


def trusted_path(
    certificate: x509.Certificate,
    roots: Sequence[x509.Certificate],
    intermediates: Sequence[x509.Certificate],
    at: datetime,
    max_depth: int,
) -> tuple[x509.Certificate, ...] | None:
    """A path that holds at *at*, leaf first and root last; None: there is none.

    The leaf's own usage, key and address are not looked at. Name constraints, path lengths, dates, digests, the
    authorities' keys and unknown critical extensions are.
    """
    if not roots:
        return None
    # The web's rules for authorities would refuse corporate ones without keyUsage or with a basicConstraints that is
    # not critical; and the web's rules for leaves want clientAuth. What the leaf must be is checked above.
    authority = (
        ExtensionPolicy.permit_all()
        .require_present(x509.BasicConstraints, Criticality.AGNOSTIC, _must_be_authority)
        .may_be_present(x509.KeyUsage, Criticality.AGNOSTIC, _must_sign_certificates)
        .may_be_present(x509.ExtendedKeyUsage, Criticality.AGNOSTIC, _must_vouch_for_mail)
    )
    verifier = (
        PolicyBuilder()
        .store(Store(list(roots)))
        .time(at)
        .max_chain_depth(max_depth)
        .extension_policies(ca_policy=authority, ee_policy=ExtensionPolicy.permit_all())
        .build_client_verifier()
    )
    try:
        return tuple(verifier.verify(certificate, list(intermediates)).chain)
    except (VerificationError, *UNPARSABLE):
        return None


def _must_be_authority(_policy: Policy, _certificate: x509.Certificate, constraints: x509.BasicConstraints) -> None:
    if not constraints.ca:
        raise ValueError("not an authority")


def _must_sign_certificates(_policy: Policy, _certificate: x509.Certificate, usage: x509.KeyUsage | None) -> None:
    if usage is not None and not usage.key_cert_sign:
        raise ValueError("may not sign certificates")


def _must_vouch_for_mail(
    _policy: Policy, _certificate: x509.Certificate, usage: x509.ExtendedKeyUsage | None
) -> None:
    # An authority confined to other uses, servers for instance, does not speak for mailboxes.
    if usage is not None and not MAIL_USAGES.intersection(usage):
        raise ValueError("may not vouch for mail")


def signed_path(
    certificate: x509.Certificate,
    roots: Sequence[x509.Certificate],
    intermediates: Sequence[x509.Certificate],
    max_depth: int,
) -> tuple[x509.Certificate, ...] | None:
    """A path by names and signatures alone: tells an unknown issuer from one that is known and was refused."""
    # Each intermediate is tried once: they may come from a stranger's signed mail, in any number and entangled.
    unused = [intermediate for intermediate in intermediates if intermediate != certificate]
    paths: list[tuple[x509.Certificate, ...]] = [(certificate,)]
    for _ in range(max_depth + 1):
        for path in paths:
            for root in roots:
                if _issued(path[-1], root):
                    return (*path, root)
        longer = []
        for path in paths:
            for issuer in [candidate for candidate in unused if _issued(path[-1], candidate)]:
                unused.remove(issuer)
                longer.append((*path, issuer))
        paths = longer
    return None


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    if certificate.issuer != issuer.subject:
        return False
    try:
        key, parameters = issuer.public_key(), certificate.signature_algorithm_parameters
        digest = certificate.signature_hash_algorithm
        if isinstance(key, rsa.RSAPublicKey) and digest is not None and not isinstance(parameters, ec.ECDSA | None):
            # By hand, since the library's own check refuses SHA-1. Such a certificate is refused in any case, but
            # not for want of an issuer, and its issuer's revocation list still counts.
            key.verify(certificate.signature, certificate.tbs_certificate_bytes, parameters, digest)
        else:
            certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, *UNPARSABLE):
        return False
    return True
