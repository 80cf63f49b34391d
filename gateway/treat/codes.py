"""Cuts in what codes say, as cuts of the codes: a code of which something goes, goes whole. Pure."""

from collections.abc import Sequence

from gateway.model.message import TextCut
from gateway.model.reasons import Reason
from gateway.read.survey import InCodes, Survey
from gateway.treat.errors import TreatFailed
from redaction import Cut
from redaction.decodings import decoded, joined


def before_decoding(found: Survey, cuts: Sequence[TextCut]) -> tuple[TextCut, ...]:
    """The same cuts, those of decoded texts made in the units whose codes they were; cuts that meet become one.

    Raises:
        TreatFailed: they are no cuts of this message.
    """
    if not any(0 <= cut.unit < len(found.sources) and isinstance(found.sources[cut.unit], InCodes) for cut in cuts):
        return tuple(cuts)
    moved = (_moved(found, cut) for cut in cuts)
    return tuple(
        TextCut(unit=cut.unit, start=cut.start, end=cut.end, replacement=cut.replacement) for cut in joined(moved)
    )


def _moved(found: Survey, cut: TextCut) -> Cut:
    source = found.sources[cut.unit] if 0 <= cut.unit < len(found.sources) else None
    if not isinstance(source, InCodes):
        return Cut(unit=cut.unit, start=cut.start, end=cut.end, replacement=cut.replacement)
    one = decoded(found.reading.units[source.unit].text)
    if one is None or not 0 <= cut.start < cut.end <= len(one.text):
        raise TreatFailed(Reason.SYSTEM_FAULT, source.part.content)
    start, end = one.span(cut.start, cut.end)
    return Cut(unit=source.unit, start=start, end=end, replacement=cut.replacement)
