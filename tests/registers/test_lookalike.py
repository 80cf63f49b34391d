"""What an unknown address could be taken for: a table, what edits are always seen, and what it costs."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.registers.address import normal_domain
from gateway.registers.directory import Directory
from gateway.registers.files.columns import RegisterKind
from gateway.registers.lookalike import Lookalikes, edits, nearest_address
from tests.registers.builders import built, registers

PARTIES, PEOPLE = RegisterKind.PARTIES, RegisterKind.PEOPLE

DIRECTORY = Directory.of(
    registers(
        built(PARTIES, id="ELM", domains="elmpark.example"),
        built(PARTIES, id="HEALTH", domains="riverside-health.example"),
        built(PARTIES, id="COUNCIL", domains="lbx.gov.uk"),
        built(PARTIES, id="HOUSING", domains="mail.westway.example"),
        built(PARTIES, id="CAMHS", domains=".camhs.example"),
        built(PARTIES, id="OAK", domains="oakwood.eastham.sch.uk"),
        built(PARTIES, id="CHILDMINDER", domains="gmail.com"),
        built(PARTIES, id="LADO", domains="", addresses="lado@borough.example"),
        built(PEOPLE, id="P-2", emails="grace.okafor81@gmail.com"),
        built(PEOPLE, id="P-9", name="Ann Lee", emails="ann@gmx.com"),
    )
)
ANYBODYS = frozenset({"gmail.com", "gmx.com"})


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        # a slip of the keyboard
        pytest.param("office@elmprak.example", "ELM", id="swapped"),
        pytest.param("office@elmpar.example", "ELM", id="left-out"),
        pytest.param("office@elmparkk.example", "ELM", id="doubled"),
        pytest.param("office@elmpaek.example", "ELM", id="next-key"),
        pytest.param("office@elmbaek.example", "", id="two-edits-in-a-short-name"),
        pytest.param("a@rivreside-heath.example", "HEALTH", id="two-edits-in-a-long-name"),
        pytest.param("a@rivreside-heat.example", "", id="three-edits"),
        # letters that look alike
        pytest.param("office@e1mpark.example", "ELM", id="one-for-l"),
        pytest.param("office@ElmРark.example", "ELM", id="cyrillic"),
        pytest.param(f"office@{normal_domain('elmpаrk.example')}", "ELM", id="cyrillic-as-punycode"),
        pytest.param("office@elrnpark.example", "ELM", id="rn-for-m"),
        pytest.param("office@elm-park.example", "ELM", id="hyphen"),
        pytest.param("a@riversidehealth.example", "HEALTH", id="no-hyphen"),
        pytest.param("a@1bx.gov.uk", "COUNCIL", id="a-short-name-that-looks-the-same"),
        # another top level
        pytest.param("office@elmpark.co", "ELM", id="other-top-level"),
        pytest.param("office@elmpark.org.uk", "ELM", id="other-top-level-of-two"),
        pytest.param("a@lbx.org.uk", "COUNCIL", id="other-second-level"),
        pytest.param("office@oakwood.westham.sch.uk", "OAK", id="the-same-school-of-another-authority"),
        # labels added and dropped
        pytest.param("a@westway.example", "HOUSING", id="above"),
        pytest.param("office@elmpark.example.attacker.com", "ELM", id="in-front"),
        pytest.param("office@elmpark-school.example", "ELM", id="word-added"),
        pytest.param("a@secure-riverside-health-login.com", "HEALTH", id="words-round-it"),
        pytest.param("a@camhs.example", "CAMHS", id="above-a-listed-sub-domain"),
        pytest.param("a@lbx-gov.uk", "COUNCIL", id="a-hyphen-for-a-dot"),
        pytest.param("a@lbxgov.uk", "COUNCIL", id="no-dot"),
        pytest.param("a@lbx.gov.uk.login.com", "COUNCIL", id="a-short-name-in-front"),
        pytest.param("a@secure-lbx.gov-uk.com", "COUNCIL", id="a-short-name-in-the-middle"),
        # addresses
        pytest.param("grace.okafor18@gmail.com", "P-2", id="digits-swapped"),
        pytest.param("grace.okafor8@gmail.com", "P-2", id="digit-left-out"),
        pytest.param("graceokafor81@gmail.com", "P-2", id="dot-left-out"),
        pytest.param("lad0@borough.example", "LADO", id="zero-for-o"),
        pytest.param("anne@gmx.com", "", id="too-short-to-tell"),
        # known, or nothing like
        pytest.param("office@mail.elmpark.example", "", id="below-what-only-its-owner-can-make"),
        pytest.param("grace.okafor81@gmail.com", "", id="known"),
        pytest.param("Grace.Okafor81+x@gmail.com", "", id="known-with-a-tag"),
        pytest.param("someone@gmail.com", "", id="anybodys-domain"),
        pytest.param("someone@gmai.com", "", id="like-anybodys-domain"),
        pytest.param("someone@gmx.com", "", id="another-of-anybodys"),
        pytest.param("new@unknown.example", "", id="nothing-like"),
        pytest.param("a@lby.gov.uk", "", id="one-edit-in-a-short-name"),
        pytest.param("a@gov.uk", "", id="a-suffix-is-no-name"),
        pytest.param("office@birch.eastham.sch.uk", "", id="another-school-of-the-authority"),
        pytest.param("", "", id="null-sender"),
        pytest.param("no-at-sign", "", id="no-domain"),
        pytest.param("a@xn--\x80.example", "", id="not-punycode"),
        pytest.param("a@.", "", id="no-labels"),
    ],
)
def test_nearest(address: str, nearest: str) -> None:
    assert DIRECTORY.resembled(address, anybodys=ANYBODYS) == nearest


LETTERS = st.sampled_from("abcdefgh")
NAMES = st.text(LETTERS, min_size=5, max_size=20)


def _edited(draw: st.DrawFn, name: str) -> str:
    at = draw(st.integers(0, len(name) - 1))
    match draw(st.sampled_from(["out", "in", "other", "swap"])):
        case "out":
            return name[:at] + name[at + 1 :]
        case "in":
            return name[:at] + draw(LETTERS) + name[at:]
        case "other":
            return name[:at] + draw(LETTERS) + name[at + 1 :]
        case _:
            return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(NAMES)
    slipped = _edited(draw, name)
    return name, slipped


@settings(max_examples=400, deadline=None)
@given(slips())
def test_one_slip_is_always_seen(slip: tuple[str, str]) -> None:
    name, slipped = slip
    known = Lookalikes.of([(f"{name}.example", "X")])

    assert known.nearest(f"{slipped}.example") == ("" if slipped == name else "X")


@settings(max_examples=400, deadline=None)
@given(slips())
def test_one_slip_in_an_address_is_always_seen(slip: tuple[str, str]) -> None:
    name, slipped = slip
    known = frozenset({f"{name}@mail.example"})

    assert nearest_address(f"{slipped}@mail.example", known) == ("" if slipped == name else f"{name}@mail.example")


@settings(max_examples=300, deadline=None)
@given(NAMES, NAMES)
def test_edits_are_the_same_both_ways_and_nothing_is_none(one: str, other: str) -> None:
    assert edits(one, other, 2) == edits(other, one, 2)
    assert (edits(one, other, 2) == 0) == (one == other)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_asked_there_is_an_answer(domain: str, other: str) -> None:
    assert Lookalikes.of([(other, "X")]).nearest(domain) in {"", "X"}
    assert nearest_address(f"{domain}@{other}", {other}) in {"", other}


def test_ten_thousand_parties_and_a_long_address_cost_milliseconds() -> None:
    names = ("school", "nursery")
    known = Lookalikes.of((f"{names[number % 2]}-{number:05}.example", f"S-{number}") for number in range(10_000))
    addresses = frozenset(f"parent{number}@mail.example" for number in range(10_000))
    started = time.perf_counter()

    assert known.nearest("elsewhere.example") == ""
    assert nearest_address("parenb17@mail.example", addresses) == "parent17@mail.example"
    assert nearest_address(f"{'x' * 64}@mail.example", addresses) == ""
    # Names that are all alike are the worst there is; the measure is of order, not of this machine.
    assert known.nearest("schoo1-00017.example")
    assert time.perf_counter() - started < 1
