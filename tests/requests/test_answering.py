"""Answering a subject access request: what is found, what is given, what is left out and said so (REC-2)."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from gateway.app import App
from gateway.demo.organisation import make
from gateway.log import StructuredLog
from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import FinishedKind, RecordKind
from gateway.model.reasons import Reason
from gateway.read.room import ReadingRoom
from gateway.record.reading import entries
from gateway.registers.files.columns import RegisterKind
from gateway.requests import answering
from gateway.requests.answering import Period, Workbench
from gateway.requests.asked_for import AskedFor, Missing
from gateway.requests.bundle import Bundle, Why
from gateway.requests.handing_over import HandedOver, HandOver, NotSo, hand_over, went
from gateway.requests.item_book import Choice
from gateway.settings import Settings
from tests.console.mails import decided, taken

LEAD = "iris.grant@family-support.example"
NEVER = Period(since=None, until=None)
ABOUT_MIA = (
    "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
    "Mia Okafor was late on Monday. Daniel Price walked her home. Her neighbour Rosalind Achterberg saw them.\n\n"
    "Kind regards\nAna\n"
)
ABOUT_DANIEL = "Purpose: early-help\nFact/opinion: fact\n\nDear all,\n\nDaniel Price has a cold.\n\nRegards\nAna\n"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    made = make(tmp_path_factory.mktemp("requests") / "made", next_hop=1, port=0)
    with closing(App(Settings.load(made.folder))) as app:
        yield app


@pytest.fixture(scope="module")
def bench(app: App) -> Iterator[Workbench]:
    with app.room() as room:
        yield workbench(app, room)


def workbench(app: App, room: ReadingRoom) -> Workbench:
    return Workbench(app=app, looker=app.looker(room), finisher=app.finisher(room), room=room)


def put(app: App, kind: RegisterKind, **row: str) -> None:
    app.registers().apply(kind, [row], replace=False, by="test", at=datetime.now(UTC))


def request(app: App, identity: str, **more: str) -> AskedFor:
    """A mother's request about her child, of somebody who was identified."""
    today = str(app.clock.now().date())
    row = {"id": identity, "type": "sar", "requester": "P-2", "person": "P-1", "opened": today}
    put(app, RegisterKind.REQUESTS, **{**row, "identity_checked_on": today, **more})
    return answering.asked(app, app.registers().directory(), identity, app.clock.now())


@pytest.fixture(scope="module")
def mails(app: App, bench: Workbench) -> tuple[CaseId, CaseId]:
    room = bench.room
    assert isinstance(room, ReadingRoom)
    mine = decided(app, "sar-1", "INTERNAL: Mia", ABOUT_MIA)
    return mine, decided(app, "sar-2", "CONFIDENTIAL: Daniel", ABOUT_DANIEL)


@pytest.fixture(scope="module")
def asked(app: App, mails: tuple[CaseId, CaseId]) -> AskedFor:
    assert mails
    found = request(app, "S-1")
    answering.search(app, found, app.registers().directory(), by=LEAD)
    return found


def together(bench: Workbench, of: AskedFor) -> Bundle:
    now = bench.app.clock.now()
    return answering.assemble(bench, of, bench.app.registers().directory(), frozenset({LEAD}), NEVER, now)


def files(made: Bundle) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def test_only_emails_about_them_are_found(app: App, asked: AskedFor, mails: tuple[CaseId, CaseId]) -> None:
    items = answering.item_book(app).items("S-1")
    assert [one.case for one in items] == [mails[0]]
    searched = answering.item_book(app).searched("S-1")
    assert searched is not None
    assert (searched.searched, searched.unread, searched.by) == (2, 0, LEAD)
    last = entries(app.database, kinds=[RecordKind.REQUEST])[-1]
    assert (last.facts["what"], last.facts["found"]) == ("searched", 1)


def test_a_second_search_keeps_what_was_decided(app: App, asked: AskedFor, mails: tuple[CaseId, CaseId]) -> None:
    book = answering.item_book(app)
    book.decide("S-1", mails[0], Choice.EXEMPT, why="advice of a solicitor", by=LEAD, at=app.clock.now())
    answering.search(app, asked, app.registers().directory(), by=LEAD)
    (item,) = book.items("S-1")
    assert (item.choice, item.why, item.decided_by) == (Choice.EXEMPT, "advice of a solicitor", LEAD)


def test_others_are_hidden_and_those_who_wrote_it_stay(
    app: App, bench: Workbench, asked: AskedFor, mails: tuple[CaseId, CaseId]
) -> None:
    copy = answering.copy_of(bench, asked, mails[0], (), frozenset({LEAD}), app.clock.now())
    text = copy.content.decode()
    assert copy.stops == ()
    assert "Mia Okafor was late on Monday" in text
    assert "Ana" in text
    for word in ("Daniel", "Price", "Achterberg", "X-Sharing-Authority"):
        assert word not in text
    assert {one.hidden for one in copy.others if "Daniel Price" in one.words} == {True}


def test_somebody_at_work_is_hidden_where_that_is_chosen(
    app: App, bench: Workbench, asked: AskedFor, mails: tuple[CaseId, CaseId]
) -> None:
    before = answering.copy_of(bench, asked, mails[0], (), frozenset(), app.clock.now())
    ana = next(one for one in before.others if not one.hidden)
    after = answering.copy_of(bench, asked, mails[0], (ana.id,), frozenset(), app.clock.now())
    assert all(word not in after.content.decode().partition("\r\n\r\n")[2] for word in ana.words)


def test_nobody_looks_at_an_email_that_names_them(
    app: App, bench: Workbench, asked: AskedFor, mails: tuple[CaseId, CaseId]
) -> None:
    with pytest.raises(PermanentFailure, match="somebody else"):
        answering.copy_of(bench, asked, mails[0], (), frozenset({"karen.price@mail.example"}), app.clock.now())


def test_what_is_kept_from_who_asked_cannot_be_given_and_is_told_in_no_list(
    app: App, bench: Workbench, mails: tuple[CaseId, CaseId]
) -> None:
    asked = request(app, "S-KEPT")
    answering.search(app, asked, app.registers().directory(), by=LEAD)
    book, today = answering.item_book(app), str(app.clock.now().date() - timedelta(days=9))
    book.decide("S-KEPT", mails[0], Choice.GIVE, by=LEAD, at=app.clock.now())
    row = {"id": "R-KEPT", "person": "P-1", "from": "P-2", "about": "who saw them", "phrases": "was late on Monday"}
    put(app, RegisterKind.RESTRICTIONS, **row, approved_by=LEAD, approved_on=today, requested_by=LEAD)
    try:
        made = together(bench, asked)
    finally:
        put(app, RegisterKind.RESTRICTIONS, **row, approved_by=LEAD, approved_on=today, until=str(_yesterday(app)))
    assert {(one.id, one.why) for one in made.left_out} >= {(mails[0], Why.KEPT), ("R-KEPT", Why.KEPT)}
    assert not any(name.startswith("emails") for name in files(made))
    everything = "".join(files(made).values())
    assert mails[0] not in everything
    assert "R-KEPT" not in everything


def _yesterday(app: App) -> str:
    return str(app.clock.now().date() - timedelta(days=1))


def test_the_bundle_has_an_index_and_says_what_is_left_out(
    app: App, bench: Workbench, asked: AskedFor, mails: tuple[CaseId, CaseId]
) -> None:
    book = answering.item_book(app)
    book.decide("S-1", mails[0], Choice.GIVE, by=LEAD, at=app.clock.now())
    found = files(together(bench, asked))
    names = [name for name in found if name.startswith("emails/")]
    assert len(names) == 1
    assert found[names[0]].count("Mia Okafor")
    index = list(csv.DictReader(io.StringIO(found["emails.csv"])))
    assert [one["file"] for one in index] == names
    assert "name" in index[0]["hidden"]
    assert "Emails from before" in found["read-me-first.txt"]
    registers = list(csv.reader(io.StringIO(found["registers.csv"])))
    assert ["people", "P-1", "name: Mia Okafor", "", "", "", ""] in registers
    left = list(csv.DictReader(io.StringIO(found["left-out.csv"])))
    assert {"what": "people", "reference": "P-1", "date": "", "why": "It is about other people."} in left
    assert not any("Price" in text or "Achterberg" in text for text in found.values())


def test_an_email_left_out_is_told_without_why_in_words(
    app: App, bench: Workbench, asked: AskedFor, mails: tuple[CaseId, CaseId]
) -> None:
    book = answering.item_book(app)
    book.decide("S-1", mails[0], Choice.EXEMPT, why="advice of a solicitor", by=LEAD, at=app.clock.now())
    found = files(together(bench, asked))
    assert f"email,{mails[0]}" in found["left-out.csv"]
    assert "The law lets us keep it back." in found["left-out.csv"]
    assert "solicitor" not in "".join(found.values())


def test_nothing_is_put_together_before_every_email_was_decided_about(
    app: App, bench: Workbench, mails: tuple[CaseId, CaseId]
) -> None:
    asked = request(app, "S-OPEN")
    answering.search(app, asked, app.registers().directory(), by=LEAD)
    with pytest.raises(PermanentFailure, match="every email"):
        together(bench, asked)


def test_who_has_no_address_gets_it_by_hand_without_what_is_kept_from_them(app: App, bench: Workbench) -> None:
    room = bench.room
    assert isinstance(room, ReadingRoom)
    text = "Dear all,\n\nEmre Demir rang about his rent. Daniel Price was there.\n\nRegards\nBen\n"
    decided(app, "hand-1", "INTERNAL: Emre", text)
    asked = request(app, "S-HAND", requester="P-6", person="P-6")
    answering.search(app, asked, app.registers().directory(), by=LEAD)
    (item,) = answering.item_book(app).items("S-HAND")
    copy = answering.copy_of(bench, asked, item.case, (), frozenset({LEAD}), app.clock.now())
    assert copy.stops == ()
    assert "Emre Demir rang" in copy.content.decode()
    assert "Daniel" not in copy.content.decode()

    row = {"id": "R-HAND", "person": "P-6", "from": "P-6", "about": "the rent", "phrases": "rang about his rent"}
    put(app, RegisterKind.RESTRICTIONS, **row, approved_by=LEAD, approved_on=str(_yesterday(app)), requested_by=LEAD)
    kept = answering.copy_of(bench, asked, item.case, (), frozenset({LEAD}), app.clock.now())
    assert (kept.stops, kept.content) == ((Reason.KEPT_FROM_SUBJECT,), b"")


def test_what_is_handed_over_is_on_record_and_answers_the_request(app: App, bench: Workbench) -> None:
    asked = request(app, "F-HAND", type="foi", requester="Press of the borough", person="", identity_checked_on="")
    directory, day = app.registers().directory(), app.clock.now().astimezone(app.settings.timezone).date()
    made = together(bench, asked)
    said = HandedOver(how=HandOver.POST, who="Ben.Doyle@family-support.example", on=day, digest="")

    def refused(**other: object) -> str:
        with pytest.raises(NotSo) as error:
            hand_over(app, directory, asked, replace(said, **other), by=LEAD)  # type: ignore[arg-type] # words by name
        return error.value.field

    assert refused() == "file"  # nobody took it out
    answering.taken_out(app, asked, made, by=LEAD)
    assert refused(digest="0" * 64) == "file"
    assert refused(who="nobody@family-support.example") == "who"
    assert refused(on=day + timedelta(days=1)) == "on"
    assert refused(on=day - timedelta(days=1)) == "on"
    hand_over(app, directory, asked, said, by=LEAD)
    last = went(app.database, "F-HAND")[0]
    assert (last.what, last.by, last.digest) == ("handed-by-post", LEAD, made.digest)
    assert (last.handed_by, last.handed_on) == ("ben.doyle@family-support.example", day.isoformat())
    after = answering.asked(app, app.registers().directory(), "F-HAND", app.clock.now())
    assert after.missing == (Missing.CLOSED,)
    with pytest.raises(NotSo):
        hand_over(app, directory, after, said, by=LEAD)


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        ({}, ()),
        ({"identity_checked_on": ""}, (Missing.IDENTITY,)),
        ({"opened": "2026-01-01", "answered_on": "2026-01-20"}, (Missing.CLOSED,)),
        ({"closes": "2026-01-02", "opened": "2026-01-01"}, (Missing.CLOSED,)),
        ({"requester": "P-4"}, (Missing.NOT_ENTITLED,)),
        ({"requester": "Karen Price"}, (Missing.NOT_ENTITLED,)),
        ({"requester": "nobody@elsewhere.example"}, (Missing.REQUESTER,)),
        ({"requester": "P-6", "person": "P-6"}, ()),
    ],
)
def test_what_stands_in_the_way(app: App, row: dict[str, str], missing: tuple[Missing, ...]) -> None:
    assert request(app, f"S-{'-'.join(row)}", **row).missing == missing


def test_who_is_a_danger_gets_nothing(app: App) -> None:
    asked = request(app, "S-DANGER")
    directory = app.registers().directory()
    mia = directory.registers.people[asked.person]
    people = {**directory.registers.people, mia.id: replace(mia, no_contact=asked.requesters)}
    changed = replace(directory, registers=replace(directory.registers, people=people))
    assert Missing.DANGER in answering.asked(app, changed, "S-DANGER", app.clock.now()).missing


def test_it_is_sent_as_an_email_that_is_decided_about_like_any_other(
    app: App, bench: Workbench, asked: AskedFor, mails: tuple[CaseId, CaseId]
) -> None:
    book = answering.item_book(app)
    book.decide("S-1", mails[0], Choice.GIVE, by=LEAD, at=app.clock.now())
    made = together(bench, asked)
    with pytest.raises(PermanentFailure, match="addresses"):
        answering.send(app, asked, made, to="office@elmpark.example", sender=LEAD, account=LEAD, client="192.0.2.1")
    to = "grace.okafor@mail.example"
    case = answering.send(app, asked, made, to=to, sender=LEAD, account=LEAD, client="192.0.2.1")
    room = bench.room
    assert isinstance(room, ReadingRoom)
    decided(app, "sar-3", "INTERNAL: hall", "The hall is open.\n")
    # The register has no certificate of hers, and what is in it is Confidential: it never goes in clear (SEC-1).
    (recipient,) = app.steps().load_message(case).recipients
    assert (recipient.address, recipient.state) == (to, RecipientState.HELD)
    assert recipient.reasons == (Reason.UNENCRYPTED_CHANNEL,)
    last = entries(app.database, kinds=[RecordKind.EXPORTED])[-1]
    assert (last.case, last.facts["what"], last.facts["sha256"]) == (case, "sent", made.digest)


def test_figures_for_the_public_name_nobody(app: App, bench: Workbench, asked: AskedFor) -> None:
    public = request(app, "F-1", type="foi", requester="press@paper.example", person="", identity_checked_on="")
    assert (public.missing, public.addresses) == ((), ("press@paper.example",))
    found = files(together(bench, public))
    assert set(found) == {"read-me-first.txt", "foi.csv", "left-out.csv"}
    assert "Okafor" not in "".join(found.values())
    made = together(bench, public)
    case = answering.send(app, public, made, to=public.addresses[0], sender=LEAD, account=LEAD, client="192.0.2.1")
    room = bench.room
    assert isinstance(room, ReadingRoom)
    decided(app, "foi-1", "INTERNAL: hall", "The hall is open today.\n")
    (traced,) = app.queue().trace(case)
    assert [one.state for one in traced.recipients] == [RecipientState.READY]
    (gone,) = [one for one in traced.outgoing if one.kind is FinishedKind.MAIL]
    mail = message_from_bytes(app.contents().content(gone.content), policy=default)
    assert mail["X-Sharing-Authority"] is None
    (zipped,) = mail.iter_attachments()
    assert zipped.get_content() == made.content


def test_a_request_is_answered_when_its_answer_has_arrived(app: App, bench: Workbench) -> None:
    public = request(app, "F-2", type="foi", requester="desk@paper.example", person="", identity_checked_on="")
    made = together(bench, public)
    answering.send(app, public, made, to=public.addresses[0], sender=LEAD, account=LEAD, client="192.0.2.1")
    room = bench.room
    assert isinstance(room, ReadingRoom)
    decided(app, "foi-2", "INTERNAL: hall", "The hall is shut today.\n")
    clock = app.answered(StructuredLog())
    clock.note(app.clock.now())
    assert _answered_on(app, "F-2") is None
    taken(app)
    clock.note(app.clock.now())
    today = app.clock.now().astimezone(app.settings.timezone).date()
    assert _answered_on(app, "F-2") == today

    # More is to follow, says who answers: the clock does not know better.
    put(app, RegisterKind.REQUESTS, id="F-2", answered_on="")
    clock.note(app.clock.now())
    assert _answered_on(app, "F-2") is None


def _answered_on(app: App, identity: str) -> date | None:
    return next(one.answered_on for one in app.registers().snapshot().requests if one.id == identity)
