"""Header fields that programs write: what only looks like a name or a number in them is none.

Codes, versions and addresses of machines look like case numbers, handles and names. Whoever of the register stands in
such a field is found all the same. The list is from mail as Outlook, Exchange Online, Gmail, Apple Mail and
Thunderbird send it, and as common filters stamp it.
"""

import re
from typing import Final

from gateway.model.message import Place

_NAMES: Final = frozenset(
    {
        "user-agent", "x-mailer", "x-mimeole", "x-newsreader", "x-received", "x-originatororg", "x-originating-ip",
        "x-originating-client", "x-universally-unique-identifier", "x-uniform-type-identifier", "x-identity-key",
        "x-account-key", "x-priority", "x-msmail-priority", "importance", "priority", "precedence", "thread-index",
        "accept-language", "content-language", "auto-submitted", "autocrypt", "feedback-id", "x-tnef-correlator",
        "x-auto-response-suppress", "authentication-results-original", "x-sender-ip", "x-eopattributedmessage",
        "x-loop", "x-ymail-osg", "x-report-abuse", "x-csa-complaints", "bimi-selector", "x-exclaimer-md-config",
        "x-incomingtopheadermarker", "x-incomingheadercount",
    }
)  # fmt: skip
_BEGIN: Final = (
    "x-ms-", "x-microsoft-", "x-forefront-", "x-exchange-", "x-google-", "x-gm-", "x-gmail-", "x-apple-",
    "x-mozilla-", "x-spam", "x-virus", "x-antivirus", "x-amavis", "x-mimecast-", "x-proofpoint-", "x-barracuda-",
    "x-ironport-", "x-cisco-", "x-sophos-", "x-trend", "x-tm-", "x-egress-", "x-ses-", "x-amazon-", "x-mc-",
    "x-mailgun-", "x-sg-", "x-clx-", "x-rspamd-", "x-scanned", "x-dkim-", "x-sonic-", "x-authenticated-", "x-eset-",
    "x-symantec-", "x-brightmail-", "x-codetwo", "arc-", "list-", "ironport-", "dkim-",
)  # fmt: skip
_FIELDS: Final = frozenset({Place.FIELD, Place.CODED})  # of what a code in one says the label is the field's too
_TWO_WORDS: Final = re.compile(r"[^\W\d_]{2,} +[^\W\d_]{2,}")


def by_machines(place: Place, label: str) -> bool:
    """Whether words stand in such a field."""
    key = label.lower()
    return place in _FIELDS and (key in _NAMES or key.startswith(_BEGIN))


def in_words(place: Place, text: str) -> bool:
    """Whether a field holds words side by side, as people write, and not codes alone. True of what is no field."""
    return place not in _FIELDS or _TWO_WORDS.search(text) is not None
