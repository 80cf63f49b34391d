"""Mail addresses and domains in the one form in which registers compare them."""

import re
import unicodedata
from typing import Final

LABEL: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
# RFC 5321 §4.1.2 atoms, and RFC 6531 §3.3 anything beyond ASCII. Quoted local parts are not kept in registers.
LOCAL_PART: Final = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+)*"
)


def normal_domain(domain: str) -> str:
    """Lower case, and every label beyond ASCII as its A-label.

    Labels are encoded one by one after lower-casing and NFC, which for a label that may be registered is what
    RFC 5891 §4 yields. The standard library's "idna" codec follows the older RFC 3490, which maps `ß` to `ss`:
    another domain, perhaps another owner.
    """
    lower = unicodedata.normalize("NFC", domain.strip().lower()).rstrip(".")
    return ".".join(_label(label) for label in lower.split("."))


def _label(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")


def normal(address: str) -> str:
    """An address as a key: caseless throughout, the domain as `normal_domain` gives it.

    RFC 5321 §2.4 lets a host tell local parts apart by case. None that matters does, and an address in a register
    must be met however it was typed.
    """
    local, at, domain = address.strip().rpartition("@")
    if not at:
        return unicodedata.normalize("NFC", address.strip().lower())
    return f"{unicodedata.normalize('NFC', local.lower())}@{normal_domain(domain)}"


def domain_of(address: str) -> str:
    """The normal domain; empty for what has none, such as the null sender."""
    _, at, domain = address.rpartition("@")
    return normal_domain(domain) if at else ""


def without_tag(address: str) -> str:
    """A normal address without its sub-address (RFC 5233 §1: `ana+school@` is delivered to `ana@`)."""
    local, _, domain = address.rpartition("@")
    user, plus, _ = local.partition("+")
    return f"{user}@{domain}" if plus and user else address


def above(domain: str) -> tuple[str, ...]:
    """The domains that a normal domain lies in, longest first, itself not included."""
    labels = domain.split(".")
    return tuple(".".join(labels[i:]) for i in range(1, len(labels)))


def well_formed_domain(domain: str) -> bool:
    """Whether a normal domain could be one: two labels at least, each as RFC 1123 §2.1 allows."""
    labels = domain.split(".")
    return len(domain) <= 253 and len(labels) >= 2 and all(LABEL.fullmatch(label) for label in labels)


def well_formed(address: str) -> bool:
    """Whether a normal address could be one."""
    local, at, domain = address.rpartition("@")
    # RFC 5321 §4.5.3.1: 64 octets before the sign, 254 in all.
    if not at or len(local.encode()) > 64 or len(address.encode()) > 254:
        return False
    return LOCAL_PART.fullmatch(local) is not None and well_formed_domain(domain)
