"""The first gateway.yaml: the shipped sample, comments and all, with an organisation's own values put in."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from gateway import yaml_file
from gateway.config import Config
from gateway.shipped import sample

# True of every organisation in the country; the council's own number is asked for.
_EMERGENCY: Final = "If someone is in danger now, call 999."
_SELF_SIGNED: Final = """\
# gateway init made these two files. The certificate is SELF-SIGNED: mail programs do not trust it, and staff must
# never be told to click a warning away. Put a certificate for the hostname here, from an authority that they trust.
"""
_NO_SMIME: Final = """\
# S/MIME is not set up: what must travel encrypted is held. With a certificate for signing, and the issuers and
# certificates of partners, take the marks away from these lines.
"""
_COLUMNS: Final = 10_000  # ruamel folds nothing: comments beside a value stay beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsPair:
    """A certificate and its key, as they lie on disk."""

    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SmimeFiles:
    """Our signing certificate with its key, and whom we believe."""

    certificate: Path
    key: Path
    roots: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """What gateway.yaml asks of an organisation."""

    name: str
    domains: tuple[str, ...]
    hostname: str
    postmaster: str
    smarthost: str  # HOST or HOST:PORT
    emergency: tuple[str, ...] = ()
    tls: TlsPair | None = None  # None: self-signed, made by us
    smime: SmimeFiles | None = None


def gateway_yaml(organisation: Organisation) -> str:
    """The text of the file.

    Raises:
        ConfigurationFaults: a value cannot be used; all of them are listed, by where they would stand.
    """
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = _COLUMNS
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree: CommentedMap = yaml.load(sample("gateway.yaml"))
    _fill(tree, organisation)
    out = io.StringIO()
    yaml.dump(tree, out)
    text = out.getvalue()
    if organisation.tls is None:
        text = text.replace("\ntls: ", f"\n{_SELF_SIGNED}tls: ", 1)
    if organisation.smime is None:
        text = _without_smime(text)
    yaml_file.parse(text, "gateway.yaml", Config)
    return text


def _fill(tree: CommentedMap, organisation: Organisation) -> None:
    section = tree["organisation"]
    section["name"] = _quoted(organisation.name)
    section["domains"][:] = [domain.lower() for domain in organisation.domains]
    section["hostname"] = organisation.hostname.lower()
    section["postmaster"] = organisation.postmaster
    lines = organisation.emergency or (_EMERGENCY,)
    # The sample's second line is an invented council's.
    _replace(section["emergency"], lines)
    host, _, port = (
        organisation.smarthost.rpartition(":")
        if ":" in organisation.smarthost
        else (
            organisation.smarthost,
            "",
            "25",
        )
    )
    smarthost = tree["delivery"]["smarthost"]
    smarthost["host"] = host
    smarthost["port"] = int(port) if port.isdigit() else port
    tree["console"]["public_url"] = _quoted(f"https://{organisation.hostname.lower()}:{tree['console']['port']}")
    if organisation.tls is not None:
        tree["tls"]["certificate"] = _quoted(str(organisation.tls.certificate))
        tree["tls"]["key"] = _quoted(str(organisation.tls.key))
    if organisation.smime is not None:
        tree["smime"]["certificate"] = _quoted(str(organisation.smime.certificate))
        tree["smime"]["key"] = _quoted(f"file:{organisation.smime.key}")
        tree["smime"]["roots"] = _quoted(str(organisation.smime.roots))


def _replace(sequence: CommentedSeq, lines: tuple[str, ...]) -> None:
    """Other items, and what stands below the sequence (the comment of its last item, to ruamel) stays there."""
    below = sequence.ca.items.pop(len(sequence) - 1, None)
    sequence[:] = [_quoted(line) for line in lines]
    if below is not None:
        sequence.ca.items[len(lines) - 1] = below


def _without_smime(text: str) -> str:
    before, mark, rest = text.partition("\nsmime:")
    section, end, after = rest.partition("\n\n")
    lines = (mark.removeprefix("\n") + section).split("\n")
    commented = "\n".join(f"# {line}" for line in lines)
    return f"{before}\n{_NO_SMIME}{commented}{end}{after}"


def _quoted(text: str) -> DoubleQuotedScalarString:
    quoted: DoubleQuotedScalarString = DoubleQuotedScalarString(text)
    return quoted
