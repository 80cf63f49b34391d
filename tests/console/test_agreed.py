"""What everybody reads of agreements, and approvals as a file."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.registers.files.columns import RegisterKind
from tests.console.conftest import RunningConsole
from tests.console.http import Browser
from tests.console.people import IRIS, signed_in
from tests.console.scene import words
from tests.e2e.installation import ANA, BEN


@pytest.fixture(scope="module")
def ana(running: RunningConsole) -> Browser:
    return signed_in(running, ANA)


def put(running: RunningConsole, kind: RegisterKind, **row: str) -> None:
    running.app.registers().apply(kind, [row], replace=False, by="test", at=datetime.now(UTC))


@pytest.mark.parametrize(
    ("search", "count"),
    [
        pytest.param("elm park", "1 partner.", id="part-of-a-name"),
        pytest.param("office@elmpark.example", "1 partner.", id="an-address"),
        pytest.param("ELMPARK.example", "1 partner.", id="a-domain"),
        pytest.param("office@elmpork.example", "0 partners.", id="a-look-alike"),
        pytest.param("office@", "0 partners.", id="an-address-without-its-domain"),
        pytest.param("mail.example", "0 partners.", id="families-are-no-partners"),
    ],
)
def test_a_partner_is_found(ana: Browser, search: str, count: str) -> None:
    page = words(ana.get(f"/agreed?search={search.replace(' ', '+')}"))
    assert count in page
    assert ("We know no partner" in page) == count.startswith("0")


def test_what_is_agreed_and_what_is_not_now(running: RunningConsole, ana: Browser) -> None:
    today = datetime.now(UTC).date()
    party = {"id": "AGR", "name": "Agreed & <b>Sons</b>", "type": "partner", "domains": "agreed.example"}
    put(running, RegisterKind.PARTIES, **party)
    none = ana.get("/agreed?search=agreed.example")
    assert "There is no agreement with them" in words(none)
    assert "<b>Sons" not in none.text
    row = {"party": "AGR", "purposes": "early-help", "highest": "internal", "basis": "Care Act 2014"}
    row |= {"identifiable": "yes", "starts": str(today - timedelta(days=9))}
    put(running, RegisterKind.AGREEMENTS, id="AGR-1", kinds="attendance|health", status="active", **row)
    put(running, RegisterKind.AGREEMENTS, id="AGR-2", kinds="*", status="suspended", **row)
    page = words(ana.get("/agreed?search=agreed.example"))
    assert "For early help. What may be shared: Attendance, Health. Up to Internal." in page
    assert "It is suspended: nothing goes under it now." in page


def test_approvals_are_taken_out_by_whom_they_are_for(running: RunningConsole) -> None:
    until = (datetime.now(UTC) + timedelta(days=9)).isoformat(timespec="seconds")
    # A partner of its own: what is approved for others would change what other tests are asked.
    put(running, RegisterKind.PARTIES, id="APO", name="Approved", type="partner", domains="approved.example")
    row = {"person": "P-3", "party": "APO", "purpose": "early-help", "ground": "CA89-17", "approved_by": IRIS}
    row |= {"approved_on": datetime.now(UTC).isoformat(timespec="seconds"), "until": until, "justification": "x" * 30}
    put(running, RegisterKind.APPROVALS, id="AP-OUT", **row)
    for name, seen in ((IRIS, True), (BEN, False)):
        browser = signed_in(running, name)
        form = {"form_token": browser.get("/account").token, "format": "csv"}
        taken = browser.post("/approvals/export", form)
        assert taken.headers["content-type"].startswith("text/csv")
        assert ("\nAP-OUT,P-3,APO," in taken.text.replace("\r", "")) == seen
        last = entries(running.app.database, kinds=(RecordKind.EXPORTED,))[-1]
        assert (last.by, last.facts["report"]) == (name, "approvals")
