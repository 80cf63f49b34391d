"""What is wrong with a register file, said so that whoever imports it can put it right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong. It never quotes a cell: cells hold personal data, and faults are shown and kept."""

    what: str  # what is wrong and what to do
    row: int = 0  # as the spreadsheet counts, the header being 1; 0: the file as a whole
    column: str = ""  # empty: the row as a whole

    def __str__(self) -> str:
        if not self.row:
            return self.what
        if not self.column:
            return f"row {self.row}: {self.what}"
        return f"row {self.row}, column {self.column}: {self.what}"


class BadCell(Exception):
    """A cell does not hold what its column asks for. The text says what to do and never quotes the cell."""


class BadFile(Exception):
    """A file cannot be read as a table at all."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))
