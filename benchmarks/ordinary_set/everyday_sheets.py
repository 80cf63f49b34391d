"""Workbooks and slides of schools and family support: signing in, meals, contacts, expenses, a family drawn."""

# ruff: noqa: E501 - markup reads better whole than broken

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from html import escape
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Font

from benchmarks.ordinary_set.household import Household
from benchmarks.ordinary_set.sheets import saved
from tests.redaction.documents.builders import pptx

_FIRST: Final = date(2026, 3, 2)


def signing_in(home: Household) -> bytes:
    """Who came to the door of a school, with times."""
    book = Workbook()
    sheet = book.active
    sheet.title = "March"
    sheet.append(["Date", "Visitor", "To see", "In", "Out", "Car"])
    for day in range(18):
        who = (home.mother, home.worker, home.officer, home.other)[day % 4]
        sheet.append(
            [
                _FIRST + timedelta(days=day),
                str(who),
                str(home.teacher),
                f"{9 + day % 3}:15",
                f"{10 + day % 3}:00",
                "no",
            ]
        )
    sheet.append(["Note", home.told])
    return saved(book)


def meals(home: Household) -> bytes:
    """A sheet for each child, named after it, and a first one that adds them up."""
    book = Workbook()
    first = book.active
    first.title = "All"
    first.append(["Child", "Meals", "Paid"])
    for line, child in enumerate((home.child, home.other), start=2):
        sheet = book.create_sheet(str(child)[:30])
        sheet.append(["Day", "Meal"])
        for day in range(10):
            sheet.append([_FIRST + timedelta(days=day), 1 if day % 3 else 0])
        quoted = str(child)[:30].replace("'", "''")
        first.append([str(child), f"=SUM('{quoted}'!B2:B11)", f"=B{line}*2.5"])
    first.append(["Sum", "=SUM(B2:B3)", "=SUM(C2:C3)"])
    first["A6"] = f"Kept by {home.worker}. {home.told}"
    return saved(book)


def contacts(home: Household) -> bytes:
    """A chronology of contacts, by date, kind and who wrote it, under a filter."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Chronology"
    sheet.append(["Date", "Source", "Event", "Written by"])
    said = (
        f"{home.child.first} seen at school.",
        f"Call to {home.mother}.",
        "Report read.",
        f"{home.other} at the clinic.",
        home.told,
    )
    for line in range(30):
        sheet.append(
            [
                _FIRST + timedelta(days=line),
                ("School", "Health", "Police")[line % 3],
                said[line % 5],
                str(home.worker if line % 2 else home.doctor),
            ]
        )
    sheet.auto_filter.ref = "A1:D31"
    sheet["A1"].font = Font(bold=True)
    return saved(book)


def expenses(home: Household) -> bytes:
    """A claim for miles, with sums."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Claim of", str(home.worker)])
    sheet.append(["Date", "Reason", "Miles", "Sum"])
    for line in range(3, 13):
        reason = f"Visit to {home.child}" if line % 2 else f"Meeting with {home.teacher}"
        sheet.append([_FIRST + timedelta(days=line), reason, line * 2, f"=C{line}*0.45"])
    sheet.append(["Total", None, "=SUM(C3:C12)", "=SUM(D3:D12)"])
    sheet.append([home.told])
    return saved(book)


def class_list(home: Household) -> bytes:
    """As a school's system exports it: many columns, codes, a hidden column, conditional sums."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Surname", "Forename", "DoB", "Year", "FSM", "SEN", "Contact", "Telephone"])
    for line in range(24):
        who = home.child if line == 3 else home.other if line == 11 else None
        if who is None:
            sheet.append([f"Pupil {line}", "-", "-", 4, "N", "N", "-", "-"])
        else:
            sheet.append([who.last, who.first, home.born, 4, "Y", "K", str(home.mother), home.phone])
    sheet.append(["Free meals", '=COUNTIF(E2:E25,"Y")'])
    sheet.append(["Teacher", str(home.teacher)])
    sheet.column_dimensions["F"].hidden = True
    return saved(book)


def genogram(home: Household) -> bytes:
    """A family drawn on a slide: boxes, circles and lines."""

    def shape(number: int, text: str, x: int, y: int, form: str = "rect") -> str:
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Shape {number}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="2200000" cy="800000"/></a:xfrm><a:prstGeom prst="{form}"><a:avLst/></a:prstGeom></p:spPr>'
            f'<p:txBody><a:bodyPr wrap="square"/><a:p><a:r><a:rPr lang="en-GB" sz="1400"/><a:t>{escape(text, quote=False)}</a:t></a:r></a:p></p:txBody></p:sp>'
        )

    return pptx(
        shape(2, f"Family of {home.child}", 500000, 300000) + shape(3, str(home.mother), 800000, 1700000, "ellipse")
        + shape(4, "Father, not known", 5200000, 1700000) + shape(5, home.child.first, 800000, 3500000, "ellipse")
        + shape(6, str(home.other), 3600000, 3500000) + shape(7, f"Drawn by {home.worker}", 800000, 5600000)
        + shape(8, home.told, 3600000, 5600000)
    )  # fmt: skip


def certificate(home: Household) -> bytes:
    """A prize, in large type."""

    def line(number: int, text: str, y: int, size: int) -> str:
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Line {number}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="600000" y="{y}"/><a:ext cx="8000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            f'<p:txBody><a:bodyPr/><a:p><a:pPr algn="ctr"/><a:r><a:rPr lang="en-GB" sz="{size}00"/><a:t>{escape(text, quote=False)}</a:t></a:r></a:p></p:txBody></p:sp>'
        )

    return pptx(
        line(2, "Certificate of achievement", 500000, 36) + line(3, "is given to", 1600000, 20)
        + line(4, str(home.child), 2300000, 40) + line(5, "for kindness in the Spring term", 3500000, 24)
        + line(6, f"{home.teacher}, head teacher", 5000000, 18) + line(7, home.told, 5800000, 12)
    )  # fmt: skip


EVERYDAY_SHEETS: Final[Mapping[str, Callable[[Household], bytes]]] = {
    "signing-in": signing_in, "meals": meals, "contacts": contacts, "expenses": expenses, "class-list": class_list,
}  # fmt: skip
EVERYDAY_SLIDES: Final[Mapping[str, Callable[[Household], bytes]]] = {
    "genogram": genogram,
    "certificate": certificate,
}
