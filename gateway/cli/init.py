"""`gateway init`."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from typer.models import OptionInfo

from gateway.cli.options import AsJson, ConfigDir, PasswordFile
from gateway.cli.output import document, say
from gateway.cli.passwords import password_from
from gateway.model.errors import ConfigurationFaults

if TYPE_CHECKING:
    from gateway.cli.first_config import Organisation, SmimeFiles, TlsPair

_DEFAULT: Final = Path("config")


Folder = Annotated[
    Path | None, typer.Argument(metavar="DIR", help="Where to; ./config without it.", show_default=False)
]
Name = Annotated[str | None, typer.Option(metavar="NAME", help="The organisation's name.", show_default=False)]
Domains = Annotated[
    list[str] | None, typer.Option(metavar="DOMAIN", help="A mail domain of its own; may be given several times.")
]
Hostname = Annotated[str | None, typer.Option(metavar="HOST", help="The gateway's own name.", show_default=False)]
Smarthost = Annotated[
    str | None, typer.Option(metavar="HOST[:PORT]", help="Mail service that delivers.", show_default=False)
]
Admin = Annotated[
    str | None, typer.Option(metavar="EMAIL", help="The first account, ICT and IG.", show_default=False)
]
Postmaster = Annotated[str | None, typer.Option(metavar="EMAIL", help="Notices come from here.", show_default=False)]
Emergency = Annotated[list[str] | None, typer.Option(metavar="TEXT", help="A line for every notice: whom to phone.")]


def _file(words: str) -> OptionInfo:
    option: OptionInfo = typer.Option(metavar="FILE", exists=True, dir_okay=False, show_default=False, help=words)
    return option


def init(
    folder: Folder = None,
    name: Name = None,
    domain: Domains = None,
    hostname: Hostname = None,
    smarthost: Smarthost = None,
    admin: Admin = None,
    postmaster: Postmaster = None,
    emergency: Emergency = None,
    tls_certificate: Annotated[Path | None, _file("Of the listener, PEM, with intermediates.")] = None,
    tls_key: Annotated[Path | None, _file("The key to it.")] = None,
    smime_certificate: Annotated[Path | None, _file("That signs what leaves, PEM, with intermediates.")] = None,
    smime_key: Annotated[Path | None, _file("The key to it, readable by its owner alone.")] = None,
    smime_roots: Annotated[Path | None, _file("Issuers of partners' certificates, PEM.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="The sample organisation instead; asks nothing.")] = False,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Make an installation: configuration, keys, first account.

    What is missing is asked for on a terminal; nothing that is there is written over.
    Without a TLS certificate a self-signed one is made; without an S/MIME certificate what must be encrypted is held.
    """
    target = _target(folder, config)
    if demo:
        _demo(target, as_json)
        return
    from gateway.cli.installation import Administrator, make, refuse_existing

    refuse_existing(target)
    ask = _Questions()
    organisation = _organisation(
        ask, name=name, domains=domain, hostname=hostname, postmaster=postmaster, smarthost=smarthost
    )
    organisation = replace(
        organisation,
        emergency=tuple(emergency or ()),
        tls=_tls(tls_certificate, tls_key),
        smime=_smime(smime_certificate, smime_key, smime_roots),
    )
    email = ask.for_value("--admin", "Email address of the first administrator", admin)
    ask.refuse_missing()
    _check_addresses(organisation.postmaster, email)
    try:
        make(target, organisation, Administrator(email=email, password=password_from(password_file, twice=True)))
    except ConfigurationFaults as error:
        raise typer.BadParameter("; ".join(error.faults)) from error
    _tell(target, email, self_signed=organisation.tls is None, smime=organisation.smime is not None, as_json=as_json)


class _Questions:
    """Asks on a terminal; elsewhere gathers what is missing, to tell all of it at once."""

    def __init__(self) -> None:
        self._terminal = sys.stdin.isatty()
        self._missing: list[str] = []

    def for_value(self, option: str, question: str, given: str | None, default: str | None = None) -> str:
        """The value given, or the answer."""
        if given is not None:
            return given
        if not self._terminal:
            self._missing.append(option)
            return ""
        answer: str = typer.prompt(question, default=default, err=True)
        return answer

    def refuse_missing(self) -> None:
        """Raises BadParameter when something is."""
        if self._missing:
            raise typer.BadParameter(f"there is no terminal to ask on; give {', '.join(self._missing)}")


def _organisation(
    ask: _Questions,
    *,
    name: str | None,
    domains: list[str] | None,
    hostname: str | None,
    postmaster: str | None,
    smarthost: str | None,
) -> "Organisation":
    """Who it is for, as given or as asked for."""
    from gateway.cli.first_config import Organisation

    named = ask.for_value("--name", "Name of the organisation", name)
    own = tuple(domains or ask.for_value("--domain", "Its mail domain", None).split())
    first = own[0] if own else ""
    return Organisation(
        name=named,
        domains=own,
        hostname=ask.for_value("--hostname", "The gateway's own name", hostname, f"gateway.{first}"),
        postmaster=ask.for_value("--postmaster", "Address that notices come from", postmaster, f"postmaster@{first}"),
        smarthost=ask.for_value("--smarthost", "Mail service that delivers, HOST[:PORT]", smarthost),
    )


def _target(folder: Path | None, config: Path | None) -> Path:
    if folder is not None and config is not None and folder != config:
        raise typer.BadParameter("give DIR or --config, not both")
    return folder or config or _DEFAULT


def _demo(folder: Path, as_json: bool) -> None:
    from gateway.demo.organisation import make

    made = make(folder)
    if as_json:
        document({"config": str(made.folder), "demo": True})
        return
    say(f"The sample organisation is in {folder}.")
    say(f"Next: gateway check --config {made.folder}")


def _check_addresses(*addresses: str) -> None:
    from gateway.registers.address import normal, well_formed

    for address in addresses:
        if not well_formed(normal(address)):
            raise typer.BadParameter(f"{address}: not an address")


def _tls(certificate: Path | None, key: Path | None) -> "TlsPair | None":
    from gateway.cli.first_config import TlsPair

    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise typer.BadParameter("--tls-certificate and --tls-key go together")
    return TlsPair(certificate=certificate.resolve(), key=key.resolve())


def _smime(certificate: Path | None, key: Path | None, roots: Path | None) -> "SmimeFiles | None":
    from gateway.cli.first_config import SmimeFiles

    if certificate is None and key is None and roots is None:
        return None
    if certificate is None or key is None or roots is None:
        raise typer.BadParameter("--smime-certificate, --smime-key and --smime-roots go together")
    return SmimeFiles(certificate=certificate.resolve(), key=key.resolve(), roots=roots.resolve())


def _tell(folder: Path, email: str, *, self_signed: bool, smime: bool, as_json: bool) -> None:
    from gateway.config import load

    console = load(folder).console
    address = "" if console is None else console.public_url
    if as_json:
        document(
            {
                "config": str(folder),
                "administrator": email.lower(),
                "self_signed": self_signed,
                "smime": smime,
                "console": address,
            }
        )
        return
    say(f"Made in {folder}: gateway.yaml, policy.yaml, keys, database, and the account {email.lower()}.")
    if self_signed:
        say("The listener's certificate is SELF-SIGNED: mail programs do not trust it. Replace tls/gateway.*")
    if not smime:
        say("S/MIME is not set up: mail that must be encrypted is held until it is (smime in gateway.yaml).")
    say(
        f"Keep a copy of {folder / 'keys' / 'master.key'} where nobody else comes to: without it nothing can be read."
    )
    say(f"Next: gateway register import staff STAFF.csv --config {folder}; then gateway check --config {folder}")
    say(f"Then gateway run --config {folder}, and sign in as {email.lower()} at {address}")
    say("There the first sign-in sets up an authenticator app or a passkey, and Help says what to do first.")
