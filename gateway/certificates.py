"""Partners' certificates on disk: who can be written to under S/MIME, and why not."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509

from gateway.config import Smime
from gateway.model.errors import PermanentFailure
from gateway.protect.certificates import (
    Accepted,
    CertificateFault,
    RecipientCertificate,
    check_recipient_certificate,
    default_form_faults,
)
from gateway.protect.errors import UnusableKeyMaterial
from gateway.protect.keys import Signer, load_certificates, load_signer
from gateway.store.secret import read_secret

NO_CERTIFICATE = "no-certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Usable:
    """A certificate that may be encrypted to now."""

    recipient: RecipientCertificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """Why there is none, in reason words."""

    reasons: tuple[str, ...]


class CertificateFolder:
    """Roots, recipients' certificates and revocation lists, read when something in their folders changed."""

    def __init__(self, settings: Smime, folder: Path) -> None:
        self._settings = settings
        self._folder = folder
        self._stamp: tuple[tuple[str, int], ...] = ()
        self._roots: tuple[x509.Certificate, ...] = ()
        self._by_address: dict[str, list[x509.Certificate]] = {}
        self._others: list[x509.Certificate] = []
        self._crls: tuple[x509.CertificateRevocationList, ...] = ()

    def signer(self) -> Signer:
        """Who signs what leaves.

        Raises:
            PermanentFailure: key or certificate cannot be read or do not belong together.
        """
        path = self._folder / self._settings.certificate
        try:
            return load_signer(read_secret(self._settings.key, self._folder), path.read_bytes())
        except OSError as error:
            raise PermanentFailure(f"{path}: cannot be read ({type(error).__name__})") from error
        except UnusableKeyMaterial as error:
            raise PermanentFailure(f"{path}: {error}") from error

    def addresses(self) -> tuple[str, ...]:
        """Lower case: whom a certificate names, usable or not.

        Raises:
            PermanentFailure: a file in the folders is no certificate or revocation list.
        """
        self._refresh()
        return tuple(sorted(self._by_address))

    def usable(self, address: str, at: datetime) -> Usable | Unusable:
        """The certificate to encrypt to for *address* at *at*, or every fault of those there are.

        Raises:
            PermanentFailure: a file in the folders is no certificate or revocation list.
        """
        self._refresh()
        faults: list[CertificateFault] = []
        candidates = [*self._by_address.get(address.lower(), ()), *self._others]
        for certificate in candidates:
            checked = check_recipient_certificate(
                certificate,
                address=address,
                roots=self._roots,
                intermediates=self._intermediates(),
                crls=self._crls,
                at=at,
                require_crl=self._settings.require_crl,
            )
            found = default_form_faults(checked)
            if not found and isinstance(checked, Accepted):
                return Usable(recipient=checked.recipient)
            if certificate not in self._others or CertificateFault.WRONG_ADDRESS not in found:
                faults.extend(found)
        return Unusable(reasons=tuple(dict.fromkeys(str(fault) for fault in faults)) or (NO_CERTIFICATE,))

    def _intermediates(self) -> tuple[x509.Certificate, ...]:
        return tuple(self._others)

    def _refresh(self) -> None:
        paths = self._paths()
        try:
            stamp = tuple((str(path), path.stat().st_mtime_ns) for path in paths)
        except OSError as error:
            raise PermanentFailure(f"certificates: cannot be read ({type(error).__name__})") from error
        if stamp == self._stamp:
            return
        roots = _certificates(self._folder / self._settings.roots)
        by_address: dict[str, list[x509.Certificate]] = {}
        others: list[x509.Certificate] = []
        for path in _files(self._folder / self._settings.recipients):
            for certificate in _certificates(path):
                addresses = _addresses(certificate)
                for address in addresses:
                    by_address.setdefault(address, []).append(certificate)
                if not addresses:
                    others.append(certificate)
        crls = tuple(_crl(path) for path in _files(self._crl_folder()))
        self._roots, self._by_address, self._others, self._crls = roots, by_address, others, crls
        self._stamp = stamp

    def _paths(self) -> list[Path]:
        recipients = _files(self._folder / self._settings.recipients)
        return [self._folder / self._settings.roots, *recipients, *_files(self._crl_folder())]

    def _crl_folder(self) -> Path | None:
        return None if self._settings.crls is None else self._folder / self._settings.crls


def _files(folder: Path | None) -> list[Path]:
    if folder is None or not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def _certificates(path: Path) -> tuple[x509.Certificate, ...]:
    try:
        return load_certificates(path.read_bytes())
    except OSError as error:
        raise PermanentFailure(f"{path}: cannot be read ({type(error).__name__})") from error
    except UnusableKeyMaterial as error:
        raise PermanentFailure(f"{path}: {error}") from error


def _crl(path: Path) -> x509.CertificateRevocationList:
    encoded = path.read_bytes()
    try:
        if b"-----BEGIN" in encoded:
            return x509.load_pem_x509_crl(encoded)
        return x509.load_der_x509_crl(encoded)
    except ValueError as error:
        raise PermanentFailure(f"{path}: no certificate revocation list") from error


def _addresses(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return ()
    return tuple(address.lower() for address in names.get_values_for_type(x509.RFC822Name))
