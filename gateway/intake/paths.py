"""Reverse-paths, forward-paths and parameters of MAIL and RCPT, read strictly (RFC 5321 §4.1.2).

Lenient readers are how two systems come to see two addresses in one: a comment, a missing bracket or a quoted dot is
enough. What is not exactly a path is Malformed; what has two spellings gets one, so that a register looks up what the
next hop delivers to.
"""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

LOCAL_OCTETS: Final = 64  # RFC 5321 §4.5.3.1.1
DOMAIN_OCTETS: Final = 255  # §4.5.3.1.2
ADDRESS_OCTETS: Final = 254  # §4.5.3.1.3 gives a path 256 octets, brackets included (RFC 3696 erratum 1690)

# Each class says what of ASCII is not in it: whatever lies beyond is (RFC 6531 §3.3), and naming it to the end of
# Unicode makes an expression that takes ten times as long to compile.
_ATOM: Final = r'[^\x00-\x20"(),.:;<>@\[\\\]\x7f]+'
_DOT_STRING: Final = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_QUOTED: Final = re.compile(r'"((?:[^\x00-\x1f"\\\x7f]|\\[ -~])*)"')
# RFC 5321 §4.1.2 sub-domain: letters, digits, hyphens inside; no underscore. U-labels: RFC 6531 §3.3.
_LETTER: Final = r"[^\x00-/:-@\[-`{-\x7f]"
_LABEL: Final = rf"{_LETTER}(?:[^\x00-,./:-@\[-`{{-\x7f]{{0,61}}{_LETTER})?"
_DOMAIN: Final = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_LITERAL: Final = re.compile(r"\[([^\[\]\\ ]+)\]")
_ROUTE: Final = re.compile(rf"@{_DOMAIN.pattern}(?:,@{_DOMAIN.pattern})*:")
_PARAMETER: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*)(?:=([^\x00-\x20=\x7f]+))?")
# Characters that no reader should see in an address: controls, format characters that hide or reorder text, and
# surrogates, which stand for octets that were not UTF-8.
_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff\ufff0-\uffff]"
)


class Malformed(ValueError):
    """It is not what the grammar says. Its text names the rule and never quotes the input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """One address in its one spelling: domain lower case, quotes only where the local part needs them."""

    local: str  # as written, quotes and all if it needs them; case kept
    domain: str  # lower case; for an address literal with its brackets

    @property
    def address(self) -> str:
        """local@domain."""
        return f"{self.local}@{self.domain}"

    @property
    def literal(self) -> bool:
        """Whether the domain is an address literal."""
        return self.domain.startswith("[")

    @property
    def ascii(self) -> bool:
        """Whether it can travel without SMTPUTF8."""
        return self.address.isascii()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One ESMTP parameter (RFC 5321 §4.1.2)."""

    keyword: str  # upper case
    value: str | None  # case kept; None: it had no "="


def reverse_path(text: str) -> tuple[Mailbox | None, str]:
    """Read what follows MAIL FROM: up to the closing bracket.

    Returns:
        The mailbox, None for the null sender `<>`; and the text after the path.

    Raises:
        Malformed: it is no reverse-path.
    """
    if text.startswith("<>"):
        return None, _rest(text[2:])
    return _path(text)


def forward_path(text: str) -> tuple[Mailbox | None, str]:
    """Read what follows RCPT TO:. None for `<Postmaster>`, which every host must take (RFC 5321 §4.5.1).

    Raises:
        Malformed: it is no forward-path.
    """
    bare = "<postmaster>"
    if text[: len(bare)].lower() == bare:
        return None, _rest(text[len(bare) :])
    return _path(text)


def mailbox(text: str) -> Mailbox:
    """Read `local@domain` and nothing else.

    Raises:
        Malformed: it is no mailbox, or too long.
    """
    if _UNSEEN.search(text):
        raise Malformed("a character that cannot be seen")
    quoted = _QUOTED.match(text)
    if quoted is not None:
        local, end = _one_spelling(quoted[1]), quoted.end()
    else:
        plain = _DOT_STRING.match(text)
        if plain is None:
            raise Malformed("no local part")
        local, end = plain[0], plain.end()
    if text[end : end + 1] != "@":
        raise Malformed("no @ after the local part")
    found = Mailbox(local=local, domain=_domain(text[end + 1 :]))
    if _octets(found.local) > LOCAL_OCTETS or _octets(found.address) > ADDRESS_OCTETS:
        raise Malformed("too long")
    return found


def parameters(text: str) -> tuple[Parameter, ...]:
    """Read the words after a path.

    Raises:
        Malformed: a word is no parameter, or a keyword comes twice.
    """
    found = []
    for word in text.split(" "):
        if not word:
            continue
        match = _PARAMETER.fullmatch(word)
        if match is None or _UNSEEN.search(word):
            raise Malformed("no parameter")
        found.append(Parameter(keyword=match[1].upper(), value=match[2]))
    if len({parameter.keyword for parameter in found}) != len(found):
        raise Malformed("a parameter twice")
    return tuple(found)


def _path(text: str) -> tuple[Mailbox, str]:
    if not text.startswith("<"):
        raise Malformed("no opening bracket")
    start = 1
    # §4.1.1.3 and appendix C: a source route must be taken and ignored.
    route = _ROUTE.match(text, start)
    if route is not None:
        start = route.end()
    end = _closing(text, start)
    return mailbox(text[start:end]), _rest(text[end + 1 :])


def _closing(text: str, start: int) -> int:
    # A ">" inside a quoted local part does not end the path.
    quoted = _QUOTED.match(text, start)
    end = text.find(">", start if quoted is None else quoted.end())
    if end < 0:
        raise Malformed("no closing bracket")
    return end


def _rest(text: str) -> str:
    if text and not text.startswith(" "):
        raise Malformed("text right after the path")
    return text


def _one_spelling(quoted: str) -> str:
    # "ana"@example.org and ana@example.org are one mailbox (§4.1.2: the quoted form should not be used where it need
    # not be). Two spellings would let a sender step around what is registered under one of them.
    content = re.sub(r"\\(.)", r"\1", quoted)
    if _DOT_STRING.fullmatch(content):
        return content
    escaped = re.sub(r'(["\\])', r"\\\1", content)
    return f'"{escaped}"'


def _domain(text: str) -> str:
    literal = _LITERAL.fullmatch(text)
    if literal is not None:
        return f"[{_address_literal(literal[1])}]"
    lowered = text.lower()
    if not _DOMAIN.fullmatch(lowered):
        raise Malformed("no domain")
    if _octets(lowered) > DOMAIN_OCTETS:
        raise Malformed("domain too long")
    return lowered


def _address_literal(text: str) -> str:
    try:
        if text[:5].lower() == "ipv6:":
            return f"IPv6:{ipaddress.IPv6Address(text[5:])}"
        return str(ipaddress.IPv4Address(text))
    except ValueError as error:
        raise Malformed("no address literal") from error


def _octets(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
