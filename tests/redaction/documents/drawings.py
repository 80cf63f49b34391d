"""Drawings of lines and letters, as a program writes them."""

import functools
import subprocess
import tempfile
from pathlib import Path

_FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.graphics"><office:body><office:drawing><draw:page>
<draw:frame svg:x="1cm" svg:y="1cm" svg:width="12cm" svg:height="5cm"><draw:text-box>{}</draw:text-box></draw:frame>
</draw:page></office:drawing></office:body></office:document>"""


@functools.cache
def drawing(kind: str, *lines: str) -> bytes:
    """A box with these lines of text, of the kind ``emf`` or ``wmf``."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "file.fodg"
        source.write_text(_FLAT.format("".join(f"<text:p>{line}</text:p>" for line in lines)), "utf-8")
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", folder, source], check=True, capture_output=True, timeout=120)
        return source.with_suffix(f".{kind}").read_bytes()
