"""Signing in: right and wrong, alike in time, slowed down, and remembered for a while."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Literal

import pytest
from argon2 import PasswordHasher

from gateway.intake import replies
from gateway.intake.accounts import Account, SignIn
from gateway.intake.replies import Reply
from gateway.model.errors import TemporaryFailure
from tests.intake.builders import CHEAP, PASSWORD, accounts
from tests.intake.fakes import MemoryAccounts

RIGHT = PASSWORD.encode()
HERE, THERE = "192.0.2.1", "198.51.100.1"


@dataclass
class Desk:
    """A sign-in with a clock that is set by hand."""

    accounts: MemoryAccounts
    sign_in: SignIn
    now: float = 0.0

    def check(self, name: str, password: bytes = RIGHT, address: str = HERE) -> Account | Reply:
        return asyncio.run(self.sign_in.check(name, password, address))


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


@pytest.fixture
def desk(pool: ThreadPoolExecutor) -> Desk:
    return _desk(pool, CHEAP)


def _desk(pool: ThreadPoolExecutor, hasher: PasswordHasher) -> Desk:
    people = accounts(hasher)
    found: list[Desk] = []
    sign_in = SignIn(people, failures_per_minute=3, pool=pool, monotonic=lambda: found[0].now, hasher=hasher)
    found.append(Desk(people, sign_in))
    return found[0]


@pytest.mark.parametrize(
    ("name", "password", "right"),
    [
        pytest.param("ana@charity.example", RIGHT, True, id="right"),
        pytest.param("Ana@Charity.example", RIGHT, True, id="any-case-of-the-name"),
        pytest.param("ana@charity.example", RIGHT.upper(), False, id="password-has-its-case"),
        pytest.param("ana@charity.example", b"", False, id="empty"),
        pytest.param("ana@charity.example", b"\xff\xfe", False, id="no-text"),
        pytest.param("old@charity.example", RIGHT, False, id="disabled"),
        pytest.param("nobody@charity.example", RIGHT, False, id="unknown"),
    ],
)
def test_sign_in(desk: Desk, name: str, password: bytes, right: bool) -> None:
    outcome = desk.check(name, password)

    assert (outcome == replies.WRONG_PASSWORD) is not right
    assert isinstance(outcome, Account) is right


class CountingHasher(PasswordHasher):
    """The real one, which counts the passwords it was asked about: each costs what a password costs."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.asked = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 -- the library's name
        self.asked += 1
        return super().verify(hash, password)


@pytest.mark.parametrize("name", ["ana", "nobody", "old"])
def test_a_name_that_is_none_costs_what_a_wrong_password_costs(pool: ThreadPoolExecutor, name: str) -> None:
    hasher = CountingHasher()
    desk = _desk(pool, hasher)

    assert desk.check(f"{name}@charity.example", b"wrong") == replies.WRONG_PASSWORD

    assert hasher.asked == 1


def test_kept_mail_programs_cost_little(pool: ThreadPoolExecutor) -> None:
    hasher = CountingHasher()
    desk = _desk(pool, hasher)

    def asked(address: str) -> int:
        before = hasher.asked
        assert isinstance(desk.check("ana@charity.example", address=address), Account)
        return hasher.asked - before

    assert [asked(HERE) for _ in range(5)] == [1, 0, 0, 0, 0]
    # From elsewhere, and after five minutes, the hash is computed again.
    assert asked(THERE) == 1
    desk.now += 300
    assert asked(HERE) == 1


def test_a_changed_password_or_a_disabled_account_ends_it_at_once(desk: Desk) -> None:
    assert isinstance(desk.check("ana@charity.example"), Account)
    ana = desk.accounts.accounts["ana@charity.example"]

    desk.accounts.accounts["ana@charity.example"] = replace(ana, password_hash=CHEAP.hash("another"))
    assert desk.check("ana@charity.example") == replies.WRONG_PASSWORD
    desk.accounts.accounts["ana@charity.example"] = replace(ana, disabled=True)
    assert desk.check("ana@charity.example") == replies.WRONG_PASSWORD


def test_an_address_that_guesses_is_turned_away(desk: Desk) -> None:
    for name in ("a", "b", "c"):
        assert desk.check(name, b"wrong") == replies.WRONG_PASSWORD

    assert desk.check("ana@charity.example") == replies.TOO_MANY_SIGN_INS
    assert isinstance(desk.check("ana@charity.example", address=THERE), Account)
    desk.now += 20
    assert isinstance(desk.check("ana@charity.example"), Account)


def test_a_name_that_is_guessed_at_is_closed_but_not_to_who_was_just_here(desk: Desk) -> None:
    assert isinstance(desk.check("ana@charity.example"), Account)
    for last in range(3):
        assert desk.check("ANA@charity.example", b"wrong", f"198.51.100.{last}") == replies.WRONG_PASSWORD

    assert desk.check("ana@charity.example", b"wrong", "198.51.100.9") == replies.AUTH_PAUSED
    assert desk.check("ana@charity.example", RIGHT, "198.51.100.9") == replies.AUTH_PAUSED
    assert isinstance(desk.check("ana@charity.example"), Account)
    desk.now += 20
    assert isinstance(desk.check("ana@charity.example", RIGHT, "198.51.100.9"), Account)


def test_accounts_that_cannot_be_asked_are_not_a_wrong_password(desk: Desk) -> None:
    desk.accounts.away = True

    with pytest.raises(TemporaryFailure):
        desk.check("ana@charity.example")


def test_a_hash_that_cannot_be_read_is_not_a_wrong_password(desk: Desk) -> None:
    desk.accounts.accounts["ana@charity.example"] = Account(name="ana@charity.example", password_hash="md5:1")

    with pytest.raises(TemporaryFailure):
        desk.check("ana@charity.example")
