"""Which next hop mail takes, and what proves TLS to the partner."""

import pytest

from gateway.config import Delivery, Hop, Route
from gateway.deliver.routes import NoRoute, hop_for
from gateway.model.decision import Channel

OURS = ("ours.example",)
DELIVERY = Delivery(
    smarthost=Hop(host="smart.example", forces_tls_to=("council.example",)),
    internal=Hop(host="mailbox.ours.example"),
    routes=(Route(domains=("elm.example",), hop=Hop(host="mx.elm.example")),),
)


@pytest.mark.parametrize(
    ("address", "channel", "host"),
    [
        pytest.param("ana@ours.example", Channel.INTERNAL, "mailbox.ours.example", id="own-domain"),
        pytest.param("a@Elm.Example", Channel.TLS, "mx.elm.example", id="route-proves-tls"),
        pytest.param("a@council.example", Channel.TLS, "smart.example", id="smarthost-forces-tls"),
        pytest.param("a@council.example", Channel.PLAIN, "smart.example", id="plain"),
        pytest.param("a@other.example", Channel.SMIME, "smart.example", id="smime-needs-no-proof"),
    ],
)
def test_hop(address: str, channel: Channel, host: str) -> None:
    assert hop_for(address, channel, DELIVERY, OURS).host == host


@pytest.mark.parametrize(
    ("address", "channel"),
    [
        pytest.param("a@other.example", Channel.TLS, id="smarthost-proves-nothing"),
        pytest.param("a@sub.council.example", Channel.TLS, id="sub-domain-not-declared"),
        pytest.param("a@other.example", Channel.INTERNAL, id="internal-mail-never-leaves"),
    ],
)
def test_no_route(address: str, channel: Channel) -> None:
    with pytest.raises(NoRoute):
        hop_for(address, channel, DELIVERY, OURS)
