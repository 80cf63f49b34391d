"""The charset that a page names for itself, unknown and untrue names among them, and pages that are no XML."""

import pytest

from redaction import Cut, Plan, StillThere, Unreadable, read, redact, verify
from redaction.media_types import media_type
from redaction.web_charset import declared, meant

PAGE = "<html><head>{}</head><body><p>Zo\u00eb O\u2019Neill <b>Silva</b> was well.</p></body></html>"


def labelled(label: str) -> str:
    return PAGE.format(f'<meta http-equiv="Content-Type" content="text/html; charset={label}">')


@pytest.mark.parametrize(
    ("label", "written_in"),
    [
        ("3Dwindows-1252", "cp1252"),
        ("3Dwindows-1252", "utf-8"),
        ("unknown-8bit", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("x-cp1252", "cp1252"),
        ("unicode", "utf-8"),
        ("utf-16", "utf-8"),
        ("ISO-10646-UCS-2", "utf-8"),
        ("x-mac-roman", "mac-roman"),
        ("windows-1254", "cp1254"),
        ("iso-8859-9", "cp1254"),
    ],
)
def test_a_page_is_read_in_the_charset_that_browsers_take(label: str, written_in: str) -> None:
    data = labelled(label).encode(written_in)

    text = read(data, "text/html").units[0].text
    at = text.index("Zo\u00eb O\u2019Neill Silva")
    cut = Cut(unit=0, start=at, end=at + len("Zo\u00eb O\u2019Neill Silva"), replacement="[Child A]")
    result = redact(data, "text/html", Plan(cuts=(cut,)))

    assert read(result.data, "text/html").units[0].text.strip() == "[Child A] was well."
    with pytest.raises(StillThere):  # the second reader reads the page as it was in the same charset
        verify(data, "text/html", ("Zo\u00eb O\u2019Neill",))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (b"<!-- <meta charset=koi8-r> --><meta charset='utf-8'>", "utf-8"),
        (b"<meta charset=3Dx><meta charset=windows-1251>", "cp1251"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?><html>", "cp1252"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?><html><meta charset=utf-8>", "utf-8"),
        (b"<metadata charset=utf-8>", None),
        (b"<p>charset=utf-8", None),
        (b"<meta charset=gb2312>", "gb18030"),
        (b"<meta charset=windows-874>", "cp874"),
    ],
)
def test_the_first_label_that_is_known_counts(source: bytes, found: str | None) -> None:
    assert declared(source) == found


@pytest.mark.parametrize("label", ["utf-7", "hz-gb-2312", "iso-2022-kr", "ISO-2022-CN", "rot13", "idna"])
def test_a_charset_that_browsers_do_not_show_is_held(label: str) -> None:
    with pytest.raises(Unreadable):
        read(labelled(label).encode("cp1252"), "text/html")


def test_what_no_browser_knows_means_nothing() -> None:
    assert meant("3Dutf-8") is None


def test_a_page_still_in_its_transfer_encoding_is_held() -> None:
    source = labelled("3Dutf-8").replace("Silva", "Sil=\r\nva").encode()

    with pytest.raises(Unreadable):
        read(source, "text/html")


@pytest.mark.parametrize(
    "prologue",
    [
        '<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet href="a.css"?>\n',
        '<?xml version="1.0"?><!-- made by hand --> <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">',
        "<?a?><?b?>",
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_xhtml_that_is_not_well_formed_is_read_as_html(prologue: str, charset: str) -> None:
    data = f"{prologue}<html><body><p>Ana <b>Silva<br></p>&nbsp;was well".encode(charset)

    assert media_type(data) == "text/html"
    text = read(data, "text/html").units[0].text
    assert "Ana Silva" in text
    at = text.index("Ana Silva")
    result = redact(data, "text/html", Plan(cuts=(Cut(unit=0, start=at, end=at + 9, replacement="[Child A]"),)))
    assert b"Silva" not in result.data
    assert b"[Child A]" in result.data


def test_a_document_type_with_entities_of_its_own_is_no_page() -> None:
    data = b"<?xml version='1.0'?><?a?><!DOCTYPE html [<!ENTITY a 'Ana Silva'>]><html><body>&a;</body></html>"

    assert media_type(data) == "text/xml"
    with pytest.raises(Unreadable):
        read(data, "text/xml")


def test_a_name_in_a_drawing_within_a_page_is_one() -> None:
    page = b"<p>See:</p><svg><text>Ana <tspan>Silva</tspan> was well.</text></svg>"

    assert "Ana Silva was well." in read(page, "text/html").units[0].text
