"""Passkeys: made and used by a real browser, and what is refused of a stranger's."""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser as Chromium
from sqlalchemy import select, update
from webauthn.helpers import encode_cbor

from gateway.console.sign_in.challenges import GOOD_FOR, Challenges
from gateway.console.sign_in.passkeys import MOST, PasskeyBook, Seen
from gateway.demo.organisation import PASSWORD
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from gateway.store.tables import console_session, passkey
from tests.console.conftest import RunningConsole
from tests.console.screens import Person, chromium

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ORIGIN = "https://gateway.example"
HERE = "stamp of this browser"
_NAMES = iter(f"key-{number}@family-support.example" for number in range(500))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass(slots=True)
class SoftKey:
    """A passkey in a few lines: what a browser and a token would answer."""

    host: str = "gateway.example"
    origin: str = ORIGIN
    verified: bool = True
    count: int = 0
    handle: bytes = b""
    credential_id: bytes = field(default_factory=lambda: hashlib.sha256(str(next(_NAMES)).encode()).digest())
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def made(self, options: str) -> str:
        """The answer to a request for a new one."""
        asked = json.loads(options)
        self.handle = base64.urlsafe_b64decode(asked["user"]["id"] + "==")
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        place = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + encode_cbor(public)
        attested = encode_cbor({"fmt": "none", "attStmt": {}, "authData": self._data(0x40) + place})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": _text(client), "attestationObject": _text(attested)})

    def signed(self, options: str, *, kind: str = "webauthn.get") -> str:
        """The answer to a request to sign."""
        client = self._client(kind, json.loads(options)["challenge"])
        data = self._data(0)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return self._answer({name: _text(value) for name, value in (response | {"userHandle": self.handle}).items()})

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, flags: int) -> bytes:
        flags |= 0x01 | (0x04 if self.verified else 0)
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _answer(self, response: dict[str, str]) -> str:
        name = _text(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


@pytest.fixture
def account(running: RunningConsole) -> str:
    name = next(_NAMES)
    running.app.accounts.add(name, PASSWORD, roles=[AccountRole.STAFF], by="test", at=datetime.now(UTC))
    return name


@pytest.fixture
def book(running: RunningConsole) -> PasskeyBook:
    return PasskeyBook(running.app.database, Challenges(running.app.database, running.app.keys.accounts), ORIGIN)


def kept(book: PasskeyBook, account: str, key: SoftKey) -> SoftKey:
    """The key, registered."""
    assert book.add(account, "Telephone", key.made(book.to_add(account, HERE, NOW)), HERE, NOW)
    return key


def test_a_passkey_that_was_added_signs_in(book: PasskeyBook, account: str) -> None:
    key = kept(book, account, SoftKey())
    answer = book.answered(key.signed(book.to_sign_in(HERE, NOW)), HERE, NOW)
    assert (answer.seen, answer.account) == (Seen.RIGHT, account)
    assert [(one.title, one.used_at) for one in book.of_account(account)] == [("Telephone", NOW)]


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(SoftKey(host="elsewhere.example"), id="made-for-another-host"),
        pytest.param(SoftKey(origin="https://gateway.example.evil.example"), id="asked-by-another-site"),
        pytest.param(SoftKey(origin="http://gateway.example"), id="in-clear"),
        pytest.param(SoftKey(verified=False), id="no-finger-and-no-pin"),
    ],
)
def test_what_was_not_made_here_by_its_owner_is_not_added(book: PasskeyBook, account: str, key: SoftKey) -> None:
    assert not book.add(account, "", key.made(book.to_add(account, HERE, NOW)), HERE, NOW)
    assert book.of_account(account) == ()


@pytest.mark.parametrize(
    ("changed", "seen"),
    [
        ({}, Seen.RIGHT),
        ({"host": "elsewhere.example"}, Seen.WRONG),
        ({"origin": "https://elsewhere.example"}, Seen.WRONG),
        ({"verified": False}, Seen.WRONG),
        ({"handle": b"somebody else"}, Seen.WRONG),
        ({"key": ec.generate_private_key(ec.SECP256R1())}, Seen.WRONG),
    ],
)
def test_only_its_own_key_here_with_a_finger_signs_in(
    book: PasskeyBook, account: str, changed: dict[str, object], seen: Seen
) -> None:
    key = kept(book, account, SoftKey())
    for name, value in changed.items():
        setattr(key, name, value)
    assert book.answered(key.signed(book.to_sign_in(HERE, NOW)), HERE, NOW).seen is seen


def test_an_answer_counts_once(book: PasskeyBook, account: str) -> None:
    key = kept(book, account, SoftKey())
    answer = key.signed(book.to_sign_in(HERE, NOW))
    assert book.answered(answer, HERE, NOW).seen is Seen.RIGHT
    assert book.answered(answer, HERE, NOW).seen is Seen.WRONG


@pytest.mark.parametrize(
    ("browser", "later", "seen"),
    [
        (HERE, timedelta(0), Seen.RIGHT),
        (HERE, GOOD_FOR, Seen.RIGHT),
        (HERE, GOOD_FOR + timedelta(seconds=1), Seen.WRONG),
        ("another browser", timedelta(0), Seen.WRONG),
        ("", timedelta(0), Seen.WRONG),
    ],
)
def test_a_challenge_is_of_one_browser_and_not_for_long(
    book: PasskeyBook, account: str, browser: str, later: timedelta, seen: Seen
) -> None:
    key = kept(book, account, SoftKey())
    assert book.answered(key.signed(book.to_sign_in(HERE, NOW)), browser, NOW + later).seen is seen


def test_a_challenge_to_add_is_none_to_sign_in(book: PasskeyBook, account: str) -> None:
    key = kept(book, account, SoftKey())
    assert book.answered(key.signed(book.to_add(account, HERE, NOW)), HERE, NOW).seen is Seen.WRONG
    assert book.answered(key.signed(book.to_sign_in(HERE, NOW), kind="webauthn.create"), HERE, NOW).seen is Seen.WRONG


def test_a_challenge_made_for_one_account_adds_to_no_other(
    running: RunningConsole, book: PasskeyBook, account: str
) -> None:
    other = next(_NAMES)
    running.app.accounts.add(other, PASSWORD, roles=[AccountRole.STAFF], by="test", at=datetime.now(UTC))
    assert not book.add(other, "", SoftKey().made(book.to_add(account, HERE, NOW)), HERE, NOW)


def test_a_passkey_of_somebody_else_is_not_added_again(
    running: RunningConsole, book: PasskeyBook, account: str
) -> None:
    key = kept(book, account, SoftKey())
    other = next(_NAMES)
    running.app.accounts.add(other, PASSWORD, roles=[AccountRole.STAFF], by="test", at=datetime.now(UTC))
    assert not book.add(other, "", key.made(book.to_add(other, HERE, NOW)), HERE, NOW)
    assert book.account_of(key.signed(book.to_sign_in(HERE, NOW))) in ("", account)


@pytest.mark.parametrize(
    ("before", "now", "seen"),
    [
        pytest.param(0, 0, Seen.RIGHT, id="it-does-not-count"),
        pytest.param(0, 1, Seen.RIGHT, id="it-begins-to"),
        pytest.param(5, 6, Seen.RIGHT, id="one-more"),
        pytest.param(5, 5, Seen.COPIED, id="the-same-again"),
        pytest.param(5, 4, Seen.COPIED, id="one-less"),
        pytest.param(5, 0, Seen.COPIED, id="it-stopped-counting"),
    ],
)
def test_a_copy_is_told_by_its_count(book: PasskeyBook, account: str, before: int, now: int, seen: Seen) -> None:
    key = kept(book, account, SoftKey(count=before))
    key.count = now
    assert book.answered(key.signed(book.to_sign_in(HERE, NOW)), HERE, NOW).seen is seen


def test_there_is_an_end_to_how_many_one_has(book: PasskeyBook, account: str) -> None:
    for _ in range(MOST):
        kept(book, account, SoftKey())
    assert not book.add(account, "", SoftKey().made(book.to_add(account, HERE, NOW)), HERE, NOW)


def test_a_bare_address_has_no_passkeys(running: RunningConsole) -> None:
    challenges = Challenges(running.app.database, running.app.keys.accounts)
    assert not PasskeyBook(running.app.database, challenges, "https://192.0.2.7:8443").usable
    assert not PasskeyBook(running.app.database, challenges, "https://[2001:db8::7]").usable
    assert PasskeyBook(running.app.database, challenges, "https://localhost:8443").usable


_WORDS = st.sampled_from(["id", "rawId", "type", "response", "clientDataJSON", "public-key", "AAAA", "e30", ""])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=6),
    max_leaves=12,
)


@given(st.text(max_size=60) | _JSON.map(json.dumps))
def test_any_answer_is_right_or_wrong_and_never_a_fault(running: RunningConsole, answer: str) -> None:
    challenges = Challenges(running.app.database, running.app.keys.accounts)
    book = PasskeyBook(running.app.database, challenges, ORIGIN)
    assert book.answered(answer, HERE, NOW).seen is Seen.WRONG
    assert not book.add("nobody", "", answer, HERE, NOW)
    assert book.account_of(answer) == ""


def test_a_damaged_answer_is_wrong_wherever_it_is_damaged(book: PasskeyBook, account: str) -> None:
    key = kept(book, account, SoftKey())
    for place in ("clientDataJSON", "authenticatorData", "signature"):
        answer = json.loads(key.signed(book.to_sign_in(HERE, NOW)))
        held = bytearray(base64.urlsafe_b64decode(answer["response"][place] + "=="))
        for at in range(0, len(held), 7):
            damaged = bytes(held[:at]) + bytes([held[at] ^ 0x55]) + bytes(held[at + 1 :])
            answer["response"][place] = _text(damaged)
            assert book.answered(json.dumps(answer), HERE, NOW).seen is Seen.WRONG


# In a browser ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium() as made:
        yield made


@pytest.fixture
def person(running: RunningConsole, browser: Chromium) -> Iterator[Person]:
    one = Person(browser, running.port)
    yield one
    assert one.complaints == []
    one.close()


def _facts(running: RunningConsole, account: str, kind: RecordKind) -> list[object]:
    told = [one for one in entries(running.app.database, kinds=[kind]) if one.by == account]
    return [one.facts.get("what", one.facts.get("change")) for one in told]


def test_a_passkey_is_added_named_used_and_removed(running: RunningConsole, person: Person, account: str) -> None:
    person.give_passkeys()
    person.sign_in(account)
    person.open("/account")
    person.page.get_by_role("link", name="Add or change").click()
    assert "You have no passkey yet." in person.text
    assert "The passkey was not used." not in person.text
    assert person.faults() == []
    person.page.fill("#title", "Work telephone")
    person.press("Add a passkey")
    person.page.wait_for_url("**/account/passkeys?done=added")
    assert "The passkey is added." in person.text
    assert person.faults() == []

    person.press("Sign out")
    assert person.heading == "Sign in"
    person.press("Sign in with a passkey")
    person.page.wait_for_function("document.querySelector('h1').innerText.trim() === 'Home'")
    assert person.heading == "Home"

    person.open("/account/passkeys")
    assert "Last used" in person.text
    person.page.click("summary")
    person.page.fill("#title-1", "Old telephone")
    person.press("Save the name")
    assert "Old telephone" in person.text
    person.page.click("summary")
    person.press("Remove this passkey")
    assert "The passkey is removed." in person.text
    assert _facts(running, account, RecordKind.USER_CHANGED) == ["passkey-added", "passkey-removed"]
    signed = _facts(running, account, RecordKind.SIGNED_IN)
    assert signed == ["signed-in", "signed-out", "signed-in-passkey"]

    person.press("Sign out")
    person.press("Sign in with a passkey")
    person.page.wait_for_function("document.querySelector('.govuk-error-summary') !== null")
    assert "That passkey did not work here." in person.text
    assert person.faults() == []


def test_a_passkey_instead_of_an_app_and_then_an_app_too(
    running: RunningConsole, person: Person, account: str
) -> None:
    person.give_passkeys()
    person.open("/sign-in?next=/help")
    person.page.fill("#name", account)
    person.page.fill("#password", PASSWORD)
    person.press("Continue")
    assert person.heading == "Set up your authenticator"
    assert person.faults() == []
    person.press("Use a passkey instead")
    person.page.wait_for_url("**/help")
    person.press("Sign out")

    person.page.fill("#name", account)
    person.page.fill("#password", PASSWORD)
    person.press("Continue")
    assert person.heading == "Use your passkey"
    assert person.faults() == []
    person.press("Use a passkey")
    person.page.wait_for_function("document.querySelector('h1').innerText.trim() === 'Home'")

    person.open("/account/passkeys")
    person.page.click("summary")
    person.press("Remove this passkey")
    assert "This is all that you sign in with." in person.text
    assert person.faults() == []
    person.open("/account/app")
    person.press("Set up an app")
    assert person.faults() == []
    person.enter_code()
    assert person.heading == "Your account"
    assert "Set up" in person.text
    assert person.faults() == []


def test_after_half_an_hour_passkeys_are_changed_by_who_proves_it_again(
    running: RunningConsole, person: Person, account: str
) -> None:
    person.give_passkeys()
    person.sign_in(account)
    person.open("/account/passkeys")
    person.press("Add a passkey")
    person.page.wait_for_url("**/account/passkeys?done=added")
    with running.app.database.write() as connection:
        connection.execute(
            update(console_session)
            .where(console_session.c.account == account)
            .values(checked_at=datetime.now(UTC) - timedelta(minutes=31))
        )
    person.open("/account/passkeys")
    assert "Add a passkey" not in person.page.inner_text("main")
    assert person.faults() == []
    person.press("Use a passkey")
    person.page.wait_for_function("document.querySelector('[data-passkey=create]') !== null")
    with running.app.database.read() as connection:
        seen = connection.scalar(select(console_session.c.checked_at).where(console_session.c.account == account))
    assert seen is not None
    assert datetime.now(UTC) - seen < timedelta(minutes=5)


def test_a_form_sent_past_the_page_changes_no_passkey_of_an_old_sign_in(
    running: RunningConsole, account: str
) -> None:
    browser = running.browser()
    browser.sign_in(account)
    with running.app.database.write() as connection:
        connection.execute(
            update(console_session)
            .where(console_session.c.account == account)
            .values(checked_at=datetime.now(UTC) - timedelta(minutes=31))
        )
    token = browser.get("/account/passkeys").token
    for path in ("/account/passkeys/add", "/account/passkeys/remove"):
        answer = browser.post(path, {"form_token": token, "credential": "{}", "passkey": "00"})
        assert answer.status == 422
        assert "You signed in a while ago." in answer.text
    with running.app.database.read() as connection:
        assert connection.execute(select(passkey).where(passkey.c.account == account)).all() == []


def test_without_scripts_the_code_remains(running: RunningConsole, browser: Chromium, account: str) -> None:
    one = Person(browser, running.port, scripts=False)
    one.sign_in(account)
    assert one.heading == "Home"
    one.open("/account/passkeys")
    assert not one.page.get_by_role("button", name="Add a passkey").is_visible()
    assert "Passkeys need a browser that runs scripts." in one.text
    one.close()


def test_passkey_answers_are_limited_like_passwords(running: RunningConsole) -> None:
    browser = running.browser()
    token = browser.get("/sign-in").token
    answers = (browser.post("/sign-in/passkey", {"form_token": token, "credential": "{}"}).status for _ in range(40))
    assert next(status for status in answers if status != 422) == 429
    # Another browser in the same network is not kept out.
    other = running.browser()
    assert (
        other.post("/sign-in/passkey", {"form_token": other.get("/sign-in").token, "credential": "{}"}).status == 422
    )
