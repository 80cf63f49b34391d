"""Office documents among the attachments: cut in their own format, opened again, the rest of the mail as it came."""

import email
import email.policy
import re
from email.message import EmailMessage

import pytest

from gateway.model.message import Reading, TextCut
from gateway.model.reasons import Reason
from gateway.read.mime import read
from gateway.settle.removed import left_out
from gateway.treat.errors import TreatFailed
from gateway.treat.task import treated
from tests.read.builders import LIMITS, multipart, part
from tests.redaction.documents import pdf_searcher, searcher, wide_searcher
from tests.redaction.documents.builders import Part, docx, odf, paragraph, pptx, shape, strings, xlsx
from tests.redaction.documents.hiding_mail import mail as saved
from tests.redaction.documents.hiding_rich_text import rtf
from tests.redaction.documents.legacy import legacy, with_bytes, with_stream_named
from tests.redaction.documents.outlook_builders import attribute, item, ole, tnef, tnef_file
from tests.redaction.documents.pdf_builders import pdf
from tests.redaction.documents.test_archives import archive
from tests.redaction.documents.test_pdf_pictures import pictured
from tests.redaction.documents.test_svg import svg

ANA = re.compile("Ana Silva")
LABEL = "[Child A]"
WRITER = "application/vnd.oasis.opendocument.text"
DOCUMENTS = {
    "letter.docx": docx(paragraph("Ana ", "Silva was well.")),
    "letter.pdf": pdf("BT /F1 12 Tf 72 600 Td (Ana ) Tj (Silva was well.) Tj ET"),
    "list.xlsx": xlsx('<row><c t="s"><v>0</v></c></row>', {"xl/sharedStrings.xml": strings("<t>Ana Silva</t>")}),
    "talk.pptx": pptx(shape("Ana Silva was well.")),
    "letter.odt": odf(WRITER, "<text:p>Ana Silva was well.</text:p>"),
    "all.zip": archive(
        {"letter.docx": docx(paragraph("Ana ", "Silva was well.")), "note.txt": "Ana Silva was well."}
    ),
    "list.json.zip": archive({"list.json": '{"name": "Ana Silva"}'}),
    "letter.rtf": rtf(r"Ana {\b Silva} was well."),
    "plan.svg": svg("<text>Ana <tspan>Silva</tspan></text>"),
    "visit.eml": saved("Ana Silva was well."),
}
FONT = docx(paragraph("Ben was well."), {"word/fonts/one.fntdata": Part("application/x-fontdata", "font", b"font")})


def recovered(data: bytes, needles: tuple[str, ...]) -> list[str]:
    if data.startswith((b"{\\rtf", b"From:")):
        return wide_searcher.recovered(data, needles)
    if data.startswith(b"%PDF-"):
        return pdf_searcher.recovered(data, needles)
    return searcher.recovered(data, needles)


def mail(*documents: tuple[str, bytes], encoding: str = "base64") -> bytes:
    parts = [part("Ana Silva: see attached.")]
    for name, data in documents:
        said = f'Content-Type: application/octet-stream; name="{name}"'
        parts.append(part(data, said, f'Content-Disposition: attachment; filename="{name}"', encoding=encoding))
    return multipart("b", *parts, fields=["Subject: Report", "From: x@y.example"])


def cuts(reading: Reading, within: frozenset[str]) -> tuple[TextCut, ...]:
    return tuple(
        TextCut(unit=unit.id, start=match.start(), end=match.end(), replacement=LABEL)
        for unit in reading.units
        if unit.part in within
        for match in ANA.finditer(unit.text)
    )


def attachments(raw: bytes) -> dict[str, bytes]:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return {str(one.get_filename()): one.get_content() for one in message.iter_attachments()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_cut_in_its_own_format(name: str) -> None:
    raw = mail((name, DOCUMENTS[name]))
    assert recovered(DOCUMENTS[name], ("Ana Silva",))  # the searcher finds it before

    result = treated(raw, cuts(read(raw, LIMITS), frozenset({"1", "2"})), LIMITS)

    document = attachments(result)[name]
    assert not recovered(document, ("Ana Silva", "Ana", "Silva"))
    assert any(LABEL in unit.text for unit in read(result, LIMITS).units if unit.part == "2")
    assert not read(result, LIMITS).unread


def test_the_others_leave_as_they_came() -> None:
    raw = mail(("letter.docx", DOCUMENTS["letter.docx"]), ("other.docx", docx(paragraph("Ben was well."))))

    result = treated(raw, cuts(read(raw, LIMITS), frozenset({"1", "2"})), LIMITS)

    assert attachments(result)["other.docx"] == attachments(raw)["other.docx"]
    begins = raw.index(b'name="other.docx"')
    assert raw[begins:] in result


def test_a_mail_whose_text_alone_is_cut_keeps_its_document_to_the_byte() -> None:
    raw = mail(("other.docx", docx(paragraph("Ben was well."))))

    result = treated(raw, cuts(read(raw, LIMITS), frozenset({"1"})), LIMITS)

    assert attachments(result) == attachments(raw)


def test_what_stays_in_a_document_that_no_cut_touches_is_noticed() -> None:
    raw = mail(("letter.docx", DOCUMENTS["letter.docx"]))

    with pytest.raises(TreatFailed):
        treated(raw, cuts(read(raw, LIMITS), frozenset({"1"})), LIMITS)


def test_pieces_that_nobody_looked_into_go_where_nothing_is_cut() -> None:
    raw = mail(("form.docx", FONT))
    rewritten = read(raw, LIMITS).rewritten

    result = treated(raw, (), LIMITS, rewritten=rewritten)

    document = attachments(result)["form.docx"]
    assert rewritten == ("2",)
    assert b"fontdata" not in document
    assert read(result, LIMITS).rewritten == ()
    assert result.startswith(raw[: raw.index(b"Content-Transfer-Encoding: base64")])


def test_what_goes_where_nothing_is_cut_is_told() -> None:
    reading = read(mail(("form.docx", FONT), ("letter.docx", DOCUMENTS["letter.docx"])), LIMITS)

    assert left_out(reading, outside=True) == ("what nobody can look into of part 2",)
    assert left_out(reading, outside=False) == ()


def test_a_part_that_is_no_document_cannot_be_written_anew() -> None:
    raw = mail(("form.docx", FONT))

    with pytest.raises(TreatFailed) as failed:
        treated(raw, (), LIMITS, rewritten=("1",))

    assert failed.value.reason is Reason.SYSTEM_FAULT


def test_under_a_signature_nothing_is_cut() -> None:
    letter = part(DOCUMENTS["letter.docx"], "Content-Type: application/octet-stream", encoding="base64")
    signature = part("x", "Content-Type: application/pgp-signature")
    raw = multipart("b", letter, signature, kind="signed", fields=["Subject: Report"])

    with pytest.raises(TreatFailed) as failed:
        treated(raw, cuts(read(raw, LIMITS), frozenset({"1"})), LIMITS)

    assert failed.value.reason is Reason.ALREADY_SIGNED


def test_a_scan_in_a_pdf_is_painted_over() -> None:
    data = pictured("Ana Silva was well.", "The school was told.")
    raw = mail(("scan.pdf", data))

    result = treated(raw, cuts(read(raw, LIMITS), frozenset({"1", "2"})), LIMITS)

    texts = [unit.text for unit in read(result, LIMITS).units if unit.part == "2"]
    assert not any("Ana" in text or "Silva" in text for text in texts)
    assert any("The school was told." in text for text in texts)
    assert len(attachments(result)["scan.pdf"]) > 1000


OLD_TYPES = {"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint"}
QUILL = re.compile("Zebedee Quillfeather")


def old_mail(kind: str, said: str, disposition: str) -> bytes:
    attached = part(legacy(kind), f"Content-Type: {said}", f"Content-Disposition: {disposition}", encoding="base64")
    return multipart("b", part("Zebedee Quillfeather: see attached."), attached, fields=["Subject: Report"])


@pytest.mark.parametrize(
    ("kind", "said", "disposition", "type_now", "name_now"),
    [
        pytest.param("doc", 'application/msword; name="a.doc"', 'attachment; filename="a.doc"',
                     "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a.docx", id="doc"),
        pytest.param("xls", "application/vnd.ms-excel", "attachment; filename=List.XLS",
                     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "List.xlsx", id="xls"),
        pytest.param("ppt", "APPLICATION/octet-stream", "attachment; filename*=utf-8''T%C3%A2lk.pps",
                     "application/octet-stream", "T\u00e2lk.pptx", id="type-that-tells-nothing"),
        pytest.param("doc", "text/rtf", "attachment; filename*0=\"re\"; filename*1=\"port\"",
                     "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "report.docx",
                     id="no-ending-in-pieces"),
        pytest.param("doc", "application/msword", 'attachment; filename="Zebedee Quillfeather.doc"',
                     "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "[Child A].docx",
                     id="a-name-that-is-cut-too"),
        pytest.param("doc", "application/msword", "attachment",
                     "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "None",
                     id="no-name"),
    ],
)  # fmt: skip
def test_an_old_document_becomes_a_new_one(
    kind: str, said: str, disposition: str, type_now: str, name_now: str
) -> None:
    raw = old_mail(kind, said, disposition)
    reading = read(raw, LIMITS)
    assert reading.rewritten == ("2",)
    wanted = tuple(
        TextCut(unit=unit.id, start=match.start(), end=match.end(), replacement=LABEL)
        for unit in reading.units
        for match in QUILL.finditer(unit.text)
    )

    result = treated(raw, wanted, LIMITS, rewritten=reading.rewritten)

    (attached,) = email.message_from_bytes(result, policy=email.policy.default).iter_attachments()
    assert (attached.get_content_type(), str(attached.get_filename())) == (type_now, name_now)
    assert not recovered(attached.get_content(), ("Zebedee", "Quillfeather"))
    assert (read(result, LIMITS).rewritten, read(result, LIMITS).unread) == ((), ())


def test_an_old_document_without_anything_to_cut_becomes_a_new_one_too() -> None:
    raw = old_mail("doc", 'application/msword; name="a.doc"', "attachment")

    result = treated(raw, (), LIMITS, rewritten=("2",))

    assert list(attachments(result)) == ["a.docx"]


@pytest.mark.parametrize("said", ["(Word) application/msword", "application /msword"])
def test_a_type_that_cannot_be_changed_safely_holds_it(said: str) -> None:
    raw = old_mail("doc", said, "attachment; filename=a.doc")

    with pytest.raises(TreatFailed):
        treated(raw, (), LIMITS, rewritten=("2",))


def test_an_old_document_with_macros_or_a_lock_is_unread() -> None:
    for changed in (
        with_stream_named(legacy("doc"), "\x01CompObj", "Macros"),
        with_bytes(legacy("doc"), "WordDocument", 11, b"\x01"),
    ):
        attached = part(changed, "Content-Type: application/msword; name=a.doc", encoding="base64")
        assert read(multipart("b", part("See attached."), attached), LIMITS).unread


OUTLOOK = {
    "Ana Silva.msg": (ole(item({0x1000: "Ana Silva was well."})), "application/vnd.ms-outlook", "[Child A].eml"),
    "winmail.dat": (
        tnef(attribute(1, 0x800C, b"Ana Silva was well."), tnef_file(b"Ana Silva", "a.txt")),
        "application/ms-tnef",
        "winmail.eml",
    ),
}


@pytest.mark.parametrize("name", OUTLOOK)
def test_what_outlook_saved_becomes_a_mail(name: str) -> None:
    data, said, name_now = OUTLOOK[name]
    attached = part(
        data, f'Content-Type: {said}; name="{name}"', "Content-Disposition: attachment", encoding="base64"
    )
    raw = multipart("b", part("Ana Silva: see attached."), attached, fields=["Subject: Report"])
    reading = read(raw, LIMITS)
    assert (reading.rewritten, reading.unread) == (("2",), ())

    result = treated(raw, cuts(reading, frozenset({"1", "2"})), LIMITS, rewritten=reading.rewritten)

    (now,) = email.message_from_bytes(result, policy=email.policy.default).iter_attachments()
    assert (now.get_content_type(), now.get_filename()) == ("application/octet-stream", name_now)
    inner = email.message_from_bytes(now.get_content(), policy=email.policy.default)
    assert isinstance(inner, EmailMessage)
    body = inner.get_body()
    assert body is not None
    assert f"{LABEL} was well." in body.get_content()
    assert not wide_searcher.recovered(result, ("Ana Silva",))
    assert (read(result, LIMITS).rewritten, read(result, LIMITS).unread) == ((), ())
