"""Names that no register holds, and their parts later on."""

import pytest

from redaction import Detector, Evidence, Hit, find, find_all, propagate
from redaction.detect import name
from redaction.detect.things import thing


def names(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text, detectors=(name,))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I met Mr Patel.", ["Mr Patel"]),
        ("Mrs. Okafor and Dr Ahmed came", ["Mrs. Okafor", "Dr Ahmed"]),
        ("Miss J. O'Brien-Smith", ["Miss J. O'Brien-Smith"]),
        ("Mum: Jane Smith", ["Mum: Jane Smith"[5:]]),
        ("Name: mia okafor\n", ["mia okafor"]),
        ("Father: Khalid al-Sayed, works", ["Khalid al-Sayed"]),
        ("Child's name: Xiu Ying Li", ["Xiu Ying Li"]),
        ("Then Amina Yusuf left.", ["Amina Yusuf"]),
        ("José García called", ["José García"]),
        ("Jose\u0301 Garci\u0301a called", ["Jose\u0301 Garci\u0301a"]),
        ("SARAH JONES WAS SEEN", ["SARAH JONES"]),
        ("Sarah-Jane Smith", ["Sarah-Jane Smith"]),
        ("Ludwig van der Berg", ["Ludwig van der Berg"][:0]),
        ("Maria de Souza", ["Maria de Souza"]),
        ("Siobhan O’Neill", ["Siobhan O’Neill"]),
        ("Mia Oka\u00adfor came", ["Mia Oka\u00adfor"]),
        ("Sarah Hill and Tom Green", ["Sarah Hill", "Tom Green"]),
        ("Dear Sarah,", ["Sarah"]),
        ("Hi Oluwadamilola,", ["Oluwadamilola"]),
        ("Detector regards\nSarah\nTeam Manager", ["Sarah"]),
        ("her son Tom has left", ["Tom"]),
        ("seen by S. Hargreaves today", ["S. Hargreaves"]),
        ("I spoke to margaret thornton about it", ["margaret thornton"]),
        ("sarah james was here, sarah brown was not", ["sarah james", "sarah brown"]),
        ("anne-marie thornton-smith", ["anne-marie thornton-smith"]),
        ("mary o'brien and liam mcdonald", ["mary o'brien", "liam mcdonald"]),
        ("please ring adaeze xylothe tomorrow", ["adaeze xylothe"]),
        ("Names:\nadaeze xylothe\ntom quibbel\n", ["adaeze xylothe", "tom quibbel"]),
        ("MARGARET THORNTON CALLED TODAY", ["MARGARET THORNTON"]),
        ("CONFERENCE FOR MARGARET THORNTON ON FRIDAY", ["MARGARET THORNTON"]),
        ("Mr and Mrs Thornton came", ["Mrs Thornton"]),
        ("Mr & Mrs J Thornton", ["Mrs J Thornton"]),
        ("Margaret and John Thornton came", ["Margaret", "John Thornton"]),
        ("Margaret, Tom & John Thornton came", ["Margaret", "Tom", "John Thornton"]),
        ("S. Hargreaves 07700 900111", ["S. Hargreaves"]),
        ("S Hargreaves 07700 900111", ["S Hargreaves"]),
        ("J K Bello, j.bello@example.org", ["J K Bello"]),
        (
            "Siobhan O'Connor-Smith, D'Arcy Bello, Anne-Marie St John",
            ["Siobhan O'Connor-Smith", "D'Arcy Bello", "Anne-Marie St John"],
        ),
        ("seen: Thornton, Margaret and others", ["Thornton, Margaret"]),
        ("Bello, Adaeze; Xyloth, Tom\nQuibbel, Mary Ann (8)", ["Bello, Adaeze", "Xyloth, Tom", "Quibbel, Mary Ann"]),
        ("O'Connor-Smith, Tom J", ["O'Connor-Smith, Tom J"]),
        ("c/o Xyloth, 12 High Street", ["Xyloth"]),
        ("C/O MRS BELLO", ["MRS BELLO"]),
        ("at 09:00, Jo Green", ["Jo Green"]),
        ("on 3 May Jane Close came", ["Jane Close"]),
        ("The long line before this one was wrapped at Sarah\nJones here", ["Sarah\nJones"]),
    ],
)
def test_name_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seen with Xylo (4) and Quibbel Tarn (18 months)", ["Xylo", "Quibbel Tarn"]),
        ("Phibbel (step dad) and Xylo, her neighbour", ["Phibbel", "Xylo"]),
        ("[10:02] Xylo: hello\n[09/10/2025, 08:14] Tarn Quibbel: yes", ["Xylo", "Tarn Quibbel"]),
        ("my name is Xylo, aka Quibs", ["Xylo", "Quibs"]),
        ("a card in the name of TARN QUIBBEL", ["TARN QUIBBEL"]),
        ("her manager Xylo Tarn knows, her new worker Quibbel does not", ["Xylo Tarn", "Quibbel"]),
        ("the Xylothe family and the Tarn-Quibbel children", ["Xylothe", "Tarn-Quibbel"]),
        ("KINNAIRD, Tyreke", ["KINNAIRD, Tyreke"]),
        ("Tarn Quibbel 07700 900123", ["Tarn Quibbel"]),
        ("\nXylo Tarn, Attendance Officer\n", ["Xylo Tarn"]),
        ("\nXylo Tarn\nTeam Manager\n", ["Xylo Tarn"]),
        ("Present: Xylo Tarn (chair), Quibbel & Tarn Phibbel", ["Xylo Tarn", "Quibbel", "Tarn Phibbel"]),
        ("Victim: Xylo TARN 19/01/1994", ["Xylo TARN"]),
        ("Children: Xylo, Quibs and Tarn", ["Xylo", "Quibs", "Tarn"]),
        ("Child,Carer,Seen\nXylo Tarn,quibbel tarn,yes\n", ["Xylo Tarn", "quibbel tarn"]),
        ("Surname;Forename;DOB\nXylothe;Mia-Rose;1/1/15", ["Xylothe", "Mia-Rose"]),
        ("Margaret Thornton + Sarah came", ["Margaret Thornton", "Sarah"]),
        ("we met Sarah W, then Jordan K.", ["Sarah W", "Jordan K"]),
        ("ok so dad kevin came", ["kevin"]),
    ],
)
def test_name_by_what_stands_beside_it(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Section 4 (2), Table (3), Appendix (9)",
        "the Early Help family and the School children",
        "URGENT, Please call",
        "Duty Team 020 7946 0123",
        "School nurse, Children's Services, Team Manager",
        "Present: none. Apologies: N/A",
        "Subject: Meeting, Agenda and Minutes",
        "From: Children's Services, To: Early Help",
        "Action: Duty Worker to call",
        "the worker Will call, the manager May ask",
        "a form called Early Help Plan",
        "named Persons",
        "Name,Seen\nn/a,3\nunknown,4",
        "Number of names, other,third\nas above, so below",
    ],
)
def test_no_name_by_what_stands_beside_it(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Will Parents please note",
        "May 2024 and April 2025",
        "in June and July",
        "Victoria Road is closed",
        "St Thomas Hospital",
        "Albert Park School",
        "section 17 of the Children Act 1989",
        "Detector regards",
        "Dear All,",
        "Dear colleagues",
        "Hope this helps",
        "The Mark Scheme is here",
        "London Borough of Hammersmith and Fulham",
        "Thanks. Please call.",
        "Name: [Person 1]",
        "Regards\nTeam",
        "Re: P",
        "Sarah\nTeam Manager",
        "Charity Commission",
        "christian names",
        "Name of the school: ",
        "SARAH PLEASE RING",
        "mark best, will smith it, see grace period, christian green",
        "adaeze swam",
        "Sarah and I met; Sarah and Team Manager",
        "I Think 07700 900111",
        "A Plan 07700 900111",
        "S Hargreaves",
        "Cheers, Sarah",
        "c/o Acme Ltd",
        "c/o St Mary's School",
        "c/o the office",
        "12 Jo Green",
    ],
)
def test_name_left(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sarah Jones called. Sarah said no. Later sarah left.", ["Sarah Jones", "Sarah", "sarah"]),
        ("Sarah Jones: S.J. agreed, S. J. signed", ["Sarah Jones", "S.J.", "S. J."]),
        ("Tom Patel came. The Patels left; Mr Patel too.", ["Tom Patel", "Patels", "Mr Patel"]),
        ("Dear Sarah, Sarah Jones", ["Sarah", "Sarah Jones"]),
        ("Thomas Brown came. Tom is well.", ["Thomas Brown", "Tom"]),
        # Ordinary words: only where they are written and placed as a name.
        ("Grace Bello came. In grace they ate. We told Grace so.", ["Grace Bello", "Grace"]),
        ("Mark Bello came. Mark is well. Mark the date.", ["Mark Bello", "Mark"]),
        ("April Bello came in April 2024 and April said so", ["April Bello", "April"]),
        ("Will Bello left. He will come. Ask Will today.", ["Will Bello", "Will"]),
    ],
)
def test_parts_of_a_full_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_name_in_one_unit_is_known_in_all() -> None:
    texts = ("Sarah, here", "Sarah Jones", "no one")

    hits = find_all(texts, detectors=(name,))

    assert [[(hit.start, hit.end, hit.how) for hit in found] for found in hits] == [
        [(0, 5, "part")],
        [(0, 11, "full-name")],
        [],
    ]


def test_a_name_between_first_and_last_goes_too() -> None:
    # Who searches the result looks for it: left in clear it would hold the document.
    name, text = "Oona Prudence Halloway", "Then Prudence Halloway came. Later Prudence left."
    known = Hit(start=0, end=len(name), detector=Detector.NAME, evidence=Evidence.PATTERN)
    _, found = propagate((name, text), ((known,), ()))
    assert [text[hit.start : hit.end] for hit in found] == ["Prudence Halloway", "Prudence"]


def test_propagate_gives_only_what_is_new() -> None:
    text = "Sarah Jones met Sarah"
    known = Hit(start=0, end=11, detector=Detector.NAME, evidence=Evidence.MODEL)

    assert propagate((text,), ((known,),)) == [
        [Hit(start=16, end=21, detector=Detector.NAME, evidence=Evidence.MODEL, how="part")]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leonie Pritchett came. LP has the keys.", ["Leonie Pritchett", "LP"]),
        ("Mr Xylo Thornton came. Xylo T left.", ["Mr Xylo Thornton", "Xylo T"]),
        ("Gary Thornton came. G Thornton and G. Thornton left.", ["Gary Thornton", "G Thornton", "G. Thornton"]),
        ("Sarah West is a SW.", ["Sarah West"]),
        ("Leonie Pritchett came. The LPG tank and A-LP.", ["Leonie Pritchett"]),
        ("Gary Thornton came. Then Gary I saw.", ["Gary Thornton", "Gary"]),
        ("RE GARY THORNTON D.O.B", ["GARY THORNTON"]),
    ],
)
def test_letters_of_a_known_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("session 7. agata chose the sand tray.", ["agata"]),
        ("ok, wanjiru wasn't at nursery", ["wanjiru"]),
        ("[10:02] eirlys: who is on duty?", ["eirlys"]),
        ("The twins: dawit awake, manpreet asleep.", ["dawit", "manpreet"]),
        ("MARGARET CALLED TODAY", ["MARGARET"]),
        ("thanks margaret please call", ["margaret"]),
        ("near margaret then tom may come, jack later", ["margaret", "jack"]),
        ("In London, Margaret said. However, Margaret went.", ["Margaret", "Margaret"]),
        ("the agata chose", []),
        ("she will said so", []),  # an ordinary word
        ("Charity said grace: it went well.", []),
    ],
)
def test_a_first_name_that_says_or_does_something(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "is_thing"),
    [
        ("A ⟦Harry Potter⟧ evening", True),
        ("Marks and ⟦Spencer⟧ vouchers", True),
        ("⟦Victoria⟧ sponge for tea", True),
        ("at the ⟦Prince Albert⟧ farm", True),
        ("the ⟦Adaora Pugh⟧ family", False),
        ("the ⟦Mwangi Proberts⟧ came", False),
        ("the ⟦Mr Adaora Pugh⟧ of before", False),
        ("the ⟦Pugh⟧ of before", False),
        ("I saw ⟦Harry Pugh⟧ today", False),
        ("⟦-⟧", False),
        ("Feast of St ⟦Francis⟧: pets welcome", True),
        ("the feast of ⟦St Francis⟧ is near", True),
        ("Zoe ⟦St John⟧ came", False),
        ("⟦Faith⟧ groups were invited", True),
        ("⟦Gibbs⟧'s cycle for students", True),
        ("⟦Faith⟧ asked for groups", False),
        ("on ⟦Jenner⟧ and Florence wards", True),
        ("Menu: Eton mess, ⟦Peach Melba⟧, tea", True),
        ("Menu: soup. Seen: ⟦Peach Melbourne⟧, tea", False),
        ("Menu: soup, ⟦Adaora⟧ cannot eat it", False),
        ("Seen: Mia, ⟦Adaora⟧, Tom", False),
        ("Bring Calpol, ⟦Xylofen⟧, Piriton and plasters", True),
        ("Bring Calpol, ⟦Adaeze⟧, Piriton and plasters", False),
        ("We went to Margate, ⟦Rhyl⟧, Lewes", True),
        ("We met Mia, ⟦Rhyl⟧, Tom", False),
    ],
)
def test_what_is_named_like_a_person_and_is_none(text: str, is_thing: bool) -> None:
    start, end = text.index("⟦"), text.index("⟧") - 1

    assert thing(text.replace("⟦", "").replace("⟧", ""), start, end) is is_thing
