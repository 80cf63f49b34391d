"""Workbooks, written by openpyxl: rotas, registers, invoices, budgets, lists of cases."""

import io
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table

from benchmarks.ordinary_set.story import DAYS, Story
from benchmarks.ordinary_set.word import pixels

_FIRST_DAY: Final = date(2026, 3, 2)


def saved(book: Workbook) -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    # As wide as what stands in them, as whoever prints it would see to.
    for sheet in book.worksheets:
        for column in sheet.columns:
            said = max(len(str(one.value or "")) for one in column if one.coordinate not in sheet.merged_cells)
            sheet.column_dimensions[column[-1].column_letter].width = min(70, said + 3)
    book.save(out)
    return out.getvalue()


def rota(story: Story) -> bytes:
    """Who is on duty, with merged heads, colours and a header to print."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Rota"
    sheet.merge_cells("A1:F1")
    sheet["A1"] = "Rota for the week"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append(["Time", *DAYS])
    for hour in range(8, 18):
        sheet.append([f"{hour}:00", *(story.value() if story.number(3) == 1 else "open" for _ in DAYS)])
    sheet["B3"].fill = PatternFill("solid", fgColor="FFDD88")
    sheet.oddHeader.center.text = "Family Support"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return saved(book)


def attendance(story: Story) -> bytes:
    """Dates across, names down, sums by formula, a pane that stays, colours by rule."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Name", *(_FIRST_DAY + timedelta(days=day) for day in range(10)), "Sum"])
    for line in range(2, 22):
        sheet.append([story.value(), *(story.number(2) - 1 for _ in range(10)), f"=SUM(B{line}:K{line})"])
    sheet.freeze_panes = "B2"
    sheet.conditional_formatting.add(
        "B2:K21", CellIsRule(operator="equal", formula=["0"], fill=PatternFill(bgColor="FF9999"))
    )
    sheet.print_title_rows = "1:1"
    return saved(book)


def invoice(story: Story) -> bytes:
    """With prices, formulas and a total."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Invoice to", story.value()])
    sheet.append(["What", "Number", "Price", "Sum"])
    for line in range(3, 13):
        sheet.append([story.plain()[:30], story.number(9), story.number(50) + 0.5, f"=B{line}*C{line}"])
        sheet.cell(line, 4).number_format = '"£"#,##0.00'
    sheet.append(["Total", None, None, "=SUM(D3:D12)"])
    sheet.append(["For", story.about()])
    return saved(book)


def cases(story: Story) -> bytes:
    """A table with filters, choices to pick from, comments and links."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Cases"
    sheet.append(["Number", "Name", "Opened", "State", "Notes"])
    for line in range(60):
        sheet.append([f"C{line:04}", story.value(), _FIRST_DAY + timedelta(days=line), "open", story.plain()])
    sheet.add_table(Table(displayName="Cases1", ref="A1:E61"))
    choice = DataValidation(type="list", formula1='"open,closed,waiting"')
    sheet.add_data_validation(choice)
    choice.add("D2:D61")
    sheet["B2"].comment = Comment(story.about(), "Ana Silva")
    sheet["E2"].hyperlink = "https://policy.example/cases"
    sheet["E3"].alignment = Alignment(wrap_text=True)
    return saved(book)


def budget(story: Story) -> bytes:
    """With a chart, two sheets, a named range and a hidden sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Budget"
    sheet.append(["Month", "Spent", "Planned"])
    for month in range(1, 13):
        sheet.append([f"Month {month}", story.number(900), story.number(900)])
    chart = BarChart()
    chart.title = "Spent and planned"
    chart.add_data(Reference(sheet, min_col=2, max_col=3, min_row=1, max_row=13), titles_from_data=True)
    sheet.add_chart(chart, "F2")
    other = book.create_sheet("Who")
    for _ in range(8):
        other.append([story.value(), story.plain()])
    hidden = book.create_sheet("Lists")
    hidden.append(["yes", "no"])
    hidden.sheet_state = "hidden"
    return saved(book)


def pictured(story: Story) -> bytes:
    """A form to print, with a logo."""
    book = Workbook()
    sheet = book.active
    sheet["A8"], sheet["B8"] = "Name", story.value()
    for line in range(9, 15):
        sheet.cell(line, 1, story.plain())
        sheet.cell(line, 2, story.about())
    sheet.add_image(Image(io.BytesIO(pixels("Family Support", "Expenses"))), "A1")
    return saved(book)


SHEETS: Final[Mapping[str, Callable[[Story], bytes]]] = {
    "rota": rota, "attendance": attendance, "invoice": invoice, "cases": cases, "budget": budget,
    "pictured": pictured,
}  # fmt: skip
