"""Mentions of special kinds of data, and the sentences around them."""

import pytest

from redaction import MENTIONS, Detector, People, PersonRow, find, find_all, mentions_within, sentence_span
from redaction.detect.said import last_word, read, said, sought
from redaction.detect.terms import Needs, terms
from redaction.detect.words import lines
from redaction.label import VALUES
from redaction.tokens import tokens
from tests.redaction.builders import PEOPLE


def mentioned(text: str) -> set[Detector]:
    return {hit.detector for hit in find(text)} & MENTIONS


@pytest.mark.parametrize(
    ("text", "detector"),
    [
        ("Mia has asthma.", Detector.HEALTH),
        ("She was diagnosed last year.", Detector.HEALTH),
        ("He self-harmed again.", Detector.HEALTH),
        ("He SELF HARMED again.", Detector.HEALTH),
        ("An EHCP is in place.", Detector.SEN),
        ("He is autistic.", Detector.SEN),
        ("Ethnicity: white British", Detector.ETHNICITY),
        ("Her mother is Somali.", Detector.ETHNICITY),
        ("The family: mum is Muslim.", Detector.RELIGION),
        ("He is gay.", Detector.SEXUAL_LIFE),
        ("Dad was arrested.", Detector.OFFENCE),
        ("She has no recourse to public funds.", Detector.IMMIGRATION),
        ("She is on a child protection plan.", Detector.SAFEGUARDING),
        ("There are bruises on his arm.", Detector.SAFEGUARDING),
        ("He is a child in need.", Detector.SOCIAL_CARE),
        ("Section 17 assessment", Detector.SOCIAL_CARE),
        ("child in\nneed plan", Detector.SOCIAL_CARE),
        ("He is in rent arrears.", Detector.FINANCE),
        ("The family is in debt.", Detector.FINANCE),
        ("Mum claims Universal Credit", Detector.FINANCE),
        ("She was permanently excluded.", Detector.EDUCATION),
        ("Mrs Bello says he is behind at school", Detector.EDUCATION),
        ("Mia Okafor's attendance is 72%", Detector.ATTENDANCE),
        ("a persistent absentee, her mother says", Detector.ATTENDANCE),
        ("He lives with his aunt", Detector.FAMILY),
        ("Her visa runs out in May.", Detector.IMMIGRATION),
        ("He was strangled.", Detector.SAFEGUARDING),
        ("She is on the SEN register.", Detector.SEN),
        ("Mum is in recovery from heroin.", Detector.HEALTH),
        ("He was given a referral order.", Detector.OFFENCE),
        ("They are behind with her rent.", Detector.FINANCE),
        ("Mia Okafor is Congolese.", Detector.ETHNICITY),
        ("She prays at home.", Detector.RELIGION),
        ("Her girlfriend: a same-sex relationship.", Detector.SEXUAL_LIFE),
        ("Cafcass spoke to her.", Detector.SOCIAL_CARE),
        ("Ana Bello is the mother of the twins", Detector.FAMILY),
        # Short forms and words as they are said.
        ("Dad is on a script from CGL.", Detector.HEALTH),
        ("Ryan has MLD.", Detector.SEN),
        ("She has a 1:1 in class all day.", Detector.SEN),
        ("He got a PEX.", Detector.EDUCATION),
        ("She is a WBRI girl.", Detector.ETHNICITY),
        ("They are strict Hindus.", Detector.RELIGION),
        ("She's on the pill.", Detector.SEXUAL_LIFE),
        ("Dad is on tag until June.", Detector.OFFENCE),
        ("He was nicked for TWOC.", Detector.OFFENCE),
        ("DA at home, says mum.", Detector.SAFEGUARDING),
        ("NRM referral made for CCE.", Detector.SAFEGUARDING),
        ("He is CIN.", Detector.SOCIAL_CARE),
        ("Kids are in care.", Detector.SOCIAL_CARE),
        ("He has ILR.", Detector.IMMIGRATION),
        ("She's on UC and PIP.", Detector.FINANCE),
        ("Mum and dad split up.", Detector.FAMILY),
        ("Both parents were divorced.", Detector.FAMILY),
        ("He bunks off on Fridays.", Detector.ATTENDANCE),
    ],
)
def test_mention_found(text: str, detector: Detector) -> None:
    assert detector in mentioned(text)


@pytest.mark.parametrize(
    "text",
    [
        "The policy on mental health is attached.",
        "Polish the tables, please.",
        "The church hall is booked.",
        "section 1 of the agreement",
        "The fraud policy was reviewed.",
        "Jane Doe paid by Visa.",
        "Jane Doe brought Chinese food.",
        "Our counselling service is open.",
        "The visa rules change in May.",
        "Rehab is a word.",
        "Ben Doyle leads the counselling team.",
        "asthmatics",  # not a whole word of the list
        "Prison reform is debated.",
        # Of money, school and family much is said that tells of nobody.
        "Thank you for your attendance, Mrs Bello.",
        "Our attendance list for the training",
        "We discussed our debts",
        "I am off school visits this week",
        "In the absence of Mrs Bello we met.",
        "He told us of the benefits of the course",
        "The attendance policy and rent arrears guidance are attached",
        "The family support team and attendance at the meeting",
        "We owe you a debt of thanks",
    ],
)
def test_mention_left(text: str) -> None:
    assert mentioned(text) == set()


def test_mention_is_the_term_and_sentence_span_the_sentence() -> None:
    text = "Fine. Mia saw Dr. Ahmed about her asthma at 3.30 today. Good."
    hit = next(hit for hit in find(text) if hit.detector is Detector.HEALTH)

    assert text[hit.start : hit.end] == "asthma"
    start, end = sentence_span(text, hit)
    assert text[start:end] == "Mia saw Dr. Ahmed about her asthma at 3.30 today."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("asthma", "asthma"),
        ("One.\n\nshe has asthma\n\nTwo.", "she has asthma"),
        ("- one\n- has asthma, and more\n- three", "- has asthma, and more"),
        ("Is it asthma? No.", "Is it asthma?"),
    ],
)
def test_sentence_span(text: str, expected: str) -> None:
    hit = next(hit for hit in find(text) if hit.detector is Detector.HEALTH)
    start, end = sentence_span(text, hit)

    assert text[start:end] == expected


@pytest.mark.parametrize("detector", sorted(MENTIONS))
def test_every_list_has_terms_and_each_is_found(detector: Detector) -> None:
    terms = lines(detector.value)

    assert len(terms) >= 20
    assert len(set(terms)) == len(terms)
    for term in (one for one in terms if not one.startswith("!")):
        assert detector in mentioned(f"He: {term.lstrip('~')}"), term


@pytest.mark.parametrize(
    ("text", "detector"),
    [
        ("Mia Okafor was arrested.", Detector.OFFENCE),
        ("Okafor, Mia: depression", Detector.HEALTH),
        ("Mr Xyloth was arrested", Detector.OFFENCE),
        ("999 000 0018 was arrested", Detector.OFFENCE),  # an identifier names as well
        ("Q. Xyloth was arrested", Detector.OFFENCE),
    ],
)
def test_a_person_found_in_its_sentence_makes_a_term_count(text: str, detector: Detector) -> None:
    assert detector in {hit.detector for hit in find(text, PEOPLE)}


def test_a_person_of_the_register_with_a_name_that_no_list_holds() -> None:
    people = People.from_rows((PersonRow(id="X", name="Qaxel Xyloth"),))

    assert Detector.OFFENCE in {hit.detector for hit in find("Qaxel Xyloth was arrested", people)}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mia Okafor came. Depression week is in May.", id="another-sentence"),
        pytest.param("The family support team has a mental health policy.", id="a-service"),
        pytest.param("Nobody was arrested", id="nobody-known"),
    ],
)
def test_a_term_without_a_person_in_its_sentence_is_left(text: str) -> None:
    assert not {hit.detector for hit in find(text, PEOPLE)} & MENTIONS


def test_who_is_named_in_another_text_counts_where_a_part_of_the_name_stands() -> None:
    hits = find_all(("Xyloth was arrested", "Mr Xyloth"), PEOPLE)

    assert [hit.detector for hit in hits[0]] == [Detector.NAME, Detector.OFFENCE]


def test_mentions_within_are_those_of_spans_that_speak_of_a_person() -> None:
    text = "Arrested in Máy. Arrested again."
    second = text.index("Arrested again")

    assert [(hit.start, hit.end) for hit in mentions_within(text, [(second, len(text))])] == [(second, second + 8)]
    assert mentions_within(text, []) == []


def test_no_term_that_needs_a_person_hides_one_that_needs_none() -> None:
    rows = [row for begun in terms().values() for several in begun.values() for row in several]
    rows = [row for row in rows if row.needs is not Needs.NEVER]
    for wide in rows:
        for narrow in rows:
            if wide.detector is narrow.detector and len(wide.words) > len(narrow.words) and wide.needs > narrow.needs:
                size = len(narrow.words)
                runs = {wide.words[at : at + size] for at in range(len(wide.words) - size + 1)}
                assert narrow.words not in runs, (wide.words, narrow.words)


@pytest.mark.parametrize(
    ("line", "text", "stands"),
    [
        ("(cut|cuts) .. {his} (arm|leg)", "cuts her arm", True),
        ("(cut|cuts) .. {his} (arm|leg)", "cuts the tops of her leg", True),
        ("(cut|cuts) .. {his} (arm|leg)", "cuts one two three four her arm", False),
        ("(cut|cuts) .. {his} (arm|leg)", "cuts, her arm", False),
        ("has (a (bad|sore) |)back", "has back", True),
        ("has (a (bad|sore) |)back", "has a sore back", True),
        ("has (a (bad|sore) |)back", "has a back", False),
        ("on (a |)tag", "on", False),
    ],
)
def test_a_line_stands_for_choices_and_gaps(line: str, text: str, stands: bool) -> None:
    one = read(Detector.HEALTH, f"~~{line}")
    words = tokens(text)

    assert (last_word(text, words, 0, one) == len(words) - 1) is stands
    if stands:
        rarest, sign = sought(one, {})
        seconds = sign.firsts[words[0].word]
        assert seconds is None or words[1].word in seconds
        assert any(word.word in rarest for word in words[: sign.reach + 1])
        assert all(any(word.word in needed for word in words) for needed in sign.needed)


@pytest.mark.parametrize("line", ["~~(a|b", "~~(a |)b", "~~.. b", "~~"])
def test_a_line_that_cannot_be_read_stops_the_start(line: str) -> None:
    with pytest.raises(ValueError, match=r"bracket|begin"):
        read(Detector.HEALTH, line)


def test_every_line_of_what_is_said_can_be_asked_for() -> None:
    for rare, rows in said().items():
        for word in (rare, *(first for one in rows for first in one.firsts)):
            assert word.isalnum(), word
            assert word == word.lower(), word


@pytest.mark.parametrize(
    ("text", "detector"),
    [
        ("She cuts the tops of her legs.", Detector.HEALTH),
        ("He is autistic.", Detector.SEN),  # a line holds the term, and it is told once
        ("Annual review is due and parents want more.", Detector.SEN),
        ("They speak Tigrinya at home.", Detector.ETHNICITY),
        ("Mum came over from Somaliland.", Detector.ETHNICITY),
        ("The boys go to madrasa after school.", Detector.RELIGION),
        ("Ty came out to his tutor.", Detector.SEXUAL_LIFE),
        ("He got eighteen months for dealing.", Detector.OFFENCE),
        ("She was pushed down the stairs.", Detector.SAFEGUARDING),
        ("He arrived in the back of a lorry.", Detector.IMMIGRATION),
        ("Arrested twice last year.", Detector.OFFENCE),  # notes leave out who
        ("Has asthma.", Detector.HEALTH),
    ],
)
def test_what_is_said_in_other_words(text: str, detector: Detector) -> None:
    assert [hit.detector for hit in find(text)].count(detector) == 1


@pytest.mark.parametrize(
    "text",
    [
        "He paid with his Visa debit card.",
        "She stole the show.",
        "Trans and bisexual awareness training is on Monday, she says.",
        "He wrote the ADHD leaflet.",
        "She ran the workshop on self-harm.",
        "They should report abuse.",
        "They run a group for parents.",
    ],
)
def test_what_is_taught_or_meant_otherwise(text: str) -> None:
    assert not mentioned(text) - {Detector.FAMILY}


@pytest.mark.parametrize("label", sorted(VALUES.values()))
def test_no_label_is_itself_a_find(label: str) -> None:
    assert find(f"He is seen: [{label}] he said") == []


@pytest.mark.parametrize(
    ("text", "detector"),
    [
        # A short form counts in capitals alone, and not within a code.
        ("She met Maria da Silva.", Detector.SAFEGUARDING),
        ("He wrote <2025.4DA1.77@mx.example.net>.", Detector.SAFEGUARDING),
        ("She ate an apple pip.", Detector.FINANCE),
        ("He is a taf.", Detector.SOCIAL_CARE),
        # Figures of speech.
        ("She stole the show.", Detector.OFFENCE),
        ("She neglected to attach the file.", Detector.SAFEGUARDING),
        ("He was beaten to the last ticket.", Detector.SAFEGUARDING),
        ("He is blind copied.", Detector.HEALTH),
        ("She adopted the new template.", Detector.SOCIAL_CARE),
        ("He excluded VAT.", Detector.EDUCATION),
        # Names of bodies, and papers about nobody.
        ("The Jewish Museum wrote to her.", Detector.RELIGION),
        ("Our safeguarding policy is on the website.", Detector.SAFEGUARDING),
        ("She has leave to remain in the building.", Detector.IMMIGRATION),
        ("He paid with his Visa debit card.", Detector.IMMIGRATION),
        ("Parents are asked to report absence by nine.", Detector.ATTENDANCE),
    ],
)
def test_words_that_tell_of_nobody(text: str, detector: Detector) -> None:
    assert detector not in mentioned(text)
