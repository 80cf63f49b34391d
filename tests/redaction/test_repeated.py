"""What was found once is found wherever it stands."""

import time

import pytest

from redaction import find, find_all
from redaction.hit import Detector, Evidence
from redaction.repeated import repeated


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Mosaic ID 0482213. She asked about 0482213.", ["0482213"]),
        ("NHS number 999 000 0019, later 9990000019", ["9990000019"]),
        ("NHS number 9990000019, later 999-000-0019", ["999-000-0019"]),
        ("case ref XQ/00123 and again xq00123", ["xq00123"]),
        ("Mosaic ID 0482213, then 10482213 and 04822134", []),
        ("Mosaic ID 0482213, then 048,2213", []),
        ("case ref 12-34, then 12-34", []),  # too short to be anybody's alone
        ("order 0482213 is 0482213", []),
    ],
)
def test_a_value_is_found_again(text: str, again: list[str]) -> None:
    hits = [hit for hit in find(text) if hit.how == "again" or (hit.how == "alike")]

    assert [text[hit.start : hit.end] for hit in hits] == again


def test_over_all_texts_of_a_message() -> None:
    texts = ("her case number is KX0099", "and KX 0099 in the second mail")
    hits = find_all(texts)[1]

    found = [hit for hit in hits if hit.how == "again"]
    assert [(texts[1][hit.start : hit.end], hit.detector) for hit in found] == [("KX 0099", Detector.CASE_ID)]
    assert found[0].evidence is Evidence.PATTERN


def test_nothing_known_nothing_found() -> None:
    assert repeated(("07700 900123",), ((),)) == [[]]


def test_time_grows_with_the_text_not_with_what_is_known() -> None:
    def seconds(count: int) -> float:
        text = "case ref " + " case ref ".join(f"12-{number:06}" for number in range(count))
        hits = find(text)
        started = time.process_time()
        repeated((text,), (hits,))
        return time.process_time() - started

    few, many = (min(seconds(count) for _ in range(4)) for count in (200, 3_200))
    assert many < few * 16 * 6
