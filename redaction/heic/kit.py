"""Has libheif decode a photograph; run as a program of its own, in its confinement.

It imports nothing but the standard library. The file comes by standard input; the argument is the most pixels that
are decoded. To standard output go how the pixels stand there, width and height, and the pixels: three bytes each
where they are few enough, else brightness whole and colour by four. libheif/heif.h: the functions and their
numbers.
"""

import ctypes
import os
import struct
import sys

_YCBCR, _RGB = 0, 1
_QUARTERED, _INTERLEAVED = 1, 10
_PLANES = (0, 1, 2)
_FEW = 10_000_000
_BITS = 8


class _Error(ctypes.Structure):
    _fields_ = (("code", ctypes.c_int), ("subcode", ctypes.c_int), ("message", ctypes.c_char_p))


def main() -> int:
    """The exit code."""
    answer = os.dup(1)
    os.dup2(2, 1)
    most = int(sys.argv[1])
    data = sys.stdin.buffer.read()
    library = ctypes.CDLL("libheif.so.1")
    handle = _opened(library, data)
    if handle is None:
        return 1
    size = [library.heif_image_handle_get_width(handle), library.heif_image_handle_get_height(handle)]
    if min(size) < 1 or size[0] * size[1] > most:
        return 1
    kinds: list[tuple[int, int, tuple[int, ...], int]] = [(_RGB, _INTERLEAVED, (_INTERLEAVED,), 3)]
    if size[0] * size[1] > _FEW:
        kinds.insert(0, (_YCBCR, _QUARTERED, _PLANES, 1))
    for colours, chroma, channels, width in kinds:
        made = _decoded(library, handle, colours, chroma, channels, width)
        if made is not None:
            with os.fdopen(answer, "wb") as out:
                out.write(struct.pack(">BII", colours, *size) + made)
            return 0
    return 1


def _opened(library: ctypes.CDLL, data: bytes) -> ctypes.c_void_p | None:
    library.heif_context_alloc.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.heif_context_alloc())
    for name in ("context_read_from_memory_without_copy", "context_get_primary_image_handle", "decode_image"):
        getattr(library, f"heif_{name}").restype = _Error
    handle = ctypes.c_void_p()
    read = library.heif_context_read_from_memory_without_copy(context, data, ctypes.c_size_t(len(data)), None)
    if read.code or library.heif_context_get_primary_image_handle(context, ctypes.byref(handle)).code:
        return None
    return handle


def _decoded(
    library: ctypes.CDLL, handle: ctypes.c_void_p, colours: int, chroma: int, channels: tuple[int, ...], width: int
) -> bytes | None:
    image = ctypes.c_void_p()
    if library.heif_decode_image(handle, ctypes.byref(image), colours, chroma, None).code:
        return None
    library.heif_image_get_plane_readonly.restype = ctypes.c_void_p
    made = bytearray()
    for channel in channels:
        stride = ctypes.c_int()
        plane = library.heif_image_get_plane_readonly(image, channel, ctypes.byref(stride))
        bits = library.heif_image_get_bits_per_pixel_range(image, channel)
        wide, high = library.heif_image_get_width(image, channel), library.heif_image_get_height(image, channel)
        if not plane or bits != _BITS or stride.value < wide * width or high < 1:
            return None
        made += b"".join(ctypes.string_at(plane + row * stride.value, wide * width) for row in range(high))
    return bytes(made)


if __name__ == "__main__":
    try:
        code = main()
    finally:
        os._exit(locals().get("code", 1))
