"""The preview's page: nothing in it runs, is fetched, or is lost."""

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from redaction import Document, Style, Unit
from redaction.command.marked import marked_units
from redaction.command.page import Shown, page
from redaction.command.work import Wish, planned
from tests.redaction.builders import PEOPLE


def shown(*texts: str, style: Style = Style.LABEL) -> str:
    units = tuple(Unit(id=at, place="text" if at == 0 else "comment", text=text) for at, text in enumerate(texts))
    made = planned(
        Document(media_type="text/plain", units=units),
        Wish(register=PEOPLE, detectors=None, style=style, today=date(2024, 1, 1)),
    )
    return page([Shown(name="<script>.txt", held="", planned=made)]).decode()


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes.update(name for name, _ in attrs)


def test_what_a_document_holds_is_text_and_the_policy_lets_only_our_style_in() -> None:
    made = shown("<script>alert(1)</script> Mia Okafor <img src=x onerror=y> </div>", "</style>Tom Jones")
    tags = Tags()
    tags.feed(made)

    assert tags.seen.isdisjoint({"script", "img", "link", "iframe"})
    assert tags.attributes.isdisjoint({"onerror", "src", "href", "style"})
    assert "&lt;script&gt;.txt" in made
    style = re.search(r"<style>(.*)</style>\n", made, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in made or (
        f"default-src 'none'; style-src 'sha256-{digest}'" in made
    )


def test_counts_legend_and_places() -> None:
    made = shown("Mia Okafor, 07700 900123, NHS 999 000 0018. She has asthma.", "nothing", "Grace Okafor")

    for words in ("people: 2", "contact and address: 1", "numbers: 1", "sentences that tell of somebody: 1"):
        assert words in made
    assert "dates and ages" not in made
    assert made.count("<h3>") == 2  # a unit with nothing to cut is not shown


def test_controls_and_turned_text_are_made_visible() -> None:
    assert "\x1b" not in shown("a\x1b[2J\u202eb")
    assert "a\ufffd[2J\ufffdb" in shown("a\x1b[2J\u202eb")


def test_a_long_document_says_what_it_does_not_show() -> None:
    made = shown("Mia Okafor " + "a " * 300_000)

    assert "characters more are not shown here" in made
    assert len(made) < 100_000


@given(st.text(max_size=60), st.sampled_from([Style.LABEL, Style.REMOVE, Style.MASK]))
def test_all_of_a_text_is_shown_and_nothing_of_it_twice(text: str, style: Style) -> None:
    document = Document(media_type="text/plain", units=(Unit(id=0, place="text", text="Mia Okafor " + text),))
    made = planned(document, Wish(register=PEOPLE, detectors=None, style=style, today=date(2024, 1, 1)))
    ((_, pieces),) = marked_units(made)

    # A control character that a terminal would obey is shown by a sign, as long as the character was.
    assert len("".join(piece.text for piece in pieces)) == len(document.units[0].text.replace("\r\n", "\n"))
    assert any(piece.cut for piece in pieces)
