"""Addresses that the gateway itself reads: one address, and every tag below it (RFC 5233 §1). Pure."""


def is_at(address: str, ours: str) -> bool:
    """Whether an address is *ours*, with or without a tag; ours empty: there is none."""
    local, _, domain = address.lower().rpartition("@")
    return bool(ours) and f"{local.partition('+')[0]}@{domain}" == ours.lower()


def tag_of(address: str) -> str:
    """What stands behind the plus, lower case; empty: nothing does."""
    return address.lower().rpartition("@")[0].partition("+")[2]


def with_tag(ours: str, tag: str) -> str:
    """The address below *ours* with a tag."""
    local, _, domain = ours.rpartition("@")
    return f"{local}+{tag}@{domain}"
