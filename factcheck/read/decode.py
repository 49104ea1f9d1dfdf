"""Turns a file's bytes into text, or says in plain words why they are no text.

Every offset of the project counts in what this returns: the file decoded as UTF-8, newlines as they stand. A
byte order mark at the very start is accepted and is no part of the text.
"""

from __future__ import annotations

import codecs
import hashlib


def sha256(content: bytes) -> str:
    """The fingerprint of a file's bytes, as `sha256sum` prints it."""
    return hashlib.sha256(content).hexdigest()


def utf8(content: bytes) -> str:
    """The text of a UTF-8 file; a ValueError says which byte is wrong and where."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ValueError(f"is not UTF-8 text: byte 0x{content[0]:02x} at position 0 begins UTF-16; save it as UTF-8")
    mark = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
    try:
        text = content[mark:].decode("utf-8")
    except UnicodeDecodeError as error:
        place = error.start + mark
        raise ValueError(f"is not UTF-8 text: byte 0x{content[place]:02x} at position {place}") from None
    if "\0" in text:
        place = content.index(0)
        raise ValueError(f"is binary, not text: byte 0x00 at position {place}")
    return text
