"""`gateway held`, `queue` and `trace`: mail that waits, and who may see and settle it."""

from pathlib import Path

import pytest

from gateway.app import opened
from gateway.model.lifecycle import Lane
from gateway.model.message import CaseId
from gateway.registers.files.columns import RegisterKind
from gateway.settle.settle import fault
from gateway.spool.rows import StoredMessage
from tests.cli.builders import ABOUT_MIA, DEE, DUTY, IRIS, MAX, NEWSLETTER, WEN, Place, accept, copy, states, work

WHY = "The school asked, and waiting would leave her without lunch."


@pytest.fixture(scope="module")
def held_once(made: Place, tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, CaseId]:
    """A case about somebody for whom nobody gave consent; nobody changes it."""
    place = copy(made, tmp_path_factory.mktemp("held"))
    case = accept(place, ABOUT_MIA)
    work(place)
    return place, case


@pytest.fixture
def held(held_once: tuple[Place, CaseId], tmp_path: Path) -> tuple[Place, CaseId]:
    """A copy of it."""
    return copy(held_once[0], tmp_path), held_once[1]


def stored(place: Place, case: CaseId) -> StoredMessage:
    with opened(place.config) as app:
        return app.steps().load_message(case)


def test_list(held: tuple[Place, CaseId]) -> None:
    place, case = held

    (listed,) = place.run("held", "list", "--json").json()

    assert (listed["case"], listed["sender"], listed["recipients"]) == (case, WEN, [DUTY])
    assert {"role": "line_manager", "email": MAX} in listed["asked"]
    assert "no-consent" in listed["reasons"]
    assert case in place.run("held", "list").out


def test_show_to_the_line_manager(held: tuple[Place, CaseId]) -> None:
    place, case = held

    shown = place.run("held", "show", case.lower(), *place.signed(MAX), "--json").json()

    assert (shown["case"], shown["roles"]) == (case, ["line_manager"])
    texts = [unit["text"] for unit in shown["content"]]
    assert any("Mia Okafor, NHS number 999 000 0018" in text for text in texts)
    (recipient,) = shown["recipients"]
    assert "no-consent" in {finding["reason"] for finding in recipient["findings"]}
    hidden = " ".join(unit["text"] for unit in recipient["hidden"])
    assert "Okafor" not in hidden
    assert "999 000 0018" not in hidden


def test_show_in_words(held: tuple[Place, CaseId]) -> None:
    place, case = held

    ran = place.run("held", "show", case, *place.signed(MAX))

    assert (ran.code, ran.err) == (0, "")
    assert "you may answer as: line_manager" in ran.out
    assert "CONS-1 no-consent: hold." in ran.out
    assert "with details hidden it would say" in ran.out


@pytest.mark.parametrize("words", [("show",), ("answer", "--hide")], ids=["show", "answer"])
def test_a_wrong_password_shows_and_settles_nothing(held: tuple[Place, CaseId], words: tuple[str, ...]) -> None:
    place, case = held

    ran = place.run("held", words[0], case, *words[1:], *place.signed(MAX, "something else entirely"))

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "name or password is wrong, or the account is disabled\n"
    assert states(place, case) == {DUTY: "held"}


def test_a_stranger_to_the_case_sees_nothing(held: tuple[Place, CaseId]) -> None:
    place, case = held
    other = "sam.field@family.example"
    assert place.run("user", "add", other, "--role", "manager", "--password-file", place.password()).code == 0

    ran = place.run("held", "show", case, *place.signed(other))

    assert (ran.code, ran.out, ran.err) == (1, "", "this case is not one that you are asked about\n")


def test_nobody_sees_a_case_that_names_them(place: Place) -> None:
    case = accept(place, ABOUT_MIA.replace(b"Mia Okafor", b"Max Hill").replace(b"999 000 0018", b"none"))
    work(place)

    for words in (("show", case), ("answer", case, "--hide")):
        ran = place.run("held", *words, *place.signed(MAX))
        assert (ran.code, ran.out, ran.err) == (1, "", "this case is not one that you are asked about\n")
    assert place.run("held", "show", case, *place.signed(DEE)).code == 0


def test_a_release_is_bound_to_what_was_shown(held: tuple[Place, CaseId]) -> None:
    place, case = held

    ran = place.run(
        "held",
        "answer",
        case,
        *place.signed(MAX),
        "--release",
        "--ground",
        "CA89-17",
        "--why",
        WHY,
        "--informed",
        "yes",
    )

    assert (ran.code, ran.out, ran.err) == (0, f"{case}: release taken; it is decided again now\n", "")
    message = stored(place, case)
    (answer,) = message.answers
    assert (answer.kind, answer.by, answer.role) == ("release", MAX, "line_manager")
    assert (answer.content_hash, answer.recipients) == (message.content_hash, (DUTY,))
    assert (answer.ground, answer.justification, answer.informed) == ("CA89-17", WHY, "yes")
    with opened(place.config) as app:
        assert answer.policy == app.settings.policy.policy.version


def test_a_return_ends_it(held: tuple[Place, CaseId]) -> None:
    place, case = held

    ran = place.run(
        "held", "answer", case, *place.signed(MAX), "--return", "--why", "Ask her mother first.", "--json"
    )
    work(place)

    assert ran.json() == {"case": case, "answers": ["return"], "by": MAX}
    assert states(place, case) == {DUTY: "returned"}
    again = place.run("held", "answer", case, *place.signed(MAX), "--hide")
    assert (again.code, again.err) == (1, f"{case}: nothing is held in it\n")


def test_a_sender_answers_several_questions_at_once(place: Place) -> None:
    unsaid = ABOUT_MIA.replace(b"Internal: ", b"").replace(b"Fact/opinion: fact\r\n", b"")
    case = accept(place, unsaid.replace(b"Purpose: early-help\r\n", b""))
    work(place)

    ran = place.run(
        *("held", "answer", case, *place.signed(WEN)),
        *("--marking", "Internal", "--purpose", "early-help", "--statement", "fact"),
    )

    assert (ran.code, ran.err) == (0, "")
    answers = stored(place, case).answers
    assert [(one.kind, one.value) for one in answers] == [
        ("marking", "internal"),
        ("purpose", "early-help"),
        ("statement", "fact"),
    ]


def test_a_purpose_is_remembered_for_the_next_mail(place: Place) -> None:
    agreement = {"id": "A-1", "purposes": "early-help|assessment"}
    consent = {"id": "C-1", "person": "P-1", "given_by": "P-1", "capacity": "self", "party": "*", "kinds": "*"}
    with opened(place.config) as app:
        registers, now = app.registers(), app.clock.now()
        registers.apply(RegisterKind.AGREEMENTS, [agreement], replace=False, by="test", at=now)
        given = {"purposes": "early-help|assessment", "given_on": "2026-01-01", "explicit": "yes"}
        registers.apply(RegisterKind.CONSENTS, [{**consent, **given}], replace=False, by="test", at=now)
    case = accept(place, ABOUT_MIA.replace(b"Purpose: early-help\r\n", b""))
    work(place)

    signed = ("held", "answer", case, *place.signed(WEN))
    assert place.run(*signed, "--statement", "fact", "--remember").code == 2
    ran = place.run(*signed, "--purpose", "early-help", "--remember", "--json")

    (identity,) = ran.json()["remembered"]
    with opened(place.config) as app:
        kept = app.registers().directory().written.remembered
    assert [(one.id, one.purpose, one.worker, one.case) for one in kept] == [(identity, "early-help", WEN, case)]


def test_a_sender_says_that_an_address_is_right(place: Place) -> None:
    near = "duty@counci1.example"
    case = accept(place, NEWSLETTER.replace(DUTY.encode(), near.encode()), near)
    work(place)
    assert states(place, case) == {near: "held"}

    refused = place.run("held", "answer", case, *place.signed(MAX), "--confirm")
    ran = place.run("held", "answer", case, *place.signed(WEN), "--confirm")
    work(place)

    assert refused.code == 1
    assert (ran.code, ran.out, ran.err) == (0, f"{case}: confirm taken; it is decided again now\n", "")
    assert [(one.kind, one.by, one.role) for one in stored(place, case).answers] == [("confirm", WEN, "sender")]
    assert states(place, case) == {near: "ready"}


@pytest.mark.parametrize(
    ("user", "words", "told"),
    [
        pytest.param(WEN, ("--release", "--ground", "CA89-17", "--why", WHY), "not one of those", id="own-mail"),
        pytest.param(MAX, ("--release", "--ground", "XX", "--why", WHY), "Choose a ground", id="no-such-ground"),
        pytest.param(MAX, ("--release", "--ground", "CA89-17", "--why", "ok"), "at least 20", id="no-justification"),
        pytest.param(MAX, ("--marking", "internal"), "not one of those", id="not-a-managers-to-say"),
        pytest.param(WEN, ("--marking", "secret"), "must be one of: unclassified", id="no-such-marking"),
        pytest.param(WEN, ("--purpose", "gossip"), "must be one of: assessment", id="no-such-purpose"),
        # One that is right and one that is wrong: neither is taken.
        pytest.param(WEN, ("--marking", "internal", "--statement", "rumour"), "must be one of: both", id="half"),
    ],
)
def test_what_is_not_taken(held: tuple[Place, CaseId], user: str, words: tuple[str, ...], told: str) -> None:
    place, case = held

    ran = place.run("held", "answer", case, *place.signed(user), *words)

    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err
    assert ran.err.endswith("nothing was answered\n")
    assert stored(place, case).answers == ()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param((), "say what you answer", id="nothing"),
        pytest.param(("--release", "--why", WHY), "--ground is needed", id="no-ground"),
        pytest.param(("--return",), "--why is needed", id="no-why"),
        pytest.param(("--hide", "--refuse", "--why", WHY), "stand alone", id="hide-and-refuse"),
        pytest.param(("--confirm", "--refuse", "--why", WHY), "stand alone", id="confirm-and-refuse"),
        pytest.param(("--hide", "--why", WHY), "--why goes with", id="why-of-nothing"),
        pytest.param(("--hide", "--ground", "CA89-17"), "go with --release", id="ground-of-nothing"),
    ],
)
def test_wrong_use(made: Place, words: tuple[str, ...], told: str) -> None:
    ran = made.run("held", "answer", "GW-00000000", *made.signed(MAX), *words)

    assert (ran.code, told in ran.err) == (2, True)


def test_a_sensitive_reason_is_for_those_who_are_asked_because_of_it(place: Place) -> None:
    consents = (
        "id,person,given_by,capacity,party,purposes,kinds,given_on,withdrawn_on,explicit,worker\n"
        f"C-1,P-1,P-1,self,COUNCIL,early-help,*,2026-01-01,2026-02-01,yes,{WEN}\n"
    )
    assert place.run("register", "import", "consents", place.file("consents.csv", consents)).code == 0
    case = accept(place, ABOUT_MIA)
    work(place)

    def reasons(user: str) -> set[str]:
        shown = place.run("held", "show", case, *place.signed(user), "--json").json()
        return {finding["reason"] for finding in shown["recipients"][0]["findings"]}

    assert "consent-withdrawn" in reasons(MAX)
    assert {"needs-a-check"} <= reasons(WEN)
    assert "consent-withdrawn" not in reasons(WEN)
    for told in (place.run("held", "list"), place.run("held", "list", "--json"), place.run("trace", case)):
        assert "consent-withdrawn" not in told.out
        assert "needs-a-check" in told.out


def test_trace_by_case_message_id_and_address(held: tuple[Place, CaseId]) -> None:
    place, case = held

    for key in (case, case.lower(), "<1@family.example>", DUTY, WEN.upper()):
        (traced,) = place.run("trace", key, "--json").json()
        assert (traced["case"], traced["sender"]) == (case, WEN)
        assert traced["recipients"][0]["state"] == "held"
        assert traced["recipients"][0]["delivery"] is None
        assert traced["notices"]
    ran = place.run("trace", case)
    assert f"{case} from {WEN}" in ran.out
    assert " GMT, " in ran.out or " BST, " in ran.out
    nothing = place.run("trace", "nobody@x.example")
    assert (nothing.code, nothing.out) == (1, "")


def test_trace_of_what_is_on_its_way(place: Place) -> None:
    parties = "id,name,type,addresses\nNEWS,Readers,partner,reader@news.example\n"
    assert place.run("register", "import", "parties", place.file("parties.csv", parties)).code == 0
    case = accept(place, NEWSLETTER, "reader@news.example")
    work(place)

    (traced,) = place.run("trace", case, "--json").json()

    (recipient,) = traced["recipients"]
    assert (recipient["state"], recipient["channel"]) == ("ready", "plain")
    assert (recipient["delivery"]["state"], recipient["delivery"]["last_code"]) == ("pending", None)
    assert "not tried yet" in place.run("trace", case).out


def test_queue(held: tuple[Place, CaseId]) -> None:
    place, _ = held

    steps = place.run("queue", "list", "--json").json()

    assert {step["lane"] for step in steps} == {"deliver"}
    assert IRIS not in {one["address"] for step in steps for one in step["recipients"]}
    number = str(steps[0]["id"])
    assert number in place.run("queue", "list").out
    assert place.run("queue", "show", number, "--json").json()["id"] == steps[0]["id"]
    assert "pending, not tried yet" in place.run("queue", "show", number).out
    assert place.run("queue", "retry", number, "--json").json() == {"step": steps[0]["id"], "due": "now"}
    for words in (("show", "999"), ("retry", "999")):
        missing = place.run("queue", *words)
        assert (missing.code, missing.err.startswith("step 999: there is none")) == (1, True)


@pytest.fixture
def broken(made: Place, tmp_path: Path) -> tuple[Place, CaseId]:
    """A case that no look at it succeeds."""
    place = copy(made, tmp_path)
    case = accept(place, ABOUT_MIA)
    with opened(place.config) as app:
        steps, now = app.steps(), app.clock.now()
        step = steps.claim(Lane.ANALYSE, "test", 60, now)
        assert step is not None
        config = app.settings.config
        steps.commit_outcome(
            step, fault(case=case, recipients=[DUTY], sender=WEN, at=now, config=config, before=None), now
        )
    return place, case


def test_what_cannot_be_looked_at_is_shown_without_its_content_and_given_back(broken: tuple[Place, CaseId]) -> None:
    place, case = broken

    shown = place.run("held", "show", case, *place.signed(WEN))
    document = place.run("held", "show", case, *place.signed(WEN), "--json").json()

    assert (shown.code, shown.err) == (0, "")
    assert "nothing of it is shown" in shown.out
    assert "Mia" not in shown.out
    assert (document["content"], document["recipients"]) == ([], [])

    marked = place.run("held", "answer", case, *place.signed(WEN), "--marking", "internal")
    assert (marked.code, states(place, case)) == (1, {DUTY: "held"})

    given = place.run("held", "answer", case, *place.signed(WEN), "--return", "--why", "I send it another way.")
    work(place)
    assert (given.code, states(place, case)) == (0, {DUTY: "returned"})


def test_made_urgent_by_its_sender(held: tuple[Place, CaseId]) -> None:
    """MIN-3: said on the notice; it is listed first, never expires, and everybody is asked at once."""
    place, case = held

    ran = place.run("held", "answer", case, *place.signed(WEN), "--urgent", "--why", "She must not go home tonight.")

    assert (ran.code, ran.err) == (0, "")
    work(place)
    (listed,) = place.run("held", "list", "--json").json()
    assert listed["expires_at"] is None
    assert listed["urgent_minutes"] == 0
    assert {(MAX, "line_manager"), (DEE, "line_manager"), (IRIS, "ig_lead")} <= {
        (one["email"], one["role"]) for one in listed["asked"]
    }
    assert "URGENT, 0 min" in place.run("held", "list").out
    shown = place.run("held", "show", case, *place.signed(IRIS))
    assert "URGENT: it waits until somebody decides" in shown.out


def test_in_the_fast_lane_the_ig_lead_releases_all_of_it(held: tuple[Place, CaseId]) -> None:
    place, case = held
    place.run("held", "answer", case, *place.signed(WEN), "--urgent", "--why", "She must not go home tonight.")
    work(place)

    ran = place.run("held", "answer", case, *place.signed(IRIS), "--release", "--ground", "CA89-47", "--why", WHY)

    assert (ran.code, ran.err) == (0, "")
    work(place)
    message = stored(place, case)
    assert "no-consent" not in {one.value for row in message.recipients for one in row.reasons}
    assert [answer.urgent for answer in message.answers] == [False, True]


def test_urgent_needs_a_reason_and_stands_alone(held: tuple[Place, CaseId]) -> None:
    place, case = held

    assert place.run("held", "answer", case, *place.signed(WEN), "--urgent").code == 2
    assert place.run("held", "answer", case, *place.signed(WEN), "--urgent", "--recuse", "--why", WHY).code == 2


def test_who_steps_back_is_not_asked_any_more(held: tuple[Place, CaseId]) -> None:
    """SAFE-2: the case moves to the deputy, and is not shown to who stepped back."""
    place, case = held

    assert place.run("held", "answer", case, *place.signed(MAX), "--recuse").code == 0

    work(place)
    (listed,) = place.run("held", "list", "--json").json()
    assert {"role": "line_manager", "email": DEE} in listed["asked"]
    assert MAX not in {one["email"] for one in listed["asked"]}
    assert place.run("held", "show", case, *place.signed(MAX)).code == 1
