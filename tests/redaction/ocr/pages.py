"""Pages and pictures with letters on them, drawn here."""

from PIL import Image, ImageDraw, ImageFont

LETTER = (
    "Northgate Family Support",
    "Dear Mrs Okafor",
    "NHS number: 999 123 4560",
    "Following our visit to 14 Larch Road, Leeds LS9 8AG we write to",
    "confirm that Mia has been referred to the paediatric clinic.",
    "Her date of birth is 4 June 2017. Please ring 07700 900123.",
)


def page(
    lines: tuple[str, ...] = LETTER,
    *,
    size: tuple[int, int] = (1240, 700),
    letters: float = 30,
    ink: int = 20,
    paper: int = 255,
) -> Image.Image:
    """A grey page; *letters*: their height in pixels."""
    picture = Image.new("L", size, paper)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(letters)
    for number, line in enumerate(lines):
        draw.text((60, 50 + number * letters * 2), line, fill=ink, font=font)
    return picture


def scan() -> Image.Image:
    """An A4 page at 200 dots per inch, lines as close as in a letter."""
    lines = (
        "Northgate Family Support", "12 Example Road, Leeds LS1 4AP", "", "Dear Mrs Okafor,", "",
        "Re: Grace Okafor, born 4 June 2017, NHS number 999 123 4560", "", *LETTER[3:],
        "The worker was at home with them and the school was told about",
        "the plan that was agreed in March. Attendance has been good and",
        "the family were happy with the support that was offered to them.", "",
        "We would like to see you both on Monday at ten in the morning.",
        "Please bring the red book and any letters from the hospital.", "", "Yours sincerely,", "",
        "Janet Smith", "Family Support Worker",
    )  # fmt: skip
    picture = Image.new("L", (1654, 2337), 255)
    draw = ImageDraw.Draw(picture)
    letters = 11 * 200 / 72
    font = ImageFont.load_default(letters)
    for number, line in enumerate(lines):
        draw.text((180, 180 + int(number * letters * 1.6)), line, fill=20, font=font)
    return picture


def leaning(picture: Image.Image, degrees: float) -> Image.Image:
    """As it comes out of a scanner that drew it in askew, against the clock."""
    return picture.rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC)
