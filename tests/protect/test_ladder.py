"""Which channel is taken: never one below the level, and every one passed over says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.decide.facts import ChannelFacts
from gateway.model.decision import Channel, Protection
from gateway.protect.ladder import STRENGTH, ChosenChannel, NoChannel, PassedOver, walk_ladder

NONE, TRANSPORT, CONTENT = Protection.NONE, Protection.TRANSPORT, Protection.CONTENT


def said(passed_over: tuple[PassedOver, ...]) -> str:
    return " ".join(":".join((over.channel, over.obstacle, *over.details)) for over in passed_over)


def walk(level: Protection, channels: ChannelFacts) -> tuple[str, str]:
    """The channel's word, or "hold"; and what was passed over."""
    match walk_ladder(level, channels):
        case ChosenChannel(channel=channel, passed_over=passed_over):
            return channel.value, said(passed_over)
        case NoChannel(reasons=reasons):
            return "hold", said(reasons)


@pytest.mark.parametrize(
    ("level", "channels", "channel", "passed_over"),
    [
        pytest.param(NONE, ChannelFacts(), "plain", "", id="nothing-asked"),
        pytest.param(NONE, ChannelFacts(transport=True, smime=True), "plain", "", id="more-than-asked-is-possible"),
        pytest.param(NONE, ChannelFacts(internal=True), "internal", "", id="own-mailbox"),
        pytest.param(NONE, ChannelFacts(smime=True, asked=Channel.SMIME), "smime", "", id="register-asks-for-more"),
        pytest.param(
            NONE, ChannelFacts(asked=Channel.TLS), "plain", "tls:tls-not-proven", id="tls-asked-for-and-not-proven"
        ),
        pytest.param(NONE, ChannelFacts(asked=Channel.PORTAL), "plain", "portal:not-built", id="portal-asked-for"),
        pytest.param(TRANSPORT, ChannelFacts(transport=True), "tls", "", id="tls"),
        pytest.param(TRANSPORT, ChannelFacts(transport=True, smime=True), "tls", "", id="tls-before-smime"),
        pytest.param(TRANSPORT, ChannelFacts(smime=True), "smime", "tls:tls-not-proven", id="smime-instead-of-tls"),
        pytest.param(TRANSPORT, ChannelFacts(internal=True), "internal", "", id="own-mailbox-by-tls"),
        pytest.param(
            TRANSPORT, ChannelFacts(), "hold", "tls:tls-not-proven smime:no-certificate", id="no-tls-no-certificate"
        ),
        pytest.param(
            TRANSPORT,
            ChannelFacts(asked=Channel.PLAIN, transport=True),
            "tls",
            "plain:below-level",
            id="plain-asked-for",
        ),
        pytest.param(CONTENT, ChannelFacts(smime=True), "smime", "", id="smime"),
        pytest.param(CONTENT, ChannelFacts(transport=True), "hold", "smime:no-certificate", id="tls-is-too-weak"),
        pytest.param(CONTENT, ChannelFacts(internal=True), "hold", "smime:no-certificate", id="own-mailbox-in-clear"),
        pytest.param(
            CONTENT,
            ChannelFacts(smime_why_not=("expired", "revoked"), asked=Channel.SMIME),
            "hold",
            "smime:certificate-unusable:expired:revoked",
            id="unusable-certificate",
        ),
        pytest.param(
            CONTENT,
            ChannelFacts(asked=Channel.OPENPGP, transport=True),
            "hold",
            "openpgp:not-built smime:no-certificate",
            id="openpgp-asked-for",
        ),
        pytest.param(CONTENT, ChannelFacts(asked=Channel.PDF, smime=True), "smime", "pdf:not-built", id="pdf-asked"),
        pytest.param(
            CONTENT,
            ChannelFacts(asked=Channel.TLS, transport=True),
            "hold",
            "tls:below-level smime:no-certificate",
            id="register-asks-for-less",
        ),
        pytest.param(
            TRANSPORT,
            ChannelFacts(asked=Channel.INTERNAL, transport=True),
            "tls",
            "internal:not-internal",
            id="internal-asked-for-a-stranger",
        ),
    ],
)
def test_ladder(level: Protection, channels: ChannelFacts, channel: str, passed_over: str) -> None:
    assert walk(level, channels) == (channel, passed_over)


CHANNELS = st.builds(
    ChannelFacts,
    internal=st.booleans(),
    transport=st.booleans(),
    smime=st.booleans(),
    smime_why_not=st.sampled_from([(), ("expired",), ("revocation-unknown", "weak-key")]),
    asked=st.none() | st.sampled_from(Channel),
)


@given(level=st.sampled_from(Protection), channels=CHANNELS)
def test_never_below_the_level_and_never_unavailable(level: Protection, channels: ChannelFacts) -> None:
    walked = walk_ladder(level, channels)

    if isinstance(walked, NoChannel):
        assert walked.reasons
        return
    assert STRENGTH[walked.channel] >= level
    assert {
        Channel.INTERNAL: channels.internal,
        Channel.PLAIN: level is NONE,
        Channel.TLS: channels.transport,
        Channel.SMIME: channels.smime,
    }[walked.channel]


@given(channels=CHANNELS, level=st.sampled_from(Protection), stricter=st.sampled_from(Protection))
def test_a_stricter_level_never_opens_a_way(channels: ChannelFacts, level: Protection, stricter: Protection) -> None:
    held = isinstance(walk_ladder(level, channels), NoChannel)

    if stricter >= level and held:
        assert isinstance(walk_ladder(stricter, channels), NoChannel)


@given(level=st.sampled_from(Protection), channels=CHANNELS)
def test_what_the_register_asks_for_is_taken_or_named(level: Protection, channels: ChannelFacts) -> None:
    walked = walk_ladder(level, channels)
    passed_over = walked.reasons if isinstance(walked, NoChannel) else walked.passed_over
    taken = walked.channel if isinstance(walked, ChosenChannel) else None

    assert channels.asked in {None, taken, *(over.channel for over in passed_over)}


def test_every_channel_has_a_strength() -> None:
    assert set(STRENGTH) == set(Channel)
