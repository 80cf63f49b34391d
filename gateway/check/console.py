"""Checks of the web console."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from cryptography import x509

from gateway.check.result import Area, Result, ok, problem, warning
from gateway.model.errors import TemporaryFailure
from gateway.openid.provider import RETURN_PATH, Provider
from gateway.openid.token import ALGORITHMS
from gateway.protect.keys import load_certificates
from gateway.settings import Settings


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


def sign_in(settings: Settings) -> Iterator[Result]:
    """Whether the provider that people sign in with answers, and knows what we ask of it."""
    console = settings.config.console
    if console is None or console.sign_in is None:
        return
    provider = Provider(console.sign_in, settings.folder, console.public_url + RETURN_PATH)
    try:
        found = provider.endpoints()
        provider.keys()
    except TemporaryFailure as error:
        yield problem(Area.CONSOLE, f"sign_in: {error}")
        return
    back = console.public_url + RETURN_PATH
    yield ok(Area.CONSOLE, f"sign_in: {console.sign_in.issuer} answers; it must send people back to {back}")
    if not found.says_s256:
        yield warning(Area.CONSOLE, "sign_in: it does not say that it knows PKCE (S256); see that it does")
    if found.algorithms and not set(found.algorithms) & set(ALGORITHMS):
        yield problem(Area.CONSOLE, f"sign_in: it signs with {', '.join(found.algorithms)}, none of which is taken")


def _is_for(certificate: x509.Certificate, host: str) -> bool:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    known = {name.lower() for name in names.get_values_for_type(x509.DNSName)}
    return host in known or f"*.{host.partition('.')[2]}" in known
