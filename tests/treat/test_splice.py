"""Cuts in messages: what goes, what stays byte for byte, and what cannot be done."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.model.message import Place, TextCut, Unit
from gateway.model.reasons import Reason
from gateway.read.mime import read, survey
from gateway.treat.edits import Edit, splice
from gateway.treat.errors import TreatFailed
from gateway.treat.splice import treat
from gateway.treat.task import treated
from tests.read.builders import LIMITS, crlf, multipart, part, texts, whys

ANA = re.compile("Ana Silva")


def cuts(raw: bytes, replacement: str = "[Child A]", pattern: re.Pattern[str] = ANA) -> tuple[TextCut, ...]:
    """A cut for every place where the pattern stands."""
    return tuple(
        TextCut(unit=unit.id, start=match.start(), end=match.end(), replacement=replacement)
        for unit in read(raw, LIMITS).units
        for match in pattern.finditer(unit.text)
    )


def cut_all(raw: bytes, replacement: str = "[Child A]") -> bytes:
    return treated(raw, cuts(raw, replacement), LIMITS)


@pytest.mark.parametrize(
    ("raw", "old", "new"),
    [
        pytest.param(part("x Ana Silva y"), b"Ana Silva", b"[Child A]", id="text"),
        pytest.param(part("x", "Subject: Re: Ana Silva"), b"Ana Silva", b"[Child A]", id="subject"),
        pytest.param(
            part("x", "From: Ana Silva <a@x.example>"), b"Ana Silva", b'"[Child A]"', id="display-name-gets-quotes"
        ),
        pytest.param(
            part("x", 'From: "Ana Silva" <a@x.example>'), b'"Ana Silva"', b'"[Child A]"', id="quoted-display-name"
        ),
        pytest.param(
            part("x", "To: =?utf-8?q?Ana_Silva?= <a@x.example>, Ben <b@x.example>"),
            b"=?utf-8?q?Ana_Silva?=",
            b'"[Child A]"',
            id="one-of-two-names",
        ),
        pytest.param(part("x", "To: a@x.example (Ana Silva)"), b"Ana Silva", b"[Child A]", id="comment"),
        pytest.param(part("x QW5hIFNpbHZh y"), b"QW5hIFNpbHZh", b"[Child A]", id="base64-in-the-text"),
        pytest.param(
            part("x ?q=%41na%20Silva&p=1 y"), b"%41na%20Silva", b"[Child A]", id="percent-signs-in-the-text"
        ),
        pytest.param(part("x", "Subject: Re: &#65;na Silva"), b"&#65;na Silva", b"[Child A]", id="entity-in-subject"),
        pytest.param(part("x", "Comments: QW5hIFNpbHZh"), b"QW5hIFNpbHZh", b"[Child A]", id="base64-in-a-field"),
        pytest.param(
            part(
                b"caf\xe9 Ana Silva",
                "Content-Type: text/plain; charset=iso-8859-1; format=flowed",
                "Content-Transfer-Encoding: 8bit",
            ),
            b"Ana Silva",
            b"[Child A]",
            id="charset-and-parameters-stay",
        ),
        pytest.param(
            part(
                "=E9 Ana Silva =3D",
                "Content-Type: text/plain; charset=iso-8859-1",
                "Content-Transfer-Encoding: quoted-printable",
            ),
            b"Ana Silva",
            b"[Child A]",
            id="quoted-printable-stays",
        ),
        pytest.param(
            multipart("b", part("x"), part("y", 'Content-Type: text/plain; name="Ana Silva.txt"; charset=utf-8')),
            b"Ana Silva",
            b"[Child A]",
            id="file-name",
        ),
        pytest.param(
            multipart("b", part("x"), part("", "Content-Disposition: attachment; filename*=utf-8''Ana%20Silva.txt")),
            b"utf-8''Ana%20Silva.txt",
            b"utf-8''%5BChild%20A%5D.txt",
            id="extended-file-name",
        ),
        pytest.param(
            multipart(
                "b",
                part("x"),
                part("", 'Content-Disposition: attachment; filename*0="Ana ";\n filename*1="Silva.txt"; size=0'),
            ),
            b'filename*0="Ana ";\r\n filename*1="Silva.txt"',
            b"filename*=utf-8''%5BChild%20A%5D.txt",
            id="file-name-in-pieces",
        ),
        pytest.param(multipart("b", part("x"), preamble="Ana Silva"), b"Ana Silva", b"[Child A]", id="preamble"),
        pytest.param(multipart("b", part("x"), epilogue="a\nAna Silva\n"), b"Ana Silva", b"[Child A]", id="epilogue"),
        pytest.param(
            multipart("b", part("x"), part(part("Ana Silva", "Subject: y"), "Content-Type: message/rfc822")),
            b"Ana Silva",
            b"[Child A]",
            id="nested",
        ),
        pytest.param(
            part("Ana Silva", "DKIM-Signature: v=1;\n b=abc", "Subject: x"),
            b"DKIM-Signature: v=1;\r\n b=abc\r\nSubject: x\r\n\r\nAna Silva",
            b"Subject: x\r\n\r\n[Child A]",
            id="broken-signature-goes",
        ),
        pytest.param(
            part("Ana Silva", "Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==", "Subject: x"),
            b"Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==\r\nSubject: x\r\n\r\nAna Silva",
            b"Subject: x\r\n\r\n[Child A]",
            id="digest-goes",
        ),
        pytest.param(part("x\n Ana Silva\n").replace(b"\r\n", b"\n"), b"Ana Silva", b"[Child A]", id="lf-stays-lf"),
        pytest.param(
            multipart("b", part("Ana Silva"))[:-9], b"Ana Silva", b"[Child A]", id="missing-end-stays-missing"
        ),
    ],
)
def test_nothing_but_the_cut_changes(raw: bytes, old: bytes, new: bytes) -> None:
    assert raw.count(old) == 1

    assert cut_all(raw) == raw.replace(old, new)


@pytest.mark.parametrize(
    ("raw", "place", "expected"),
    [
        pytest.param(
            part("Ana Silva é", "Content-Type: text/plain; charset=utf-8", encoding="base64"),
            Place.TEXT,
            "[Kind A – ñ] é",
            id="base64",
        ),
        pytest.param(
            part(
                b"Ana Silva \xe9", "Content-Type: text/plain; charset=iso-8859-2", "Content-Transfer-Encoding: 8bit"
            ),
            Place.TEXT,
            "[Kind A – ñ] é",
            id="does-not-fit-its-charset",
        ),
        pytest.param(part("Ana Silva"), Place.TEXT, "[Kind A – ñ]", id="no-charset-named"),
        pytest.param(part("Ana Silva", "Content-Type: text/plain"), Place.TEXT, "[Kind A – ñ]", id="no-parameter"),
        pytest.param(
            part("Ana Silva", "Content-Type: text/plain;"), Place.TEXT, "[Kind A – ñ]", id="semicolon-at-the-end"
        ),
        pytest.param(
            part("Ana Silva", 'Content-Type: text/plain; charset="us-ascii"; format=flowed'),
            Place.TEXT,
            "[Kind A – ñ]",
            id="ascii",
        ),
        pytest.param(b"\r\nAna Silva", Place.TEXT, "[Kind A – ñ]", id="no-header"),
        pytest.param(
            part("x", "Subject: Ana Silva " + "and more " * 30),
            Place.SUBJECT,
            "[Kind A – ñ] " + ("and more " * 30).strip(),
            id="long-subject",
        ),
        pytest.param(
            part("Ana Silva".encode("utf-16"), "Content-Type: text/plain; charset=utf-16", encoding="base64"),
            Place.TEXT,
            "[Kind A – ñ]",
            id="utf-16",
        ),
        pytest.param(
            part("<p>An<b>a Sil</b>va</p>", "Content-Type: text/html; charset=us-ascii"),
            Place.HTML,
            "[Kind A – ñ]\n",
            id="html",
        ),
        pytest.param(
            part("<p>Cy&nbsp;x Ana Silva</p>", "Content-Type: text/html", encoding="base64"),
            Place.HTML,
            "Cy\xa0x [Kind A – ñ]\n",
            id="html-in-base64",
        ),
        pytest.param(
            part(part("Ana Silva", "Subject: x"), "Content-Type: message/rfc822", encoding="base64"),
            Place.TEXT,
            "[Kind A – ñ]",
            id="nested-in-base64",
        ),
        pytest.param(
            part(part("Ana Silva", "Subject: x"), "Content-Type: message/rfc822", encoding="quoted-printable"),
            Place.TEXT,
            "[Kind A – ñ]",
            id="nested-in-quoted-printable",
        ),
        pytest.param(
            part("", 'Content-Type: application/pdf; name="Ana Silva.pdf"'),
            Place.FILE_NAME,
            "[Kind A – ñ].pdf",
            id="file-name",
        ),
        pytest.param(
            part(
                "", "Content-Disposition: attachment; filename*0*=utf-8''Ana%20; filename*1*=Silva; filename*2=.pdf"
            ),
            Place.FILE_NAME,
            "[Kind A – ñ].pdf",
            id="file-name-in-pieces",
        ),
        pytest.param(part("x", "X-Note: about Ana Silva"), Place.FIELD, "about [Kind A – ñ]", id="field"),
        pytest.param(
            part("x", 'Content-Type: text/plain; charset=utf-8; about="Ana Silva"'),
            Place.FIELD,
            "[Kind A – ñ]",
            id="odd-parameter",
        ),
        pytest.param(part("a\nAna Silva\nb\n"), Place.TEXT, "a\n[Kind A – ñ]\nb\n", id="lines"),
    ],
)
def test_words_outside_the_charset(raw: bytes, place: Place, expected: str) -> None:
    result = cut_all(raw, "[Kind A – ñ]")

    assert expected in texts(read(result, LIMITS), place)
    assert read(result, LIMITS).unread == ()
    assert "Ana Silva" not in str(read(result, LIMITS))


def test_a_cut_over_lines_leaves_crlf() -> None:
    raw = part("one\nAna\nSilva\nfour\n")
    text = texts(read(raw, LIMITS), Place.TEXT)[0]
    cut = TextCut(unit=0, start=text.index("Ana"), end=text.index("four") - 1, replacement="[Child A]\n[gone]")

    assert treat(raw, [cut], LIMITS) == crlf("\none\n[Child A]\n[gone]\nfour\n")


def test_several_cuts_in_one_unit() -> None:
    raw = part("Ana Silva, Ana Silva\nand Ana Silva.", "Subject: Ana Silva, Ana Silva")

    assert cut_all(raw, "A") == raw.replace(b"Ana Silva", b"A")


def test_no_cuts_no_change() -> None:
    assert treat(b"\0\xff no message at all", [], LIMITS) == b"\0\xff no message at all"


SIGNATURE = part("x", "Content-Type: application/pgp-signature")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param(multipart("b", part("Ana Silva"), SIGNATURE, kind="signed"), Reason.ALREADY_SIGNED, id="signed"),
        pytest.param(
            multipart(
                "o", part("x"), multipart("b", part("y", "Content-Description: Ana Silva"), SIGNATURE, kind="signed")
            ),
            Reason.ALREADY_SIGNED,
            id="a-signed-header",
        ),
        pytest.param(
            multipart("b", part(part("Ana Silva"), "Content-Type: message/rfc822"), SIGNATURE, kind="signed"),
            Reason.ALREADY_SIGNED,
            id="a-message-under-a-signature",
        ),
        pytest.param(
            part("-----BEGIN PGP SIGNED MESSAGE-----\n\nAna Silva\n"), Reason.ALREADY_SIGNED, id="cleartext-signed"
        ),
        pytest.param(multipart("Ana Silva", part("x")), Reason.UNREADABLE_ATTACHMENT, id="in-a-boundary"),
        pytest.param(part("Ana Silva", "junk"), Reason.UNREADABLE_ATTACHMENT, id="junk-line"),
        pytest.param(
            part(b"Ana Silva \xe9", "Content-Type: text/plain; charset=utf-8"),
            Reason.UNREADABLE_ATTACHMENT,
            id="uncertain-charset",
        ),
        pytest.param(
            multipart("b", part("Ana Silva"), part("x\n--bb")),
            Reason.UNREADABLE_ATTACHMENT,
            id="another-part-disagrees",
        ),
    ],
)
def test_cannot_be_treated(raw: bytes, reason: Reason) -> None:
    with pytest.raises(TreatFailed) as failed:
        treat(raw, cuts(raw), LIMITS)

    assert failed.value.reason is reason


def test_the_outer_subject_of_a_signed_message_can_be_cut() -> None:
    raw = multipart("b", part("x"), SIGNATURE, kind="signed", fields=["Subject: Ana Silva"])

    assert treat(raw, cuts(raw), LIMITS) == raw.replace(b"Ana Silva", b"[Child A]")


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param([TextCut(unit=9, start=0, end=1, replacement="")], id="no-such-unit"),
        pytest.param([TextCut(unit=-1, start=0, end=1, replacement="")], id="before-the-first"),
        pytest.param([TextCut(unit=0, start=0, end=99, replacement="")], id="beyond-the-text"),
        pytest.param([TextCut(unit=0, start=2, end=2, replacement="")], id="empty"),
        pytest.param(
            [TextCut(unit=0, start=0, end=3, replacement=""), TextCut(unit=0, start=2, end=4, replacement="")],
            id="overlapping",
        ),
    ],
)
def test_misplaced_cuts(wrong: list[TextCut]) -> None:
    with pytest.raises(TreatFailed) as failed:
        treat(part("Ana Silva"), wrong, LIMITS)

    assert failed.value.reason is Reason.SYSTEM_FAULT


def test_edits_never_overlap() -> None:
    with pytest.raises(ValueError, match="overlap"):
        splice(b"abcdef", [Edit(start=0, end=3, octets=b""), Edit(start=2, end=4, octets=b"")])


_WORD = st.sampled_from(
    ["Ana Silva", "Ben", "café", "=3D", "\N{GRINNING FACE}", "--b", "From ", ".", "x" * 70, "\t", " "]
)
_LINE = st.lists(_WORD, max_size=5).map(" ".join)
_TEXT = st.lists(_LINE, max_size=6).map("\n".join)
_ENCODING = st.sampled_from(["", "8bit", "quoted-printable", "base64"])


@st.composite
def leaves(draw: st.DrawFn) -> bytes:
    encoding = draw(_ENCODING)
    kind = draw(
        st.sampled_from(["text/plain; charset=utf-8", "text/html; charset=utf-8", "application/octet-stream"])
    )
    fields = [f"Content-Type: {kind}"]
    if draw(st.booleans()):
        fields.append(
            draw(
                st.sampled_from(
                    [
                        'Content-Disposition: attachment; filename="Ana Silva.txt"',
                        "Content-Disposition: attachment;\n filename*0*=utf-8''Ana%20; filename*1=\"Silva.txt\"",
                        "Content-Description: =?utf-8?q?Ana_Silva?=",
                        "X-Odd:\n Ana\n Silva ",
                        "CONTENT-ID: <a@b>",
                    ]
                )
            )
        )
    return part(draw(_TEXT), *fields, encoding=encoding)


@st.composite
def messages(draw: st.DrawFn, depth: int = 2) -> bytes:
    boundary = draw(st.sampled_from(["=_b1", "next part", "a'b", "--"])) + str(depth)
    inner = st.one_of(leaves(), leaves(), messages(depth - 1)) if depth else leaves()
    parts = draw(st.lists(inner, min_size=1, max_size=3))
    if depth and draw(st.booleans()):
        nested = draw(messages(depth - 1))
        parts.append(part(nested, "Content-Type: message/rfc822", encoding=draw(st.sampled_from(["", "base64"]))))
    fields = draw(
        st.lists(
            st.sampled_from(
                [
                    "Subject: =?iso-8859-1?q?caf=E9?= about Ana Silva",
                    "Subject: Ana\n Silva",
                    "To: Ana Silva <a@x.example>, b@x.example",
                    "Received: from a\n by b",
                    "X-A:b",
                    "Message-ID: <a@x.example>",
                    "DKIM-Signature: a",
                    "Keywords:",
                ]
            ),
            max_size=3,
            unique=True,
        )
    )
    whole = multipart(
        boundary,
        *parts,
        fields=fields,
        preamble=draw(_TEXT),
        epilogue=draw(_TEXT),
        kind=draw(st.sampled_from(["mixed", "alternative"])),
    )
    return whole[: -len(boundary) - 6] if draw(st.integers(0, 9)) == 0 else whole


@settings(max_examples=120, deadline=None)
@given(messages(), st.data())
def test_what_is_not_cut_keeps_its_bytes(raw: bytes, data: st.DataObject) -> None:
    before = survey(raw, LIMITS)
    units: list[Unit] = [unit for unit in before.reading.units if unit.text.strip()]
    if not units:
        return
    unit = data.draw(st.sampled_from(units))
    start = data.draw(st.integers(0, len(unit.text) - 1))
    end = data.draw(st.integers(start + 1, len(unit.text)))
    replacement = data.draw(
        st.sampled_from(["", "[Child A]", "ñ – \N{GRINNING FACE}", "a\r\nBcc: b", "--b", "=?utf-8?q?x?="])
    )
    cut = TextCut(unit=unit.id, start=start, end=end, replacement=replacement)
    try:
        result = treat(raw, [cut], LIMITS)
    except TreatFailed:
        return

    # Outside the one part, or the one header, nothing has moved: what stands before and after is there again.
    source = before.sources[unit.id]
    outer = before.message
    if source.message is outer:
        prefix = raw[: source.part.start]
        suffix = raw[source.part.end :]
        if b"DKIM-Signature: a\r\n" not in raw:
            assert result.startswith(prefix)
        assert result.endswith(suffix)
    untouched = {(other.part, other.place, other.text) for other in before.reading.units if other.part != unit.part}
    after = read(result, LIMITS)
    assert untouched <= {(other.part, other.place, other.text) for other in after.units}
    # A span cut out of an address may leave none; what was cut is then told unreadable, and `treated` refuses it.
    assert {part for part, _ in whys(after) - whys(before.reading)} <= {unit.part}


def test_a_changed_message_within_loses_what_it_tells_of_our_network() -> None:
    fields = (
        "Received: from inner.ours.example by x",
        "X-Originating-IP: [192.0.2.1]",
        "Delivered-To: a@ours.example",
    )
    inner = part("Ana Silva", *fields, "Subject: y")

    made = cut_all(multipart("b", part("x"), part(inner, "Content-Type: message/rfc822")))

    assert part("[Child A]", "Subject: y") in made
    assert b"ours.example" not in made
    assert b"192.0.2.1" not in made


def test_a_code_in_html_goes_whole() -> None:
    new = cut_all(part("<p>x QW5hIFNpbHZh y</p>", "Content-Type: text/html; charset=utf-8"))

    assert b"<p>x [Child A] y</p>" in new


def test_a_name_half_in_a_code_is_cut_once() -> None:
    assert cut_all(part("x Ana%20Silva, Ana Silva y")) == part("x [Child A], [Child A] y")
