"""Values of attributes that can hold nothing but sizes, colours and kinds: those that HTML or its programs give."""

import re
from functools import lru_cache
from typing import Final

from PIL import ImageColor

from redaction.formats.xml_parts import is_published

_WORDS: Final = frozenset(
    """
    left right center centre middle top bottom baseline justify char absmiddle absbottom texttop start end all
    none auto both ltr rtl inherit transparent true false yes no on off nowrap text html htm css js javascript
    ecmascript module plain xml xhtml xsl svg rss atom json ld application image png jpg jpeg gif webp ico icon
    vnd microsoft x octet stream pdf rdf opensearchdescription manifest audio video mpeg mp4 ogg font woff ttf
    stylesheet alternate shortcut apple touch precomposed mask preconnect prefetch preload dns canonical
    nofollow noopener noreferrer external tag bookmark author license help search next prev previous first last
    up index contents home amphtml pingback edituri profile shortlink me file list edit time data original src
    self fluid button checkbox radio hidden submit reset password email tel url number date month week range
    color datetime local circle disc square decimal lower upper alpha roman rect rectangle poly polygon default
    blank parent main screen print projection handheld tv braille embossed aural speech and only min max width
    device height orientation landscape portrait px pt em ex rem vw vh in cm mm row col rowgroup colgroup rows
    cols groups void above below hsides vsides lhs rhs box border get post dialog content type refresh expires
    pragma cache control style script set cookie language compatible ua window target equiv security policy
    cleartype imagetoolbar resource encoding accept utf iso us ascii windows cp latin koi r u shift jis sjis euc
    jp kr gb gbk big hz unicode charset macintosh en uk de fr es it nl pl ro ru ar zh hans hant cn tw ja ko tr
    cy ga gd sco ur bn pa gu hi so sq lt lv cs sk hu bg hr sr sl fi sv da nb nn el he fa ku ps ti am sw yo ig ta
    te ml mr ne vi th ms id tl et is eu ca gl br au ie nz za at ch be mx und mul http https www w3 org rec
    html40 html4 schemas com office word excel powerpoint vml urn
    """.split()  # noqa: SIM905 - three hundred words read better without their quotes
)
_BETWEEN: Final = re.compile(r"[^A-Za-z0-9]+")
_MEASURE: Final = re.compile(r"\d{1,4}[a-z]{0,3}|[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[a-z]{1,2}\d{1,4}")
_NUMBERS: Final = re.compile(r"(?:\D*\d){7}")


@lru_cache(maxsize=4096)
def is_plain(value: str) -> bool:
    """Whether nobody chose the words of it; seven figures together may be somebody's number."""
    if is_published(value):
        return True
    digits = _NUMBERS.match(value) is not None and not re.fullmatch(r"#?[0-9a-fA-F]{6}", value)
    return not digits and all(map(_is_own, filter(None, _BETWEEN.split(value))))


def _is_own(word: str) -> bool:
    small = word.lower()
    return small in _WORDS or _MEASURE.fullmatch(word) is not None or small in ImageColor.colormap
