"""Every list is measured: a page that fetches is in the benchmark of lists, or said there to list nothing."""

import json

from benchmarks.console_addresses import LISTS, NO_LISTS
from gateway.console.api.application import PATH
from gateway.console.permissions import Method
from gateway.console.routes import ROUTES
from tests.console.conftest import RunningConsole


def test_no_list_is_left_out(running: RunningConsole) -> None:
    described = json.loads(running.browser().get(f"{PATH}/openapi.json").text)
    programs = {f"{PATH}{path}" for path, ways in described["paths"].items() if "get" in ways}
    assert set(LISTS) | NO_LISTS == {one.path for one in ROUTES if one.method is Method.GET} | programs
    assert not set(LISTS) & NO_LISTS


def test_each_is_opened_at_an_address_of_its_route() -> None:
    for path, opened in LISTS.items():
        for title, _, address in opened:
            said = address.partition("?")[0].split("/")
            assert len(said) == len(path.split("/")), title
            parts = zip(path.split("/"), said, strict=True)
            assert all(wanted == part or (wanted.startswith("{") and part) for wanted, part in parts), title
