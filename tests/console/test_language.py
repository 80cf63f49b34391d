"""Somebody chooses their language: pages and register follow, and nobody else's page changes."""

from datetime import UTC, datetime

from gateway.catalogue import accented
from gateway.language import PSEUDO
from gateway.registers.files.columns import RegisterKind
from tests.console.conftest import RunningConsole
from tests.console.people import signed_in
from tests.e2e.installation import ANA, BEN


def _put(running: RunningConsole, language: str) -> None:
    row = {"email": BEN, "language": language}
    running.app.registers().apply(RegisterKind.STAFF, [row], replace=False, by="test", at=datetime.now(UTC))


def test_a_language_is_chosen_on_the_account_page(running: RunningConsole) -> None:
    ben, ana = signed_in(running, BEN), signed_in(running, ANA)
    # The accented one is a translator's tool: it is offered to nobody who has it not.
    assert 'name="language"' not in ben.get("/account").text
    assert ben.post("/account/language", {"form_token": ben.get("/account").token, "language": PSEUDO}).status == 422
    _put(running, PSEUDO)
    page = ben.get("/account")
    assert '<html lang="en-XA"' in page.text
    assert accented("Your language") in page.text
    assert '<html lang="en-GB"' in ana.get("/account").text

    assert ben.post("/account/language", {"form_token": page.token, "language": "xx"}).status == 422
    done = ben.post("/account/language", {"form_token": page.token, "language": "en"})
    assert done.goes_to == "/account?chosen=language"
    assert '<html lang="en-GB"' in ben.get("/account").text
    member = running.app.registers().snapshot().staff[BEN]
    assert (member.language, member.name) == ("en", "Ben Doyle")
