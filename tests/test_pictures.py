"""The pictures of the manual: each that is shown is there, what is there is shown, and all together are small."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MOST_BYTES = 3 * 2**20


def shown() -> dict[Path, str]:
    """Where each picture that a page shows lies, and what stands in its place for whoever does not see it."""
    return {
        (page.parent / path).resolve(): words
        for page in PAGES
        for words, path in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", page.read_text())
        if "://" not in path
    }


def test_each_picture_that_is_shown_is_there_and_in_words() -> None:
    assert [str(path) for path, words in shown().items() if not path.is_file() or not words] == []
    assert len(shown()) > 12


def test_each_picture_that_is_there_is_shown_in_one_width_at_least() -> None:
    names = {path.stem.rpartition("-")[0] for path in shown()}

    assert {path.stem.rpartition("-")[0] for path in PICTURES.iterdir()} <= names


def test_together_they_are_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) <= MOST_BYTES
