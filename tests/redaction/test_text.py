"""Plain text in and out: charsets, limits, line ends."""

import pytest

from redaction import Cut, Limits, Plan, TooLarge, Unreadable, read, redact
from redaction.charset import mime_name


@pytest.mark.parametrize(
    ("data", "charset", "text", "notes"),
    [
        ("Siobhán".encode(), None, "Siobhán", ()),
        ("Siobhán".encode("latin-1"), "ISO-8859-1", "Siobhán", ()),
        ("Siobhán".encode("cp1252"), None, "Siobhán", ("charset-guessed",)),
        ("Siobhán".encode("cp1252"), "us-ascii", "Siobhán", ("charset-guessed",)),
        ("Siobhán".encode(), "us-ascii", "Siobhán", ("charset-guessed",)),
        ("Siobhán".encode("utf-16"), None, "Siobhán", ()),
        ("Siobhán".encode("utf-8-sig"), "iso-8859-1", "Siobhán", ()),
        (b"", None, "", ()),
        ("a\u202eb".encode(), None, "a\u202eb", ("bidi-override",)),
    ],
)
def test_read(data: bytes, charset: str | None, text: str, notes: tuple[str, ...]) -> None:
    document = read(data, "text/plain", charset)

    assert [unit.text for unit in document.units if unit.place != "decoded"] == [text]
    assert document.notes == notes


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (b"\xff\xfe\xff", "utf-8"),
        (b"Mia", "x-unknown"),
        (b"Mia", "zlib"),
        (b"Mia", "unicode_escape"),
        (b"Mia", "utf-7"),
        (b"Mia\x00Okafor", None),
        (b"\x81\x8d", None),
        (b"\xc3\x28", "utf-8"),
    ],
)
def test_unreadable(data: bytes, charset: str | None) -> None:
    with pytest.raises(Unreadable):
        read(data, "text/plain", charset)


@pytest.mark.parametrize("limits", [Limits(max_bytes=9), Limits(max_chars=9)])
def test_one_over_the_limit(limits: Limits) -> None:
    read(b"x" * 9, "text/plain", None, limits)
    with pytest.raises(TooLarge):
        read(b"x" * 10, "text/plain", None, limits)


def test_redact_keeps_charset_and_line_ends() -> None:
    data = "Über Mia Okafor\r\nund\n".encode("latin-1")
    plan = Plan(cuts=(Cut(unit=0, start=5, end=15, replacement="[Child A]"),))

    result = redact(data, "text/plain", plan, "iso-8859-1")

    assert result.data == "Über [Child A]\r\nund\n".encode("latin-1")
    assert (result.charset, result.removed) == ("iso-8859-1", ("Mia Okafor",))


def test_redact_turns_to_utf_8_where_the_text_no_longer_fits() -> None:
    plan = Plan(cuts=(Cut(unit=0, start=0, end=3, replacement="███"),))

    result = redact(b"Mia", "text/plain", plan, "us-ascii")

    assert (result.data.decode("utf-8"), result.charset) == ("███", "utf-8")


def test_without_cuts_the_bytes_are_the_same() -> None:
    data = b"\xef\xbb\xbfMia\r\n"

    assert redact(data, "text/plain", Plan()).data is data


@pytest.mark.parametrize(
    "cut", [Cut(unit=1, start=0, end=1, replacement=""), Cut(unit=0, start=0, end=9, replacement="")]
)
def test_a_plan_for_another_text_is_refused(cut: Cut) -> None:
    with pytest.raises(ValueError, match=r"unit|beyond"):
        redact(b"Mia", "text/plain", Plan(cuts=(cut,)))


def test_a_type_without_a_reader_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="no reader for application/x-tar"):
        read(b"ustar", "application/x-tar")


@pytest.mark.parametrize(
    ("python", "mime"),
    [("iso8859-15", "iso-8859-15"), ("cp1252", "windows-1252"), ("ascii", "us-ascii"), ("utf-8", "utf-8")],
)
def test_mime_name(python: str, mime: str) -> None:
    assert mime_name(python) == mime
