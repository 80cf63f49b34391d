"""Threads of mail, chats, exports of systems, print-outs, pictures and filled-in forms."""

# ruff: noqa: E501 - markup reads better whole than broken

import csv
import io
import json
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from html import escape
from typing import Final

import pymupdf
from PIL import Image, ImageDraw, ImageFont

from benchmarks.ordinary_set.household import Household


def thread(home: Household) -> bytes:
    """An answer above what it answers, twice quoted, with signatures."""
    message = EmailMessage()
    message["From"] = f"{home.worker} <duty@council.example>"
    message["To"] = f"{home.teacher} <office@oakfield.example>"
    message["Subject"] = f"RE: {home.child}"
    message["Date"] = "Tue, 03 Mar 2026 09:12:00 +0000"
    message["Message-ID"] = "<3@council.example>"
    message.set_content(
        f"Dear {home.teacher.first},\n\nThank you. I will see {home.child.first} and {home.other} on Thursday. {home.told}\n\n"
        f"Kind regards,\n{home.worker}\nSocial worker, Assessment Team\n\n"
        f"> From: {home.teacher}\n> Subject: {home.child}\n>\n> {home.child.first} was late again and said that {home.mother} is in hospital.\n"
        f"> Can somebody call her on {home.phone}?\n>\n>> From: {home.officer}\n>> We were called to {home.home} at night. All was well.\n"
    )
    return message.as_bytes()


def outlook(home: Household) -> bytes:
    """The same as a mail program writes it in HTML, with a table of what was answered."""
    message = EmailMessage()
    message["From"] = f"{home.doctor} <clinic@health.example>"
    message["To"] = f"{home.worker} <duty@council.example>"
    message["Subject"] = "Appointment"
    message["Date"] = "Wed, 04 Mar 2026 11:40:00 +0000"
    message["Message-ID"] = "<4@health.example>"
    message.set_content(
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0cm;font-family:"Calibri",sans-serif}</style></head><body><div class="WordSection1">'
        f'<p class="MsoNormal">Hello {home.worker.first},<o:p></o:p></p><p class="MsoNormal">{escape(str(home.child))} was not brought on Monday. We rang <b>{escape(str(home.mother))}</b> twice. {escape(home.told, quote=False)}</p>'
        f'<p class="MsoNormal">{home.doctor}<br>Consultant</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> {home.worker}<br><b>Subject:</b> Appointment</p>'
        f"<table><tr><td>Patient</td><td>{escape(str(home.child))}</td></tr><tr><td>NHS number</td><td>{home.nhs}</td></tr></table></div></div></body></html>",
        subtype="html",
    )
    return message.as_bytes()


def chat(home: Household) -> bytes:
    """As a telephone exports it."""
    said = (
        ("Mum", f"Has {home.child.first} had her tea?"),
        (home.other.first, "yes we had pasta"),
        (str(home.worker), "Thank you both. See you on Thursday."),
        ("Mum", f"new number is {home.phone}"),
        (str(home.worker), home.told),
        (home.other.first, "<Media omitted>"),
    )
    return (
        "".join(f"0{at + 1}/03/2026, 1{at}:02 - {who}: {text}\n" for at, (who, text) in enumerate(said))
        .replace("her tea", "tea")
        .encode()
    )


def print_out(home: Household) -> bytes:
    """Of a system with columns made of blanks, and a form feed between pages."""
    rows = (
        ("Name", home.child),
        ("Born", home.born),
        ("Address", home.home),
        ("Telephone", home.phone),
        ("Mother", home.mother),
        ("Allocated to", home.worker),
        ("School", "Oakfield Primary"),
        ("Legal status", "None"),
    )
    head = "CASE SUMMARY".ljust(50) + "Page {}\n" + "-" * 60 + "\n"
    first = head.format(1) + "".join(f"{name:<20}{said!s:<40}\n" for name, said in rows)
    second = (
        head.format(2)
        + f"03/03/2026  Visit      {home.child.first} and {home.other} seen.\n10/03/2026  Telephone  No answer.\n17/03/2026  Note       {home.told}\n"
    )
    return f"{first}\f{second}".encode()


def export(home: Household) -> bytes:
    """A school's list, with quotation marks and commas within."""
    out = io.StringIO()
    made = csv.writer(out, quoting=csv.QUOTE_ALL)
    made.writerow(["Adno", "Legal Surname", "Legal Forename", "Reg", "House", "Comment", "Tutor"])
    for number in range(12):
        who = home.child if number % 2 else home.other
        made.writerow(
            [
                4000 + number,
                who.last,
                who.first,
                "5W",
                "Hazel",
                f'{who.first} said "later", then left. {home.told}',
                str(home.teacher),
            ]
        )
    return out.getvalue().encode("utf-8-sig")


def transfer(home: Household) -> bytes:
    """The file that goes from school to school."""
    pupils = "".join(
        f"<Pupil><Surname>{escape(who.last)}</Surname><Forename>{escape(who.first)}</Forename><DOB>{home.born}</DOB><Gender>F</Gender><Note>{escape(home.told, quote=False)}</Note></Pupil>"
        for who in (home.child, home.other)
    )
    return f'<?xml version="1.0" encoding="utf-8"?><CTfile><Header><Document>Common Transfer File</Document><Teacher>{home.teacher}</Teacher></Header><Pupils>{pupils}</Pupils></CTfile>'.encode()


def case_json(home: Household) -> bytes:
    """A case as a system hands it over, names as keys of nothing."""
    people = [
        {"role": role, "name": str(who)}
        for role, who in (
            ("child", home.child),
            ("mother", home.mother),
            ("sibling", home.other),
            ("worker", home.worker),
        )
    ]
    return json.dumps(
        {"case": 1, "people": people, "phone": home.phone, "notes": [home.told, f"{home.child.first} is well."]},
        indent=2,
        ensure_ascii=False,
    ).encode()


def meeting(home: Household) -> bytes:
    """An invitation with several who are asked, and an agenda in its words."""
    asked = "".join(
        f"ATTENDEE;CN={who};ROLE=REQ-PARTICIPANT:mailto:p{at}@council.example\r\n"
        for at, who in enumerate((home.teacher, home.officer, home.doctor))
    )
    agenda = f"Agenda:\\n1. {home.child}\\n2. {home.other}\\n3. Plan\\n{home.told}".replace(",", "\\,")
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:77@council.example\r\nDTSTAMP:20260302T100000Z\r\n"
        f"DTSTART:20260309T100000Z\r\nSUMMARY:Core group {home.child}\r\nDESCRIPTION:{agenda}\r\nORGANIZER;CN={home.worker}:mailto:duty@council.example\r\n{asked}END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def messages(home: Household) -> bytes:
    """A picture of short messages on a telephone."""
    image = Image.new("RGB", (1080, 1200), (236, 229, 221))
    pen = ImageDraw.Draw(image)
    said = (
        "Hi, running late today",
        f"{home.child.first} is at the clinic",
        f"Ring me on {home.phone}",
        "OK, see you at noon",
        f"Tell {home.mother}",
    )
    for at, text in enumerate(said):
        left = 60 if at % 2 else 260
        pen.rounded_rectangle(
            (left, 60 + 200 * at, left + 760, 190 + 200 * at), 30, fill="white" if at % 2 else (220, 248, 198)
        )
        pen.text((left + 40, 100 + 200 * at), text, fill=(20, 20, 20), font=ImageFont.load_default(38))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def consent(home: Household) -> bytes:
    """A form in PDF, filled in, with boxes ticked."""
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((72, 72), "Consent to share information", fontsize=18)
        for at, (name, said) in enumerate(
            (
                ("Name of child", home.child),
                ("Date of birth", home.born),
                ("Name of parent", home.mother),
                ("Telephone", home.phone),
                ("Worker", home.worker),
                ("Note", home.told),
            )
        ):
            page.insert_text((72, 118 + 40 * at), name, fontsize=11)
            widget = pymupdf.Widget()
            widget.field_name, widget.field_value, widget.field_type = (
                f"field{at}",
                str(said),
                pymupdf.PDF_WIDGET_TYPE_TEXT,
            )
            widget.rect = pymupdf.Rect(200, 100 + 40 * at, 540, 125 + 40 * at)
            widget.text_fontsize = 11 if len(str(said)) < 60 else 7
            page.add_widget(widget)
        for at, name in enumerate(("School", "Health", "Police", "Housing")):
            widget = pymupdf.Widget()
            widget.field_name, widget.field_value, widget.field_type = (
                f"box{at}",
                at % 2 == 0,
                pymupdf.PDF_WIDGET_TYPE_CHECKBOX,
            )
            widget.rect = pymupdf.Rect(72, 360 + 30 * at, 86, 374 + 30 * at)
            page.add_widget(widget)
            page.insert_text((100, 371 + 30 * at), name, fontsize=11)
        return bytes(document.tobytes(no_new_id=True))


def scanned(home: Household) -> bytes:
    """A letter that came on paper, scanned."""
    sheet = Image.new("L", (1654, 2338), 255)
    pen = ImageDraw.Draw(sheet)
    lines = (
        "Oakfield Primary School",
        "",
        f"{home.mother}",
        f"{home.home}",
        "",
        f"Dear {home.mother.first},",
        "",
        f"{home.child} has been chosen to sing at the",
        "town hall on Friday. Please send a white shirt",
        f"and a packed lunch. {home.other} may come to",
        "watch. The coach leaves at nine in the morning",
        "and will be back by three.",
        "",
        "Yours sincerely,",
        f"{home.teacher}",
    )
    for at, line in enumerate(lines):
        pen.text((180, 220 + 70 * at), line, fill=20, font=ImageFont.load_default(40))
    out = io.BytesIO()
    sheet.rotate(0.4, fillcolor=255, resample=Image.Resampling.BICUBIC).save(out, "PDF", resolution=200)
    return out.getvalue()


EVERYDAY_TEXTS: Final[Mapping[str, tuple[str, Callable[[Household], bytes]]]] = {
    "thread": ("eml", thread), "outlook": ("eml", outlook), "chat": ("txt", chat), "print-out": ("txt", print_out),
    "export": ("csv", export), "transfer": ("xml", transfer), "case": ("json", case_json), "meeting": ("ics", meeting),
    "messages": ("png", messages), "consent": ("pdf", consent), "scanned": ("pdf", scanned),
}  # fmt: skip
"""By name: the ending of the file, and what makes it."""
