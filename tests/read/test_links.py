"""Links to files of our own store, however they are written."""

import pytest

from gateway.model.message import Place, Reading, Unit
from gateway.policy.defaults import OWN_LINKS
from gateway.read.links import linked_files


def reading(*texts: str, part: str = "1") -> Reading:
    units = tuple(
        Unit(id=number, place=Place.TEXT, part=part, label="", text=text) for number, text in enumerate(texts)
    )
    return Reading(fields=(), units=units, attachments=(), unread=(), signed=(), encrypted=False)


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        pytest.param(
            "see https://familysupport.sharepoint.com/:w:/s/Cases/Ab", "familysupport.sharepoint.com", id="plain"
        ),
        pytest.param(
            "https://FamilySupport-my.SharePoint.com/personal/x", "familysupport-my.sharepoint.com", id="case"
        ),
        pytest.param("1drv.ms/w/s!Ab", "1drv.ms", id="no-scheme"),
        pytest.param("(https://www.dropbox.com/scl/fi/x)", "www.dropbox.com", id="host-below"),
        pytest.param("https://drive.google.com:443/file/d/1", "drive.google.com", id="port"),
        pytest.param("https://drive.google.com./file/d/1", "drive.google.com", id="root-dot"),
        pytest.param(
            "https://eur01.safelinks.example/?url=https%3A%2F%2Fwe.tl%2Ft-AbC&data=05", "we.tl", id="wrapped"
        ),
        pytest.param("https://a.example/?u=https%253A%252F%252F1drv.ms%252Fx", "1drv.ms", id="wrapped-twice"),
        pytest.param("https://we.tl/a https://we.tl/b", "we.tl", id="once"),
        pytest.param("we use dropbox.com for photos", "", id="a-mention"),
        pytest.param("https://dropbox.com/", "", id="the-front-page"),
        pytest.param("https://sharepoint.com/learn", "", id="not-a-tenant"),
        pytest.param("https://notdropbox.com/x", "", id="another-host"),
        pytest.param("https://dropbox.com.attacker.example/x", "", id="another-host-behind"),
        pytest.param("ana@we.tl/x", "", id="an-address"),
        pytest.param("100% of https://council.example/report", "", id="a-partners-page"),
    ],
)
def test_links(text: str, hosts: str) -> None:
    assert linked_files(reading(text), OWN_LINKS) == tuple(f"1:{host}" for host in hosts.split())


def test_a_path_narrows_a_pattern() -> None:
    said = reading("https://team.example/sites/cases/1 and https://team.example/news/2", part="")

    assert linked_files(said, ["team.example/sites/"]) == ("header:team.example",)
    assert linked_files(reading("https://team.example/news/2"), ["team.example/sites/"]) == ()


def test_a_long_text_of_nearly_links_takes_no_time() -> None:
    assert linked_files(reading("a-" * 50_000, "a." * 50_000, "%25" * 30_000), OWN_LINKS) == ()
