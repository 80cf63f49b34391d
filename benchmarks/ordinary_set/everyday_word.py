"""Letters, records and forms that schools, social care, police and health attach, in WordprocessingML."""

# ruff: noqa: E501 - markup reads better whole than broken

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from benchmarks.ordinary_set.household import Household
from benchmarks.ordinary_set.word import cell, item, p, row, run, table, whole

_TAB: Final = "<w:r><w:tab/></w:r>"


def _pairs(*pairs: tuple[str, object]) -> str:
    """A table of two columns, what is asked in the first."""
    return table(*(row(name, str(said)) for name, said in pairs), widths=(3000, 6000))


def _tabbed(*pairs: tuple[str, object]) -> str:
    """Lines with a tab between what is asked and what is said."""
    return "".join(f"<w:p>{run(f'{name}:')}{_TAB}{run(str(said))}</w:p>" for name, said in pairs)


def invitation(home: Household) -> bytes:
    """To a child protection conference."""
    body = p("Private and confidential") + p(str(home.mother)) + p(home.home) + p(f"Dear {home.mother.first},")
    body += p(f"Initial child protection conference: {home.child}, born {home.born}", "Heading2")
    body += p(
        f"I am writing to invite you to a conference about {home.child.first} and {home.other}. It will be held at the Civic Centre on Thursday 14 May at 10 am. {home.told}"
    )
    body += "".join(
        item(f"{who}, {what}")
        for who, what in (
            (home.worker, "social worker"),
            (home.teacher, "head teacher"),
            (home.officer, "police"),
            (home.doctor, "named doctor"),
        )
    )
    body += p(
        f"If you cannot come, please ring {home.worker} by Monday. An interpreter can be booked free of charge."
    )
    return whole(body + p("Yours sincerely,") + p(str(home.worker)) + p("Social worker"), "Children's Services")


def strategy(home: Household) -> bytes:
    """The record of a strategy discussion."""
    there = table(
        row("Name", "Agency", "Role"),
        row(str(home.worker), "Children's Services", "Social worker"),
        row(str(home.officer), "Police", "Detective Sergeant"),
        row(str(home.teacher), "School", "Designated safeguarding lead"),
        widths=(3500, 3000, 3000),
    )
    body = (
        p("Record of strategy discussion", "Heading1")
        + _pairs(
            ("Child", home.child),
            ("Date of birth", home.born),
            ("Mother", home.mother),
            ("Address", home.home),
            ("NHS number", home.nhs),
        )
        + there
    )
    body += p("Discussion", "Heading2") + p(
        f"{home.teacher} reported that {home.child.first} came to school without a coat on three days in March. {home.officer} has no record of calls to the address. {home.told}"
    )
    body += p(
        f"{home.other} stays with an aunt. {home.child.first}'s mother agreed that the health visitor may call."
    )
    body += (
        p("Decision", "Heading2")
        + item("Section 47 threshold not met")
        + item("Early help assessment to be offered")
        + item("Review in April or May")
    )
    return whole(body, "OFFICIAL-SENSITIVE")


def health_plan(home: Household) -> bytes:
    """A school's plan for a child with an allergy."""
    body = p("Individual healthcare plan", "Heading1") + _pairs(
        ("Name of child", home.child),
        ("Date of birth", home.born),
        ("Class", "4 Willow"),
        ("Parent", home.mother),
        ("Telephone", home.phone),
        ("Doctor", home.doctor),
    )
    for head, said in (
        (
            "What helps",
            f"{home.child.first} carries an adrenaline pen in a red bag. Staff know where the spare one is kept.",
        ),
        ("In an emergency", "Give the pen, ring 999, then ring the parent. Do not leave the child alone."),
        ("Trips", f"A member of staff who is trained goes along. {home.told}"),
    ):
        body += p(head, "Heading2") + p(said)
    signed = table(
        row("Signed by parent", str(home.mother)),
        row("Signed for the school", str(home.teacher)),
        widths=(4500, 4500),
    )
    return whole(body + signed, "Oakfield Primary School")


def school_report(home: Household) -> bytes:
    """At the end of a year, with marks and comments."""
    said = (
        ("Reading", "4", "reads aloud with care"),
        ("Writing", "3", "writes long sentences"),
        ("Mathematics", "5", "knows the tables"),
        ("Science", "4", "asks good questions"),
        ("Art", "5", "paints with patience"),
        ("French", "3", "speaks when asked"),
    )
    marks = [row(subject, mark, f"{home.child.first} {text}.") for subject, mark, text in said]
    body = p(f"Annual report: {home.child}", "Heading1") + p(
        f"Year 5, Summer term. Teacher: {home.teacher}. Attendance 94 %."
    )
    body += table(row("Subject", "Mark", "Comment"), *marks, widths=(2000, 1000, 6000))
    body += p(f"{home.child.first} works well beside {home.other} and has been a school council member. {home.told}")
    return whole(body + p(f"{home.teacher}, class teacher"), "Oakfield Primary School")


def exclusion(home: Household) -> bytes:
    """A head teacher's letter to a parent."""
    body = (
        p(f"{home.mother}\n{home.home}")
        + p(f"Dear {home.mother.first},")
        + p(
            f"I am sorry to tell you that {home.child} has been suspended for two days, from Monday 3 March to Tuesday 4 March."
        )
    )
    body += p(
        f"On Friday {home.child.first} threw a chair across a classroom in which {home.other} was sitting. Nobody was hurt. {home.told}"
    )
    body += p(
        "You have the right to make representations to the governing board. Work will be set and should be handed in on return. A meeting to welcome your child back will take place at 8.30 am."
    )
    return whole(body + p("Yours sincerely,") + p(str(home.teacher)) + p("Head teacher"), "Oakfield Primary School")


def statement(home: Household) -> bytes:
    """A witness statement, with leaders of dots and lines to sign."""
    body = p("WITNESS STATEMENT", "Heading1") + p(
        f"Statement of: {home.mother} .......... Age if under 18: Over 18 .......... Occupation: Cleaner"
    )
    body += p(
        "This statement (consisting of 2 pages each signed by me) is true to the best of my knowledge and belief."
    )
    body += "".join(p(text) for text in (
        f"I live at the address given overleaf with my children {home.child} and {home.other}.",
        "On Sunday at about 4 pm I heard shouting in the street. It was light and dry and I had a clear view.",
        f"I told {home.child.first} to stay in the kitchen. {home.told} I then rang the police.",
        f"I gave the footage to PC {home.officer} the same evening. I am willing to attend court.",
    ))  # fmt: skip
    return whole(
        body + p("Signature: ....................  Date: ...................."), "RESTRICTED (when complete)"
    )


def notification(home: Household) -> bytes:
    """What the police send social care, in lines with tabs."""
    body = p("Public protection notice", "Heading1") + _tabbed(
        ("Reference", "PPN/26/004417"),
        ("Risk", "Amber"),
        ("Child", home.child),
        ("DOB", home.born),
        ("Address", home.home),
        ("Mother", home.mother),
        ("Telephone", home.phone),
        ("Officer", home.officer),
    )
    body += p("Circumstances", "Heading2") + p(
        f"Officers were called by a neighbour. {home.child.first} was asleep upstairs and {home.other.first} was watching television. The home was clean and there was food in the fridge. {home.told}"
    )
    return whole(
        body
        + p("Officer's view", "Heading2")
        + p("No further action by police. Share with health and with the school."),
        "Police: OFFICIAL-SENSITIVE",
    )


def dash(home: Household) -> bytes:
    """A list of questions with boxes, for a risk conference."""
    asked = (
        "Has the current incident resulted in injury?",
        "Are you very frightened?",
        "What are you afraid of?",
        "Do you feel isolated from family or friends?",
        "Are you feeling depressed?",
        "Have you separated within the past year?",
        "Is there conflict over contact?",
        "Does he constantly text or call?",
        "Are there children who are not his?",
        "Has he ever hurt the children?",
        "Is the abuse happening more often?",
        "Are there weapons in the home?",
    )
    rows = [
        row(str(number), text, "☒" if number % 3 else "☐", "☐" if number % 3 else "☒")
        for number, text in enumerate(asked, start=1)
    ]
    body = p("Risk identification checklist", "Heading1") + _pairs(
        ("Name", home.mother),
        ("Children", f"{home.child}, {home.other}"),
        ("Safe number", home.phone),
        ("Completed by", home.worker),
    )
    return whole(
        body + table(row("No.", "Question", "Yes", "No"), *rows, widths=(700, 6300, 1000, 1000)) + p(home.told),
        "MARAC",
    )


def discharge(home: Household) -> bytes:
    """From a hospital to a family doctor."""
    body = p("Discharge summary", "Heading1") + table(
        row("Patient", str(home.child), "NHS number", home.nhs),
        row("Born", home.born, "Address", home.home),
        row("Admitted", "2 March 2026", "Discharged", "4 March 2026"),
        widths=(1500, 3200, 1600, 3200),
    )
    body += p(f"Dear {home.doctor},") + p(
        f"Thank you for seeing {home.child.first}, who came to us with a wheeze. {home.told} Chest X-ray was clear. Peak flow had risen to 220 by the second day."
    )
    body += table(
        row("Medicine", "Dose", "How often"),
        row("Salbutamol", "2 puffs", "as needed"),
        row("Prednisolone", "20 mg", "once a day, 3 days"),
        row("Clenil", "2 puffs", "twice a day"),
        widths=(3500, 2500, 3000),
    )
    return whole(
        body + p(f"Mother ({home.mother}) has been shown how to use the spacer.") + p("Ward 7, Children's Hospital"),
        "NHS Trust",
    )


def position(home: Household) -> bytes:
    """For a court, in numbered paragraphs."""
    said = (
        f"The court is concerned with {home.child}, born on {home.born}, and {home.other}.",
        f"The mother, {home.mother}, was present and was represented. The father did not attend.",
        f"The guardian supports the plan. {home.told}",
        f"The local authority, by its social worker {home.worker}, proposes a supervision order of twelve months.",
        f"Contact between {home.child.first} and the paternal grandparents shall take place monthly.",
        "The parties shall file final evidence by 4 pm on 1 May 2026.",
    )
    return whole(
        p("IN THE FAMILY COURT AT HARROWBY", "Heading1")
        + p("Position statement of the local authority")
        + "".join(map(item, said)),
        "Not for disclosure",
    )


def contact_schedule(home: Household) -> bytes:
    """Who sees whom when: a week with many short cells."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    rows = [
        row(
            day,
            home.child.first if at % 2 else home.other.first,
            home.worker.first if at % 3 else home.officer.first,
            "10:00 to 11:30",
        )
        for at, day in enumerate(days)
    ]
    return whole(
        p(f"Contact for {home.child} and {home.other}", "Heading1")
        + table(row("Day", "Child", "Supervisor", "Time"), *rows, widths=(2000, 2500, 2500, 2000))
        + p(f"Supervisors: {home.worker}, {home.officer}. {home.told}"),
        "Contact centre",
    )


def newsletter(home: Household) -> bytes:
    """Of a school, full of months, houses and prizes; one child is named."""
    body = p("Spring newsletter", "Heading1") + "".join(
        p(head, "Heading2") + p(said) for head, said in (
            ("Dates", "Tuesday 7 April: back to school. Monday 4 May: closed. Friday 26 June: summer fair. Please mark them on your calendar."),
            ("Prizes", f"Well done to {home.child}, who won the Rose Cup for kindness. {home.told}"),
            ("Houses", "Holly has 210 points, Ivy 198, Hazel 176 and Rowan 144."),
            ("Staff", f"We welcome {home.teacher}, who will teach Reception, and thank {home.worker}, who is leaving."),
            ("Uniform", "White shirt, grey skirt or trousers, black shoes. A price list is in the office."),
        )
    )  # fmt: skip
    return whole(body, "Oakfield Primary School")


def labels(home: Household) -> bytes:
    """To be stuck on envelopes, three across."""
    one = f"<w:tc><w:tcPr/>{p(str(home.mother))}{p(home.home)}{p('Harrowby')}</w:tc>"
    two = f"<w:tc><w:tcPr/>{p(str(home.teacher))}{p('Oakfield Primary School')}{p('Harrowby')}</w:tc>"
    return whole(
        table(*(f"<w:tr>{one}{two}{one if at % 2 else two}</w:tr>" for at in range(7)), widths=(3200, 3200, 3200)),
        "Labels",
    )


def risk_assessment(home: Household) -> bytes:
    """For a trip, with hazards, and shading by colour."""
    shading = {"Amber": '<w:shd w:val="clear" w:fill="FFBF00"/>', "Low": ""}
    what = (
        ("Coach", "Belts are worn", "Low"),
        ("Lunch", f"{home.child.first} has no nuts", "Amber"),
        ("River bank", "Pairs, and an adult to six", "Amber"),
        ("Lost child", f"{home.other.first} wears a band", "Low"),
        ("Weather", "Coats, hats, sun cream", "Low"),
    )
    rows = [f"<w:tr>{cell(one)}{cell(two)}{cell(three, shading[three])}</w:tr>" for one, two, three in what]
    body = p("Risk assessment: field trip to the castle", "Heading1") + p(
        f"Children with plans: {home.child}, {home.other}. Leader: {home.teacher}. {home.told}"
    )
    return whole(
        body + table(row("Hazard", "What is done", "Risk"), *rows, widths=(2500, 4500, 2000)), "Year 4", across=True
    )


def letter_thread(home: Household) -> bytes:
    """Notes of a case, newest first, each with who wrote it."""
    said = (
        f"Telephoned {home.mother.first}. She said {home.child.first} slept badly.",
        f"Visit. {home.child.first} showed me a drawing of the dog.",
        f"Emailed {home.teacher} about the breakfast club.",
        f"{home.other} was at football.",
        "No reply to the door. Card left.",
        f"Supervision with {home.officer}: {home.told}",
    )
    body = p(f"Case notes: {home.child}", "Heading1") + p(f"Address: {home.home}. Telephone: {home.phone}.")
    for number, text in enumerate(said):
        body += p(f"{20 - number} March 2026, {home.worker}", "Heading3") + p(escape(text, quote=False))
    return whole(body, "Family Support")


EVERYDAY_WORD: Final[Mapping[str, Callable[[Household], bytes]]] = {
    "invitation": invitation, "strategy": strategy, "health-plan": health_plan, "school-report": school_report,
    "exclusion": exclusion, "statement": statement, "notification": notification, "dash": dash, "discharge": discharge,
    "position": position, "contact-schedule": contact_schedule, "newsletter": newsletter, "labels": labels,
    "risk-assessment": risk_assessment, "case-notes": letter_thread,
}  # fmt: skip
"""By name; made in a moment."""
