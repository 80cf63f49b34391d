"""Finding a mail and explaining it: what ICT sees of it, what information governance sees, and who sees nothing."""

import ssl
from contextlib import suppress
from pathlib import Path

import pytest

from gateway.console.pages.service.explain import MAX_BYTES
from gateway.demo.organisation import PASSWORD
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.registers.files.columns import RegisterKind
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole
from tests.console.http import Answered, Browser
from tests.console.mails import about_daniel, decided
from tests.console.people import IRIS, account_of, signed_in, with_role
from tests.e2e.installation import ANA, DUTY, mail, message_id

SECRET = "was seen with bruises on his arm"
NAMES = ("Daniel", "Price", "Karen", "bruises")


@pytest.fixture(scope="module")
def ict(running: RunningConsole) -> Browser:
    return with_role(running, AccountRole.ICT)


@pytest.fixture(scope="module")
def iris(running: RunningConsole) -> Browser:
    return signed_in(running, IRIS)


@pytest.fixture(scope="module")
def case(running: RunningConsole) -> CaseId:
    return decided(running.app, "trace-1", "CONFIDENTIAL: Daniel", about_daniel(SECRET))


@pytest.mark.parametrize("key", ["CASE", "case", message_id("trace-1"), ANA, DUTY.upper()])
def test_a_mail_is_found_by_what_people_have_of_it(ict: Browser, case: CaseId, key: str) -> None:
    key = key.replace("CASE", case).replace("case", case.lower()).replace("@", "%40").replace("<", "%3C")
    assert f'href="/trace/{case}"' in ict.get(f"/trace?key={key}").text


def test_a_mail_is_found_by_its_day(running: RunningConsole, ict: Browser, case: CaseId) -> None:
    today = running.app.clock.now().astimezone(running.app.settings.timezone).date()
    assert case in ict.get(f"/trace?day={today}").text
    assert case in ict.get(f"/trace?day={today}&key={case}").text
    assert f'href="/trace/{case}"' not in ict.get(f"/trace?day=2020-01-01&key={case}").text
    assert "No email is known by that." in ict.get("/trace?day=2020-01-01").text
    wrong = ict.get("/trace?day=30/11/2026")
    assert (wrong.status, "Enter the day as year" in wrong.text) == (422, True)


def test_ict_sees_states_steps_and_kinds_and_no_word_of_it(
    running: RunningConsole, ict: Browser, case: CaseId
) -> None:
    page = ict.get(f"/trace/{case}").text
    assert "Came in by submission" in page
    assert "Read and decided for council.example: it waits (Hold)" in page
    assert " later" in page
    why = ict.get(f"/trace/{case}/looks/1").text
    assert "Person 1: subject" in why
    assert "CONS-1 no-consent: hold" in why
    for text in (page, why):
        assert not [name for name in NAMES if name in text]
    assert "P-3" not in why
    viewed = entries(running.app.database, case=case, kinds=[RecordKind.VIEWED])[-1]
    assert (viewed.by, viewed.facts["what"]) == (account_of(AccountRole.ICT), "masked-explanation")


def test_information_governance_sees_whom_it_is_about_by_register_id(
    running: RunningConsole, iris: Browser, case: CaseId
) -> None:
    why = iris.get(f"/trace/{case}/looks/1").text
    assert "P-3: subject" in why
    assert "agreement A-1" in why
    assert entries(running.app.database, case=case, kinds=[RecordKind.VIEWED])[-1].facts["what"] == "explanation"


@pytest.mark.parametrize("path", ["/trace/GW-00000000", "/trace/{case}/looks/9", "/trace/{case}/looks/x"])
def test_what_is_not_there_is_not_there(ict: Browser, case: CaseId, path: str) -> None:
    assert ict.get(path.replace("{case}", case)).status == 404


def test_nobody_finds_a_case_that_is_about_them_or_their_household(running: RunningConsole, case: CaseId) -> None:
    """SAFE-2: somebody of ICT who is in the register of people, and whose child the mail is about."""
    karen = "karen.price@family-support.example"
    now = running.app.clock.now()
    running.app.accounts.add(karen, PASSWORD, roles=[AccountRole.ICT, AccountRole.IG], by="test", at=now)
    browser = signed_in(running, karen)
    assert case in browser.get(f"/trace?key={case}").text
    row = {"id": "P-4", "emails": karen}
    before = next(one for one in running.app.registers().export_rows(RegisterKind.PEOPLE) if one.id == "P-4")
    emails = before.named(RegisterKind.PEOPLE)["emails"]
    registers = running.app.registers()
    registers.apply(RegisterKind.PEOPLE, [row], replace=False, by="test", at=now)
    try:
        assert f'href="/trace/{case}"' not in browser.get(f"/trace?key={case}").text
        assert browser.get(f"/trace/{case}").status == 404
        assert browser.get(f"/trace/{case}/looks/1").status == 404
        refused = sent(browser, mail("about-me", "x", about_daniel(SECRET)))
        assert (refused.status, "about you or your household" in refused.text) == (422, True)
    finally:
        registers.apply(RegisterKind.PEOPLE, [{"id": "P-4", "emails": emails}], replace=False, by="test", at=now)


def sent(browser: Browser, content: bytes, **said: str) -> Answered:
    """The form of /explain with a file."""
    return browser.upload("/explain", {"form_token": browser.get("/explain").token, **said}, "mail", content)


def test_a_dropped_mail_is_explained_and_kept_nowhere(running: RunningConsole, ict: Browser, iris: Browser) -> None:
    count = len(running.app.queue().trace(ANA))
    content = mail("dropped-1", "CONFIDENTIAL: Daniel", about_daniel(SECRET)).replace(b"\r\n", b"\n")
    masked = sent(ict, content)
    assert masked.status == 200
    assert "CONS-1 no-consent: hold" in masked.text
    assert not [name for name in NAMES if name in masked.text]
    whole = sent(iris, content)
    assert "Daniel Price" in whole.text
    assert "P-3" in whole.text
    assert len(running.app.queue().trace(ANA)) == count
    told = entries(running.app.database, kinds=[RecordKind.OPERATED])[-1]
    assert (told.by, told.facts["what"]) == (IRIS, "explain")
    assert not [one for one in Path(running.app.settings.folder).rglob("*") if "eml" in one.name]


@pytest.mark.parametrize(
    ("content", "said", "told"),
    [
        (b"", {}, "Choose a file"),
        (b"Subject: x\r\n\r\nhello", {}, "This mail names no recipient."),
        (b"Subject: x\r\n\r\nhello", {"to": "not an address"}, "Enter whole email addresses"),
        (b"Subject: x\r\n\r\nhello", {"to": DUTY, "sender": "x"}, "Enter whole email addresses"),
    ],
)
def test_what_cannot_be_explained_is_told(ict: Browser, content: bytes, said: dict[str, str], told: str) -> None:
    answer = sent(ict, content, **said)
    assert (answer.status, told in answer.text) == (422, True)


@pytest.mark.parametrize(
    "content", [b"\x00\xff" * 3000, b"hello", b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x"]
)
def test_bytes_that_are_no_mail_are_explained_as_what_they_are(ict: Browser, content: bytes) -> None:
    answer = sent(ict, content, to=DUTY)
    assert answer.status == 200
    assert "What would become of it" in answer.text


def test_a_file_that_is_too_large_is_not_taken(ict: Browser) -> None:
    # It may hang up before we have said all: refused as well.
    with suppress(ssl.SSLError, ConnectionError):
        assert sent(ict, b"x" * (MAX_BYTES + 512 * 1024), to=DUTY).status == 413
    assert ict.get("/explain").status == 200
