"""The catalogues of all words, for who translates them: `python -m gateway.catalogue extract | update | compile`.

`extract` writes gateway/locale/gateway.pot from code and templates, `update` brings every gateway.po up to it, and
`compile` makes the gateway.mo beside each, which are what a running gateway reads.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from gateway.language import DOMAIN, FOLDER, PSEUDO, TAG

_ROOT: Final = FOLDER.parent
_MADE: Final = datetime(2026, 1, 1, tzinfo=UTC)  # one date for all: equal words make equal bytes
# Which arguments of which calls are words: in ngettext's, the first two are one text.
_KEYWORDS: Final = {
    "say": None,
    "mark": None,
    "mark_count": (1, 2),
    "count": (1, 2),
    "gettext": None,
    "ngettext": (1, 2),
    "_": None,
}
_METHODS: Final = [
    ("language.py", "python"),
    ("notices/**.py", "python"),
    ("case/**.py", "python"),
    ("requests/**.py", "python"),
    ("console/**.py", "python"),
    ("deliver/dsn.py", "python"),
    ("reports/trends.py", "python"),
    ("policy/clauses.py", "python"),
    ("check/queues.py", "python"),
    ("check/key_list.py", "python"),
    ("**/templates/**.j2", "jinja2.ext:babel_extract"),
    ("**/templates/**.html", "jinja2.ext:babel_extract"),
]
# As the environments that render them have it: blanks are cut, so the words of a template are those that are said.
_OPTIONS: Final = {
    "**/templates/**": {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
}


def extracted() -> Catalog:
    """Every text in code and templates, with where it stands."""
    found = Catalog(project="sharing-gateway", charset="utf-8", fuzzy=False)
    for name, line, message, comments, context in extract_from_dir(
        _ROOT,
        method_map=_METHODS,
        options_map=_OPTIONS,
        keywords=_KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    ):
        # A line changes with every edit above it, and would make the catalogue old for no word's sake.
        del line
        found.add(message, locations=[(f"gateway/{name}", 0)], auto_comments=comments, context=context)
    return found


def pot(found: Catalog) -> bytes:
    """The catalogue's text, the same whenever it is made."""
    out = BytesIO()
    write_po(out, found, omit_header=True, sort_output=True, width=0, include_lineno=False)
    return out.getvalue()


def pseudo(found: Catalog) -> Catalog:
    """English between brackets, with accents: whoever reads a word without them knows that it is in no catalogue."""
    made = Catalog(
        locale="en", project="sharing-gateway", charset="utf-8", fuzzy=False, creation_date=_MADE, revision_date=_MADE
    )
    for message in found:
        if message.id and isinstance(message.id, str):
            made.add(message.id, accented(message.id))
        elif message.id:
            made.add(message.id, tuple(accented(form) for form in message.id))
    return made


def accented(text: str) -> str:
    """One text of that language; what is filled in later, and a pattern of a time, stays as it is."""
    if "MMMM" in text:
        return text
    parts = _PLACES.split(text)
    return "⟦" + "".join(one if _PLACES.fullmatch(one) else one.translate(_ACCENTS) for one in parts) + "⟧"


_PLACES: Final = re.compile(r"(\{\w*\}|%\(\w+\)s)")  # what is filled in later, by code and by templates
_ACCENTS: Final = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")


def compiled(catalogue: Catalog) -> bytes:
    """What gettext reads."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def faults(catalogue: Catalog) -> Iterator[str]:
    """Every translation that would change a page: its tags are the page's, as they are in English, in any order."""
    for message in catalogue:
        if not message.id:
            continue
        english = [message.id] if isinstance(message.id, str) else message.id
        theirs = [message.string] if isinstance(message.string, str) else message.string or ()
        known = {tuple(sorted(TAG.findall(text))) for text in english}
        if any(text and tuple(sorted(TAG.findall(text))) not in known for text in theirs):
            yield f"{english[0]}: its translation has other tags"


def _folders() -> Iterator[Path]:
    yield from sorted(path.parent for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def _extract() -> None:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{DOMAIN}.pot").write_bytes(pot(extracted()))


def _update() -> None:
    found = extracted()
    for folder in _folders():
        path = folder / f"{DOMAIN}.po"
        with path.open("rb") as file:
            catalogue = read_po(file, locale=folder.parent.name)
        catalogue.update(found)
        with path.open("wb") as file:
            write_po(file, catalogue, sort_output=True, width=0, include_lineno=False)


def _compile() -> None:
    for folder in _folders():
        with (folder / f"{DOMAIN}.po").open("rb") as file:
            catalogue = read_po(file, locale=folder.parent.name)
        if found := list(faults(catalogue)):
            sys.exit("\n".join([str(folder), *found]))
        (folder / f"{DOMAIN}.mo").write_bytes(compiled(catalogue))
    folder = FOLDER / PSEUDO / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{DOMAIN}.mo").write_bytes(compiled(pseudo(extracted())))


_DO: Final = {"extract": _extract, "update": _update, "compile": _compile}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in _DO:
        sys.exit(f"python -m gateway.catalogue {' | '.join(_DO)}")
    _DO[sys.argv[1]]()
