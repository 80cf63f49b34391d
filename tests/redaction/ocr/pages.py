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
