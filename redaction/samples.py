"""Files with something of everything that is imported when it is first met.

A child in the reading room may be unable to read program files: who serves children reads these before there is one.
"""

from typing import Final

from redaction.formats.content_line_names import SAMPLE as CARD
from redaction.formats.mail_sample import SAMPLE as MAIL
from redaction.formats.pdf_sample import letter
from redaction.formats.rtf_words import SAMPLE as RICH_TEXT
from redaction.formats.svg_allowed import SAMPLE as SVG

SAMPLES: Final = (b"A \xc3\xa9", b"<html><p title='A'>A<b>\xe9</b></p></html>", letter(), MAIL, SVG, RICH_TEXT, CARD)
ATTACHED: Final = (letter(), MAIL, SVG, RICH_TEXT)
"""Those of which mail brings nothing of its own, and which it may have attached."""
