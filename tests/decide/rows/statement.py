"""FACT-1: fact or opinion, said of every paragraph about somebody."""

from dataclasses import replace
from typing import Final

from gateway.model.decision import Treatment
from gateway.model.parties import Capacity
from gateway.model.statement import StatedParagraph, Statement
from tests.decide.builders import ANA, BEN, CONSENT, FINE, Person, Row, about, row

SHARE, HOLD = Treatment.SHARE, Treatment.HOLD

UNSAID: Final = replace(FINE, statement=None)
FACT: Final = StatedParagraph(hits=(0, 1), statement=Statement.FACT)
OPINION: Final = StatedParagraph(hits=(0,), statement=Statement.OPINION)
SILENT: Final = StatedParagraph(hits=(1,), statement=None)
TWO: Final = replace(
    about(UNSAID, Person(id=ANA), Person(id=BEN)),
    consents=(CONSENT, replace(CONSENT, id="C-2", person=BEN, given_by=BEN, capacity=Capacity.SELF)),
)


ROWS: Final[tuple[Row, ...]] = (
    row("said-of-the-paragraph", replace(UNSAID, stated=(FACT,)), SHARE, "covered"),
    row("said-of-both-paragraphs", replace(UNSAID, stated=(FACT, OPINION)), SHARE, "covered"),
    row("said-of-one-of-two-paragraphs", replace(UNSAID, stated=(OPINION, SILENT)), HOLD, "covered no-fact-opinion"),
    row("said-of-none", replace(UNSAID, stated=(SILENT,)), HOLD, "covered no-fact-opinion", held_for="sender"),
    row("named-in-no-paragraph", UNSAID, HOLD, "covered no-fact-opinion"),
    row("said-of-somebody-else", replace(TWO, stated=(FACT,)), HOLD, "covered covered no-fact-opinion"),
    row("said-of-the-whole", replace(FINE, stated=(SILENT,)), SHARE, "covered"),
)
