"""Texts that say a name in a way of their own: on a terminal, in other alphabets, in the signs of data."""

from typing import Final

from tests.redaction.documents.hiding_word import NAME

STAYS: Final = "The meeting was moved."


def _text(said: str, charset: str = "utf-8") -> bytes:
    return f"{STAYS}\n{said}\n".encode(charset)


def _drawn(capital: int, small: int) -> str:
    """The name in letters of a block of Unicode that has the alphabet twice."""
    return "".join(
        " " if char == " " else chr(capital + ord(char) - 65 if char.isupper() else small + ord(char) - 97)
        for char in NAME
    )


def _capitals(first: int) -> str:
    return "".join(" " if char == " " else chr(first + ord(char.upper()) - 65) for char in NAME)


_BRAILLE: Final = "⠵⠑⠃⠑⠙⠑⠑ ⠟⠥⠊⠇⠇⠋⠑⠁⠞⠓⠑⠗"

TERMINAL: Final[dict[str, bytes]] = {
    "bold-by-striking-twice": _text("".join(f"{char}\b{char}" for char in NAME)),
    "underlined-by-striking": _text("".join(f"_\b{char}" for char in NAME)),
    "underlined-after": _text("".join(f"{char}\b_" for char in NAME)),
    "mistyped": _text("Zebedeex\b Quillx\bfeather"),
    "struck-over": _text("Yebedee\b\b\b\b\b\b\bZ came. Quillfeather"),
    "line-printed-over": _text("xxxxxxx\rZebedee Quillfeather"),
    "colours": _text("Zebe\x1b[31mdee\x1b[0m Quill\x1b[1mfeather\x1b[0m"),
    "title-of-the-window": _text(f"\x1b]0;{NAME}\x07x"),
    "link": _text("\x1b]8;;mailto:zebedee.quillfeather@x.example\x1b\\x\x1b]8;;\x1b\\"),
    "vertical-tab": _text("Zebedee\vQuillfeather"),
    "form-feed": _text("Zebedee\fQuillfeather"),
    "after-the-end-of-dos": _text(f"\x1a{NAME}"),
}
CHARSETS: Final[dict[str, bytes]] = {
    name: _text(NAME, name) for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
}
"""Without a mark that says so."""
ALPHABETS: Final[dict[str, str]] = {
    "cyrillic": "Zеbеdее Quillfеаthеr",
    "greek": "Ζεbεdεε Quιllfεαthεr",
    "armenian": "Zebedee Qսiӏӏfeather",
    "cherokee": "ᏃebeԁᎬe Quiꓡlfeather",
    "bold": _drawn(0x1D400, 0x1D41A),
    "script": _drawn(0x1D4D0, 0x1D4EA),
    "black-letter": _drawn(0x1D56C, 0x1D586),
    "typewriter": _drawn(0x1D670, 0x1D68A),
    "full-width": "".join(chr(ord(char) + 0xFEE0) if char != " " else "\u3000" for char in NAME),
    "in-circles": _capitals(0x24B6),
    "in-black-circles": _capitals(0x1F150),
    "in-squares": _capitals(0x1F130),
    "in-black-squares": _capitals(0x1F170),
    "of-flags": _capitals(0x1F1E6),
    "in-brackets": "".join(" " if char == " " else chr(0x249C + ord(char.lower()) - 97) for char in NAME),
    "raised": "ᶻᵉᵇᵉᵈᵉᵉ ᵠᵘⁱˡˡᶠᵉᵃᵗʰᵉʳ",
    "braille": _BRAILLE,
    "small-capitals": "ᴢᴇʙᴇᴅᴇᴇ ǫᴜɪʟʟꜰᴇᴀᴛʜᴇʀ",
    "accents-after": "".join(f"{char}\u0301\u0323" for char in NAME),
    "soft-hyphens": "\u00ad".join(NAME),
    "joiners": "\u200d".join(NAME),
    "graphemes-joined": "\u034f".join(NAME),
    "invisible-times": "\u2062".join(NAME),
    "notes-between": "\ufff9".join(NAME),
    "shorthand": "\U0001bca0".join(NAME),
}
"""What a reader takes for the name."""
DATA: Final[dict[str, bytes]] = {
    "bars": _text("surname|x|first\nQuillfeather|1|Zebedee"),
    "table": _text("| Surname | First |\n|---|---|\n| Quillfeather | Zebedee |"),
    "list": _text('{"Zebedee","Quillfeather"}'),
    "list-down": _text('["Zebedee";"Quillfeather"]'),
    "commas": _text("x,Quillfeather,7B,Zebedee,x"),
    "tabs": _text("x\tQuillfeather\t7B\tZebedee"),
    "attributes": _text('<a f="Zebedee" l="Quillfeather"/>'),
    "braces": _text("{Quillfeather}{Zebedee}"),
    "emphasis": _text("Zebe**d**ee Quill*f*eather"),
    "link-by-name": _text("[Zebedee](https://x.example/q) [Quillfeather][1]\n\n[1]: https://x.example/quillfeather"),
    "number-format": _text('"Zebe""dee Quill""feather"0'),
    "number-format-mixed": _text('\\Z"ebedee "\\Q"uillfeather"'),
    "number-format-spaces": _text('_Z_e"Zebedee"_ "Quillfeather"'),
    "sections-of-a-header": _text("&LZebedee&CQuillfeather&Rx"),
    "names-of-a-citation": _text('ADDIN CSL_CITATION {"family":"Quillfeather","given":"Zebedee"}'),
    "address-with-plus": _text("https://x.example/?n=Zebedee+Quillfeather"),
}
BEYOND: Final[dict[str, bytes]] = {
    **{f"terminal-{name}": data for name, data in TERMINAL.items()},
    **{f"charset-{name}": data for name, data in CHARSETS.items()},
    **{f"alphabet-{name}": _text(said) for name, said in ALPHABETS.items()},
    **{f"data-{name}": data for name, data in DATA.items()},
}
