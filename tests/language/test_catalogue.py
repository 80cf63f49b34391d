"""Every word that people read is in the catalogues, and the catalogues are those of the code as it stands."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import gateway
from gateway import catalogue
from gateway.console.closed import LISTED, closed
from gateway.console.rendering import Renderer
from gateway.console.replies import Page, Visit
from gateway.language import DOMAIN, ENGLISH, FOLDER, Language, available, language
from gateway.language import PSEUDO as ACCENTED
from tests.language.closed_lists import members
from tests.language.letters import letters
from tests.language.unmarked import in_code, in_template
from tests.notices.test_write import CONFIG

ROOT = Path(gateway.__file__).parent
# reasons_page.py makes a page of the manual; what is not marked in trial.py is for the command line.
CODE_TO_DO = {"reasons_page.py", "trial.py"}
TEMPLATES = ROOT / "console" / "templates"
CONSOLE = [path for path in (ROOT / "console").rglob("*.py") if "api" not in path.parts]  # programs read the API
NOT_SAID = {
    "Sharing gateway",  # our own name
    "page pictures 1 ",  # what a key is for
    # Lines that the gateway reads at the top of a mail (docs/writing.md): the same in every language.
    "Purpose",
    "About",
    "Hide",
}


@pytest.fixture(scope="module")
def made() -> Catalog:
    return catalogue.extracted()


def test_the_catalogue_is_that_of_the_code(made: Catalog) -> None:
    assert (FOLDER / f"{DOMAIN}.pot").read_bytes() == catalogue.pot(made), "python -m gateway.catalogue extract"


def test_what_a_gateway_reads_is_that_of_its_source(made: Catalog) -> None:
    pseudo = FOLDER / ACCENTED / "LC_MESSAGES" / f"{DOMAIN}.mo"
    assert pseudo.read_bytes() == catalogue.compiled(catalogue.pseudo(made)), "python -m gateway.catalogue compile"
    for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"):
        with path.open("rb") as file:
            words = read_po(file, locale=path.parent.parent.name)
        assert list(catalogue.faults(words)) == []
        assert path.with_suffix(".mo").read_bytes() == catalogue.compiled(words), path


@pytest.mark.parametrize("path", sorted((ROOT / "notices").glob("*.py")), ids=lambda path: path.name)
def test_no_word_of_a_notice_is_left_unmarked(path: Path) -> None:
    found = list(in_code(path))

    assert bool(found) is (path.name in CODE_TO_DO), found


def test_no_word_stands_in_the_templates_of_letters() -> None:
    for path in (ROOT / "notices" / "templates").iterdir():
        assert list(in_template(path)) == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_word_of_a_page_is_left_out(path: Path) -> None:
    assert list(in_template(path)) == []


def test_no_word_that_the_console_gives_is_left_unmarked() -> None:
    found = [one for path in CONSOLE for one in in_code(path)]

    assert {one.partition(": ")[2] for one in found} == NOT_SAID, found


def test_the_members_of_closed_lists_are_words() -> None:
    assert {closed(member) for member in members()} <= LISTED


def test_the_search_finds_what_is_left_out(tmp_path: Path) -> None:
    code, page = tmp_path / "some.py", tmp_path / "some.html"
    code.write_text('"""A docstring of words."""\n\nONE = "Wait for it."\nTWO = mark("Wait for this.")\n')
    page.write_text(
        '<h1 class="a b">{% trans %}One thing{% endtrans %}</h1><p title="x">{{ x }} Two</p>'
        '{{ button("Send it") }}{{ button(_("Keep it")) }}{% if x == "Some day" %}<p data-title="Six">{% endif %}'
    )

    assert list(in_code(code)) == ["some.py:3: Wait for it."]
    assert list(in_template(page)) == ["some.html: Send it", "some.html: Six", "some.html: Two"]


PSEUDO = language(ACCENTED)
LETTERS = dict(letters(PSEUDO))


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_in_another_language_no_word_of_a_letter_is_english(name: str) -> None:
    """What is left once every translated text is taken out are values: names, numbers, addresses, times."""
    left = LETTERS[name]
    while (less := re.sub(r"⟦[^⟦⟧]*⟧", "", left)) != left:
        left = less
    for value in VALUES:
        left = re.sub(value, "", left)

    assert not re.search(r"[A-Za-z⟦⟧]", left), left


VALUES = [
    r"https://\S+",
    r"\S+@\S+",
    r"GW-\w{8}|BR-\d",
    r"Call 999\.|Family Support|Elm Park School|\([A-Z]+-\d\)",
    r"(?m)^ +gateway .*$|gateway (?:register due|held list)|policy\.yaml:\d:\d: nothing",
    r"1:[0-9a-f]{4}|A-1:|CANCEL|HIDE",
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ (?:November|December) at \d+:\d+[ap]m|\d+ December 2026",
    r"Purpose: early-help|Fact/opinion: fact|Hide: yes|To: office@school\.example|To:",
]


def test_other_forms_for_numbers_and_days() -> None:
    """Welsh says a number of things in other forms than English; its catalogue says which."""
    welsh = Catalog(locale="cy")
    forms = [f"ffurf {n}: {{n}}" for n in range(welsh.num_plurals)]
    welsh.add(("1 person", "{n} people"), forms)
    said = Language("cy", GNUTranslations(io.BytesIO(catalogue.compiled(welsh))))

    assert len({said.count("1 person", "{n} people", n).partition(":")[0] for n in range(12)}) == welsh.num_plurals
    assert said.moment(datetime(2026, 11, 25, 15, 4, tzinfo=UTC)).startswith("Dydd Mercher 25 Tachwedd")


def test_what_is_in_no_catalogue_is_said_in_english() -> None:
    empty = Language("cy", GNUTranslations(io.BytesIO(catalogue.compiled(Catalog(locale="cy")))))

    assert empty.say("Case number: {case}", case="GW-1") == ENGLISH.say("Case number: {case}", case="GW-1")


def test_the_console_speaks_the_organisations_language() -> None:
    organisation = CONFIG.organisation.model_copy(update={"language": ACCENTED})
    page = Renderer(CONFIG.model_copy(update={"organisation": organisation})).render(
        Page(template="missing.html", values={}), VISIT, lambda: None
    )

    assert '<html lang="en-XA"' in page
    assert "⟦Págé nót fóúnd⟧" in page


def speaking(english: str, translated: str) -> Language:
    welsh = Catalog(locale="cy")
    welsh.add(english, translated)
    return Language("cy", GNUTranslations(io.BytesIO(catalogue.compiled(welsh))))


def test_no_quote_of_a_translation_ends_an_attribute(monkeypatch: pytest.MonkeyPatch) -> None:
    """aria-label="{% trans %}Console{% endtrans %}" is what names the navigation of every page."""
    said = speaking("Skip to main content", 'I\'r "prif" gynnwys <b class="x">"')
    monkeypatch.setattr(type(CONFIG.organisation), "speaks", property(lambda _: said))
    page = Renderer(CONFIG).render(Page(template="missing.html", values={}), VISIT, lambda: None)

    assert 'I\'r &#34;prif&#34; gynnwys <b class="x">&#34;</a>' in page


@pytest.mark.parametrize(
    ("english", "translated", "wrong"),
    [
        ('<a href="/help">Help</a> now', 'Nawr: <a href="/help">"Cymorth"</a>', False),
        ("Help now", "", False),
        ("Help now", "<b>Cymorth</b>", True),
        ('<a href="/help">Help</a>', '<a href="https://elsewhere.example">Cymorth</a>', True),
        (("{n} day", "{n} <b>days</b>"), ("{n} diwrnod", "{n} <b>diwrnod</b>"), False),
        (("{n} day", "{n} days"), ("{n} diwrnod", "{n} <i>diwrnod</i>"), True),
    ],
)
def test_a_translation_has_the_tags_of_the_english(
    english: str | tuple[str, str], translated: str | tuple[str, str], *, wrong: bool
) -> None:
    welsh = Catalog(locale="cy")
    welsh.add(english, translated)

    assert bool(list(catalogue.faults(welsh))) is wrong


VISIT = Visit(at=datetime(2026, 11, 23, 12, tzinfo=UTC), path="/nowhere", client="127.0.0.1")


def test_only_languages_with_a_catalogue_can_be_chosen() -> None:
    assert available() == ("en", ACCENTED)
    with pytest.raises(ValueError, match="no such language: tlh"):
        language("tlh")
    assert replace(ENGLISH, code="en") == ENGLISH
