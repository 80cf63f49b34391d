"""What the detectors of telephones, mail, the web and devices take and leave."""

import pytest

from redaction.detect import email, handle, mac, phone, url
from tests.redaction.values import values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tel: 7946 0123", ["7946 0123"]),
        ("mob 7700 900123", ["7700 900123"]),
        ("(07700) 900123", ["(07700) 900123"]),
        ("07700/900123", ["07700/900123"]),
        ("020 7946 0123/0124", ["020 7946 0123/0124"]),
        ("07700900123/020 7946 0456", ["07700900123", "020 7946 0456"]),
        ("+44(0)7700900123", ["+44(0)7700900123"]),
        ("tel:+447700900123", ["+447700900123"]),
        ("+1 (212) 555-0123", ["+1 (212) 555-0123"]),
        ("0033 1 99 00 12 34", ["0033 1 99 00 12 34"]),
        ("0 7 7 0 0 9 0 0 1 2 3", ["0 7 7 0 0 9 0 0 1 2 3"]),
        ("T 020 7946 0123\nM 07700 900123", ["020 7946 0123", "07700 900123"]),
        ("Te1: 07700 9OO 266", ["07700 9OO 266"]),
        ("the customer, 07700 900123, rang", ["07700 900123"]),
        # Nobody's: anybody may ring them.
        ("in an emergency ring 999, else 101 or NHS 111", []),
        ("Childline 0800 1111, tel: 0800 1111", []),
        ("NSPCC on 0808 800 5000 or +44 808 800 5000", []),
        ("phone 116 123", []),
        ("text SHOUT to 85258", []),
        ("on 01-02-2014 10:30 we met", []),
        ("on 03/03/14 1030", []),
        ("phone on 01/02/2024", []),
        ("/home/files/07700900123", []),
    ],
)
def test_phone(text: str, expected: list[str]) -> None:
    assert values(phone, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mia dot okafor at example dot org", ["mia dot okafor at example dot org"]),
        ("mia.okafor [at] example.org", ["mia.okafor [at] example.org"]),
        ("mia(at)example(dot)org", ["mia(at)example(dot)org"]),
        ("mia AT example DOT co DOT uk.", ["mia AT example DOT co DOT uk"]),
        ("write to mia @ example.org", ["mia @ example.org"]),
        ("a@b.example c@d.example", ["a@b.example", "c@d.example"]),
        ("meet me at example.org", []),
        ("look at the dot com bubble", []),
        ("good at maths (at last)", []),
        ("2 @ 3.50", []),
    ],
)
def test_email(text: str, expected: list[str]) -> None:
    assert values(email, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://www.facebook.com/mia.okafor.9", ["https://www.facebook.com/mia.okafor.9"]),
        ("see instagram.com/mia_ok.", ["instagram.com/mia_ok"]),
        ("(https://x.com/mia_ok?s=20)", ["https://x.com/mia_ok?s=20"]),
        ("https://example.org/users/mia-okafor", ["https://example.org/users/mia-okafor"]),
        (
            "https://portal.example/form?email=mia%40example.org",
            ["https://portal.example/form?email=mia%40example.org"],
        ),
        ("https://records.example/view?child_id=1234", ["https://records.example/view?child_id=1234"]),
        ("https://x.example/personal/mia_okafor/Documents", ["https://x.example/personal/mia_okafor/Documents"]),
        ("href=https://www.tiktok.com/@mia.ok", ["https://www.tiktok.com/@mia.ok"]),
        ("https://www.gov.uk/report-child-abuse", []),
        ("https://www.facebook.com/groups/parents", []),
        ("https://www.facebook.com", []),
        ("https://youtube.com/watch?v=abc123", []),
        ("follow us at https://www.facebook.com/ourcharity", []),
        ("https://charity.example/people/volunteering", []),
        ("https://shop.example/search?q=chairs", []),
        ("and/or, 24/7, w.c. 3/3", []),
        ("http://", []),
    ],
)
def test_url(text: str, expected: list[str]) -> None:
    assert values(url, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("her Instagram is @mia.ok_14", ["@mia.ok_14"]),
        ("Snapchat: mia_2014", ["mia_2014"]),
        ("username: mia-ok", ["mia-ok"]),
        ("insta mia_ok99", ["mia_ok99"]),
        ("Discord mia#1234", ["mia#1234"]),
        ("on TikTok as miadances12", ["miadances12"]),
        ("he was messaged by @old_man7", ["@old_man7"]),
        ("the last one is @bez_onelove90", ["@bez_onelove90"]),
        ("follow us @charity on Twitter", []),
        ("the username is not known", []),
        ("on Facebook and TikTok", []),
        ("@Sarah can you look", []),
        ("mia@example.org posted it", []),
        ("Facebook: blocked", []),
    ],
)
def test_handle(text: str, expected: list[str]) -> None:
    assert values(handle, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MAC 00:1A:2B:3C:4D:5E", ["00:1A:2B:3C:4D:5E"]),
        ("00-1a-2b-3c-4d-5e joined", ["00-1a-2b-3c-4d-5e"]),
        ("001a.2b3c.4d5e", ["001a.2b3c.4d5e"]),
        ("IMEI: 490154203237518", ["490154203237518"]),
        ("10:30:45:12", []),
        ("00:00:00:00:00:00", []),
        ("00:1A:2B:3C:4D:5E:6F", []),
        ("2024-01-02-03-04-05", []),
        ("1234.5678.9012", []),
        ("550e8400-e29b-41d4-a716-446655440000", []),
    ],
)
def test_mac(text: str, expected: list[str]) -> None:
    assert values(mac, text) == expected
