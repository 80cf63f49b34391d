"""Counts: connections, rates and memory."""

import pytest

from gateway.intake.desk import plain_address
from gateway.intake.limits import Connections, Memory, Rate, network_of


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:0:0:1", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("somewhere", "somewhere"),
    ],
)
def test_one_client(address: str, who: str) -> None:
    assert network_of(address) == who


def test_a_peer_on_an_ipv6_socket_is_the_ipv4_peer_it_is() -> None:
    assert plain_address("::ffff:192.0.2.1") == "192.0.2.1"
    assert plain_address("fe80::1%eth0") == "fe80::1"


def test_connections_in_all_and_from_each() -> None:
    connections = Connections(total=3, each=2)

    assert [connections.enter("192.0.2.1") for _ in range(3)] == [True, True, False]
    assert [connections.enter("192.0.2.2") for _ in range(2)] == [True, False]
    connections.leave("192.0.2.1")
    assert connections.enter("192.0.2.2")
    assert not connections.enter("192.0.2.3")


def test_a_rate_lets_a_minutes_worth_through_at_once_and_then_steadily() -> None:
    rate = Rate(6)
    for _ in range(6):
        assert rate.allowed("ana", 0)
        rate.count("ana", 0)

    assert not rate.allowed("ana", 9.9)
    assert rate.allowed("ben", 9.9)
    assert rate.allowed("ana", 10)
    rate.count("ana", 10)
    assert not rate.allowed("ana", 10)
    assert rate.allowed("ana", 20)


def test_a_rate_forgives_within_a_minute_whatever_was_tried() -> None:
    rate = Rate(2)
    for _ in range(1000):
        rate.count("ana", 0)

    assert not rate.allowed("ana", 1)
    assert rate.allowed("ana", 60)


def test_a_rate_remembers_no_more_than_so_many() -> None:
    rate = Rate(1)
    for number in range(10_001):
        rate.count(str(number), 0)

    assert rate.allowed("0", 0)
    assert not rate.allowed("1", 0)


def test_memory_is_reserved_or_not_at_all() -> None:
    memory = Memory(10)

    assert memory.take(7)
    assert not memory.take(4)
    assert memory.take(3)
    memory.give_back(7)
    assert memory.take(7)
