"""Checks of the web console."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from cryptography import x509

from gateway.app import Settings
from gateway.check.result import Area, Result, ok, problem, warning
from gateway.protect.keys import load_certificates


def address(settings: Settings) -> Iterator[Result]:
    """Whether browsers will believe the certificate for the name that people type and notices link to."""
    console, tls = settings.config.console, settings.config.tls
    if console is None:
        yield warning(Area.CONSOLE, "there is none: held mail is answered on the command line of this machine alone")
        return
    if not console.tls or tls is None:
        yield ok(Area.CONSOLE, f"{console.public_url}: a proxy encrypts; see that it passes Host on as it came")
        return
    host = urlsplit(console.public_url).hostname or ""
    try:
        certificate = load_certificates((settings.folder / tls.certificate).read_bytes())[0]
    except OSError as error:
        yield problem(Area.CONSOLE, f"{tls.certificate}: cannot be read: {error.strerror}")
        return
    if _is_for(certificate, host):
        yield ok(Area.CONSOLE, f"{console.public_url}: its certificate is for that name")
    else:
        yield problem(
            Area.CONSOLE, f"{console.public_url}: the certificate in tls is for another name; browsers will warn"
        )


def _is_for(certificate: x509.Certificate, host: str) -> bool:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    known = {name.lower() for name in names.get_values_for_type(x509.DNSName)}
    return host in known or f"*.{host.partition('.')[2]}" in known
