"""The routes of information governance."""

from collections.abc import Iterator
from typing import Final

from gateway.console.pages.governance import (
    breaches,
    bring_in,
    change,
    due,
    entry,
    listing,
    merge,
    overview,
    person,
    reports,
    request,
    request_email,
    requests,
    risks,
    turns,
)
from gateway.console.permissions import Handler, Method, PageRoute, Permission

_REGISTER: Final = "/registers/{kind}"


def _get(path: str, handler: Handler) -> PageRoute:
    return PageRoute(method=Method.GET, path=path, permission=Permission.GOVERNS, handler=handler)


def _post(path: str, handler: Handler) -> PageRoute:
    return PageRoute(method=Method.POST, path=path, permission=Permission.GOVERNS, handler=handler)


def _routes() -> Iterator[PageRoute]:
    yield _get("/governance", overview.overview)
    yield _get("/registers", overview.registers)
    yield _get("/registers/people/merge", merge.ask)
    yield _post("/registers/people/merge/check", merge.check)
    yield _post("/registers/people/merge", merge.merge)
    yield _get(_REGISTER, listing.listing)
    yield _post(f"{_REGISTER}/export", listing.export)
    yield _get(f"{_REGISTER}/entry", entry.entry)
    yield _get(f"{_REGISTER}/add", change.add)
    yield _get(f"{_REGISTER}/change", change.change)
    yield _post(f"{_REGISTER}/check", change.check)
    yield _post(f"{_REGISTER}/save", change.save)
    yield _get(f"{_REGISTER}/end", change.ask_end)
    yield _post(f"{_REGISTER}/end", change.end)
    yield _get(f"{_REGISTER}/import", bring_in.ask)
    yield PageRoute(
        method=Method.POST,
        path=f"{_REGISTER}/import",
        permission=Permission.GOVERNS,
        handler=bring_in.take,
        upload_bytes=bring_in.UPLOAD_BYTES,
    )
    yield _post(f"{_REGISTER}/import/columns", bring_in.choose)
    yield _post(f"{_REGISTER}/import/apply", bring_in.apply)
    yield _get(f"{_REGISTER}/changes", turns.turns)
    yield _get(f"{_REGISTER}/undo", turns.ask)
    yield _post(f"{_REGISTER}/undo", turns.undo)
    yield _get("/people/about", person.about)
    yield _post("/people/about", person.look_through)
    yield _post("/people/recipients", person.recipients)
    yield _get("/requests", requests.requests)
    yield _get(request.PATH, request.answer)
    yield _post(f"{request.PATH}/search", request.search)
    yield _get(f"{request.PATH}/email", request_email.email)
    yield _post(f"{request.PATH}/email", request_email.decide)
    yield _post(f"{request.PATH}/bundle", request.put_together)
    yield _post(f"{request.PATH}/take", request.take)
    yield _post(f"{request.PATH}/send", request.send)
    yield _post(f"{request.PATH}/hand-over", request.hand_over)
    yield _get("/breaches", breaches.breaches)
    yield _get("/breaches/add", breaches.add)
    yield _post("/breaches/add", breaches.open_breach)
    yield _post("/breaches/export", breaches.export)
    yield _get("/breaches/{id}", breaches.breach)
    yield _post("/breaches/{id}/change", breaches.change)
    yield _post("/breaches/{id}/told", breaches.told)
    yield _post("/breaches/{id}/close", breaches.close)
    yield _get("/risks", risks.risks)
    yield _get("/risks/add", risks.add)
    yield _post("/risks/add", risks.open_risk)
    yield _post("/risks/export", risks.export)
    yield _get("/risks/{id}", risks.risk)
    yield _post("/risks/{id}/change", risks.change)
    yield _post("/risks/{id}/close", risks.close)
    yield _get("/due", due.due)
    yield _post("/due/export", due.export)
    yield _get("/reports", reports.reports)
    yield _post("/reports/export", reports.export)


GOVERNANCE_ROUTES: Final = tuple(_routes())
