"""Which words the model may not take for an address where they hold no number: places, schools, bodies, things."""

import re
from typing import Final

from redaction.detect.number_words import NUMBER

_NUMBER: Final = re.compile(rf"\d|\b{NUMBER}\b", re.IGNORECASE)
_KIND: Final = re.compile(
    r"(?:\b(?:street|st|road|rd|lane|ln|close|cl|avenue|ave|drive|dr|crescent|cres|gardens|gdns|grove|terrace|way|walk"
    r"|mews|rise|row|square|green|hill|place|court|ct|house|hse|flats?|room|cottages?|farm(?:house)?|barn|lodge|bungalow"
    r"|nook|croft|villas?|chalet|cabin|annexe|stables|grange|rectory|vicarage|forge|mill|dairy|byre|hall|hostel|refuge"
    r"|towers?|point|heights|estate|park|marina|moorings|wharf|quay|lock|basin|boat(?:yard)?|narrowboat|houseboat|nb"
    r"|caravan|site|paddock|wynd|brae|loan|mount|chase|view|bank|cottage|hotel|inn|b&b|guest|plas|ty|bryn|llys|heol|stryd|ffordd|lon"
    r"|maes|clos|rhodfa|parade|yard|passage|fold|garth|gate|end|orchard|spinney|dell|mead|leys|corner|foyer|travelodge)"
    r"|(?:cottage|croft|side|view|bank|dene|holme|field|hurst|brook|haven|stead|acres))\b",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    r"(?:the[ ])?"
    r"(?:house|hotel|court|hill|end|site|farm|flat|room|boat|caravan|hostel|hall|park|inn|office|tower|mill)"
    r"|bed(?:room(?:ed)?)?[ ](?:house|flat|bungalow|cottage)",
    re.IGNORECASE,
)
# "the High Street", "at the Conference Hotel": where anybody goes. A home there says its number.
_ANYBODYS: Final = re.compile(
    r"\bthe[ ](?:[a-z']+[ ])?(?:street|road|bank|hotel|marina|station|market)\Z", re.IGNORECASE
)
# "8 Stairgates": so many of a thing, with nothing that a street or a house is called.
_COUNTED: Final = re.compile(r"\d{1,3}[ ][A-Z][a-z]+s")
_NO_HOME: Final = re.compile(
    r"(?:unit|room|rm|train|no\.?|bed|ward|plot|desk|bay)[ ]?\d{1,3}[a-z]?", re.IGNORECASE
)  # alone: what anything may be called
_BODY: Final = re.compile(
    r"(?:^|[ ])(?:infants?|juniors?|high|primary|school|academy|college|nursery|clinic|hub|office|church|campus"
    r"|railroad|regiment|division|force|war|company|club|team|conference|league|bunker|empty)\b",
    re.IGNORECASE,
)
_SURE: Final = 0.75
_SURE_OF_COUNTED: Final = 0.9
_NEXT: Final = 12  # characters


def vague(text: str, start: int, end: int, share: float) -> bool:
    """Whether a span that the model takes for an address is too vague to be somebody's.

    Args:
        text: The text, folded.
        start: Where the span begins.
        end: Where it ends.
        share: How sure the model is of its surest word.
    """
    value = text[start:end]
    if _NO_HOME.fullmatch(value) is not None:
        return True
    if _NUMBER.search(value) is not None:
        return share < _SURE_OF_COUNTED and _COUNTED.fullmatch(value) is not None and _KIND.search(value) is None
    if _ANYBODYS.search(text, max(0, start - 4), end) is not None or _BODY.match(" " + value) is not None:
        return True
    if share < _SURE or " " not in value.strip() or _KIND.search(value) is None or _BARE.fullmatch(value) is not None:
        return True
    last = " " + value.rsplit(maxsplit=1)[-1]
    return _BODY.match(last) is not None or _BODY.match(text[end : end + _NEXT]) is not None
