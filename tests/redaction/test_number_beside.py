"""Numbers without a label beside a person, and those that are nobody's."""

import pytest

from redaction.finding import find
from redaction.hit import Detector


def clear(text: str) -> list[str]:
    """The runs of letters and digits with two digits among them that are left in clear."""
    hidden = {at for hit in find(text) for at in range(hit.start, hit.end)}
    shown = "".join(" " if at in hidden else char for at, char in enumerate(text))
    return [word for word in shown.split() if sum(map(str.isdigit, word)) > 1]


@pytest.mark.parametrize(
    "text",
    [
        "pls see Khadija Noor 150815 10f 9995638649 nocturnal enuresis\n",
        "Pt #44718 Ruxandra Moldovan exempt\n",
        "Mavis Tetley/04-04-44/999 514 6193/\n",
        "Case 1 = 5510447; Case 2 = 5510512\n",
        "MASH URN MASH 25 04471; police\n",
        "Ref on payments: PROTH0447.\n",
        "uid;fname;sname\n7781;Aaliyah;Gordon\n",
    ],
)
def test_a_number_beside_a_person(text: str) -> None:
    assert clear(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Amy Holt paid £12500 for it.",
        "Amy Holt, invoice 2204471, due.",
        "Amy Holt is 24/40 and due 03/2026.",
        "Amy Holt rang at 1400hrs.",
        "Amy Holt drove up the B4101.",
        "Amy Holt left. Order 44718 came.",
    ],
)
def test_what_numbers_nobody(text: str) -> None:
    assert [hit for hit in find(text) if hit.detector in {Detector.CASE_ID, Detector.NHS_NUMBER}] == []


def test_the_check_digit_says_what_a_bare_number_is() -> None:
    hits = [hit for hit in find("Khadija Noor 9995638649, seen") if hit.how == "number-beside"]

    assert [hit.detector for hit in hits] == [Detector.NHS_NUMBER]


def test_a_date_in_a_row_like_those_of_births() -> None:
    rows = "1 Ottilie 9/4/22 peanut allergy\n2 Jaxon 30/8/21 mum late\n3 Zayn 14/2/23 settling\n"
    born = {rows[hit.start : hit.end] for hit in find(rows) if hit.detector is Detector.DATE_OF_BIRTH}

    assert born == {"9/4/22", "30/8/21", "14/2/23"}
    other = "Jaxon Holt DOB 30/8/21\nVisit seen 14/2/23\n"
    found = [other[hit.start : hit.end] for hit in find(other) if hit.detector is Detector.DATE_OF_BIRTH]
    assert found == ["30/8/21"]
