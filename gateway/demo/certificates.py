"""A small certificate authority for the sample organisation, its gateway and its partners."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_LIFE = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who signs the samples' certificates."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @classmethod
    def made(cls, name: str) -> "Authority":
        """A new one."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
        certificate = (
            _builder(name, name, key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(key_cert_sign=True), critical=True)
            .sign(key, hashes.SHA256())
        )
        return cls(key=key, certificate=certificate)

    def for_host(self, folder: Path, stem: str, name: str) -> None:
        """Write a server's certificate and key as STEM.pem and STEM.key."""
        alternatives = [x509.DNSName(name), x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
        self._issue(folder, stem, name, alternatives, ExtendedKeyUsageOID.SERVER_AUTH, _usage(digital_signature=True))

    def for_mail(self, folder: Path, stem: str, address: str, *, life: timedelta = _LIFE) -> None:
        """Write a mail user's certificate and key as STEM.pem and STEM.key."""
        usage = _usage(digital_signature=True, key_encipherment=True)
        self._issue(
            folder,
            stem,
            address,
            [x509.RFC822Name(address)],
            ExtendedKeyUsageOID.EMAIL_PROTECTION,
            usage,
            life=life,
        )

    def _issue(
        self,
        folder: Path,
        stem: str,
        name: str,
        alternatives: list[x509.GeneralName],
        purpose: x509.ObjectIdentifier,
        usage: x509.KeyUsage,
        *,
        life: timedelta = _LIFE,
    ) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        issuer = self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
        certificate = (
            _builder(name, str(issuer), key.public_key(), life=life)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
            .add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
            .add_extension(usage, critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{stem}.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        write_private(
            folder / f"{stem}.key",
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ),
        )


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, from its first byte on."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)


def _builder(name: str, issuer: str, key: rsa.RSAPublicKey, *, life: timedelta = _LIFE) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=2 * 365))
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(
    *, digital_signature: bool = False, key_encipherment: bool = False, key_cert_sign: bool = False
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=False,
        key_encipherment=key_encipherment,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=key_cert_sign,
        encipher_only=False,
        decipher_only=False,
    )
