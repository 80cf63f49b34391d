"""Mails, invitations, cards, texts and lists, and archives of them."""

# ruff: noqa: E501 - markup reads better whole than broken

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from html import escape
from typing import Final

from benchmarks.ordinary_set.sheets import invoice
from benchmarks.ordinary_set.story import HEADS, Story
from benchmarks.ordinary_set.word import letter, pixels

_DOCX: Final = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def _mail(story: Story) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ana Silva <ana.silva@family-support.example>"
    message["To"] = "Duty desk <duty@council.example>"
    message["Subject"] = f"Visit to {story.value()}"
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0000"
    message["Message-ID"] = f"<{story.number(10**9)}@family-support.example>"
    message.set_content("Dear colleagues,\n\n" + "\n\n".join(story.paragraph() for _ in range(4)) + "\n\nAna\n")
    return message


def plain_mail(story: Story) -> bytes:
    """Text alone."""
    return _mail(story).as_bytes()


def two_bodies(story: Story) -> bytes:
    """Text, the same as HTML, with a small picture in it."""
    message = _mail(story)
    said = "".join(f"<p>{escape(line)}</p>" for line in str(message.get_content()).split("\n\n"))
    message.add_alternative(
        f'<html><body>{said}<img src="cid:logo@x.example" alt="logo"></body></html>', subtype="html"
    )
    bodies = message.get_payload()
    bodies[1].add_related(pixels("Family Support"), "image", "png", cid="<logo@x.example>")  # type: ignore[index,union-attr]  # the stubs know no parts here
    return message.as_bytes()


def with_files(story: Story) -> bytes:
    """A letter and an invoice attached."""
    message = _mail(story)
    message.add_attachment(letter(story), maintype=_DOCX[0], subtype=_DOCX[1], filename="letter.docx")
    message.add_attachment(invoice(story), maintype="application", subtype="octet-stream", filename="invoice.xlsx")
    return message.as_bytes()


def forwarded(story: Story) -> bytes:
    """A mail within a mail."""
    message = _mail(story)
    message.add_attachment(_mail(story))
    return message.as_bytes()


def invitation(story: Story) -> bytes:
    """To a meeting, with a rule, an alarm and those who are asked."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "METHOD:REQUEST", "BEGIN:VEVENT",
        f"UID:{story.number(10**9)}@family-support.example", "DTSTAMP:20260302T100000Z", "DTSTART:20260309T100000Z",
        "DTEND:20260309T110000Z", "RRULE:FREQ=WEEKLY;COUNT=4", f"SUMMARY:Meeting about {story.value()}",
        "DESCRIPTION:" + story.paragraph().replace(",", "\\,"), "LOCATION:Mill Road",
        "ORGANIZER;CN=Ana Silva:mailto:ana.silva@family-support.example", "ATTENDEE;CN=Duty desk:mailto:duty@council.example",
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Soon", "TRIGGER:-PT15M", "END:VALARM", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def card(story: Story) -> bytes:
    """Of one contact."""
    name = story.value()
    note = story.about().replace(",", "\\,")
    return (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nN:{';'.join(reversed(name.split(' ')))};;;\r\nORG:Family Support\r\n"
        f"TEL;TYPE=WORK:020 7946 0000\r\nNOTE:{note}\r\nEND:VCARD\r\n"
    ).encode()


def page(story: Story) -> bytes:
    """A page as a system exports it."""
    said = "".join(f"<h2>{head}</h2><p>{escape(story.paragraph())}</p>" for head in HEADS)
    rows = "".join(f"<tr><td>{escape(story.value())}</td><td>{escape(story.plain())}</td></tr>" for _ in range(6))
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Export</title><style>td{padding:4px}</style>"
        f"</head><body><h1>Export</h1>{said}<table>{rows}</table></body></html>"
    ).encode()


def text(story: Story) -> bytes:
    """A note."""
    return "\n\n".join(story.paragraph() for _ in range(6)).encode()


def table(story: Story) -> bytes:
    """Values between commas."""
    out = io.StringIO()
    made = csv.writer(out)
    made.writerow(["Number", "Name", "Notes"])
    made.writerows([number, story.value(), story.plain()] for number in range(40))
    return out.getvalue().encode()


def records(story: Story) -> bytes:
    """As a system hands them over."""
    return json.dumps([{"id": number, "who": story.value(), "notes": story.plain()} for number in range(20)]).encode()


def markup(story: Story) -> bytes:
    """The same in XML."""
    inner = "".join(
        f'<case id="{number}"><who>{escape(story.value())}</who><note>{story.plain()}</note></case>'
        for number in range(20)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><cases>{inner}</cases>'.encode()


def drawing(story: Story) -> bytes:
    """A family tree of boxes and texts."""
    boxes = "".join(
        f'<rect x="20" y="{20 + 60 * at}" width="500" height="40" fill="none" stroke="black"/><text x="30" y="{46 + 60 * at}" '
        f'font-size="16">{escape(story.value() if at % 2 else "The worker")}</text>'
        for at in range(5)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400">{boxes}</svg>'.encode()


def notice(story: Story) -> bytes:
    """A picture with a line about somebody."""
    return pixels("Family Support", f"Please ring {story.value()}", "The office is open on weekdays")


def bundle(story: Story) -> bytes:
    """A letter, a list and a note in one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {
            "letter.docx": letter(story),
            "list.csv": table(story),
            "notes/note.txt": text(story),
        }.items():
            made.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


MESSAGES: Final[Mapping[str, tuple[str, Callable[[Story], bytes]]]] = {
    "plain-mail": ("eml", plain_mail), "two-bodies": ("eml", two_bodies), "with-files": ("eml", with_files),
    "forwarded": ("eml", forwarded), "invitation": ("ics", invitation), "card": ("vcf", card), "page": ("html", page),
    "text": ("txt", text), "table": ("csv", table), "records": ("json", records), "markup": ("xml", markup),
    "drawing": ("svg", drawing), "notice": ("png", notice), "bundle": ("zip", bundle),
}  # fmt: skip
"""By name: the ending of the file, and what makes it."""
