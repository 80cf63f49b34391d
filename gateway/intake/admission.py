"""What is let in: from facts about connection, command and content to a reply. Pure."""

import hmac
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from gateway.intake import replies
from gateway.intake.fields import fields, header_bytes, without
from gateway.intake.paths import Mailbox, Malformed, Parameter, forward_path, parameters, reverse_path
from gateway.intake.replies import Reply
from gateway.intake.trace import been_here, received_fields
from gateway.model.own_address import is_at

# Four times what the reading room takes, so that it, not intake, decides on all but the absurd.
HEADER_BYTES: Final = 1024 * 1024

_SIZE: Final = re.compile(r"[0-9]{1,20}")  # RFC 1870 §4
_XTEXT: Final = re.compile(r"(?:[!-*,-<>-~]|\+[0-9A-F]{2})*")  # RFC 3461 §4
_ORCPT: Final = re.compile(rf"[A-Za-z0-9-]+;{_XTEXT.pattern}")
_NOTIFY: Final = re.compile(r"NEVER|(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY))*", re.IGNORECASE)
_ENVID_OCTETS: Final = 100  # RFC 3461 §4.4
_ORCPT_OCTETS: Final = 500  # RFC 3461 §4.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The header field by which a mail service's own rule shows that it relayed the message."""

    name: bytes  # lower case
    value: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a listener asks, the same for all its clients."""

    hostname: str
    postmaster: str  # who answers for RCPT TO:<Postmaster>
    domains: frozenset[str]  # ours, lower case
    message_bytes: int
    recipients: int
    received_fields: int
    auth: bool  # whether AUTH is offered
    stamp: Stamp | None = None  # None: a trusted connection needs none
    notices: str = ""  # where replies to our notices come; such mail goes nowhere else


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """What is known of the client when it sends MAIL."""

    trusted: bool  # its network and certificate are those the listener trusts; the stamp is looked at later
    account: str | None = None  # the name it signed in with
    may_send_as: frozenset[str] = frozenset()  # lower case addresses that delegated to the account


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A MAIL command that was taken."""

    sender: str  # empty: the null sender
    smtputf8: bool = False
    body_8bit: bool = False
    envid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """What was wrong with the content as it was read."""

    lone_line_end: bool = False
    nul: bool = False
    too_large: bool = False


def mail(argument: str, *, extended: bool, client: Client, terms: Terms) -> Mail | Reply:
    """Judge MAIL; *argument* is what stands after the verb.

    Returns:
        The command as taken, or the reply that refuses it.
    """
    if not client.trusted and client.account is None:
        return replies.AUTH_FIRST if terms.auth else replies.NOT_FROM_HERE
    path = _after("FROM:", argument)
    if path is None:
        return replies.BAD_MAIL
    try:
        mailbox, rest = reverse_path(path)
    except Malformed:
        return replies.BAD_SENDER
    try:
        given = parameters(rest)
    except Malformed:
        return replies.BAD_PARAMETER
    if given and not extended:  # RFC 5321 §4.1.1.11: parameters come with EHLO only
        return replies.UNKNOWN_PARAMETER
    taken = _mail_parameters(given, mailbox, terms)
    if isinstance(taken, Reply):
        return taken
    return _sender_refused(mailbox, client, terms) or taken


def recipient(argument: str, *, extended: bool, mail: Mail, taken: int, terms: Terms) -> str | Reply:
    """Judge RCPT; *taken* is how many recipients the message has already.

    Returns:
        The recipient's address, or the reply that refuses it. Where it may go is decided later, per recipient.
    """
    path = _after("TO:", argument)
    if path is None:
        return replies.BAD_RCPT
    try:
        mailbox, rest = forward_path(path)
    except Malformed:
        return replies.BAD_RECIPIENT
    refusal = _recipient_parameters(rest, extended=extended)
    if refusal is not None:
        return refusal
    if taken >= terms.recipients:
        return replies.TOO_MANY_RECIPIENTS
    if mailbox is None:
        return terms.postmaster
    if mailbox.literal:
        # A register names domains. An address literal would reach a host that no agreement speaks of.
        return replies.LITERAL
    if not mailbox.ascii and not mail.smtputf8:
        return replies.NEEDS_SMTPUTF8
    return mailbox.address


def together(recipient: str, others: Collection[str], terms: Terms) -> bool:
    """Whether a recipient may be of one message with *others*: replies to our notices go to nobody besides."""
    ours = terms.notices
    return not others or not ours or is_at(recipient, ours) == any(is_at(one, ours) for one in others)


def content(data: bytes, faults: Faults, *, client: Client, terms: Terms) -> bytes | Reply:
    """Judge what DATA brought.

    Args:
        data: The content, dots unstuffed; whatever when there are faults.
        faults: What was found while it was read.
        client: As at MAIL.
        terms: The listener's.

    Returns:
        What is to be stored: the content without the stamp; or the reply that refuses it.
    """
    refusal = _faulty(faults) or _looping(data, terms)
    if refusal is not None:
        return refusal
    if terms.stamp is None:
        return data
    stamps = tuple(fields(data, frozenset({terms.stamp.name})))
    if client.account is None:
        # One and no more: a second one would be a guess that someone added beside the service's own.
        right = [hmac.compare_digest(field.value, terms.stamp.value) for field in stamps]
        if right != [True]:
            return replies.NOT_STAMPED
    # The secret stays inside, whoever sent it.
    return without(data, stamps)


def _after(keyword: str, argument: str) -> str | None:
    # RFC 5321 §3.3: no blank belongs around the colon. One after it is so common that it is taken.
    if argument[: len(keyword)].upper() != keyword:
        return None
    return argument[len(keyword) :].lstrip(" ")


def _sender_refused(mailbox: Mailbox | None, client: Client, terms: Terms) -> Reply | None:
    if mailbox is None:
        # Bounces and receipts come from mail servers. A person who signed in sends as somebody.
        return replies.NULL_SENDER if client.account is not None else None
    if mailbox.domain not in terms.domains:
        return replies.NOT_OUR_SENDER
    if client.account is None:
        return None
    # Case in a local part is a matter of the receiving host, and here that is us: ours are alike in any case.
    sender = mailbox.address.lower()
    if sender != client.account.lower() and sender not in client.may_send_as:
        return replies.NOT_YOUR_SENDER
    return None


def _mail_parameters(given: tuple[Parameter, ...], mailbox: Mailbox | None, terms: Terms) -> Mail | Reply:
    values = {parameter.keyword: parameter.value for parameter in given}
    if not values.keys() <= {"SIZE", "BODY", "SMTPUTF8", "AUTH", "RET", "ENVID"}:
        return replies.UNKNOWN_PARAMETER
    smtputf8 = "SMTPUTF8" in values
    if smtputf8 and values["SMTPUTF8"] is not None:
        return replies.BAD_PARAMETER
    size = values.get("SIZE", "0")
    body = values.get("BODY", "7BIT")
    envid = values.get("ENVID")
    sound = (
        _fits(_SIZE, size)
        and (body or "").upper() in {"7BIT", "8BITMIME"}
        # RFC 4954 §5: taken, and not believed: who sent it is known by the sign-in.
        and ("AUTH" not in values or values["AUTH"] == "<>" or _fits(_XTEXT, values["AUTH"]))
        and ("RET" not in values or (values["RET"] or "").upper() in {"FULL", "HDRS"})
        and ("ENVID" not in values or (_fits(_XTEXT, envid) and len(envid or "") <= _ENVID_OCTETS))
    )
    if not sound:
        return replies.BAD_PARAMETER
    if int(size or "0") > terms.message_bytes:
        return replies.TOO_LARGE
    if mailbox is not None and not mailbox.ascii and not smtputf8:
        return replies.NEEDS_SMTPUTF8
    return Mail(
        sender="" if mailbox is None else mailbox.address,
        smtputf8=smtputf8,
        body_8bit=(body or "").upper() == "8BITMIME",
        envid=envid,
    )


def _recipient_parameters(rest: str, *, extended: bool) -> Reply | None:
    # DSN (RFC 3461) is not announced, but Exchange and others send its parameters all the same, and a 555 to them is
    # mail not sent. They are checked and let go: our own notices say more than a status notification would.
    try:
        given = parameters(rest)
    except Malformed:
        return replies.BAD_PARAMETER
    values = {parameter.keyword: parameter.value for parameter in given}
    if (values and not extended) or not values.keys() <= {"NOTIFY", "ORCPT"}:
        return replies.UNKNOWN_PARAMETER
    if "NOTIFY" in values and not _fits(_NOTIFY, values["NOTIFY"]):
        return replies.BAD_PARAMETER
    orcpt = values.get("ORCPT")
    if "ORCPT" in values and not (_fits(_ORCPT, orcpt) and len(orcpt or "") <= _ORCPT_OCTETS):
        return replies.BAD_PARAMETER
    return None


def _fits(pattern: re.Pattern[str], value: str | None) -> bool:
    return value is not None and pattern.fullmatch(value) is not None


def _faulty(faults: Faults) -> Reply | None:
    if faults.too_large:
        return replies.TOO_LARGE
    # RFC 5321 §2.3.8: only CRLF ends a line. A lone CR or LF that we let pass can end the message early at the next
    # hop and smuggle a second one in under our name (CVE-2023-51764 and kin).
    if faults.lone_line_end:
        return replies.LONE_LINE_END
    if faults.nul:
        return replies.NUL
    return None


def _looping(data: bytes, terms: Terms) -> Reply | None:
    if header_bytes(data) > HEADER_BYTES:
        return replies.HEADER_TOO_LARGE
    # The first return is refused, not the thirtieth: the same mail again within a day is answered 250 and not stored
    # twice, so a loop that came in here unnoticed would end in silence.
    if been_here(data, terms.hostname):
        return replies.BEEN_HERE
    if received_fields(data) > terms.received_fields:
        return replies.LOOP
    return None
