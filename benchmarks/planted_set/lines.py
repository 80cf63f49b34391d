"""Plants a value in texts of lines: mail, calendars, cards, tables, JSON and plain text."""

import base64
import binascii
import quopri
import random
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

Plant = Callable[[str, str, random.Random], str | None]

_HEADERS: Final = (
    "Subject", "To", "Cc", "Reply-To", "Comments", "Keywords", "Received", "Message-ID", "References", "DKIM-Signature",
    "Content-Description", "Content-ID", "Content-Location", "List-Unsubscribe", "Organization", "X-Originator", "Sender",
    "Thread-Topic", "Thread-Index", "User-Agent", "Authentication-Results", "Autocrypt", "Face", "Date", "MIME-Version",
    "Return-Path", "Content-Language", "Disposition-Notification-To", "Content-Duration", "X-MS-Has-Attach",
)  # fmt: skip


def _end(source: str) -> str:
    return "\r\n" if "\r\n" in source else "\n"


def _word(value: str, chance: random.Random) -> str:
    """As a header may have it."""
    raw = value.encode()
    match chance.randrange(6):
        case 0:
            return f"=?utf-8?b?{base64.b64encode(raw).decode()}?="
        case 1:
            return "=?utf-8?q?" + "".join(f"={one:02X}" for one in raw) + "?="
        case 2:
            at = len(value) // 2
            halves = (base64.b64encode(one.encode()).decode() for one in (value[:at], value[at:]))
            return " ".join(f"=?utf-8?b?{one}?=" for one in halves)
        case 3:
            return value.replace(" ", "\r\n ")
        case _:
            return value


def _header(source: str, value: str, chance: random.Random) -> str:
    end = _end(source)
    name = chance.choice(_HEADERS)
    return f"{name}: {_word(value, chance)}{end}{source}"


def _name_of_header(source: str, value: str, _chance: random.Random) -> str:
    return f"X-{re.sub(r'[^A-Za-z0-9]+', '-', value)}: 1{_end(source)}{source}"


def _comment_in_header(source: str, value: str, chance: random.Random) -> str | None:
    found = list(
        re.finditer(r"(?mi)^(?:content-type|content-transfer-encoding|mime-version|date|to|from):[^\r\n;]*", source)
    )
    if not found:
        return None
    match = chance.choice(found)
    return f"{source[: match.end()]} ({value}){source[match.end() :]}"


def _parameter(source: str, value: str, chance: random.Random) -> str | None:
    found = list(re.finditer(r"(?mi)^content-(?:type|disposition):[^\r\n;]*", source))
    if not found:
        return None
    match = chance.choice(found)
    percent = "".join(f"%{one:02X}" for one in value.encode())
    new = chance.choice((
        f'; name="{_word(value, chance)}"', f"; filename*=utf-8''{percent}", f'; x-note="{value}"',
        f"; filename*0*=utf-8''{percent[:9]}; filename*1*={percent[9:]}", f"; x-{re.sub(r'[^a-z]', '', value.lower())}=1",
        f'; title="{value}"', f'; creation-date="{value}"', f"; name*=utf-8'{re.sub(r'[^a-z]', '', value.lower())}'a",
    ))  # fmt: skip
    return source[: match.end()] + new + source[match.end() :]


def _many(source: str, parts: str, head: str = "", tail: str = "", boundary: str = "=_b1") -> str:
    """The mail as one part of several."""
    end = _end(source)
    headers, _, body = source.partition(end * 2)
    mine = re.compile(r"(?mi)^(?:content-[^:]*|mime-version):.*(?:\r?\n[ \t].*)*\r?\n?")
    content = "".join(
        one[0].rstrip("\r\n") + end for one in mine.finditer(headers) if not one[0].lower().startswith("mime")
    )
    rest = mine.sub("", headers + end).rstrip("\r\n")
    lines = (
        f"{rest}", "MIME-Version: 1.0", f'Content-Type: multipart/mixed; boundary="{boundary}"', "", head,
        f"--{boundary}", f"{content}", f"{body}", f"--{boundary}", parts, f"--{boundary}--", tail, "",
    )  # fmt: skip
    return end.join(lines)


def _preamble(source: str, value: str, chance: random.Random) -> str:
    return _many(source, "\r\n\r\na", *((value, "") if chance.random() < 0.5 else ("", value)))


def _boundary(source: str, value: str, _chance: random.Random) -> str:
    return _many(source, "\r\n\r\na", boundary=re.sub(r"[^A-Za-z0-9]+", "_", value))


def _part(source: str, value: str, chance: random.Random) -> str:
    raw = value.encode()
    packed = base64.b64encode(raw).decode()
    made = chance.choice((
        f"Content-Type: text/plain\r\n\r\n{value}", f"Content-Type: text/html\r\n\r\n<p>{value}</p>",
        f"Content-Type: text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(value.encode('utf-16-le')).decode()}",
        f"Content-Type: text/plain; charset=utf-7\r\n\r\n{value.encode('utf-7').decode()}",
        f"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n{packed}",
        f"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nYQ==\r\n\r\n{value}",
        f"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quopri.encodestring(raw, quotetabs=True).decode()}",
        f"Content-Type: message/rfc822\r\n\r\nSubject: {value}\r\n\r\na",
        f"Content-Type: text/rfc822-headers\r\n\r\nSubject: {value}\r\n",
        f"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\nFinal-Recipient: rfc822; {value}\r\n",
        f"Content-Type: message/external-body; access-type=URL; URL=\"http://a.example/{value}\"\r\n\r\nContent-Type: text/plain\r\n\r\n",
        f"Content-Type: multipart/alternative; boundary=cc\r\n\r\n{value}\r\n--cc\r\n\r\na\r\n--cc--\r\n{value}",
        f"Content-Type: text/enriched\r\n\r\n<bold>{value[:4]}</bold>{value[4:]}",
        f"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{value}\r\nEND:VEVENT\r\nEND:VCALENDAR",
        f"Content-Type: text/plain\r\n\r\nbegin 644 a.txt\r\n{binascii.b2a_uu(raw).decode()}`\r\nend",
        f"Content-Type: application/octet-stream; name=a.txt\r\n\r\n{value}",
        f"Content-Type: application/json\r\n\r\n{{\"a\": \"{value}\"}}",
        f"Content-Type: text/x-amp-html\r\n\r\n<p>{value}</p>",
        f"Content-Type: application/pgp-keys\r\n\r\n-----BEGIN PGP PUBLIC KEY BLOCK-----\r\nComment: {value}\r\n\r\n-----END PGP PUBLIC KEY BLOCK-----",
    ))  # fmt: skip
    return _many(source, made)


def _body(source: str, value: str, chance: random.Random) -> str | None:
    found = list(re.finditer(r"(?<=[a-z]) (?=[a-z]{3})", source))
    if not found:
        return None
    at = chance.choice(found).end()
    return f"{source[:at]}{value} {source[at:]}"


MAIL: Final[Mapping[str, Plant]] = MappingProxyType({
    "header": _header, "name of a header": _name_of_header, "comment in a header": _comment_in_header,
    "parameter": _parameter, "beside the parts": _preamble, "boundary": _boundary, "part": _part, "body": _body,
    "after the end": lambda source, value, _: source + value,
})  # fmt: skip

_PROPERTIES: Final = (
    "SUMMARY:{v}", "DESCRIPTION:{v}", "LOCATION;ALTREP=\"http://a.example/{v}\":a", "X-NOTE:{v}", "X-{n}:1", "{g}.NOTE:a",
    "ATTENDEE;CN=\"{v}\":mailto:a@a.example", "ATTENDEE;X-ROLE={n}:mailto:a@a.example", "ORGANIZER;SENT-BY=\"mailto:{n}@a.example\":mailto:a@a.example",
    "CATEGORIES:a,{v}", "UID:{n}", "URL:http://a.example/?q={p}", "COMMENT;ENCODING=QUOTED-PRINTABLE:{q}",
    "ATTACH;ENCODING=BASE64;VALUE=BINARY:{b}", "X-ALT-DESC;FMTTYPE=text/html:<p>{v}</p>", "CONTACT:{v}", "RESOURCES:{v}",
    "TZID:{n}", "NOTE:{f}", "PRODID:{v}", "CLASS:{n}", "STATUS:{n}", "DTSTAMP;X-A={n}:20260101T000000Z", "{n}:a", "NOTE;LANGUAGE={n}:a",
    "PHOTO;ENCODING=b;TYPE=JPEG:{b}", "KEY;ENCODING=b:{b}", "REQUEST-STATUS:2.0;{v}", "GEO:{v}", "RRULE:FREQ={n}", "COMMENT:{e}",
)  # fmt: skip


def _property(source: str, value: str, chance: random.Random) -> str | None:
    found = list(re.finditer(r"(?m)^(?:END|DTSTART|N|FN|SUMMARY)[:;]", source))
    if not found:
        return None
    at = chance.choice(found).start()
    if at == 0:
        return None
    raw = value.encode()
    cut = len(value) // 2
    made = chance.choice(_PROPERTIES).format(
        v=value, n=re.sub(r"[^A-Za-z0-9]+", "-", value), g=re.sub(r"[^A-Za-z0-9]+", "", value),
        p="".join(f"%{one:02X}" for one in raw), q="".join(f"={one:02X}" for one in raw),
        b=base64.b64encode(raw).decode(), f=f"{value[:cut]}\r\n {value[cut:]}", e=value.replace(" ", "\\, "),
    )  # fmt: skip
    return source[:at] + made + _end(source) + source[at:]


LINES: Final[Mapping[str, Plant]] = MappingProxyType({
    "property": _property, "text": _body,
    "component": lambda source, value, _: source.replace("END:V", f"BEGIN:X-{re.sub(r'[^A-Za-z0-9]+', '-', value)}\r\nEND:X-{re.sub(r'[^A-Za-z0-9]+', '-', value)}\r\nEND:V", 1),
    "after the end": lambda source, value, _: f"{source}\r\n{value}\r\n",
    "before the beginning": lambda source, value, _: f"{value}\r\n{source}",
})  # fmt: skip


def _cell(source: str, value: str, chance: random.Random) -> str | None:
    found = list(re.finditer(r"(?<=[,;\t])[^,;\t\"\r\n]+(?=[,;\t\r\n])", source))
    if not found:
        return None
    match = chance.choice(found)
    sign = source[match.start() - 1]
    at = len(value) // 2
    first, _, rest = value.partition(" ")
    new = chance.choice((
        value, f'"{value}"', f"{first}{sign}{rest}", f'"{first}\n{rest}"', f'"=""{value[:at]}""&""{value[at:]}"""', f"'{value}",
        f"{value[:at]}\t{value[at:]}", f'="{value}"', f'"{value[:at]}""{value[at:]}"', f" {value} ", f"{re.sub(' ', '', value)}.0" if value.replace(' ', '').isdigit() else value,
    ))  # fmt: skip
    return source[: match.start()] + new + source[match.end() :]


TABLES: Final[Mapping[str, Plant]] = MappingProxyType({
    "cell": _cell, "text": _body,
    "row": lambda source, value, _: f"{source.rstrip()}\n{value}\n",
    "heading": lambda source, value, _: f"{value},{source}",
    "comment": lambda source, value, _: f"# {value}\n{source}",
})  # fmt: skip


def _json_coded(value: str, chance: random.Random) -> str:
    match chance.randrange(4):
        case 0:
            return "".join(f"\\u{ord(one):04x}" for one in value)
        case 1:
            return "".join(f"\\u{ord(one):04X}" if chance.random() < 0.3 else one for one in value).replace(
                "/", "\\/"
            )
        case _:
            return value.replace("\\", "\\\\").replace('"', '\\"')


def _json_string(source: str, value: str, chance: random.Random) -> str | None:
    found = list(re.finditer(r'(?<=")[^"\\]*(?=")(?!"\s*[,:\]}\[{]\s*")', source))
    if not found:
        return None
    match = chance.choice(found)
    return source[: match.start()] + _json_coded(value, chance) + source[match.end() :]


def _json_member(source: str, value: str, chance: random.Random) -> str | None:
    at = source.find("{")
    if at == -1:
        return None
    coded = _json_coded(value, chance)
    first, _, rest = value.partition(" ")
    digits = re.sub(r"\D", "", value)
    new = chance.choice((
        f'"{coded}": 1', f'"a9": "{coded}"', f'"a9": ["{first}", "{rest}"]', f'"a9": "{{\\"b\\": \\"{value}\\"}}"',
        f'"a9": {digits.lstrip("0") or 1}', f'"first9": "{first}", "last9": "{rest}"', f'"a9": "<p>{value}</p>"',
        f'"a9": [{",".join(str(ord(one)) for one in value)}]', f'"a9": {digits.lstrip("0") or 1}.0',
    ))  # fmt: skip
    more = "" if re.match(r"\{\s*\}", source[at:]) else ", "
    return source[: at + 1] + new + more + source[at + 1 :]


JSON: Final[Mapping[str, Plant]] = MappingProxyType({
    "string": _json_string, "member": _json_member,
    "after the end": lambda source, value, _: f"{source}\n{value}",
    "comment": lambda source, value, _: f"/* {value} */{source}",
})  # fmt: skip


def plant(data: bytes, value: str, chance: random.Random, places: Mapping[str, Plant]) -> tuple[str, bytes] | None:
    """The name of a place and the text with the value there."""
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError:
        source = data.decode("latin-1")
        if not value.isascii():
            return None
    name = chance.choice(tuple(places))
    made = places[name](source, value, chance)
    if made is None or made == source:
        return None
    new = made.encode("latin-1" if data.decode("latin-1") == source else "utf-8", "replace")
    label = name
    if name in {"header", "property"}:
        added = next((line for line in made.splitlines() if line not in set(source.splitlines())), "")
        label = f"{name}: {re.split(r'[:;.]', added)[0][:20]}" if "=" not in added[:3] else name
    return label, new
