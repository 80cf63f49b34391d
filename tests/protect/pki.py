"""A small public key infrastructure for the tests: invented authorities and recipients, made once a session."""

import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from gateway.protect import der
from gateway.protect.keys import Signer

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CAROL = "carol.deane@partner.example"
GATEWAY = "gateway@family-support.example"
CRL_URL = "http://crl.authority.example/mail.crl"

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
Extension = tuple[x509.ExtensionType, bool]

MAIL_USAGE = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
SERVER_USAGE = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
LEAF = x509.BasicConstraints(ca=False, path_length=None)
SHA256_WITH_RSA = der.object_identifier("1.2.840.113549.1.1.11")
SHA1_WITH_RSA = der.object_identifier("1.2.840.113549.1.1.5")
CRL_POINT = x509.CRLDistributionPoints(
    [x509.DistributionPoint([x509.UniformResourceIdentifier(CRL_URL)], None, None, None)]
)


@cache
def rsa_key(bits: int, which: str = "") -> rsa.RSAPrivateKey:
    """An RSA key; the same one for the same arguments."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def ec_key(curve: type[ec.EllipticCurve], which: str = "") -> ec.EllipticCurvePrivateKey:
    """An EC key; the same one for the same arguments."""
    return ec.generate_private_key(curve())


def key_usage(*allowed: str) -> x509.KeyUsage:
    """A keyUsage with just these uses."""
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement "
        "key_cert_sign crl_sign encipher_only decipher_only"
    )
    return x509.KeyUsage(**{name: name in allowed for name in names.split()})


def rfc822(*addresses: str) -> x509.SubjectAlternativeName:
    """A subjectAltName of mail addresses."""
    return x509.SubjectAlternativeName([x509.RFC822Name(address) for address in addresses])


def common_name(text: str) -> x509.Name:
    """A distinguished name of one part."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    """A certificate authority with its key."""

    def __init__(
        self,
        name: str,
        *,
        above: "Authority | None" = None,
        extensions: Sequence[Extension] | None = None,
        bits: int = 2048,
    ):
        self.key = rsa_key(bits, name)
        self.name = common_name(name)
        standard = (
            (x509.BasicConstraints(ca=True, path_length=None), True),
            (key_usage("key_cert_sign", "crl_sign"), True),
        )
        self.certificate = issue(
            self.key, above or self, subject=self.name, extensions=standard if extensions is None else extensions
        )

    def crl(
        self,
        *revoked: x509.Certificate,
        next_update: datetime = AT + 7 * DAY,
        last_update: datetime = AT - DAY,
        key: PrivateKey | None = None,
        extensions: Sequence[Extension] = (),
        reason: x509.ReasonFlags | None = None,
    ) -> x509.CertificateRevocationList:
        """A revocation list of this authority."""
        builder = x509.CertificateRevocationListBuilder(
            issuer_name=self.name, last_update=last_update, next_update=next_update
        )
        for certificate in revoked:
            entry = x509.RevokedCertificateBuilder(certificate.serial_number, AT - 2 * DAY)
            if reason is not None:
                entry = entry.add_extension(x509.CRLReason(reason), critical=False)
            builder = builder.add_revoked_certificate(entry.build())
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(key or self.key, hashes.SHA256())


def issue(
    key: PrivateKey,
    issuer: Authority,
    *,
    subject: x509.Name,
    extensions: Sequence[Extension],
    starts: datetime = AT - 30 * DAY,
    ends: datetime = AT + 300 * DAY,
    pss: bool = False,
) -> x509.Certificate:
    """Any certificate."""
    builder = x509.CertificateBuilder(
        issuer_name=issuer.name,
        subject_name=subject,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=starts,
        not_valid_after=ends,
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    signature_padding = padding.PSS(padding.MGF1(hashes.SHA256()), 32) if pss else None
    return builder.sign(issuer.key, hashes.SHA256(), rsa_padding=signature_padding)


ROOT = Authority("Mail Root")
INTERMEDIATE = Authority("Mail Intermediate", above=ROOT)
STRANGER = Authority("Another Root")


def recipient(
    key: PrivateKey | None = None,
    *,
    issuer: Authority = INTERMEDIATE,
    address: str = CAROL,
    names: x509.SubjectAlternativeName | None = None,
    usage: x509.KeyUsage | None = None,
    mail_usage: x509.ExtendedKeyUsage | None = MAIL_USAGE,
    constraints: x509.BasicConstraints = LEAF,
    more: Sequence[Extension] = (),
    starts: datetime = AT - 30 * DAY,
    ends: datetime = AT + 300 * DAY,
    subject: x509.Name | None = None,
    pss: bool = False,
) -> x509.Certificate:
    """Carol's certificate, in order but for what is named."""
    key = key or rsa_key(2048, "carol")
    fitting = "key_agreement" if isinstance(key, ec.EllipticCurvePrivateKey) else "key_encipherment"
    extensions: list[Extension] = [
        (names or rfc822(address), False),
        (usage or key_usage("digital_signature", fitting), True),
        (constraints, True),
        *more,
    ]
    if mail_usage is not None:
        extensions.append((mail_usage, False))
    name = subject or common_name("Carol Deane")
    return issue(key, issuer, subject=name, extensions=extensions, starts=starts, ends=ends, pss=pss)


def without_extensions(key: PrivateKey, subject: x509.Name) -> x509.Certificate:
    """A certificate with no extension at all, as old authorities wrote."""
    return issue(key, INTERMEDIATE, subject=subject, extensions=())


def self_signed() -> x509.Certificate:
    """A certificate that only itself vouches for."""
    own = Authority("Carol Deane", extensions=((rfc822(CAROL), False), (LEAF, True), (MAIL_USAGE, False)))
    return own.certificate


def other_name(oid: str, encoded: bytes) -> x509.SubjectAlternativeName:
    """A subjectAltName of one otherName."""
    return x509.SubjectAlternativeName([x509.OtherName(ObjectIdentifier(oid), encoded)])


def utf8_mailbox(address: str) -> x509.SubjectAlternativeName:
    """A subjectAltName of one SmtpUTF8Mailbox (RFC 9598)."""
    text = address.encode()
    return other_name("1.3.6.1.5.5.7.8.9", bytes((0x0C, len(text))) + text)


def with_sha1() -> x509.Certificate:
    """Carol's certificate signed with SHA-1: made by hand, because `cryptography` no longer signs so."""
    contents = tbs_contents(recipient()).replace(SHA256_WITH_RSA, SHA1_WITH_RSA)
    return signed_by_hand(contents, SHA1_WITH_RSA, hashes.SHA1())


def with_key_for(purpose: str) -> x509.Certificate:
    """Carol's certificate with her RSA key under another algorithm identifier, without parameters (RFC 4055 §1.2)."""
    plain = recipient()
    key = plain.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    algorithm_start, _ = der.bounds(key, 0)
    _, algorithm_end = der.bounds(key, algorithm_start)
    other = der.sequence(der.sequence(der.object_identifier(purpose)), key[algorithm_end:])
    return signed_by_hand(tbs_contents(plain).replace(key, other), SHA256_WITH_RSA, hashes.SHA256())


def tbs_contents(certificate: x509.Certificate) -> bytes:
    """What stands in the signed part of a certificate."""
    start, _ = der.bounds(certificate.tbs_certificate_bytes, 0)
    return certificate.tbs_certificate_bytes[start:]


def signed_by_hand(contents: bytes, algorithm: bytes, digest: hashes.HashAlgorithm) -> x509.Certificate:
    """A certificate with any contents, under the intermediate's signature."""
    signed = der.sequence(contents)
    signature = INTERMEDIATE.key.sign(signed, padding.PKCS1v15(), digest)
    encoded = der.sequence(signed, der.sequence(algorithm, der.NULL), der.bit_string(signature))
    return x509.load_der_x509_certificate(encoded)


@cache
def signer() -> Signer:
    """The gateway's own signer."""
    key = rsa_key(3072, "gateway")
    certificate = recipient(key, address=GATEWAY, usage=key_usage("digital_signature"))
    return Signer(key=key, certificate=certificate, chain=(INTERMEDIATE.certificate,))


def pem(*certificates: x509.Certificate) -> bytes:
    """A PEM file of certificates."""
    return b"".join(certificate.public_bytes(serialization.Encoding.PEM) for certificate in certificates)


def pem_key(key: PrivateKey, passphrase: bytes | None = None) -> bytes:
    """A PEM file of a private key."""
    encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase is not None:
        encryption = serialization.BestAvailableEncryption(passphrase)
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)


def write_key(path: Path, key: PrivateKey) -> None:
    """A key file that only its owner may read."""
    path.touch(mode=0o600)
    path.write_bytes(pem_key(key))


def run(place: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Run openssl in *place*; its output."""
    done = subprocess.run(
        ("openssl", *arguments), cwd=place, input=given, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout
