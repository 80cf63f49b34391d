"""HTML: names split over tags, hidden places, and what a rewritten document may hold."""

import pytest

from redaction import Cut, Document, Labels, Limits, Plan, Redacted, TooLarge, find_all, plan_for, read, redact
from tests.redaction.builders import PEOPLE


def treated(source: str, charset: str = "utf-8") -> tuple[str, Redacted]:
    data = source.encode(charset)
    document = read(data, "text/html", charset)
    hits = find_all([unit.text for unit in document.units], PEOPLE)
    result = redact(data, "text/html", plan_for(document, hits, Labels(PEOPLE.rows)), charset)
    return result.data.decode(result.charset or "ascii"), result


def units(source: str) -> dict[str, str]:
    return {unit.place: unit.text for unit in read(source.encode(), "text/html").units}


@pytest.mark.parametrize(
    "source",
    [
        "<p>Mia Okafor",
        "<p>M<b>ia</b> Oka<i>for</i></p>",
        "<p>Mi<wbr>a Oka&shy;for</p>",
        "<p>Mia\n      Okafor</p>",
        "<p>Mia&nbsp;Okafor</p>",
        "<p>&#77;ia &#x4f;kafor</p>",
        "<p>Mia<br>Okafor</p>",
        "<table><tr><td>Mia</td><td>Okafor</td></tr></table>",
        "<div style='display:none'>Mia Okafor</div>",
        "<p>x<span></span>y</p><p hidden>Mia Okafor</p>",
        "<p>x</p><!-- Mia Okafor -->",
        "<!--[if mso]><p>Mia Okafor</p><![endif]--><p>x</p>",
        "<![CDATA[Mia Okafor]]><p>x</p>",
        "<html><body>x</body></html><p>Mia Okafor</p>",
        "<title>Mia Okafor</title><p>x",
        "<p title='Mia Okafor'>x",
        "<img alt='Mia Okafor' src='cid:a'>",
        "<p aria-label='Mia Okafor'>x",
        "<p data-name='Mia Okafor'>x",
        "<p onclick='f(\"Mia Okafor\")'>x",
        "<a href='https://x.example/?q=Mia%20Okafor'>x</a>",
        "<a href='mailto:a@b.example?subject=Mia%20Okafor'>x</a>",
        "<input value='Mia Okafor'>",
        "<textarea>Mia Okafor</textarea>",
        "<select><option>Mia Okafor</option></select>",
        "<style>.mia-okafor{color:red}</style>x",
        "<p class='mia-okafor'>x",
        "<script>var p = 'Mia Okafor'</script>x",
        "<noscript>Mia Okafor</noscript>",
        "<template>Mia Okafor</template>",
        "<svg><text>Mia Okafor</text></svg>",
        "<iframe srcdoc='&lt;p&gt;Mia Okafor'></iframe>",
        "<x-card>Mia Okafor</x-card>",
        "<xmp>Mia Okafor</xmp>",
        "<p>Mia\0 Okafor",
        "<frameset><noframes>Mia Okafor</noframes></frameset>",
        "<!DOCTYPE html SYSTEM 'Mia Okafor'><p>x",
        "<p>x <b title='Mia Okafor",
    ],
)
def test_a_name_is_found_wherever_it_stands_and_taken_out(source: str) -> None:
    document = read(source.encode(), "text/html")
    hits = find_all([unit.text for unit in document.units], PEOPLE)

    assert any(hit.persons == ("P-1",) for found in hits for hit in found)
    text, _ = treated(source)
    assert "okafor" not in text.lower()
    assert "mia" not in text.lower()


def test_blocks_separate_and_inline_tags_do_not() -> None:
    source = "<h1>One</h1><p>t<b>w</b>o<br>three</p><ul><li>four<li>five</ul><table><tr><td>a<td>b</table>"

    assert units(source)["text"].split() == ["One", "two", "three", "four", "five", "a", "b"]
    assert "two\nthree" in units(source)["text"]


def test_preformatted_text_keeps_its_blanks() -> None:
    assert "a  b\n c" in units("<pre>a  b\n c</pre>")["text"]


def test_the_rewritten_document_is_allow_listed() -> None:
    source = (
        "<html><head><base href='https://x.example'><link rel=x><meta http-equiv=refresh content='0;url=x'>"
        "<style>p{background:url(https://x.example)}</style><style>p{color:red}</style></head>"
        "<body onload='x()'><p style='color:red' onclick='x()'>Mia Okafor</p><p style='background:url(x)'>b</p>"
        "<script>x</script><object data=x>o</object><a href='javascript:x()'>j</a><a href='https://x.example/'>l</a>"
        "<img src='cid:a@x.example' alt=a><img src='http://x.example/p.gif'><img src='data:image/png;base64,AA'>"
        "<form action='https://x.example'><input name=q></form><!-- c --><o:p>kept</o:p></body></html>"
    )

    text, result = treated(source)

    for gone in ("base", "refresh", "url(", "onload", "onclick", "<script", "<object", "javascript", "http:", "data:",
                 "<form", "<!-- ", "o:p"):  # fmt: skip
        assert gone not in text, gone
    for stays in ("p{color:red}", 'style="color:red"', 'href="https://x.example/"', 'src="cid:a@x.example"', "kept"):
        assert stays in text, stays
    assert {"script", "object", "comment", "href link", "src link", "active style"} <= set(result.dropped)


def test_a_link_with_a_cut_in_it_goes_whole() -> None:
    text, result = treated("<a href='https://x.example/mia.okafor'>x</a>")

    assert "href" not in text
    assert "x.example" not in text
    assert "mia.okafor" in result.removed


def test_the_replacement_stands_once() -> None:
    text, _ = treated("<p>Dear M<b>i</b>a <i>Ok</i>afor, hello</p>")

    assert text.count("[Child A]") == 1
    assert "Dear [Child A]" in text


def test_charset_is_kept_and_declared() -> None:
    text, result = treated("<html><head></head><body><p>Café: Mia Okafor</p></body></html>", "iso-8859-1")

    assert result.charset == "iso-8859-1"
    assert '<meta charset="iso-8859-1">' in text
    assert "Café: [Child A]" in text


def test_a_charset_named_only_in_the_document_is_used() -> None:
    data = "<meta charset='iso-8859-15'><p>Siobh\u00e1n</p>".encode("iso-8859-15")

    assert "Siobhán" in read(data, "text/html").units[0].text


def test_without_cuts_the_bytes_are_the_same() -> None:
    data = b"<p onclick=x>a<script>b</script>"

    assert redact(data, "text/html", Plan()).data is data


@pytest.mark.parametrize(
    ("source", "limits"),
    [
        ("<div>" * 300 + "Mia", Limits()),
        ("<div>" * 30 + "Mia", Limits(max_depth=20)),
        ("<p title=a>" * 30, Limits(max_units=20)),
        ("<p>" + "x" * 30, Limits(max_bytes=20)),
    ],
)
def test_too_large(source: str, limits: Limits) -> None:
    with pytest.raises(TooLarge):
        read(source.encode(), "text/html", None, limits)


@pytest.mark.parametrize("source", ["", "  ", "<", "<!--", "&", "<p", "</p>", "\x00", "<!DOCTYPE html>"])
def test_hardly_anything_is_read(source: str) -> None:
    document = read(source.encode(), "text/html")

    assert isinstance(document, Document)


def test_a_document_like_most_has_nothing_outside_its_tree() -> None:
    source = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/'
        'xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title>'
        "<!--[if mso]><xml><o:x>1</o:x></xml><![endif]--><style>p{}</style></head><body><p>Dear&nbsp;all &amp; one,"
        "<o:p></o:p></p><table><tr><td>1</td></tr></table></body></html>"
    )

    assert read(source.encode(), "text/html").notes == ()


def test_embedded_data_that_nobody_looks_into_go_without_a_find_too() -> None:
    data = b"<p>Hello</p><img src='data:image/png;base64,AAAA'>"

    assert "embedded-data" in read(data, "text/html").notes
    assert b"base64" not in redact(data, "text/html", Plan()).data


def test_an_attribute_with_a_character_that_no_tree_takes_is_written_without_it() -> None:
    data = b"<p align='le\x01ft' onclick='x'>Mia</p>"

    result = redact(data, "text/html", Plan(cuts=(Cut(unit=0, start=0, end=3, replacement="[Child A]"),)))

    assert b'<p align="left">[Child A]</p>' in result.data
