"""A report: named sheets of text, whatever file it becomes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table."""

    name: str  # at most 31 characters, as spreadsheets allow
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # as long as columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is handed out."""

    name: str  # "sar", "foi", "review"
    sheets: tuple[Sheet, ...]  # at least one; a CSV file has room for the first alone

    @property
    def rows(self) -> int:
        """Of all sheets together."""
        return sum(len(sheet.rows) for sheet in self.sheets)
