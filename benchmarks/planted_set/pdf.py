"""Plants a value in a PDF: strings, names, keys, streams of every kind, page content, earlier revisions, raw bytes."""

import io
import random
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from benchmarks.planted_set.marked_up import as_name

Plant = Callable[[pikepdf.Pdf, str, random.Random], str | None]
_MOST: Final = 4_000  # objects that are looked through


def _string(value: str, chance: random.Random) -> String:
    raw = value.encode(chance.choice(("utf-8", "utf-16-be", "utf-16-le"))) if chance.random() < 0.2 else None
    return String(value) if raw is None else String(raw)


def _containers(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Dictionaries and streams, those within others too."""
    found: list[pikepdf.Object] = []
    waiting: list[pikepdf.Object] = list(pdf.objects)[:_MOST]
    while waiting and len(found) < _MOST:
        one = waiting.pop()
        if isinstance(one, (Dictionary, Stream)):
            found.append(one)
            waiting += [value for _, value in one.items() if isinstance(value, Dictionary) and not value.is_indirect]
    return found


def _kind(one: pikepdf.Object) -> str:
    if Name.Type in one:
        return str(one.get(Name.Type))
    keys = [
        key
        for key in ("/Title", "/S", "/Subtype", "/FT", "/BaseFont", "/FunctionType", "/Font", "/Producer")
        if key in one
    ]
    return f"with {keys[0]}" if keys else "bare"


def _some(pdf: pikepdf.Pdf, chance: random.Random, wanted: Callable[[pikepdf.Object], bool]) -> pikepdf.Object | None:
    kinds: dict[str, list[pikepdf.Object]] = {}
    for one in filter(wanted, _containers(pdf)):
        kinds.setdefault(_kind(one), []).append(one)
    return chance.choice(kinds[chance.choice(sorted(kinds))]) if kinds else None


def _of(sort: type) -> Callable[[pikepdf.Object], bool]:
    return lambda one: any(isinstance(value, sort) for _, value in one.items())


def _in_string(pdf: pikepdf.Pdf, value: str, chance: random.Random) -> str | None:
    one = _some(pdf, chance, _of(String))
    if one is None:
        return None
    key = chance.choice(sorted(key for key, inner in one.items() if isinstance(inner, String)))
    one[key] = _string(value, chance)
    return f"{_kind(one)} {key}"


def _in_name(pdf: pikepdf.Pdf, value: str, chance: random.Random) -> str | None:
    one = _some(pdf, chance, _of(Name))
    if one is None:
        return None
    key = chance.choice(sorted(key for key, inner in one.items() if isinstance(inner, Name)))
    one[key] = Name(f"/{chance.choice((value, as_name(value)))}")
    return f"{_kind(one)} {key}"


def _new_key(pdf: pikepdf.Pdf, value: str, chance: random.Random) -> str | None:
    one = _some(pdf, chance, lambda _: True)
    if one is None:
        return None
    match chance.randrange(4):
        case 0:
            one[Name(f"/{as_name(value)}")] = True
        case 1:
            one[Name("/Note9")] = _string(value, chance)
        case 2:
            one[Name("/Note9")] = Array([1, _string(value, chance)])
        case _:
            one[Name("/Note9")] = pdf.make_stream(value.encode())
    return _kind(one)


_KNOWN: Final = (
    "/ActualText", "/Alt", "/E", "/T", "/TU", "/TM", "/Contents", "/Lang", "/Title", "/Desc", "/CA", "/RC", "/NM", "/Subj",
    "/DA", "/DS", "/V", "/DV", "/Name", "/Reason", "/Location", "/ContactInfo", "/UF", "/F", "/JS", "/URI", "/P", "/ID",
    "/Info", "/RegistryName", "/OutputCondition", "/OutputConditionIdentifier", "/Creator", "/PTEX.FileName", "/LastModified",
    "/Encoding", "/CharSet", "/FontFamily", "/Style", "/Panose", "/Ordering", "/Registry", "/Comment", "/Rect", "/Base", "/TI",
)  # fmt: skip


def _known_key(pdf: pikepdf.Pdf, value: str, chance: random.Random) -> str | None:
    one = _some(pdf, chance, lambda _: True)
    if one is None:
        return None
    key = chance.choice(_KNOWN)
    one[Name(key)] = _string(value, chance)
    return f"{_kind(one)} {key}"


def _in_stream(pdf: pikepdf.Pdf, value: str, chance: random.Random) -> str | None:
    one = _some(pdf, chance, lambda one: isinstance(one, Stream) and "/DCTDecode" not in str(one.get("/Filter", "")))
    if one is None:
        return None
    try:
        data = one.read_bytes()
    except pikepdf.PdfError:
        return None
    raw = value.encode(chance.choice(("utf-8", "utf-8", "utf-16-be")))
    forms = {"comment": b"\n% " + raw + b"\n", "bare": raw}
    form = chance.choice(tuple(forms))
    where = chance.choice(("before", "after"))
    one.write(forms[form] + data if where == "before" else data + forms[form])
    return f"{_kind(one)} {form} {where}"


_SHOWN: Final = (
    "BT /F99 12 Tf 72 {y} Td ({v}) Tj ET", "BT 3 Tr /F99 12 Tf 72 {y} Td ({v}) Tj ET", "BT /F99 12 Tf -900 {y} Td ({v}) Tj ET",
    "1 g BT /F99 12 Tf 72 {y} Td ({v}) Tj ET", "BT /F99 12 Tf 72 {y} Td [({h}) -20 ({t})] TJ ET", "BT /F99 12 Tf 72 {y} Td <{x}> Tj ET",
    "BT /F99 0.1 Tf 72 {y} Td ({v}) Tj ET", "BT /F99 12 Tf 72 {y} Td ({h}) Tj ET q Q BT /F99 12 Tf 72 {y} Td {w} 0 Td ({t}) Tj ET",
    "/Span <</ActualText ({v})>> BDC EMC", "/P <</Alt ({v}) /MCID 990>> BDC EMC", "/Note ({v}) DP", "/{n} MP", "/{n} BMC EMC",
    "/Span <</E <FEFF{u}>>> BDC EMC", "({v}) pop", "BX ({v}) zz EX", "[({v})] 0 d", "q 0 0 1 1 re W n BT /F99 12 Tf 72 {y} Td ({v}) Tj ET Q",
    "BI /W 1 /H 1 /BPC 8 /CS /G /L ({v}) ID a EI", "/{n} gs", "/{n} Do", "BT /F99 12 Tf 72 {y} Td ({o}) Tj ET", "BT /F99 12 Tf 10 {y} Td 0 Tz ({v}) Tj ET",
    "BT /F99 12 Tf 72 {y} Td (Note: {v} again) Tj ET", "BT /F99 12 Tf 1 0 0 -1 72 {y} Tm ({v}) Tj ET", "BT /F99 12 Tf 0 1 -1 0 72 {y} Tm ({v}) Tj ET",
    "BT /F99 12 Tf 72 {y} Td 14 TL ({h}) Tj ({t}) ' ET", "BT /F99 12 Tf 72 {y} Td 1 2 ({v}) \" ET", "BT /{n} 12 Tf ET",
)  # fmt: skip


def _shown(pdf: pikepdf.Pdf, value: str, chance: random.Random) -> str | None:
    if not value.isascii() or not pdf.pages:
        return None
    page = chance.choice(list(pdf.pages))
    safe = re.sub(r"([()\\])", r"\\\1", value)
    at = len(value) // 2
    form = chance.choice(_SHOWN)
    content = form.format(
        v=safe, h=value[:at].replace("(", ""), t=value[at:], x=value.encode().hex(), y=chance.randrange(20, 800), w=7 * at,
        n=re.sub(r"\W", "", value), u=value.encode("utf-16-be").hex(), o="".join(f"\\{ord(one):03o}" for one in value),
    )  # fmt: skip
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    where = chance.choice(("page", "page", "form"))
    resources = Dictionary(Font=Dictionary(F99=pdf.make_indirect(font)))
    if where == "form":
        drawn = pdf.make_stream(
            content.encode("latin-1"),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 900, 900]),
            Resources=resources,
        )
        name = page.add_resource(drawn, Name.XObject, prefix="Fx")
        page.contents_add(f"q {name} Do Q".encode(), prepend=chance.random() < 0.5)
    else:
        page.add_resource(pdf.make_indirect(font), Name.Font, name=Name.F99)
        page.contents_add(content.encode("latin-1"), prepend=chance.random() < 0.3)
    return f"{where} {form[:60]}"


_ANNOTATIONS: Final = (
    "Text", "FreeText", "Link", "Stamp", "Popup", "FileAttachment", "Highlight", "Widget", "Redact", "Watermark", "3D", "Ink",
)  # fmt: skip
_ANNOTATION_KEYS: Final = (
    "Contents", "T", "NM", "Subj", "RC", "DA", "OverlayText", "A", "AP", "FS", "IRT", "Name", "TU", "V", "MK", "Opt",
)  # fmt: skip


def _annotated(pdf: pikepdf.Pdf, value: str, chance: random.Random) -> str | None:
    if not pdf.pages:
        return None
    kind, key = chance.choice(_ANNOTATIONS), chance.choice(_ANNOTATION_KEYS)
    given = _given(pdf, key, value, _string(value, chance))
    one = Dictionary(
        Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([10, 10, 100, 30]), F=chance.choice((2, 4))
    )
    one[Name(f"/{key}")] = given
    if kind == "Widget":
        one[Name.FT] = chance.choice((Name.Tx, Name.Btn, Name.Ch, Name.Sig))
        one[Name.T] = one.get(Name.T, String("a"))
    page = chance.choice(list(pdf.pages)).obj
    held = pdf.make_indirect(one)
    page[Name.Annots] = Array([*page.get(Name.Annots, Array()), held])
    if kind == "Widget":
        form = pdf.Root.get(Name.AcroForm, Dictionary(Fields=Array()))
        form[Name.Fields] = Array([*form.get(Name.Fields, Array()), held])
        pdf.Root[Name.AcroForm] = form
    return f"{kind} {key}"


def _given(pdf: pikepdf.Pdf, key: str, value: str, text: String) -> pikepdf.Object:
    """What an annotation holds under a key, with the value in it."""
    match key:
        case "A":
            return Dictionary(S=Name.URI, URI=text)
        case "AP":
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            drawn = pdf.make_stream(
                f"BT /Helv 9 Tf ({value}) Tj ET".encode(),
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 90, 20]),
                Resources=Dictionary(Font=Dictionary(Helv=font)),
            )
            return Dictionary(N=drawn)
        case "FS":
            return Dictionary(Type=Name.Filespec, F=text, EF=Dictionary(F=pdf.make_stream(value.encode())))
        case "IRT":
            return Dictionary(Contents=text)
        case "Name":
            return Name(f"/{as_name(value)}")
        case "MK":
            return Dictionary(CA=text)
        case "Opt":
            return Array([text])
        case _:
            return text


def _in_catalogue(pdf: pikepdf.Pdf, value: str, chance: random.Random) -> str:
    text = _string(value, chance)
    stream = pdf.make_stream(value.encode())
    made: dict[str, tuple[str, Callable[[], pikepdf.Object]]] = {
        "outline": ("Outlines", lambda: Dictionary(First=Dictionary(Title=text, Dest=text))),
        "labels": ("PageLabels", lambda: Dictionary(Nums=Array([0, Dictionary(P=text)]))),
        "names": ("Names", lambda: Dictionary(Dests=Dictionary(Names=Array([text, Array([1])])))),
        "script": ("OpenAction", lambda: Dictionary(S=Name.JavaScript, JS=text)),
        "script stream": ("OpenAction", lambda: Dictionary(S=Name.JavaScript, JS=stream)),
        "attachment": ("Names", lambda: Dictionary(EmbeddedFiles=Dictionary(Names=Array([text, Dictionary(Type=Name.Filespec, UF=text, EF=Dictionary(F=stream))])))),
        "structure": ("StructTreeRoot", lambda: Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.P, ActualText=text, Alt=text))),
        "roles": ("StructTreeRoot", lambda: Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary({f"/{as_name(value)}": Name.P}))),
        "layers": ("OCProperties", lambda: Dictionary(OCGs=Array([pdf.make_indirect(Dictionary(Type=Name.OCG, Name=text))]), D=Dictionary(Name=text))),
        "XFA": ("AcroForm", lambda: Dictionary(Fields=Array(), XFA=Array([String("datasets"), stream]))),
        "signature": ("Perms", lambda: Dictionary(DocMDP=Dictionary(Type=Name.Sig, Name=text, Contents=String(b"\0" * 9 + value.encode())))),
        "piece": ("PieceInfo", lambda: Dictionary(A=Dictionary(Private=text))),
        "metadata": ("Metadata", lambda: pdf.make_stream(f"<x>{value}</x>".encode(), Type=Name.Metadata, Subtype=Name.XML)),
        "intent": ("OutputIntents", lambda: Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, Info=text, DestOutputProfile=stream)])),
        "collection": ("Collection", lambda: Dictionary(Schema=Dictionary(A=Dictionary(N=text)))),
        "base": ("URI", lambda: Dictionary(Base=text)), "language": ("Lang", lambda: text), "spider": ("SpiderInfo", lambda: text),
        "threads": ("Threads", lambda: Array([Dictionary(I=Dictionary(Title=text))])),
        "dests": ("Dests", lambda: Dictionary({f"/{as_name(value)}": Array([1])})),
        "extensions": ("Extensions", lambda: Dictionary({f"/{as_name(value)}": Dictionary(BaseVersion=Name("/1.7"))})),
    }  # fmt: skip
    name = chance.choice(tuple(made))
    key, make = made[name]
    pdf.Root[Name(f"/{key}")] = make()
    return name


def _in_info(pdf: pikepdf.Pdf, value: str, chance: random.Random) -> str:
    key = chance.choice(("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "Custom", "ModDate"))
    if chance.random() < 0.1:
        pdf.docinfo[Name(f"/{as_name(value)}")] = String("a")
        return "key"
    pdf.docinfo[Name(f"/{key}")] = _string(value, chance)
    return key


_WITHIN: Final[Mapping[str, Plant]] = MappingProxyType({
    "string": _in_string, "name": _in_name, "new key": _new_key, "known key": _known_key, "stream": _in_stream,
    "page": _shown, "shown": _shown, "annotation": _annotated, "catalogue": _in_catalogue, "info": _in_info,
})  # fmt: skip


def _revised(data: bytes, value: str, chance: random.Random) -> bytes:
    """An object of an earlier revision, gone by the later one; or one that nothing leads to."""
    start = data[data.rfind(b"startxref") + 9 :].split()[0]
    number = 9000
    one = f"{number} 0 obj\n({value})\nendobj\n".encode()
    other = f"{number} 0 obj\n(a)\nendobj\n".encode()
    out = data.rstrip() + b"\n"
    for made in (one, other)[: chance.randint(1, 2)]:
        at = len(out)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            root = pdf.Root.objgen[0]
        table = f"xref\n{number} 1\n{at:010} 00000 n \ntrailer\n<</Size {number + 1} /Root {root} 0 R /Prev {start.decode()}>>\n".encode()
        where = at + len(made)
        out += made + table + f"startxref\n{where}\n%%EOF\n".encode()
        start = str(where).encode()
    return out


_OUTSIDE: Final[Mapping[str, Callable[[bytes, str, random.Random], bytes]]] = MappingProxyType({
    "after the end": lambda data, value, _: data + value.encode(),
    "before the beginning": lambda data, value, _: f"{value}\n".encode() + data,
    "comment at the head": lambda data, value, _: data.replace(b"\n", f"\n%{value}\n".encode(), 1),
    "comment before the table": lambda data, value, _: data[: data.rfind(b"startxref")] + f"%{value}\n".encode() + data[data.rfind(b"startxref") :],
    "revision": _revised,
})  # fmt: skip


def plant(data: bytes, value: str, chance: random.Random) -> tuple[str, bytes] | None:
    """The name of a place and the PDF with the value there; written with or without object streams."""
    name = chance.choice((*_WITHIN, *_WITHIN, *_OUTSIDE))
    packed = chance.choice((pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable))
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            more = _WITHIN[name](pdf, value, chance) if name in _WITHIN else ""
            if more is None:
                return None
            out = io.BytesIO()
            pdf.save(out, object_stream_mode=packed, compress_streams=chance.random() < 0.7, static_id=True)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, UnicodeError):
        return None
    made = out.getvalue()
    return (f"{name}: {more}", made) if name in _WITHIN else (name, _OUTSIDE[name](made, value, chance))
