"""Presentations in OpenDocument's one-file form, of which LibreOffice makes the others."""

# ruff: noqa: E501 - markup reads better whole than broken

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from benchmarks.ordinary_set.story import HEADS, Story
from tests.redaction.documents.builders import ODF_SPACES

_SPACES: Final = (
    f'{ODF_SPACES} xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.presentation"'
)
_STYLES: Final = (
    '<office:automatic-styles><style:page-layout style:name="PM1"><style:page-layout-properties fo:page-width="28cm" '
    'fo:page-height="21cm"/></style:page-layout></office:automatic-styles><office:master-styles>'
    '<style:master-page style:name="M" style:page-layout-name="PM1"/></office:master-styles>'
)


def _frame(inner: str, top: int, high: int, kind: str) -> str:
    return (
        f'<draw:frame presentation:class="{kind}" svg:x="2cm" svg:y="{top}cm" svg:width="24cm" svg:height="{high}cm">'
        f"<draw:text-box>{inner}</draw:text-box></draw:frame>"
    )


def _p(text: str) -> str:
    return f"<text:p>{escape(text)}</text:p>"


def _page(number: int, title: str, inner: str, notes: str) -> str:
    said = f"<presentation:notes>{_frame(_p(notes), 12, 10, 'notes')}</presentation:notes>"
    return f'<draw:page draw:name="page{number}" draw:master-page-name="M">{_frame(_p(title), 1, 3, "title")}{inner}{said}</draw:page>'


def _deck(*pages: str) -> bytes:
    body = f"<office:body><office:presentation>{''.join(pages)}</office:presentation></office:body>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES}>{_STYLES}{body}</office:document>'.encode()
    )


def training(story: Story) -> bytes:
    """Lists of points, with what to say in the notes."""
    pages = []
    for number, head in enumerate(HEADS, start=1):
        points = "".join(f"<text:list-item>{_p(story.plain())}</text:list-item>" for _ in range(3))
        body = _frame(f"<text:list>{points}</text:list>{_p(story.about())}", 5, 12, "outline")
        pages.append(_page(number, head, body, story.paragraph()))
    return _deck(*pages)


def review(story: Story) -> bytes:
    """A case shown to a panel, with a table."""
    rows = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell>{_p(text)}</table:table-cell>' for text in cells)}</table:table-row>"
        for cells in [("Need", "About", "State"), *(("Housing", story.value(), "open") for _ in range(4))]
    )
    grid = (
        '<draw:frame svg:x="2cm" svg:y="5cm" svg:width="24cm" svg:height="8cm"><table:table>'
        f"{'<table:table-column/>' * 3}{rows}</table:table></draw:frame>"
    )
    first = _frame(_p(story.paragraph()), 5, 10, "subtitle")
    return _deck(
        _page(1, f"Review of {story.value()}", first, story.plain()),
        _page(2, "Needs", grid, story.about()),
        _page(3, "Questions", _frame(_p(story.plain()), 5, 4, "outline"), story.plain()),
    )


SLIDES: Final[Mapping[str, Callable[[Story], bytes]]] = {"training": training, "review": review}
