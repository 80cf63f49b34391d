"""The second reader: what it must find, and what may stay."""

import pytest

from redaction import Cut, Plan, StillThere, redact, still_there, verify


@pytest.mark.parametrize(
    ("text", "removed"),
    [
        ("Grace Okafor", "Grace Okafor"),
        ("GRACE  OKAFOR", "Grace Okafor"),
        ("Grace\nOkafor", "Grace Okafor"),
        ("Gráce Okafor's", "Grace Okafor"),
        ("Gra\u200bce Oka\u00adfor", "Grace Okafor"),
        ("we told Grace so", "Grace Okafor"),
        ("Mrs Okafor came", "Grace Okafor"),
        ("the Okafors", "Grace Okafor"),
        ("07700900123", "07700 900123"),
        ("999-000-0018", "999 000 0018"),
        ("W60HP", "W6 0HP"),
        ("at 12 Example Road", "12 Example Road"),
        ("and then Long came", "Long"),
        ("told okafor", "Okafor"),
    ],
)
def test_still_there(text: str, removed: str) -> None:
    assert still_there((text,), (removed,)) == (0,)


@pytest.mark.parametrize(
    ("text", "removed", "kept"),
    [
        ("Mia Okafor and [Person 1]", "Grace Okafor", ("Mia Okafor",)),
        ("by the grace of God", "Grace Okafor", ()),
        ("graceful", "Grace Okafor", ()),
        ("the road was closed", "12 Example Road", ()),
        ("in June 2024", "June Bello", ()),
        ("1999 000 00181", "999 000 0018", ()),
        ("W6 only", "W6 0HP", ()),
        ("[Child A]", "Mia", ()),
        ("", "Mia Okafor", ()),
        ("text", "", ()),
        ("Jane Porter", "jane.porter@charity.example", ()),
        ("Has Mia come", "Mia has asthma.", ("Mia",)),
        # Surnames that are words of the language too: the word stays.
        ("for a long time", "Long", ()),
        ("a white room", "White", ()),
    ],
)
def test_gone(text: str, removed: str, kept: tuple[str, ...]) -> None:
    assert still_there((text,), (removed,), kept) == ()


def test_a_shared_surname_may_stay_but_not_the_first_name() -> None:
    removed, kept = ("Grace Okafor",), ("Mia Okafor",)

    assert still_there(("Mia Okafor was told by Grace",), removed, kept) == (0,)
    assert still_there(("Mia Okafor and Grace Okafor",), removed, kept) == (0,)


def test_indexes_name_the_values() -> None:
    assert still_there(("Tom Jones", "W6 0HP"), ("Grace Bello", "W6 0HP", "Tom Jones")) == (1, 2)


@pytest.mark.parametrize(
    "source",
    [
        "<p>Grace Okafor</p>",
        "<p>Gr<b>ac</b>e Okafor</p>",
        "<p>x</p><!-- Grace Okafor -->",
        "<p title='Grace Okafor'>x</p>",
        "<a href='?q=Grace%20Okafor'>x</a>",
        "<p>&#71;race &#79;kafor</p>",
        "<script>'Grace Okafor'</script>",
        "<p>x</p>&lt;Grace Okafor",
        "<p data-x='Grace=20Okafor'>",
    ],
)
def test_verify_html(source: str) -> None:
    with pytest.raises(StillThere) as caught:
        verify(source.encode(), "text/html", ("Grace Okafor",))
    assert caught.value.indexes == (0,)
    assert "Grace" not in str(caught.value)


def test_redact_raises_when_a_plan_leaves_a_value_standing() -> None:
    plan = Plan(cuts=(Cut(unit=0, start=0, end=12, replacement="[Person 1]"),))

    with pytest.raises(StillThere):
        redact(b"Grace Okafor. R3JhY2UgT2thZm9yIHdhcyBoZXJl", "text/plain", plan)  # in base64


def test_redact_lets_kept_values_stand() -> None:
    cuts = (Cut(unit=0, start=0, end=12, replacement="[Person 1]"),)

    result = redact(b"Grace Okafor, Mia Okafor", "text/plain", Plan(cuts=cuts, kept=("Mia Okafor",)))

    assert result.data == b"[Person 1], Mia Okafor"
