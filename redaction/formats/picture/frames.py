"""Decodes a picture into bare pixels, frame by frame, and encodes such pixels in the same format."""

import io
import struct
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Final

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    ImageSequence,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from redaction.errors import TooLarge, Unreadable
from redaction.limits import Limits

PICTURE_TYPES: Final[Mapping[str, str]] = MappingProxyType({
    "image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/tiff": "TIFF", "image/webp": "WEBP",
    "image/bmp": "BMP",
})  # fmt: skip
"""Media type in lower case: Pillow's name of the format."""
_JPEG: Final = "image/jpeg"

# Named, so that they are loaded before there is a child.
_PLUGINS: Final = (
    BmpImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin,
)  # fmt: skip
_MOVING: Final = frozenset({"image/png", "image/gif", "image/webp"})
_ROTATION: Final = 0x0112  # EXIF and TIFF: Orientation
_JPEG_QUALITY: Final = 90  # where the tables of the original do not fit
_WEBP_QUALITY: Final = 90
_LONGEST_MS: Final = 65_535
_WIDE: Final = frozenset({"I", "F", "I;16", "I;16B", "I;16L", "I;16N"})


class TooManyFrames(TooLarge):
    """More frames or pages than the limits; none of them was decoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pixels:
    """A decoded picture: bare frames and what is needed to write them as they were."""

    media_type: str
    frames: tuple[Image.Image, ...]  # of mode 1, L, RGB or RGBA, with nothing but their pixels
    milliseconds: tuple[int, ...]  # how long each frame of a moving picture is shown
    loops: int | None  # None: not said
    dpi: tuple[float, float] | None
    tables: dict[int, list[int]] | None  # of a JPEG: its quantisation, and with that its quality
    sampling: int  # of a JPEG's colours; -1: not known
    turned: bool  # its orientation was only said beside the pixels
    palette: bool
    twins: bool  # two numbers of its palette are one colour: letters may be drawn of them that nobody sees
    lossless: bool


def decode(untrusted_data: bytes, media_type: str, limits: Limits) -> Pixels:
    """All frames or pages of a picture.

    Raises:
        Unreadable: it is no picture of that type, or damaged.
        TooLarge: more pixels or frames than the limits.
    """
    if len(untrusted_data) > limits.max_bytes:
        raise TooLarge("more bytes than the limit")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)  # of damaged metadata, which is not kept
            with Image.open(io.BytesIO(untrusted_data), formats=(PICTURE_TYPES[media_type],)) as image:
                return _decoded(image, media_type, limits)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise TooLarge("more pixels than the limit") from None
    except Unreadable:
        raise
    # Pillow and the libraries under it raise nearly anything on damaged files (IndexError, struct.error, zlib.error,
    # AttributeError …); whatever it was, these bytes are no picture that can be read.
    except Exception:
        raise Unreadable("damaged: not a whole picture") from None


def _decoded(image: Image.Image, media_type: str, limits: Limits) -> Pixels:
    if min(image.size) < 1 or image.width * image.height > limits.max_pixels:
        raise TooLarge("more pixels than the limit")
    count = getattr(image, "n_frames", 1)
    most = limits.max_frames if media_type in _MOVING else limits.max_scanned_pages
    if count > most:
        raise TooManyFrames("more frames or pages than the limit")
    turned = _rotation(image) not in {0, 1}
    tables = getattr(image, "quantization", None)
    sampling = JpegImagePlugin.get_sampling(image) if isinstance(image, JpegImagePlugin.JpegImageFile) else -1
    frames: list[Image.Image] = []
    milliseconds: list[int] = []
    left = limits.max_pixels
    lossless = media_type != _JPEG and not _is_lossy(image)
    palette = image.mode == "P"
    twins = False
    dpi = _dpi(image.info.get("dpi"))
    loops = image.info.get("loop")
    # Cameras put a second picture behind a JPEG (depth, brightness: CIPA DC-007): nobody is shown it, and it goes.
    only = 1 if media_type == _JPEG else None
    for frame in islice(ImageSequence.Iterator(image), only):
        left -= frame.width * frame.height
        if left < 0 or len(frames) >= most:
            raise TooLarge("more pixels than the limit")
        twins = twins or _has_twins(frame)
        frames.append(_bare(frame))
        shown = frame.info.get("duration", 0)
        milliseconds.append(min(max(int(shown), 0), _LONGEST_MS) if isinstance(shown, int | float) else 0)
    return Pixels(
        media_type=media_type,
        frames=tuple(frames),
        milliseconds=tuple(milliseconds),
        loops=loops if isinstance(loops, int) else None,
        dpi=dpi,
        tables=tables if isinstance(tables, dict) else None,
        sampling=sampling,
        turned=turned,
        palette=palette,
        twins=twins,
        lossless=lossless,
    )


def _rotation(image: Image.Image) -> object:
    """What EXIF says of the way up; EXIF that is none goes unread, as it is not kept either."""
    try:
        return image.getexif().get(_ROTATION, 1)
    except (SyntaxError, struct.error, ValueError, TypeError, IndexError, OSError):
        image.info.pop("exif", None)
        return 1


def _has_twins(frame: Image.Image) -> bool:
    if frame.mode != "P":
        return False
    used = [number for _, number in frame.getcolors(256) or ()]
    colours = frame.getpalette("RGBA") or []
    seen = {tuple(colours[4 * number : 4 * number + 4]) for number in used if isinstance(number, int)}
    # The number that stands for nothing is no colour, whatever the palette says of it.
    see_through = frame.info.get("transparency")
    return len(seen) + (isinstance(see_through, int) and see_through in used) < len(used)


def _is_lossy(image: Image.Image) -> bool:
    return image.format == "WEBP" or image.info.get("compression") in {"jpeg", "tiff_jpeg", "webp"}


def _dpi(said: object) -> tuple[float, float] | None:
    if not isinstance(said, tuple) or len(said) != 2:
        return None
    try:
        across, down = float(said[0]), float(said[1])  # TIFF says fractions
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return (across, down) if 10 <= across <= 2400 and 10 <= down <= 2400 else None


def _bare(frame: Image.Image) -> Image.Image:
    """The frame's pixels, the right way up, in a new image that knows nothing else."""
    frame.load()
    turned = ImageOps.exif_transpose(frame)
    if turned.mode in _WIDE:
        deep = turned.convert("I") if turned.mode != "F" else turned
        low, high = (float(one) for one in deep.getextrema()[:2] if isinstance(one, int | float))
        scale = 255 / (high - low) if high > low else 1.0
        mode, source = "L", deep.convert("F").point(lambda value: value * scale - low * scale).convert("L")
    elif turned.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in turned.info:
        mode, source = "RGBA", turned.convert("RGBA")
    elif turned.mode in {"1", "L"}:
        mode, source = turned.mode, turned
    else:
        mode, source = "RGB", turned.convert("RGB")
    bare = Image.new(mode, source.size)
    bare.paste(source)
    return bare


def views(frame: Image.Image) -> Iterator[Image.Image]:
    """What of a frame may be seen by somebody: without its transparency, and on light and on dark ground."""
    if frame.mode != "RGBA":
        yield frame
        return
    alpha = frame.getchannel("A")
    if alpha.getextrema() == (255, 255):
        yield frame.convert("RGB")
        return
    plain = frame.convert("RGB")
    seen: set[bytes] = set()
    for view in (
        Image.composite(plain, Image.new("RGB", frame.size, "white"), alpha),
        Image.composite(plain, Image.new("RGB", frame.size, (24, 24, 24)), alpha),
        plain,
    ):
        pixels = view.tobytes()
        if pixels not in seen:
            seen.add(pixels)
            yield view


def encode(pixels: Pixels, frames: list[Image.Image]) -> bytes:
    """The frames in the picture's own format, with nothing beside them but size, resolution and times."""
    kind = pixels.media_type
    ready = [_fit(frame, kind, palette=pixels.palette) for frame in frames]
    out = io.BytesIO()
    options: dict[str, object] = {}
    if pixels.dpi is not None and kind in {"image/png", "image/jpeg", "image/tiff"}:
        options["dpi"] = pixels.dpi
    if kind == "image/jpeg":
        options |= _as_before(pixels, ready[0])
    elif kind == "image/tiff":
        options["compression"] = "group4" if all(one.mode == "1" for one in ready) else "tiff_deflate"
    elif kind == "image/webp":
        options |= {"quality": _WEBP_QUALITY, "exact": False}
    elif kind == "image/png":
        options["optimize"] = False
    if len(ready) > 1:
        options |= {"save_all": True, "append_images": ready[1:]}
        if kind in _MOVING:
            options["duration"] = list(pixels.milliseconds)
            if pixels.loops is not None:
                options["loop"] = pixels.loops
        if kind == "image/gif":
            options["disposal"] = 2
    ready[0].save(out, PICTURE_TYPES[kind], **options)
    return out.getvalue()


def _as_before(pixels: Pixels, frame: Image.Image) -> dict[str, object]:
    wanted = 1 if frame.mode == "L" else 2
    if pixels.tables is None or len(pixels.tables) < wanted or frame.mode not in {"L", "RGB"}:
        return {"quality": _JPEG_QUALITY}
    tables = [list(pixels.tables[key]) for key in sorted(pixels.tables)][:wanted]
    return {"qtables": tables, "subsampling": pixels.sampling if pixels.sampling in {0, 1, 2} else 0}


def _fit(frame: Image.Image, kind: str, *, palette: bool) -> Image.Image:
    """In a mode that the format can store; what is wholly transparent keeps no colour."""
    if frame.mode == "RGBA":
        blank = Image.new("RGBA", frame.size, (255, 255, 255, 0))
        blank.paste(frame, mask=frame.getchannel("A").point(lambda value: 255 if value else 0))
        frame = blank if kind != "image/jpeg" else blank.convert("RGB")
    if kind == "image/png" and palette and frame.mode == "RGB":
        return frame.quantize(256)
    if kind == "image/jpeg" and frame.mode == "1":
        return frame.convert("L")
    return frame
