"""Who is found in a message, and in which role: correspondent, subject, relation or third party (MIN-1)."""

from dataclasses import replace

import pytest

from gateway.model.found import Evidence, Role
from gateway.model.message import Place
from gateway.model.parties import PersonId, StaffMember
from tests.find.builders import HOME, MIA, REGISTER, look, register, told
from tests.markings.builders import body, subject, unit

GRACES = "grace.okafor@mail.example"

TEXTS = [
    # Nobody: writing to each other is no more than that.
    ("{greeting|Dear Jo,}\n\nThank you for today.\n\n{signature|Kind regards\nAna Sharma\n020 7946 0201}", []),
    ("{greeting|Dear Ms Green,}\n\nThe room is booked.\n\n{signature|Regards\nAna}", []),
    ("Ben Doyle will bring the projector.", []),
    ("Please ask Ben Doyle (ben.doyle@family.example).", []),
    ("Jane Doe (jane.doe@council.example) will chair. Jane is away today.", []),
    ("Jane Doe (jane.doe@north.council.example) will chair.", []),
    ("Call me on 07700 900555.", []),
    ("Ring our desk on 020 7946 0201.", []),
    # A matter alone is nobody's.
    ("We run a workshop on autism and domestic abuse on Friday.", []),
    ("{greeting|Dear Jo,}\n\nOur group on depression meets at 12 High Street, W6 9JU.", ["?2 third-party address"]),
    ("Ana Sharma is running a group on depression.", []),
    ("Groups are for children aged 9.", []),
    ("Benefits training: our debts, attendance and absences.", []),
    # Where a firm is paid, what it drives, and its server.
    ("Please pay sort code 20-00-00, account 12345678.", ["?1 correspondent finance"]),
    ("The server is at 203.0.113.77; the van AB12 CDE brings the tables.", ["?1 correspondent identifier"]),
    ("She has a new account: 12345678.", ["?1 third-party finance"]),
    ("Mia Okafor's car is AB12 CDE, account 12345678.", ["P-1 subject finance+identifier+name"]),
    ("Mia Okafor was off school; the attendance is low.", ["P-1 subject attendance+name"]),
    # Of colleagues something may be told after all.
    ("Ben Doyle has depression.", ["?1 correspondent health+name"]),
    # Who sits in court, by the whole title; not who is merely called so.
    ("Her Honour Judge Thornbury ordered it. The child has autism.", []),
    ("District Judge Jane Thornbury sat, then HHJ Close and Mrs Justice Pugh.", []),
    ("Jane Judge has depression.", ["?1 third-party health+name"]),
    # People of the register.
    ("Mia Okafor came today.", ["P-1 subject name"]),
    ("District Judge Mia Okafor came today.", ["P-1 subject name"]),
    ("Okafor, Mia came today.", ["P-1 subject name"]),
    ("mia okafor came today", ["P-1 subject name"]),
    ("The case is EH-1041.", ["P-1 subject identifier"]),
    ("NHS number 999 000 0018", ["P-1 subject identifier"]),
    ("Mia Okafor, born 04/03/2015, has autism.", ["P-1 subject date-of-birth+name+sen"]),
    ("Mia Okafor came.\n\nShe has autism.", ["P-1 subject name+sen"]),
    ("She has autism.\n\nMia Okafor came.", ["P-1 subject name+sen"]),
    ("Mia Okafor lives at 14 Larch Road.", ["P-1 subject address+name"]),
    ("Somebody lives at 14 Larch Road.", ["P-1|P-2 subject address"]),
    ("Ring 07700 900118 before noon.", ["P-2 subject contact"]),
    ("Write to grace.okafor@mail.example", ["P-2 subject contact+name"]),
    # A name that only the register knows makes a sentence one that speaks of a person; in a message about somebody of
    # the register every sentence may.
    ("Grace Okafor was arrested for theft.", ["P-2 subject name+offence"]),
    ("Grace Okafor came.\n\nDiagnosis: depression", ["P-2 subject health+name"]),
    ("Diagnosis: depression", []),
    ("Amy Hughes came.\nDiagnosis: depression", ["?1 third-party health+name"]),
    ("Amy Hughes came.\n\nMental health week is in May.", ["?1 third-party name"]),
    ("{greeting|Dear Jo,}\n\nMental health week: diagnosis and medication.", []),
    # Job titles, boilerplate and what is said to the gateway tell of nobody.
    ("Mia Okafor came.\n\n{signature|Regards\nAna Sharma\nMental Health Social Worker}", ["P-1 subject name"]),
    ("Mia Okafor came.\n\n{disclaimer|We support people with depression.}", ["P-1 subject name"]),
    ("{directive|Purpose: child protection\n}Mia Okafor came.", ["P-1 subject name"]),
    # Relations: an elder of a subject who is only named.
    ("Mia Okafor came with Grace Okafor.", ["P-1 subject name", "P-2 relation name"]),
    ("Mia Okafor came with her mother Grace.", ["P-1 subject name", "P-2 relation name"]),
    ("Mia Okafor came. Mrs Okafor was late.", ["P-1 subject name", "P-2 relation name"]),
    ("Mia Okafor came with Paul Reid.", ["P-1 subject name", "P-3 relation name"]),
    ("Mia Okafor came with Grace Okafor (07700 900118).", ["P-1 subject name", "P-2 relation contact+name"]),
    # … but nobody's mere relation where more is told of them, or nobody of theirs is named.
    ("Mia Okafor came. Grace Okafor has autism.", ["P-1 subject name", "P-2 subject name+sen"]),
    ("Grace Okafor came.", ["P-2 subject name"]),
    ("Mia Okafor came with Leo Okafor.", ["P-1 subject name", "P-4 subject name"]),
    # Others.
    ("Tom Reed came. Tom was late.", ["?1 third-party name"]),
    ("Tom was late. Mr Tom Reed said so.", ["?1 third-party name"]),
    ("Tom Reed has depression.", ["?1 third-party health+name"]),
    ("Tom Reed came with Amy Hughes.", ["?1 third-party name", "?2 third-party name"]),
    ("Mr Patel lives next door.", ["?1 third-party name"]),
    ("Mia Okafor hit Tom Reed.", ["P-1 subject name", "?1 third-party name"]),
    ("Write to tom.reed@mail.example", ["?1 third-party contact"]),
    ("A friend on chat: zed@chat.example", ["?1 third-party contact"]),
    ("Maria Okafor lives elsewhere. Mia Okafor came.", ["?1 third-party name", "P-1 subject name"]),
    ("NHS number 999 000 0034", ["?1 third-party identifier"]),
    ("999 000 0034 and again 9990000034, NHS numbers", ["?1 third-party identifier"]),
    ("NHS 999 000 0034, NHS 999 000 0042", ["?1 third-party identifier", "?2 third-party identifier"]),
    ("Postcode W6 9JU", ["?1 third-party address"]),
    # A value is whose name stands before it on its line.
    (
        "Mia Okafor 999 000 0018\nTom Reed 999 000 0034\n",
        ["P-1 subject identifier+name", "?1 third-party identifier+name"],
    ),
    (
        "Tom Reed (07700 900601), Amy Hughes (07700 900602)",
        ["?1 third-party contact+name", "?2 third-party contact+name"],
    ),
    ("Name: Tom Reed\nNHS number: 999 000 0034\n", ["?1 third-party identifier+name"]),
    # The register knows Mia's number: another is not hers.
    ("Mia Okafor, NHS 999 000 0034", ["P-1 subject name", "?1 third-party identifier"]),
    # Each mention goes to everybody whom its sentence names.
    ("Mia Okafor and Tom Reed have autism.", ["P-1 subject name+sen", "?1 third-party name+sen"]),
    # Quoted text counts the same, and its greetings and signatures are not this message's.
    ("Thanks.\n\n{quoted|> Mia Okafor has autism.}", ["P-1 subject name+sen"]),
    (
        "Thanks.\n\n{quoted|> {greeting|Dear Amy Hughes,}\n> {signature|Regards\n> Tom Reed}}",
        ["?1 third-party name", "?2 third-party name"],
    ),
    ("Thanks.\n\n{quoted|From: Jane Doe <jane.doe@council.example>\n\nRegards\nJane Doe}", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS, ids=[row[0][:60] for row in TEXTS])
def test_people(text: str, expected: list[str]) -> None:
    _, found = look(body(text))

    assert told(found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{greeting|Dear Grace,}\n\nSee you on Friday.", ["P-2 correspondent name"], id="first-name"),
        pytest.param(
            "{greeting|Dear Grace Okafor,}\n\nSee you on Friday.", ["P-2 correspondent name"], id="whole-name"
        ),
        pytest.param(
            "{greeting|Dear Mrs Okafor,}\n\nYour address is grace.okafor@mail.example.",
            ["P-2 correspondent contact+name"],
            id="own-address",
        ),
        # Something is told of them after all: the same mail may go to others.
        pytest.param("{greeting|Dear Grace,}\n\nGrace Okafor came.", ["P-2 subject name"], id="named-in-the-text"),
        pytest.param(
            "{greeting|Dear Grace,}\n\nYour autism assessment is on Friday.", ["P-2 subject name+sen"], id="told-of"
        ),
        pytest.param(
            "{greeting|Dear Grace,}\n\nMia Okafor came.", ["P-2 correspondent name", "P-1 subject name"], id="child"
        ),
    ],
)
def test_writing_to_somebody_of_the_register(text: str, expected: list[str]) -> None:
    _, found = look(body(text), to=(GRACES,))

    assert told(found) == expected


def test_greeting_of_somebody_who_is_not_written_to() -> None:
    # Ana meant to write to Mia's mother, and wrote to the council.
    _, found = look(body("{greeting|Dear Grace Okafor,}\n\nSee you on Friday."))

    assert told(found) == ["P-2 subject name"]


def test_display_name_of_a_register_person_with_another_address() -> None:
    _, found = look(unit("Mia Okafor", Place.DISPLAY_NAME, "", "To"), body("Hello."))

    assert told(found) == ["P-1 subject name"]


def test_display_name_tells_who_a_first_name_is() -> None:
    _, found = look(unit("Tom Reed", Place.DISPLAY_NAME, "", "To"), body("Thanks.\n\n{quoted|> Hi Tom, see below.}"))

    assert told(found) == []


def test_colleague_who_shares_a_name_with_somebody_of_the_register() -> None:
    # In their own signature it is the colleague, in the text it may be either: then it is the person protected.
    known = replace(REGISTER, staff={"m@family.example": StaffMember(email="m@family.example", name="Mia Okafor")})

    _, signed = look(body("Hello.\n\n{signature|Regards\nMia Okafor}"), to=("m@family.example",), known=known)
    _, written = look(
        body("Mia Okafor came.\n\n{signature|Regards\nMia Okafor}"), to=("m@family.example",), known=known
    )

    assert told(signed) == []
    assert told(written) == ["P-1 subject name"]


def test_professional_whose_address_has_the_name_of_somebody_of_the_register() -> None:
    _, found = look(body("Ask mia.okafor@council.example."))

    assert told(found) == []


def test_subject_line_file_names_and_attachments_count() -> None:
    _, found = look(
        subject("Mia Okafor"),
        body("She has autism."),
        unit("Tom Reed.pdf", Place.FILE_NAME, "2"),
        body("{greeting|Dear Amy Hughes,}", part="3"),
        attachments=("2", "3"),
    )

    assert told(found) == ["P-1 subject name+sen", "?1 third-party name", "?2 third-party name"]


def test_header_fields_count_and_those_for_the_gateway_tell_of_nobody() -> None:
    _, found = look(
        unit("child protection", Place.FIELD, "", "X-Sharing-Purpose"),
        unit("Mia Okafor", Place.FIELD, "", "X-Comment"),
        body("Hello."),
    )

    assert told(found) == ["P-1 subject name"]


def test_relation_says_whose() -> None:
    _, found = look(body("Mia Okafor came with Grace Okafor and Paul Reid."))

    assert [person.relation for person in found.people] == ["", "mother of P-1", "parent of P-1"]


def test_evidence_of_a_person_is_that_of_their_hits() -> None:
    _, found = look(body("Mia Okafor has autism."))

    assert found.people[0].evidence == {Evidence.REGISTER, Evidence.LIST}


def test_mention_has_its_sentence_and_a_value_has_none() -> None:
    message, found = look(body("Hello. Mia Okafor has autism. Bye."))

    spans = {hit.detector: hit.sentence for hit in found.hits}
    assert spans["name"] is None
    assert spans["sen"] is not None
    assert message.units[0].text[slice(*spans["sen"])] == "Mia Okafor has autism."


def test_an_address_that_many_share_points_to_none_of_them() -> None:
    crowd = [replace(MIA, id=PersonId(f"H-{at}"), name=f"Resident {at}", addresses=(HOME,)) for at in range(30)]
    known = register(*crowd)

    _, found = look(body("Somebody lives at 14 Larch Road."), known=known)

    assert [(person.id, person.role) for person in found.people] == [("?1", Role.THIRD_PARTY)]
