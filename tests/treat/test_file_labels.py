"""Files under a type or name that says something else: read and cut as the program reads them that opens them."""

import email
import email.policy
import io
import re
import zipfile
from email.message import EmailMessage, Message
from itertools import product

import pytest

from gateway.model.message import Place, TextCut, UnreadReason
from gateway.read.mime import read
from gateway.treat.task import treated
from tests.read.builders import LIMITS, multipart, part, texts, whys
from tests.redaction.documents import searcher, wide_searcher
from tests.redaction.documents.builders import DOCX, XLSX, docx, paragraph, pptx, shape, strings, xlsx, xml, zipped
from tests.redaction.documents.hiding_rich_text import rtf
from tests.redaction.documents.legacy import legacy, with_bytes
from tests.redaction.documents.pdf_builders import pdf, shown
from tests.redaction.documents.test_svg import svg
from tests.treat.test_documents import LABEL, OLD_TYPES

TYPES = "[Content_Types].xml"
NAME = re.compile("Ana Silva|Zebedee Quillfeather")
TABLE = "Name,Note\r\nAna Silva,was well \u2013 \u00a320\r\nBen Roe,caf\u00e9\r\n"
SAVED = (
    "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\nAna=20Silva was well.\r\n"
)
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ana\r\n  Silva\r\nFN:Ana Sil\r\n va\r\nEND:VCARD\r\n"
PAGE = "<html><body><p>Ana <b>Silva</b> was well.</p></body></html>"


def flat(kind: str, inner: str) -> bytes:
    said = f'office:mimetype="application/vnd.oasis.opendocument.{kind}" office:version="1.3"'
    return xml("office:document", f"<office:body><office:{kind}>{inner}</office:{kind}></office:body>", said).encode()


def of_kind(document: bytes, old: str, new: str) -> bytes:
    """The package with another type of its main part."""
    changed = members(document)
    changed[TYPES] = changed[TYPES].replace(old.encode(), new.encode())
    return zipped(changed)


def members(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


SHEET = xlsx('<row><c t="s"><v>0</v></c></row>', {"xl/sharedStrings.xml": strings("<t>Ana Silva</t>")})
SAID_TEXT = {
    "a.fodt": flat("text", "<text:p>Ana <text:span>Silva</text:span> was well.</text:p>"),
    "a.fods": flat(
        "spreadsheet",
        "<table:table><table:table-row><table:table-cell><text:p>Ana <text:span>Silva</text:span></text:p>"
        "</table:table-cell></table:table-row></table:table>",
    ),
    "a.fodp": flat("presentation", "<draw:page><draw:frame><draw:text-box><text:p>Ana <text:span>Silva</text:span>"
                   "</text:p></draw:text-box></draw:frame></draw:page>"),
    "a.json": b'{"name": "\\u0041na Silva"}',
    "a.svg": svg("<text>Ana <tspan>Silva</tspan></text>"),
    "a.eml": SAVED.encode(),
    "a.rtf": rtf(r"Ana {\b Silva} was well."),
    "a.vcf": CARD.encode(),
}  # fmt: skip
TEMPLATES = {
    "a.dotx": of_kind(docx(paragraph("Ana ", "Silva was well.")), ".document.main", ".template.main"),
    "a.xltx": of_kind(SHEET, ".sheet.main", ".template.main"),
    "a.potx": of_kind(pptx(shape("Ana Silva was well.")), ".presentation.main", ".template.main"),
    "a.ppsx": of_kind(pptx(shape("Ana Silva was well.")), ".presentation.main", ".slideshow.main"),
}
CHARSETS = {
    "utf-16": TABLE.encode("utf-16"),
    "utf-16be": b"\xfe\xff" + TABLE.encode("utf-16-be"),
    "utf-8": b"\xef\xbb\xbf" + TABLE.encode(),
    "windows-1252": TABLE.encode("cp1252"),
    "iso-8859-15": TABLE.replace("\u2013", "-").encode("iso8859-15"),
    "macintosh": TABLE.encode("mac-roman"),
}


def mail(content: bytes, said: str, name: str) -> bytes:
    disposition = f'Content-Disposition: attachment; filename="{name}"'
    attached = part(content, f"Content-Type: {said}", disposition, encoding="base64")
    return multipart("b", part("See attached."), attached, fields=["Subject: Report"])


def cut(raw: bytes) -> tuple[Message, bytes]:
    """The attachment as it leaves, nothing of which is unread then."""
    reading = read(raw, LIMITS)
    assert not reading.unread
    cuts = tuple(
        TextCut(unit=unit.id, start=match.start(), end=match.end(), replacement=LABEL)
        for unit in reading.units
        for match in NAME.finditer(unit.text)
    )
    assert cuts

    result = treated(raw, cuts, LIMITS, rewritten=reading.rewritten)

    assert (read(result, LIMITS).unread, read(result, LIMITS).rewritten) == ((), ())
    message = email.message_from_bytes(result, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    (attached,) = message.iter_attachments()
    content = attached.get_payload(decode=True)
    assert isinstance(content, bytes)
    return attached, content


@pytest.mark.parametrize(
    ("name", "said"), [*product(SAID_TEXT, ("text/plain", "text/csv", "text/html", "text/plain; charset=utf-8"))]
)
def test_a_file_said_to_be_text_is_read_as_what_it_is(name: str, said: str) -> None:
    attached, content = cut(mail(SAID_TEXT[name], said, name))

    assert (attached.get_content_type(), attached.get_filename()) == (said.partition(";")[0], name)
    assert not wide_searcher.recovered(content, ("Ana Silva", "Silva"))


@pytest.mark.parametrize(
    ("content", "said", "name"),
    [
        pytest.param(PAGE, "text/plain", "a.html", id="said-to-be-text"),
        pytest.param(PAGE, "text/plain", "a.txt", id="a-page-by-its-beginning"),
        pytest.param(PAGE, "application/octet-stream", "a.bin", id="said-to-be-anything"),
        pytest.param(PAGE, "application/vnd.ms-excel", "a.xls", id="a-page-that-Excel-opens"),
        pytest.param("<x-y>Ana <b>Silva</b> was well.", "text/plain", "A.HTM", id="a-page-by-its-name"),
        pytest.param("\ufeff" + PAGE, "text/plain; charset=iso-8859-1", "a.html", id="with-a-mark"),
    ],
)
def test_a_page_is_read_as_a_browser_reads_it(content: str, said: str, name: str) -> None:
    attached, written = cut(mail(content.encode(), said, name))

    assert attached.get_filename() == name
    assert not wide_searcher.recovered(written, ("Ana Silva", "Silva"))
    assert f"{LABEL} was well." in re.sub("<[^>]*>", "", written.decode())


def test_a_page_of_which_the_charset_is_guessed_is_held() -> None:
    raw = mail("<html><body>Jos\u00e9 Silva</body></html>".encode("cp1252"), "application/octet-stream", "a.html")

    assert whys(read(raw, LIMITS)) == {("2", UnreadReason.UNKNOWN_CHARSET)}


def test_text_that_begins_like_xml_and_is_none_stays_text() -> None:
    raw = mail(b"<ana> Ana Silva was <b>well\n", "text/plain", "talk.txt")

    assert not read(raw, LIMITS).unread
    assert "<ana> Ana Silva was <b>well\n" in texts(read(raw, LIMITS), Place.TEXT)


def test_text_that_is_shown_and_no_file_stays_text() -> None:
    page = part(PAGE, "Content-Type: text/plain")

    assert PAGE in texts(read(multipart("b", page, fields=["Subject: Report"]), LIMITS), Place.TEXT)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        *product(
            ("a.docx", "a.xlsx", "a.pdf", "a.txt", "letter"), ("text/plain", "text/plain; charset=utf-8", "text/csv")
        )
    ],
)
def test_a_document_said_to_be_text_is_read_as_what_it_is(name: str, said: str) -> None:
    content = {"a.xlsx": SHEET, "a.pdf": pdf(shown("Ana Silva was well."))}.get(
        name, docx(paragraph("Ana ", "Silva."))
    )
    attached, written = cut(mail(content, said, name))

    assert (attached.get_content_type(), attached.get_filename()) == (said.partition(";")[0], name)
    assert written[:4] == content[:4]
    assert not wide_searcher.recovered(written, ("Ana Silva", "Silva"))


def test_an_old_document_said_to_be_text_says_what_it_has_become() -> None:
    attached, written = cut(mail(legacy("doc"), "text/plain", "note.txt"))

    assert (attached.get_content_type(), attached.get_filename()) == (DOCX, "note.txt.docx")
    assert not searcher.recovered(written, ("Zebedee", "Quillfeather"))


@pytest.mark.parametrize(("name", "said"), [*product(TEMPLATES, ("application/octet-stream", "image/jpeg", XLSX))])
def test_a_template_stays_one_whatever_is_said_of_it(name: str, said: str) -> None:
    attached, content = cut(mail(TEMPLATES[name], said, name))

    assert (attached.get_content_type(), attached.get_filename()) == (said, name)
    assert not searcher.recovered(content, ("Ana Silva", "Silva"))
    assert (b"template" if name != "a.ppsx" else b"slideshow") in members(content)[TYPES]


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_table_in_the_charset_that_is_said(charset: str) -> None:
    _, content = cut(mail(CHARSETS[charset], f"text/csv; charset={charset}", "a.csv"))

    codec = "utf-16" if charset.startswith("utf-16") else charset
    assert content.decode(codec).lstrip("\ufeff") == CHARSETS[charset].decode(codec).lstrip("\ufeff").replace(
        "Ana Silva", LABEL
    )


@pytest.mark.parametrize(
    ("charset", "said"),
    [*product(("utf-16", "utf-16be", "utf-8"), ("text/csv", "application/vnd.ms-excel", "text/csv; charset=utf-8"))],
)
def test_a_table_with_a_mark_is_in_the_charset_of_its_mark(charset: str, said: str) -> None:
    _, content = cut(mail(CHARSETS[charset], said, "a.csv"))

    assert content.decode("utf-8" if charset == "utf-8" else "utf-16").lstrip("\ufeff") == TABLE.replace(
        "Ana Silva", LABEL
    )


@pytest.mark.parametrize(
    "said", ["text/csv", "application/vnd.ms-excel", "text/plain", "text/plain; charset=us-ascii"]
)
def test_a_table_in_the_charset_of_windows_that_says_none_is_cut_in_its_own_bytes(said: str) -> None:
    table = TABLE.replace("Ben Roe", "Siobh\u00e1n O\u2019Brien").encode("cp1252")
    _, content = cut(mail(table, said, "a.csv"))

    assert content == table.replace(b"Ana Silva", LABEL.encode())


@pytest.mark.parametrize(
    ("name", "charset"),
    [
        *product(
            ("Jos\u00e9 Silva", "Siobh\u00e1n Roe", "Zo\u00eb", "Malm\u00f6", "M\u00fcller"),
            ("cp850", "cp437", "mac-roman"),
        ),
        ("JES\u00daS", "cp850"),
        ("Garc\u00eda", "mac-roman"),
        ("Carl\u00f3", "mac-roman"),
        ("Kova\u010devi\u0107", "cp1250"),
        ("\u0141ukasz", "cp1250"),
        ("Erdo\u011fan", "cp1254"),
        ("\u015eahin", "cp1254"),
        ("Jos\u00e9 or caf\ufffd", "utf-8"),
    ],
)
def test_a_name_in_another_charset_is_not_guessed_at(name: str, charset: str) -> None:
    table = f"Name\r\nAna Silva\r\n{name}\r\n".encode(charset).replace(b"\xef\xbf\xbd", b"\xe9")
    raw = mail(table, "text/csv", "a.csv")

    assert ("2", UnreadReason.UNKNOWN_CHARSET) in whys(read(raw, LIMITS))


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "mac-roman"])
def test_a_table_of_which_nothing_tells_the_charset_is_held(charset: str) -> None:
    raw = mail(TABLE.replace("\u2013", "-").encode(charset), "text/csv", "a.csv")

    assert ("2", UnreadReason.UNKNOWN_CHARSET) in whys(read(raw, LIMITS))


@pytest.mark.parametrize(
    ("kind", "said", "name", "name_now"),
    [
        pytest.param("doc", "application/msword", "form.dot", "form.docx", id="dot"),
        pytest.param("xls", "application/vnd.ms-excel", "form.XLT", "form.xlsx", id="xlt"),
        pytest.param("ppt", "image/jpeg", "form.pot", "form.pptx", id="pot-said-to-be-a-picture"),
    ],
)
def test_an_old_template_becomes_a_new_document(kind: str, said: str, name: str, name_now: str) -> None:
    old = legacy(kind)
    if kind == "doc":  # fDot of the file information block ([MS-DOC] 2.5.2): it is a template
        old = with_bytes(old, "WordDocument", 10, b"\x01")

    attached, content = cut(mail(old, said, name))

    assert attached.get_filename() == name_now
    assert attached.get_content_type() not in {said, *OLD_TYPES.values()}
    assert not searcher.recovered(content, ("Zebedee", "Quillfeather"))
