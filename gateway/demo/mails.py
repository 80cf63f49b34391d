"""The sample mails: one for each thing the gateway does."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

ANA = "ana.sharma@family-support.example"
BEN = "ben.doyle@family-support.example"
TEAM_DUTY = "duty@council.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMail:
    """One mail as staff would write it."""

    title: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    html: str = ""
    attachment: tuple[str, str, bytes] | None = None  # file name, media type, content

    def content(self, number: int, at: datetime) -> bytes:
        """The message, CRLF line ends, written at *at*."""
        message = EmailMessage(policy=SMTP)
        message["From"] = f"{self.sender.split('@')[0].replace('.', ' ').title()} <{self.sender}>"
        message["To"] = ", ".join(self.recipients)
        message["Subject"] = self.subject
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<sample-{number}@family-support.example>"
        message.set_content(self.text)
        if self.html:
            message.add_alternative(self.html, subtype="html")
        if self.attachment is not None:
            name, media_type, content = self.attachment
            main, _, sub = media_type.partition("/")
            message.add_attachment(content, maintype=main, subtype=sub, filename=name)
        return message.as_bytes()


SAMPLES: tuple[SampleMail, ...] = (
    SampleMail(
        title="A newsletter, nothing personal in it",
        sender=BEN,
        recipients=("office@elmpark.example",),
        subject="Unclassified: autumn newsletter",
        text="Dear all,\n\nOur autumn newsletter is out. The hall is open on Saturdays.\n\nKind regards\nBen\n",
    ),
    SampleMail(
        title="A report to the council, with consent",
        sender=ANA,
        recipients=(TEAM_DUTY,),
        subject="CONFIDENTIAL: Mia Okafor, early help review",
        text=(
            "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
            "Mia Okafor (born 4 March 2015, NHS number 999 000 0018) was seen at home on Monday with her mother, "
            "Grace Okafor. Her asthma is better.\n\nKind regards\nAna\n"
        ),
    ),
    SampleMail(
        title="The same family, but a neighbour is named",
        sender=ANA,
        recipients=(TEAM_DUTY,),
        subject="CONFIDENTIAL: Mia Okafor, note of a visit",
        text=(
            "Purpose: early-help\nFact/opinion: both\n\nDear colleagues,\n\n"
            "Mia Okafor was well. Her neighbour Mrs Margaret Thornton, 07700 900456, told me that she looks after "
            "Mia on Fridays.\n\nKind regards\nAna\n"
        ),
        html=(
            "<html><body><p>Purpose: early-help<br>Fact/opinion: both</p><p>Dear colleagues,</p>"
            "<p>Mia Okafor was well. Her neighbour Mrs <b>Margaret</b> Thornton, 07700 900456, told me that she "
            "looks after Mia on Fridays.</p><p>Kind regards<br>Ana</p></body></html>"
        ),
    ),
    SampleMail(
        title="Attendance to a school, under its agreement",
        sender=BEN,
        recipients=("attendance@elmpark.example",),
        subject="Internal: attendance of Yusuf Demir",
        text=(
            "Purpose: attendance\nFact/opinion: fact\n\nDear office,\n\n"
            "Yusuf Demir came to all of his sessions this half term.\n\nKind regards\nBen\n"
        ),
    ),
    SampleMail(
        title="About a child without consent",
        sender=ANA,
        recipients=(TEAM_DUTY,),
        subject="CONFIDENTIAL: Daniel Price",
        text=(
            "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
            "Daniel Price missed two sessions and says that he sleeps badly. His mother is Karen Price.\n\n"
            "Kind regards\nAna\n"
        ),
    ),
    SampleMail(
        title="The marking was forgotten",
        sender=ANA,
        recipients=(TEAM_DUTY,),
        subject="Mia Okafor",
        text=(
            "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
            "Mia Okafor will come on Thursday.\n\nKind regards\nAna\n"
        ),
    ),
    SampleMail(
        title="Marked too low for what is in it",
        sender=ANA,
        recipients=(TEAM_DUTY,),
        subject="Unclassified: appointment for Mia Okafor",
        text=(
            "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
            "Mia Okafor, NHS number 999 000 0018, has an appointment on Thursday.\n\nKind regards\nAna\n"
        ),
    ),
    SampleMail(
        title="To an address that nobody knows",
        sender=ANA,
        recipients=("m.brown@freemail.example",),
        subject="CONFIDENTIAL: Mia Okafor",
        text=(
            "Purpose: early-help\nFact/opinion: fact\n\nHello,\n\nMia Okafor is doing well at home.\n\n"
            "Kind regards\nAna\n"
        ),
    ),
    SampleMail(
        title="The agreement ended last year",
        sender=BEN,
        recipients=("lettings@westway-housing.example",),
        subject="Internal: Yusuf Demir's new address",
        text=(
            "Purpose: housing\nFact/opinion: fact\n\nDear team,\n\n"
            "Yusuf Demir lives at 22 Canal Walk, London W12 7RJ.\n\nKind regards\nBen\n"
        ),
    ),
    SampleMail(
        title="A return for statistics: anonymised",
        sender=BEN,
        recipients=("returns@statistics.example",),
        subject="Internal: return for the quarter",
        text=(
            "Purpose: statistics\nFact/opinion: fact\n\nDear team,\n\n"
            "Yusuf Demir, NHS number 999 000 0034, had twelve sessions this quarter.\n\nKind regards\nBen\n"
        ),
    ),
    SampleMail(
        title="An attachment that cannot be read yet",
        sender=ANA,
        recipients=(TEAM_DUTY,),
        subject="CONFIDENTIAL: Mia Okafor, drawing",
        text=(
            "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
            "Mia Okafor's drawing is attached.\n\nKind regards\nAna\n"
        ),
        attachment=("drawing.bin", "application/octet-stream", bytes(range(256)) * 8),
    ),
    SampleMail(
        title="Urgent, to the police, approved by the line manager",
        sender=ANA,
        recipients=("referrals@police.example",),
        subject="CONFIDENTIAL: Daniel Price",
        text=(
            "Purpose: safeguarding\nGround: CA89-47\nFact/opinion: both\n\nDear colleagues,\n\n"
            "Daniel Price told me today that he is afraid to go home. "
            "A man called Mr Stephen Rudd lives there now.\n\n"
            "Kind regards\nAna\n"
        ),
    ),
    SampleMail(
        title="To two parties at once, one of whom nothing safe reaches",
        sender=ANA,
        recipients=(TEAM_DUTY, "clinic@riverside-health.example"),
        subject="CONFIDENTIAL: Mia Okafor",
        text=(
            "Purpose: early-help\nFact/opinion: opinion\n\nDear colleagues,\n\n"
            "I think that Mia Okafor is happier since the summer.\n\nKind regards\nAna\n"
        ),
    ),
)
