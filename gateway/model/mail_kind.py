"""What kind of mail a message is: written by somebody, or made by a machine."""

from enum import StrEnum


class MailKind(StrEnum):
    """How a message came to be. A message is of one kind: the first that fits, in this order but for personal."""

    PERSONAL = "personal"  # somebody wrote it
    FORWARD = "forward"  # somebody else's mail, sent on by a rule of a mailbox
    BOUNCE = "bounce"  # a delivery status notification (RFC 3464)
    RECEIPT = "receipt"  # read or delivery receipt: a disposition notification (RFC 8098)
    ABSENCE = "absence"  # an out-of-office reply (RFC 3834)
    CALENDAR_REPLY = "calendar-reply"  # to an invitation (RFC 5546 §3.2.3)
    LIST = "list"  # to the readers of a list (RFC 2919)
    AUTOMATIC = "automatic"  # made by a program in any other way
