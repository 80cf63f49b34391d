"""The kinds of personal data, and which detector finds which."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction import DETECTORS, KINDS, Detector, Evidence, Hit, Kind
from redaction.hit import ORDER
from redaction.model import Names

HITS = st.builds(
    Hit,
    start=st.integers(0, 3),
    end=st.integers(4, 6),
    detector=st.sampled_from(Detector),
    evidence=st.sampled_from(Evidence),
    persons=st.sampled_from([(), ("P-1",), ("P-1", "P-2")]),
    how=st.sampled_from(["", "label"]),
)


@given(st.lists(HITS, max_size=8))
def test_the_key_orders_hits_as_they_order_themselves(hits: list[Hit]) -> None:
    assert sorted(hits, key=ORDER) == sorted(hits)


def test_every_detector_has_a_kind_and_a_function() -> None:
    assert set(KINDS) == set(Detector)


@pytest.mark.parametrize(
    ("detector", "kind"),
    [
        (Detector.NAME, "name"),
        (Detector.POSTCODE, "address"),
        (Detector.AGE, "date-of-birth"),
        (Detector.NHS_NUMBER, "identifier"),
        (Detector.EMAIL, "contact"),
        (Detector.SORT_CODE, "finance"),
        (Detector.SEXUAL_LIFE, "sexual-life"),
        (Detector.SOCIAL_CARE, "social-care"),
    ],
)
def test_kind_of_a_hit(detector: Detector, kind: str) -> None:
    hit = Hit(start=0, end=1, detector=detector, evidence=Evidence.PATTERN)

    assert hit.kind == kind
    assert hit.kind is Kind(kind)


def test_detectors_are_named_as_the_enum_names_them() -> None:
    # The model finds what two of the others find.
    names = [getattr(detector, "__name__", "") for detector in DETECTORS if not isinstance(detector, Names)]

    assert len(set(names)) == len(names)
    assert set(names) <= set(Detector)


def test_the_manual_has_every_kind_with_its_detectors() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "redact.md").read_text("utf-8")
    table = {
        cells[1].strip(" `"): {name.strip(" `") for name in cells[2].split(",")}
        for cells in (
            line.split("|")
            for line in manual.partition("## Kinds and detectors")[2].splitlines()
            if line.startswith("| `")
        )
    }

    assert table == {kind.value: {one.value for one in Detector if KINDS[one] is kind} for kind in Kind}
