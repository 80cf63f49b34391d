"""What can only be said when every rule has answered: whether the channel and the form can carry the result."""

from collections.abc import Iterator
from typing import Final

from gateway.decide.facts import Facts
from gateway.decide.reasons import found
from gateway.decide.unread import signed_parts
from gateway.model.decision import Channel, Finding, Protection, Treatment
from gateway.model.reasons import Reason

_CUTTING: Final = (Treatment.REDACT, Treatment.ANONYMISE)


def channel_strong_enough(facts: Facts, level: Protection) -> Iterator[Finding]:
    """SEC-1: where the level demands encryption it is never sent in clear; no answer lowers the level."""
    channels = facts.channels
    asked = channels.asked
    missing = level > Protection.NONE and asked is not None and not _had(asked, facts)
    if not _met(level, facts):
        words = (asked.value if missing and asked is not None else level.word, *channels.smime_why_not)
        yield found(Reason.UNENCRYPTED_CHANNEL, Treatment.HOLD, detail=" ".join(words))
    elif missing and asked is not None:
        yield found(Reason.OTHER_CHANNEL, Treatment.SHARE, detail=asked.value)


def required_channels(findings: tuple[Finding, ...]) -> tuple[Channel, ...]:
    """The channels that rules of the organisation's own say it must take. TLS is no more than a level."""
    named = [finding.channel for finding in findings if finding.channel is not None]
    return tuple(dict.fromkeys(one for one in named if one is not Channel.TLS)) if named else ()


def required_channel_had(facts: Facts, required: tuple[Channel, ...]) -> Iterator[Finding]:
    """SEC-1: what must go one way waits when that way cannot be had, or when two ways are demanded at once."""
    if len(required) > 1 or any(not _had(one, facts) for one in required):
        yield found(Reason.UNENCRYPTED_CHANNEL, Treatment.HOLD, detail=" ".join(one.value for one in required))


def signed_parts_untouched(facts: Facts, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """MIN-1: a signed part cannot be cut without breaking what its signer vouched for."""
    parts = signed_parts(facts)
    if parts and any(finding.cut for finding in findings if finding.treatment in _CUTTING):
        yield found(Reason.ALREADY_SIGNED, Treatment.HOLD, detail=" ".join(part or "header" for part in parts))


def _met(level: Protection, facts: Facts) -> bool:
    channels = facts.channels
    if level is Protection.NONE:
        return True
    if level is Protection.TRANSPORT:
        return channels.internal or channels.transport or channels.smime
    return channels.smime


def _had(asked: Channel, facts: Facts) -> bool:
    channels = facts.channels
    return {
        Channel.INTERNAL: channels.internal,
        Channel.PLAIN: True,
        Channel.TLS: channels.transport,
        Channel.SMIME: channels.smime,
    }.get(asked, False)
