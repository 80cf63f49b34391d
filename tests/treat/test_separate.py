"""A copy for one reader alone: what its header shows, and that nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model.reasons import Reason
from gateway.treat.errors import TreatFailed
from gateway.treat.separate import separate

OURS = frozenset({"ours.example"})
GRACE = "grace@mail.example"
KAREN = "karen@mail.example"
BODY = "\r\n\r\nDear all: karen@mail.example is in the text, which is not touched.\r\n"


def alone(header: str, recipient: str = GRACE) -> str:
    made = separate((header.replace("\n", "\r\n") + BODY).encode(), recipient, OURS).decode()
    assert made.endswith(BODY)
    return made.removesuffix(BODY).replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        pytest.param(f"To: {GRACE}, {KAREN}\nSubject: x", f"To: {GRACE}\nSubject: x", id="one-of-two"),
        pytest.param(f"TO: {GRACE},\n {KAREN}\nSubject: x", f"TO: {GRACE}\nSubject: x", id="folded"),
        pytest.param(f"To: {KAREN}\nSubject: x", f"To: <{GRACE}>\nSubject: x", id="the-other-alone"),
        pytest.param(f"To: {KAREN}\nCc: {GRACE}", f"Cc: {GRACE}", id="in-copy"),
        pytest.param(f"Cc: {KAREN}", f"To: <{GRACE}>", id="in-hidden-copy"),
        pytest.param(
            f"To: Grace O <{GRACE}>, Ben <ben@ours.example>, {KAREN}",
            f"To: Grace O <{GRACE}>,\n Ben <ben@ours.example>",
            id="our-own-stay",
        ),
        pytest.param(f'To: "Price, Karen" <{KAREN}>, {GRACE}', f"To: {GRACE}", id="comma-in-a-name"),
        pytest.param(f'To: "{KAREN}" <{GRACE}>', f"To: <{GRACE}>", id="another-in-a-name"),
        pytest.param(f"To: Families: {GRACE}, {KAREN};\nSubject: x", f"To: {GRACE}\nSubject: x", id="group"),
        pytest.param(f"To: {GRACE} (and {KAREN}), x@y.example", f"To: <{GRACE}>", id="another-in-a-comment"),
        pytest.param(
            f"To: {GRACE}\nCc: {KAREN}\nReply-To: ana@ours.example\nX-All: {KAREN}\nMail-Followup-To: {GRACE}",
            f"To: {GRACE}\nReply-To: ana@ours.example",
            id="other-fields-that-list-them",
        ),
        pytest.param(
            f"DKIM-Signature: v=1;\n b=x\nTo: {GRACE}, {KAREN}", f"To: {GRACE}", id="a-signature-over-the-header"
        ),
        pytest.param(f"To: GRACE@Mail.Example, {KAREN}", "To: GRACE@Mail.Example", id="however-it-is-written"),
        pytest.param(f"To: {GRACE}, not an address, @", f"To: {GRACE}", id="what-is-no-address"),
    ],
)
def test_header(header: str, shown: str) -> None:
    assert alone(header) == shown


def test_where_an_answer_would_go_to_another_it_is_held() -> None:
    with pytest.raises(TreatFailed) as failed:
        alone(f"To: {GRACE}, {KAREN}\nReply-To: {KAREN}")

    assert failed.value.reason is Reason.VISIBLE_RECIPIENTS


BOXES = st.sampled_from(
    [
        GRACE,
        KAREN,
        "x@y.example",
        "Ben <ben@ours.example>",
        f'"Price, \\"K" <{KAREN}>',
        f"({KAREN}) {GRACE}",
        "a b",
        ";",
    ]
)


@given(st.lists(BOXES, max_size=6), st.lists(BOXES, max_size=6))
def test_no_other_reader_is_left_in_it(first: list[str], second: list[str]) -> None:
    header = alone(f"To: {', '.join(first)}\nCc: {', '.join(second)}\nSubject: x")

    assert KAREN not in header
    assert "x@y.example" not in header
    assert GRACE in header
