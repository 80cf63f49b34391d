"""Fields of a message's own header that never leave, so that nothing in them need be found or cut."""

from typing import Final

HIDDEN_COPIES: Final = frozenset(
    {"bcc", "resent-bcc", "apparently-to", "envelope-to", "x-envelope-to", "x-original-to"}
)
"""Who gets it without being shown: in a copy that goes to everybody they would be (RFC 5322 §3.6.3)."""

INSIDE_ONLY: Final = frozenset(
    {
        "received", "return-path", "delivered-to", "received-spf", "authentication-results", "arc-seal",
        "arc-message-signature", "arc-authentication-results", "x-originating-ip", "x-originating-email", "x-sender",
        "x-sender-ip", "x-client-ip", "x-source-ip", "x-real-ip", "x-authenticated-sender",
        "x-authentication-warning", "x-auth-user", "x-gateway-case", "x-gateway-policy",
    }
)  # fmt: skip
"""How it came to us: the machine, network and account of a member of staff, and of a mail sent on, where its first
reader had it from. No word can be cut from most of them. A message that comes back is known by our own trace field,
which stands on top of what leaves."""
