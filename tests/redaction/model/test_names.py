"""Names by model: what it finds and leaves, how texts are cut for it, and that nothing is searched without it."""

import hashlib
from importlib import resources
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redaction import Detector, Evidence, find, find_all
from redaction.model import Names, names
from redaction.model.decode import spells
from redaction.model.doubt import doubtful, trimmed
from redaction.model.errors import ModelMissing
from redaction.model.net import VOCABULARY, WEIGHTS, Net, net
from redaction.model.pieces import SPECIAL, Pieces
from redaction.model.seen import Seen
from redaction.model.windows import LONGEST, may_name, windows

TEXTS = st.text(st.sampled_from("abcXYZ 019\n\t.,'@>-\u200fé水\ud800"), max_size=400)


def _found(text: str, detector: Detector = Detector.NAME) -> list[str]:
    return [text[hit.start : hit.end] for hit in names(text) if hit.detector is detector]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        pytest.param("I spoke to Chidubem about the plan.", ["Chidubem"], id="first-name-alone"),
        pytest.param("Thandeka rang. Mum was out.", ["Thandeka"], id="first-in-a-sentence"),
        pytest.param("can u ring me its about zak", ["zak"], id="typed-small"),
        pytest.param("Kind regards\n\nDee", ["Dee"], id="signature"),
        pytest.param("Attendees: Olu, Bev, Siobhan", ["Olu", "Bev", "Siobhan"], id="list"),
        pytest.param("The Children Act 1989 applies in May and June.", [], id="law-and-months"),
        pytest.param("Please use Microsoft Teams.", [], id="product"),
        pytest.param("Down's syndrome and Asperger's were discussed.", [], id="conditions"),
        pytest.param("The caller from Larch Road rang again.", [], id="road"),
        pytest.param("Rooms: Bevan, Octavia, Pankhurst and Seacole are free.", [], id="rooms"),
        pytest.param("Wards: Coningham, Lillie, Munster", [], id="wards"),
        pytest.param("Absent: Io, Bo and Xanthe", ["Io", "Bo", "Xanthe"], id="short-names"),
        pytest.param("wheres dre gone. him n kev", ["dre", "kev"], id="nicknames-typed-small"),
        pytest.param("Grant access by noon. Mark the register. Hope this helps.", [], id="words"),
        pytest.param("Grant rang at noon. Mark cried. Hope slept.", ["Grant", "Mark", "Hope"], id="the-same-names"),
        pytest.param("Works on Albert Embankment until Friday.", [], id="a-road-of-two-known-names"),
        pytest.param("Refer to Grace Advocacy or to Noah's Ark.", [], id="charities"),
        pytest.param("Florence Grove rang about her son.", ["Florence Grove"], id="a-person-called-like-a-road"),
        pytest.param("Arrangements", [], id="one-word"),
        pytest.param("", [], id="empty"),
    ],
)
def test_people(text: str, people: list[str]) -> None:
    assert _found(text) == people


def test_an_address_is_found_whole() -> None:
    text = "They moved to Flat 3, Kestrel House, 220 Old Kent Rd, London last week."

    assert _found(text, Detector.ADDRESS) == ["Flat 3, Kestrel House, 220 Old Kent Rd, London"]


@pytest.mark.parametrize(
    ("text", "homes"),
    [
        pytest.param("Tues, 10 to 1, Oswestry Family Hub, Mill Street entrance.", [], id="a-time-and-a-hub"),
        pytest.param("They live at 4 Mill Street, Oswestry.", ["4 Mill Street, Oswestry"], id="a-home"),
        pytest.param("Boiler at the Newry office, unit 16, is out.", [], id="a-unit-alone"),
        pytest.param("She is back at Beechwood Infants.", [], id="a-school"),
        pytest.param("The family moved on to Phoenix.", [], id="a-town"),
    ],
)
def test_where_anybody_may_go_is_no_home(text: str, homes: list[str]) -> None:
    assert _found(text, Detector.ADDRESS) == homes


def test_what_lists_take_for_a_name_and_the_model_surely_not_is_none() -> None:
    train, person = "He takes the Victoria Line to work.", "Victoria Line rang about her son."
    asked = names.weighed((train, person), [[(13, 26)], [(0, 13)]])

    assert [nobody for _, nobody, _ in asked] == [{(13, 26)}, set()]
    assert names.weighed(("",), [[]]) == [([], set(), [])]


def test_what_a_rule_covers_keeps_the_rules_evidence() -> None:
    hits = [hit for hit in find("Dear Sarah,\n\nThank you.") if hit.detector is Detector.NAME]

    assert [hit.evidence for hit in hits] == [Evidence.PATTERN]


def test_the_letters_of_a_number_are_nobodys_name() -> None:
    text = "Mia Okafor's car is AB12 CDE."

    assert [text[hit.start : hit.end] for hit in find(text) if hit.detector is Detector.NAME] == ["Mia Okafor"]


def test_a_name_is_found_again_by_its_parts_in_another_text() -> None:
    found = find_all(("I met Chidubem Obiakor on Tuesday.", "Obiakor: no further action."))

    assert any(hit.detector is Detector.NAME and hit.start == 0 for hit in found[1])


def test_texts_together_give_what_they_give_one_by_one() -> None:
    texts = ("I spoke to Chidubem.", "", "Thandeka rang and so did Olu.", "No data here.")
    together = names.within(texts)

    assert [[(hit.start, hit.end) for hit in hits] for hits in together] == [
        [(hit.start, hit.end) for hit in names(text)] for text in texts
    ]


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_and_twice_the_same(text: str) -> None:
    first, second = list(names(text)), list(names(text))

    assert first == second
    assert all(0 <= hit.start < hit.end <= len(text) for hit in first)
    assert first == sorted(first)


def test_the_memory_changes_nothing_and_stays_small() -> None:
    seen = Seen(3)
    remembering = Names(seen)
    texts = [
        f"I spoke to Chidubem about the {what} and Thandeka."
        for what in ["visit", "form", "rent", "bus", "plan", "fee"]
    ]

    assert [list(remembering(text)) for text in (*texts, *texts)] == [list(names(text)) for text in (*texts, *texts)]
    assert len(seen) == 3


def test_the_memory_is_asked_before_the_model() -> None:
    seen = Seen()
    asked = net()
    encoded = asked.pieces.encode("I spoke to Chidubem.")
    told = seen.read(asked, encoded, windows(encoded))

    class Silent(Net):
        def __init__(self) -> None:
            pass

    assert np.array_equal(seen.read(Silent(), encoded, windows(encoded)), told)


# -- pieces and windows


def test_quoted_text_reads_as_it_did_when_written() -> None:
    plain, quoted = (net().pieces.encode(text) for text in ("Dee rang.\nAll is well.", "> Dee rang.\n> All is well."))

    assert plain.ids.tolist() == quoted.ids.tolist()
    assert plain.marks[3:].tolist() == quoted.marks[3:].tolist()


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_words_are_in_order_and_hold_no_blank(text: str) -> None:
    encoded = net().pieces.encode(text)

    spans = list(zip(encoded.starts.tolist(), encoded.ends.tolist(), strict=True))
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert not any(char.isspace() for start, end in spans for char in text[start:end])
    assert len(encoded.ids) == len(encoded.marks) >= len(spans)


@given(st.lists(st.integers(1, 30), max_size=300), st.randoms(use_true_random=False))
def test_every_word_is_answered_for_once_and_no_window_is_too_long(sizes: list[int], dice: object) -> None:
    text = " ".join("a" * size + ("\n" if size % 7 == 0 else "") for size in sizes)
    encoded = net().pieces.encode(text)
    cut = windows(encoded)
    bounds = [*encoded.firsts.tolist(), len(encoded.ids)]

    answered = [word for window in cut for word in range(window.begin, window.end)]
    assert answered == list(range(len(encoded.firsts)))
    assert all(window.first <= window.begin and window.end <= window.last for window in cut)
    assert all(bounds[window.last] - bounds[window.first] <= LONGEST for window in cut)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 10_000_000, id="letters"),
        pytest.param("aZ9/" * 2_500_000, id="base64"),
        pytest.param(" " * 10_000_000, id="blanks"),
        pytest.param("\n>" * 2_000_000, id="quote-marks"),
    ],
)
def test_ten_megabytes_without_a_word_cost_little(text: str) -> None:
    assert len(net().pieces.encode(text).ids) <= 2


def test_unknown_letters_and_long_words_are_one_piece() -> None:
    pieces = Pieces([*SPECIAL, "a", "##b"])

    assert pieces.encode("ab ba " + "a" * 40).ids.tolist() == [len(SPECIAL), len(SPECIAL) + 1, 1, 1]


# -- decoding


def test_spells_are_runs_and_begin_anew_where_the_model_says_so() -> None:
    encoded = net().pieces.encode("Ali Zara went")
    told = np.zeros((3, 9), np.float32)
    told[:2, 1] = 0.9
    told[2, 0] = 1

    assert [(one.start, one.end) for one in spells(encoded, told, 0, 0.35)] == [(0, 3), (4, 8)]


# -- what is shipped


def test_the_card_names_the_weights() -> None:
    folder = resources.files("redaction.model")
    card = folder.joinpath("card.md").read_text("utf-8")

    assert hashlib.sha256(folder.joinpath("names.onnx").read_bytes()).hexdigest() == WEIGHTS
    assert hashlib.sha256(folder.joinpath("pieces.txt").read_bytes()).hexdigest() == VOCABULARY
    assert WEIGHTS in card
    assert VOCABULARY in card


def test_weights_that_cannot_be_read_are_an_error_of_ours() -> None:
    with pytest.raises(ModelMissing):
        Net(b"no weights", SPECIAL)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("12 34\n56.7 | 8\n-----\n", False),
        ("12 a\n", True),
        ("12 \u0639\n", True),
        ("https://a.example/b", True),
    ],
)
def test_what_has_no_letter_is_not_read(text: str, sent: bool) -> None:
    encoded = net().pieces.encode(text * 40)

    assert {may_name(encoded, window) for window in windows(encoded)} == {sent}


@pytest.mark.parametrize(
    ("text", "taken", "left"),
    [
        ("he is in Stranraer now", "he is in ⟦Stranraer⟧ now", True),
        ("Harry Potter came", "⟦Harry Potter⟧ came", True),
        ("an FSW called", "an ⟦FSW⟧ called", True),
        ("KD has a cold", "⟦KD⟧ has a cold", False),
        ("her stalking of him", "her ⟦stalking⟧ of him", True),
        ("in care, NCY: 9, of", "in care, ⟦NCY⟧: 9, of", True),
        ("an IMEI 356938035643809", "an ⟦IMEI⟧ 356938035643809", True),
        ("her two: OYA 9, KAI 4", "her two: ⟦OYA⟧ 9, KAI 4", False),
        ("and AMIR: 3 of us", "and ⟦AMIR⟧: 3 of us", False),
        ("born, D.O.B. 3 May", "born, D.⟦O⟧.B. 3 May", True),
        ("in A v B [2021]", "in A v ⟦B⟧ [2021]", True),
        ("as R (AB) v Croydon", "as R (⟦AB⟧) v Croydon", True),
        ("and AB went to Croydon", "and ⟦AB⟧ went to Croydon", False),
        ("id ghiJKLmnop-qrsTU", "id ⟦ghiJKLmnop-qrsTU⟧", True),
        ("by TXJzIE1hcmdhcmV0", "by ⟦TXJzIE1hcmdhcmV0⟧", True),
        ("saw McDonald-O'Neill", "saw ⟦McDonald-O'Neill⟧", False),
        ("[if gte mso 9]", "[if ⟦gte mso⟧ 9]", True),
        ("ring 0800 1111", "ring ⟦0800⟧ 1111", True),
    ],
)
def test_what_the_model_may_not_take_for_a_name(text: str, taken: str, left: bool) -> None:
    start, end = taken.index("⟦"), taken.index("⟧") - 1

    assert doubtful(text, start, end, 0.9, small=False) is left


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Haoran Thurs", "Haoran"),
        ("Child Zhao Mei-Lin", "Zhao Mei-Lin"),
        ("Nguyen Van Do", "Nguyen Van Do"),
        ("Idris Y5", "Idris"),
        ("Nana Yaw Mensah", "Nana Yaw Mensah"),
        ("Thurs", "Thurs"),
        ("", ""),
    ],
)
def test_days_and_words_of_the_family_are_no_part_of_a_name(text: str, kept: str) -> None:
    start, end = trimmed(text, 0, len(text))

    assert text[start:end] == kept
