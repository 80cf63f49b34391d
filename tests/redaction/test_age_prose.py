"""Ages as running text tells them, marked «so», and counts that look like them."""

import re

import pytest

from redaction import find
from redaction.hit import Detector


def ages(text: str) -> set[int]:
    return {at for hit in find(text) if hit.detector is Detector.AGE for at in range(hit.start, hit.end)}


@pytest.mark.parametrize(
    "marked",
    [
        "He is «14», will be «15» in a fortnight.",
        "She'll be «sixteen» in a couple of weeks and wants to move.",
        "Jayden will be «18» in three months.",
        "He will be «four» soon.",
        "She turns «9» shortly.",
        "His mother was herself in care from the age of «six».",
        "She has been self-harming since the age of «12».",
        "He lived with his nan until the age of «eight».",
        "Dad left at the age of «16» he says.",
        "When he was «eight» Leon told his teacher.",
        "When she was «11» Mum remarried.",
        "He is the second of three (the others are «8» and «5 months»).",
        "There is an aunt at home with the other three («9, 7, 4»).",
        "The other two are «6» and «3».",
        "Her older two («14» and «12») are with dad.",
        "He is a fitter, «33», and lives with his parents.",
        "Mum is a carer, «41», who works nights.",
        "He's the lad we talked about, «15», dad's in Armley.",
        "The girl in the flat upstairs, «13», has been seen with him.",
        "He has not seen his son since Tobias's «third» birthday.",
        "It is Mia's «7th» birthday on Friday.",
        "Shay is «13», nearly «14», and wants a phone.",
        "Our Dan is «9», almost «10».",
        "her son Macsen «9» ASD, third exclusion",
        "Kyle «15» ADHD awaiting assessment",
        "She was «15» at the time.",
        "He was only «4» back then.",
        "Her children, who are now «12» and «15», stay with him.",
        "My two («6» and «9») are at the same school.",
        "both boys, «9» and «11», were seen alone",
        "He was placed at «three» and adopted at «five».",
        "She's coming up «four».",
        "He is about to turn «10».",
        "She had her first baby at «17».",
        "Baby is «5 days» old.",
        "a teenager of «15» was arrested",
        "They have a boy, «7», and a girl, «5».",
        "There are three children in the home, «2», «4» and «9».",
        "Mr Khan, who is «31», has a caution.",
        "Her brother is «21» and lives away.",
        "I am a single mum of «24» with two little ones.",
        "She became a mum at «16».",
        "The baby, now «10 weeks», is doing well.",
        'He told me he is "«8» and three quarters".',
        "Mia, «6», and Leo, «4», were in bed.",
        "He looked about «12».",
        "The youngest is «2» and the eldest is «17».",
        "Grandad is «70» this year.",
        "My daughter turned «10» at the weekend.",
        "She will turn «5» before she starts school.",
        "as a boy of «seven» he was moved",
        "the then «14»-year-old told police",
        "He was barely «16» when he left.",
        "a mother of three («14», «9» and «2»)",
        "She has sons of «16» and «12» from before.",
        "He has been caring for her since he was «9».",
        "The girls («8» & «6») share a room.",
        "They have a «3»-year-old and a newborn.",
        "Our eldest, who's «17», has moved out.",
        "My daughter («10», Year 5) is scared of him.",
        "His little brother just turned «6».",
        "Leah is «4» and a half and not talking.",
        "He's «9» but acts younger.",
        "She is only «15» and he is «23».",
        "a man of around «50» came to the door",
        "a woman in her «forties»",
        "the baby is «8 weeks» now",
        "He says he is «18» but looks «14».",
        "Aged «11», she was placed with Mr Cole.",
        "She'd had two children by «19».",
        "Ella is in «Year 6» and her brother is in «Reception».",
        "Sam has just started in «Y7».",
        "The twins are in «Year 3».",
        "He moved up to «Year 10» in September.",
        "She should be in «year 9» but isn't on roll.",
        "He was in «Year 4» when dad died.",
        "a «Y11» girl told us",
        "the «two year old» was in a wet nappy",
        "a «15 year-old» lad",
        "my «8yr old» has asthma",
        "«16yo» female, alone",
        "her «14yo» son",
        "Mr Price («68») and his wife («66»)",
        "grandparents are both in their «seventies»",
        "Dad is nearly «60».",
        "Chronological age «9 years 4 months».",
        "The eldest, Kyle, is «19» and in prison.",
        "The three kids: Ava «12», Max «9», baby Joe «1».",
        "Ava (nearly «12») said no.",
        "I was «17» when I had her.",
        "She's my youngest at «3».",
        "He's the oldest of five at «15».",
        "Kids are «2», «5», and «9».",
        "an «18-month-old» boy",
        "She reached «18» last month.",
    ],
)
def test_ages_that_are_told(marked: str) -> None:
    text = re.sub("[«»]", "", marked)
    found = ages(text)
    told = [match[1] for match in re.finditer("«(.+?)»", marked)]
    at = 0
    for value in told:
        at = text.index(value, at)
        assert [text[i] for i in range(at, at + len(value)) if text[i].isalnum() and i not in found] == []
        at += len(value)


@pytest.mark.parametrize(
    "text",
    [
        "The fee will be 15 in a fortnight from now.",
        "The others are 8 and 9 on the agenda.",
        "The other two are at 3 and 4 today.",
        "The room is a hall, 33, and the stage is small.",
        "From the age of 16 a young person may consent.",
        "Parents may ask until the age of 19.",
        "There will be 15 in a week or so.",
        "The lad came to 3 sessions, 2 of them late.",
        "It is the charity's 10th birthday on Friday.",
        "A child's second birthday check is due.",
        "The boys are at tables 3 and 4.",
        "When she was 20 minutes late we left.",
        "When he was 2 Miles away he rang.",
        "The meeting will turn 5 plans over before May.",
        "She had her baby at 5pm.",
        "Children in the pilot, 2 and 3 days a week, did well.",
        "The others are 2 weeks and 3 days late.",
        "His other two are 2 and 3 miles away.",
        "We are 8, almost 9, weeks in.",
        "Visits are at 4 and 5 soon.",
        "She is a mother of three and a carer.",
        "a mum of two, and dad of four",
        "Kim is the eldest of five.",
        "He is a single parent of 3.",
    ],
)
def test_what_counts_something_else(text: str) -> None:
    assert ages(text) == set()
