"""Places in pages, data, mail, calendars, rich text and archives beyond those of the other sets."""

# ruff: noqa: E501 - markup reads better whole than broken

import base64
import io
import struct
import zipfile
from typing import Final

from tests.redaction.documents.beyond_text import STAYS
from tests.redaction.documents.hiding_mail import mail, several
from tests.redaction.documents.hiding_rich_text import rtf
from tests.redaction.documents.hiding_word import NAME

_HEX: Final = NAME.encode().hex()


def _page(body: str, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>x</title>{head}</head><body><p>{STAYS}</p>{body}</body></html>".encode()
    )


def _event(line: str) -> bytes:
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1@x.example\r\nDTSTAMP:20261124T090000Z\r\n"
        f"SUMMARY:{STAYS}\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def _card(line: str, version: str = "3.0") -> bytes:
    return f"BEGIN:VCARD\r\nVERSION:{version}\r\nN:Green;Jo;;;\r\nFN:{STAYS}\r\n{line}\r\nEND:VCARD\r\n".encode()


def _archive(
    name: str, data: bytes, how: int = zipfile.ZIP_DEFLATED, extra: bytes = b"", comment: bytes = b""
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.compress_type, info.extra, info.comment = how, extra, comment
        archive.writestr(info, data)
    return out.getvalue()


_TEXT: Final = f"{STAYS}\n{NAME}".encode()
_LETTERS: Final = "".join(f"<i>{char}</i>" for char in NAME)

PAGES: Final[dict[str, bytes]] = {
    "attribute-given-twice": _page(f'<p title="x" title="{NAME}">x</p>'),
    "typeface": _page(f'<font face="{NAME}">x</font>'),
    "attribute-name-alone": _page("<p zebedee-quillfeather>x</p>"),
    "sent-on": _page("", '<meta http-equiv="refresh" content="0;url=https://x.example/?n=Zebedee+Quillfeather">'),
    "shadow": _page(f'<template shadowrootmode="open"><p>{NAME}</p></template>'),
    "example": _page(f"<xmp>{NAME}</xmp>"),
    "page-within": _page(f'<iframe srcdoc="&lt;p&gt;{NAME}&lt;/p&gt;"></iframe>'),
    "data-of-a-search": _page(
        '<script type="application/ld+json">{"givenName":"Zebedee","familyName":"Quillfeather"}</script>'
    ),
    "style-that-writes": _page('<style>p::after{content:"\\5a ebedee " "Quillfeather"}</style>'),
    "style-variable": _page(f"<p style=\"--n:'{NAME}'\">x</p>"),
    "for-one-program": _page(f"<!--[if mso]><p>{NAME}</p><![endif]-->"),
    "letters": _page(_LETTERS),
    "breaks-of-words": _page("Zebe<wbr>dee Quill&shy;feather"),
    "after-the-end": _page("") + NAME.encode(),
    "instruction": _page(f'<?php echo "{NAME}" ?>'),
    "names-of-elements": _page("<zebedee-quillfeather>x</zebedee-quillfeather>"),
    "chosen-from": _page(f'<select><option label="{NAME}">x</select>'),
    "map": _page(f'<map name="{NAME}"><area alt="{NAME}"></map>'),
}
DATA: Final[dict[str, bytes]] = {
    "key-twice": f'{{"a":"{NAME}","a":"{STAYS}"}}'.encode(),
    "key-escaped": f'{{"\\u005aebedee Quillfeather":"{STAYS}"}}'.encode(),
    "keys-within-keys": f'{{"Zebedee":{{"Quillfeather":"{STAYS}"}}}}'.encode(),
    "card-as-data": f'["vcard",[["n",{{}},"text",["Quillfeather","Zebedee"]],["note",{{}},"text","{STAYS}"]]]'.encode(),
    "two-attributes": f'<a f="Zebedee" l="Quillfeather">{STAYS}</a>'.encode(),
    "instruction": f"<a><?x {NAME}?>{STAYS}</a>".encode(),
    "sections-of-characters": f"<a>{STAYS} <![CDATA[Zebe]]><![CDATA[dee Quillfeather]]></a>".encode(),
    "feed": f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{STAYS}</title><author><name>{NAME}</name></author></feed>'.encode(),
    "wide-without-a-mark": f'<?xml version="1.0" encoding="utf-16"?><a>{STAYS} {NAME}</a>'.encode("utf-16-le"),
}
MAIL: Final[dict[str, bytes]] = {
    "enriched": mail(
        "The meeting was moved. <bold>Zebe</bold>dee Quill<italic>feather</italic>", kind="text/enriched"
    ),
    "enriched-beside": several(
        "Content-Type: text/enriched\r\n\r\n<bold>Zebe</bold>dee Quillfeather", kind="alternative"
    ),
    "page-that-moves": several(
        f"Content-Type: text/x-amp-html\r\n\r\n<html amp4email><body>{NAME}</body></html>", kind="alternative"
    ),
    "markdown": mail("**Zebe**dee Quillfeather", kind="text/markdown"),
    "comment-on-the-coding": mail(STAYS, more=f"Content-Transfer-Encoding: 7bit ({NAME})\r\n"),
    "flowed": mail("Zebe \r\ndee Quill \r\nfeather", kind="text/plain; format=flowed; delsp=yes"),
    "part-of-a-form": several(f'Content-Disposition: form-data; name="{NAME}"\r\n\r\n{NAME}', kind="form-data"),
    "pieces-of-a-file-name": several(
        "Content-Disposition: attachment; filename*0*=utf-8''Zebe%64ee; filename*1*=%20Quillfeather; filename*2=.txt\r\n\r\nx"
    ),
    "receipt": mail(head=f"Disposition-Notification-To: {NAME} <z@x.example>\r\n"),
    "list": mail(head=f"List-Id: {NAME} <x.example>\r\n"),
}
LINES: Final[dict[str, bytes]] = {
    "line-that-was-not-folded": _event(f"DESCRIPTION:Dear all,\r\n{NAME} comes"),
    "person-of-an-event": _event(f"BEGIN:PARTICIPANT\r\nUID:2\r\nNAME:{NAME}\r\nEND:PARTICIPANT"),
    "page-beside-the-text": _event(f"X-ALT-DESC;FMTTYPE=text/html:<p>{NAME}</p>"),
    "directory": _event('ORGANIZER;DIR="ldap://x.example/cn=Zebedee%20Quillfeather":mailto:a@x.example'),
    "categories": _event("CATEGORIES:x,Zebedee,Quillfeather"),
    "caret": _event("ATTENDEE;CN=\"Zebedee^n^'Quillfeather^'\":mailto:a@x.example"),
    "sorted-by": _card("SORT-STRING:Quillfeather Zebedee"),
    "sorted-by-one-word": _card("SORT-STRING:Quillfeather"),
    "sorted-as": _card('ORG;SORT-AS="Quillfeather,Zebedee":x'),
    "card-of-an-agent": _card(
        f"AGENT:BEGIN:VCARD\\nVERSION:3.0\\nN:Quillfeather\\;Zebedee\\nFN:{NAME}\\nEND:VCARD\\n"
    ),
    "agent": _card(f"AGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nFN:{NAME}\r\nEND:VCARD", "2.1"),
    "sound": _card("SOUND;ENCODING=b:" + base64.b64encode(f"RIFF{NAME}".encode()).decode()),
    "sound-of-the-name": _card("SOUND;X-IRMC-N:Quillfeather;Zebedee;;;"),
    "relation": _card(f"item1.X-ABRELATEDNAMES;type=pref:{NAME}\r\nitem1.X-ABLabel:Child"),
    "written-as-spoken": _card("X-PHONETIC-FIRST-NAME:Zebedee\r\nX-PHONETIC-LAST-NAME:Quillfeather"),
    "profile": _card("X-SOCIALPROFILE;x-user=zebedeequillfeather:https://x.example/zebedeequillfeather"),
}
RICH_TEXT: Final[dict[str, bytes]] = {
    "data-of-a-field": rtf(rf"{{\field{{\*\fldinst ADDIN}}{{\*\datafield {_HEX}}}{{\fldrslt x}}}}"),
    "two-ways-to-say-it": rtf(rf"{{\upr{{x}}{{\*\ud{{{NAME}}}}}}}"),
    "remark-begun": rtf(r"{\*\atrfstart Zebedee_Quillfeather}x{\*\atrfend 1}"),
    "element-of-xml": rtf(
        rf"{{\*\xmlopen{{\xmlname x}}{{\xmlattr{{\xmlattrname a}}{{\xmlattrvalue {NAME}}}}}}}x{{\*\xmlclose}}"
    ),
    "equation": rtf(r"{\mmath{\*\moMath" + "".join(rf"{{\mr {char}}}" for char in NAME) + "}}"),
    "letters-of-art": rtf(rf"{{\shp{{\*\shpinst{{\sp{{\sn gtextUNICODE}}{{\sv {NAME}}}}}}}}}"),
    "link-of-a-shape": rtf(rf"{{\shp{{\*\shpinst{{\sp{{\sn pihlShape}}{{\sv {{\*\hl{{\hlfr {NAME}}}}}}}}}}}}}"),
    "number-before-a-text": rtf(rf"{{\pntext {NAME}\tab}}x"),
    "next-file": rtf(head=rf"{{\*\nextfile {NAME}}}"),
    "cells-within-cells": rtf(
        r"\trowd\intbl\itap2 Zebedee\nestcell Quillfeather\nestcell{\*\nesttableprops\trowd\nestrow}\cell\row\pard"
    ),
    "column-between": rtf(r"Zebedee\column Quillfeather"),
    "wide-blank": rtf(r"Zebedee\enspace Quillfeather"),
    "way-of-writing-between": rtf(r"Zebe\ltrmark dee Quill\rtlmark feather"),
    "object-of-bytes": rtf(rf"{{\object\objemb{{\*\objclass Package}}{{\*\objdata 0105{_HEX}}}{{\result x}}}}"),
}
ARCHIVES: Final[dict[str, bytes]] = {
    "packed-by-bzip2": _archive("a.txt", _TEXT, zipfile.ZIP_BZIP2),
    "packed-by-lzma": _archive("a.txt", _TEXT, zipfile.ZIP_LZMA),
    "wide-text": _archive("a.txt", f"{STAYS}\n{NAME}".encode("utf-16-le")),
    "name-said-again": _archive(
        "a.txt", STAYS.encode(), extra=struct.pack("<HHBI", 0x7075, 5 + len(NAME), 1, 0) + NAME.encode()
    ),
    "comment-on-a-member": _archive("a.txt", STAYS.encode(), comment=NAME.encode()),
    "folders": _archive("Zebedee/Quillfeather/a.txt", STAYS.encode()),
    "words-of-a-name": _archive("2026-11-23_zebedee-quillfeather_review.txt", STAYS.encode()),
}
BEYOND: Final[dict[str, bytes]] = {
    f"{kind}-{place}": data
    for kind, places in {
        "html": PAGES,
        "data": DATA,
        "mail": MAIL,
        "lines": LINES,
        "rtf": RICH_TEXT,
        "zip": ARCHIVES,
    }.items()
    for place, data in places.items()
}
