"""Checks of certificates: our own, and those that mail to partners is encrypted to."""

import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography import x509

from gateway.certificates import CertificateFolder, Usable
from gateway.check.result import Area, Level, Result, ok, problem, warning
from gateway.config import Smime
from gateway.model.decision import Channel, Protection
from gateway.model.errors import GatewayError, PermanentFailure
from gateway.model.parties import Agreement, AgreementStatus, Party, PartyType, RegisterSnapshot
from gateway.protect.errors import UnusableKeyMaterial
from gateway.protect.keys import load_certificates
from gateway.settings import Settings

_SOON: Final = timedelta(days=30)
_OUTSIDE: Final = frozenset({PartyType.PARTNER, PartyType.PROVIDER, PartyType.PUBLIC_BODY})


class Use(StrEnum):
    """What a certificate is for."""

    LISTENER = "listener"
    CLIENTS = "clients"  # issuers of clients' certificates
    SIGNING = "signing"
    ROOT = "root"  # issuers of partners' certificates
    PARTNER = "partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A certificate in a file of the installation."""

    use: Use
    path: Path
    certificate: x509.Certificate

    @property
    def name(self) -> str:
        """What it is called in lists: its addresses, or its file."""
        return ", ".join(mailboxes(self.certificate)) or self.path.name


def held(settings: Settings) -> Iterator[Held]:
    """Every certificate of the installation.

    Raises:
        PermanentFailure: a file has no certificate in it; it is named.
    """
    for use, path in _files(settings):
        yield from _read(use, path)


def ours(settings: Settings, now: datetime) -> Iterator[Result]:
    """Dates and keys of our own certificates."""
    tls, smime = settings.config.tls, settings.config.smime
    if tls is not None:
        certificate, key = settings.folder / tls.certificate, settings.folder / tls.key
        yield from _dated(Use.LISTENER, certificate, now)
        yield from _fits(certificate, key)
        if tls.client_ca is not None:
            yield from _dated(Use.CLIENTS, settings.folder / tls.client_ca, now)
    if smime is not None:
        yield from _dated(Use.SIGNING, settings.folder / smime.certificate, now)
        try:
            CertificateFolder(smime, settings.folder).signer()
        except GatewayError as error:
            yield problem(Area.CERTIFICATES, f"signing: {error}")


def partners(settings: Settings, registers: RegisterSnapshot | None, now: datetime) -> Iterator[Result]:
    """Each file of partners' certificates, and which partners cannot be written to under encryption.

    Args:
        registers: None: they cannot be read; only the files are looked at.
    """
    smime = settings.config.smime
    needing = [] if registers is None else list(_needing_encryption(registers, settings, now))
    if smime is None:
        if needing:
            ids = ", ".join(party.id for party in needing)
            yield warning(Area.PARTNERS, f"S/MIME is not set up, so mail that must be encrypted to {ids} is held")
        return
    addresses: set[str] = set()
    faulty = False
    for use, path in _files(settings):
        if use in (Use.ROOT, Use.PARTNER):
            results = list(_dated(use, path, now, area=Area.PARTNERS))
            faulty = faulty or any(result.level is Level.PROBLEM for result in results)
            yield from (result for result in results if result.level is not Level.OK)
            if not any(result.level is Level.PROBLEM for result in results):
                addresses |= {box for one in _read(use, path) for box in mailboxes(one.certificate)}
    if faulty:
        return  # with a file that cannot be read nobody's certificate is found, so nothing more can be told
    folder = CertificateFolder(smime, settings.folder)
    unreached = [fault for party in needing for fault in _unreached(party, folder, addresses, now)]
    yield from (warning(Area.PARTNERS, fault) for fault in unreached)
    if not unreached:
        yield ok(Area.PARTNERS, f"{len(addresses)} addresses have certificates; {len(needing)} partners need them")


def mailboxes(certificate: x509.Certificate) -> tuple[str, ...]:
    """The mail addresses that a certificate names; empty: none, or it cannot be told."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return ()
    return tuple(address.lower() for address in names.get_values_for_type(x509.RFC822Name))


def _files(settings: Settings) -> Iterator[tuple[Use, Path]]:
    folder, tls, smime = settings.folder, settings.config.tls, settings.config.smime
    if tls is not None:
        yield Use.LISTENER, folder / tls.certificate
        if tls.client_ca is not None:
            yield Use.CLIENTS, folder / tls.client_ca
    if smime is not None:
        yield Use.SIGNING, folder / smime.certificate
        yield Use.ROOT, folder / smime.roots
        yield from ((Use.PARTNER, path) for path in _partner_files(smime, folder))


def _partner_files(smime: Smime, folder: Path) -> list[Path]:
    recipients = folder / smime.recipients
    if not recipients.is_dir():
        return []
    return sorted(path for path in recipients.iterdir() if path.is_file() and not path.name.startswith("."))


def _read(use: Use, path: Path) -> tuple[Held, ...]:
    try:
        found = load_certificates(path.read_bytes())
    except OSError as error:
        raise PermanentFailure(f"{path}: cannot be read: {error.strerror}") from error
    except UnusableKeyMaterial as error:
        raise PermanentFailure(f"{path}: {error}") from error
    return tuple(Held(use=use, path=path, certificate=one) for one in found)


def _dated(use: Use, path: Path, now: datetime, *, area: Area = Area.CERTIFICATES) -> Iterator[Result]:
    try:
        found = _read(use, path)
    except PermanentFailure as error:
        yield problem(area, f"{use.value}: {error}")
        return
    for one in found:
        begins, ends = one.certificate.not_valid_before_utc, one.certificate.not_valid_after_utc
        where = f"{use.value}: {path}"
        if ends <= now:
            # A partner's keeps mail to that partner waiting; one of ours keeps all of it.
            bad = warning if use is Use.PARTNER else problem
            yield bad(area, f"{where}: expired on {ends:%Y-%m-%d}")
        elif begins > now:
            yield warning(area, f"{where}: is not valid before {begins:%Y-%m-%d}")
        elif ends <= now + _SOON:
            yield warning(area, f"{where}: expires on {ends:%Y-%m-%d}")
        else:
            yield ok(area, f"{where}: valid until {ends:%Y-%m-%d}")
        if use is Use.LISTENER and one.certificate.issuer == one.certificate.subject:
            yield warning(area, f"{where}: is self-signed; mail programs will not trust it")


def _fits(certificate: Path, key: Path) -> Iterator[Result]:
    """Whether the key belongs to the certificate, by doing what the listener does."""
    if not key.is_file():
        yield problem(Area.CERTIFICATES, f"listener: {key}: is not there")
        return
    if key.stat().st_mode & 0o077:
        yield warning(Area.CERTIFICATES, f"listener: {key}: others than its owner may read it; chmod 600 it")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        why = getattr(error, "reason", None) or getattr(error, "strerror", None) or type(error).__name__
        yield problem(Area.CERTIFICATES, f"listener: {key}: does not fit {certificate} ({why})")


def _needing_encryption(registers: RegisterSnapshot, settings: Settings, now: datetime) -> Iterator[Party]:
    """Partners that content protection is needed for: by their entry, or by the class that their agreement allows."""
    protection = settings.policy.policy.protection
    for party in registers.parties.values():
        if party.type not in _OUTSIDE:
            continue
        allowed = [one for one in registers.agreements if one.party == party.id and _in_force(one, now)]
        asked = party.channel is Channel.SMIME or party.protection is Protection.CONTENT
        if asked or any(protection[one.highest] is Protection.CONTENT for one in allowed):
            yield party


def _in_force(agreement: Agreement, now: datetime) -> bool:
    ended = agreement.ends is not None and agreement.ends <= now
    return agreement.status is AgreementStatus.ACTIVE and agreement.starts <= now and not ended


def _unreached(party: Party, folder: CertificateFolder, known: Iterable[str], now: datetime) -> Iterator[str]:
    domains = tuple(domain.lstrip(".") for domain in party.domains)
    listed = dict.fromkeys((*party.addresses, *party.front_door))
    found = [address for address in known if address.rpartition("@")[2].endswith(domains)] if domains else []
    usable = False
    for address in dict.fromkeys((*listed, *found)):
        answer = folder.usable(address, now)
        if isinstance(answer, Usable):
            usable = True
        else:
            yield f"{party.id}: {address} cannot be written to under encryption: {', '.join(answer.reasons)}"
    if domains and not usable and not found:
        yield f"{party.id}: there is no certificate for anybody at {', '.join(party.domains)}"
