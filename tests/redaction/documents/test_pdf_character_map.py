"""The order of a font's map of letters says nothing of the text that it was made for."""

import pytest

from redaction.formats.pdf.character_map import in_order


@pytest.mark.parametrize(
    ("written", "ordered"),
    [
        (
            b"3 beginbfchar\n<01> <0047>\n<02> <0072>\n<03> <0061>\nendbfchar",
            b"3 beginbfchar\n<01> <0047>\n<03> <0061>\n<02> <0072>\nendbfchar",
        ),
        (
            b"2 beginbfrange <01> <02> <0057> <03> <04> <0041> endbfrange",
            b"2 beginbfrange\n<03> <04> <0041>\n<01> <02> <0057>\nendbfrange",
        ),
        (b"1 beginbfrange <01> <02> [<0057> <0041>] endbfrange", None),
        (b"1 beginbfchar <01> /A endbfchar", None),
        (b"begincmap endcmap", None),
    ],
)
def test_entries_stand_by_their_letters(written: bytes, ordered: bytes | None) -> None:
    assert in_order(written) == (written if ordered is None else ordered)
