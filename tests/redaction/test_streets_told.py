"""Streets without a number in running text: where somebody lives by the words before, and where nobody does."""

import re

import pytest

from redaction import find
from redaction.detect import address
from redaction.hit import MENTIONS


def addresses(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text, detectors=(address,))]


@pytest.mark.parametrize(
    "before",
    [
        "They were rehoused, first at a hostel in",
        "He stays with his brother two streets away in",
        "She is in a refuge off",
        "He has been sleeping at his cousin's on",
        "They have gone to her nan's in",
        "He was found at his mate's new flat on",
        "I was in the kitchen of our house, which is the corner one on",
        "It is the block on",
        "It's the end terrace with the blue door on",
        "She gave out the name of the foster carers' road,",
        "Their road is",
        "Mum's flat is in",
        "They fled",
        "The family were evicted from",
        "He is in supported lodgings on",
        "Her tenancy at",
        "She lives near the chip shop, in a bedsit on",
        "The baby was placed with carers in",
    ],
)
@pytest.mark.parametrize("street", ["Church Street", "Chantry Rise", "St Mary's Road"])
def test_somebody_lives_there(before: str, street: str) -> None:
    assert addresses(f"{before} {street}. The visit went well.") == [street]


def test_a_street_joined_to_another() -> None:
    assert addresses("Our house is the corner one on Melton Road and Bath Street.") == ["Melton Road", "Bath Street"]


@pytest.mark.parametrize(
    "text",
    [
        "The library is in Church Street.",
        "The group moved to the church hall on Mill Lane.",
        "She lives near the shops on Mill Lane.",
        "We moved to new offices in Station Road.",
        "Home visits start from the office in Marsham Street.",
        "The bus from the home stops at the school on Park Road.",
        "Road works on Mill Lane and Park Road until Friday.",
        "The bus calls at High Street and Park Road.",
        "Meet at the station. Park Road is closed.",
        "He was stopped by police on Rye Lane.",
        "It will call at Elm Grove at 8.18.",
    ],
)
def test_nobody_lives_there(text: str) -> None:
    assert addresses(text) == []


@pytest.mark.parametrize("before", ["shes at her mams on", "he is staying at dales flat off", "i have moved to"])
def test_small_letters(before: str) -> None:
    assert addresses(f"{before} elder street now") == ["elder street"]


@pytest.mark.parametrize(
    "text",
    [
        "they live on a quiet street near the park",
        "i moved to the next street",
        "their house is on the main road",
        "she lives on a private lane",
        "he was walking down elder street",
    ],
)
def test_small_letters_that_name_nothing(text: str) -> None:
    assert addresses(text) == []


def hidden(text: str) -> set[int]:
    return {at for hit in find(text) if hit.detector not in MENTIONS for at in range(hit.start, hit.end)}


@pytest.mark.parametrize(
    "marked",
    [
        "She has moved in with her sister at «the Old Vicarage, Thorpe».",
        "Mum and the girls are now in temporary accommodation («Room 9, Bridge Lodge»).",
        "We called at «17 The Paddocks» but nobody was in.",
        "He gave an address of «22b Nelson Parade».",
        "Her last known address was «6 Cairn View».",
        "The family home is «4, Wood End».",
        "The house, «Fir Tree Cottage», is at the end of a track.",
        "They live in the cottage next to the church, «Glebe Cottage».",
        "Dad collected them and took them back to «15 Foundry Court».",
        "the tenancy at «3 Tamar Drive» ends on 4 January",
        "She is known to live on the «Gurnos estate».",
        "Police were called to «80 Larch Rise, Oldbury» at 2am.",
        "He returned to «Harcourt Terrace» on Sunday.",
        "He stays between his mum's («12 Cecil Road») and his nan's («40a Alma Place»).",
        "His bail address is «9 Northfield».",
        "Please send letters c/o her aunt, «33 Windsor Drive».",
        "We did a joint visit to «2 Quarry Bank» on Monday.",
        "Keys for «Flat 6, 18 Marine Parade» were handed back.",
        "lives with dad at «61 tennyson ave»",
        "now at «8 hill top, flat 2»",
        "he sleeps at his nans «34 brook st»",
        "I moved to «Cardigan Road» last month.",
        "The address she gave, «71 Hope Street», does not exist.",
        "She was dropped at the corner of «Duke Street» where her gran lives.",
        "They rent the top floor of «9 St Aubyns».",
        "His parents' farm («Blaenau Isaf») is two miles up the valley.",
        "Contact takes place at grandma's, «5 The Ridings».",
        "the children are with Aunty Bev in «Larkspur Way»",
        "He lives alone at «Holly Bank».",
        "There's a warning marker on «44 Beech Avenue».",
        "She got a flat in «Rutland House».",
        "Her new place is «flat 21 in Salisbury Tower».",
        "He was arrested at his home, «12 Keats Walk».",
        "The children's address on SIMS is still «1 Orchard Croft».",
        "She fled to her mother's at «26 Sackville Gardens, Hove».",
        "The landlord of «19 Mostyn Street» is selling.",
        "House move: from «5 Avon Close» to «77 Severn Road».",
        "I live in the end house on «Ash Grove».",
        "Neighbours at «14» and «18» have both rung us.",
        "They have a council house on «Thirlmere Crescent».",
        "Her nan's house is number «23», the one with the red gate.",
        "He was last seen at the family address, «Bramley Farm, Nr Leominster».",
        "The flat («54B Commercial Road») is damp.",
        "They share a flat above the chip shop on «Barrow Road» with his uncle.",
    ],
)
def test_homes_in_sentences(marked: str) -> None:
    text, found, at = re.sub("[«»]", "", marked), hidden(re.sub("[«»]", "", marked)), 0
    for value in re.findall("«(.+?)»", marked):
        at = text.index(value, at)
        assert [text[i] for i in range(at, at + len(value)) if text[i].isalnum() and i not in found] == []


@pytest.mark.parametrize(
    "text",
    [
        "The library moved to Station Road in 2019.",
        "Meet at the Old Bank, then walk down the High Street.",
        "The clinic is at the top of Hill Road.",
        "Take the number 9 bus from Albert Street.",
        "Buses stop at Mill Lane and the Broadway.",
        "We are based in offices on Park Row.",
        "The estate has 400 homes.",
        "The conference is at Trinity House.",
        "Please park on Beech Road and use the side gate.",
        "Our shop at 14 High Street sells uniforms.",
        "There is a house style for letters.",
        "The school is on the corner of Duke Street.",
        "The play area at Larch Rise reopens on Monday.",
        "The charity fled rising rents.",
    ],
)
def test_places_in_sentences(text: str) -> None:
    assert hidden(text) == set()
