"""How large a register file may be."""

from typing import Final

FILE_BYTES: Final = 256 * 1024 * 1024
UNPACKED_BYTES: Final = 4 * FILE_BYTES  # of an XLSX file, which is a zip archive
ROWS: Final = 1_000_000
CELL_CHARACTERS: Final = 10_000  # a spreadsheet cell holds 32,767; what is longer is cut there without a word
