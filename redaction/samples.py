"""Files with something of everything that is imported when it is first met.

A child in the reading room may be unable to read program files: who serves children reads these before there is one.
"""

from typing import Final

from redaction.formats.content_lines.names import SAMPLE as CARD
from redaction.formats.mail.sample import SAMPLE as MAIL
from redaction.formats.pdf.sample import letter
from redaction.formats.rtf.words import SAMPLE as RICH_TEXT
from redaction.formats.svg.allowed import SAMPLE as SVG

SAMPLES: Final = (b"A \xc3\xa9", b"<html><p title='A'>A<b>\xe9</b></p></html>", letter(), MAIL, SVG, RICH_TEXT, CARD)
ATTACHED: Final = (letter(), MAIL, SVG, RICH_TEXT)
"""Those of which mail brings nothing of its own, and which it may have attached."""
