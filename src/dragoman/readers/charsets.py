"""The text that bytes stand for, and what had to be guessed or repaired to get it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import ftfy
from charset_normalizer import from_bytes

from dragoman.readers.unreadable import Unreadable

SAMPLE = 256 * 2**10
"""Bytes that a guess of the encoding looks at."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

MOST_CONTROLS = 0.02
"""Share of control characters above which data isn't text."""
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

MOJIBAKE = re.compile(r"(?:â€|Ã[\x80-\xbf ©¨¡³¶¼Ÿ]|Â[\xa0£©®»«°]|ï¿½|Ð[°-¿]|Ø[§¨ª])")
"""Marks of UTF-8 that was once read as a one-byte encoding."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and notes on what was guessed or repaired."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text that the bytes stand for.

    Raises: `Unreadable`, where they hold none.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _checked(data.decode(encoding, errors="replace"), ())
    try:
        return _checked(data.decode("utf-8"), ())
    except UnicodeDecodeError:
        pass
    encoding, why = _encoding_of(data, declared)
    text = data.decode(encoding, errors="replace")
    notes = [f"read as {encoding} ({why})"]
    if damaged := text.count("\ufffd"):
        notes.append(f"{damaged} characters could not be read in that encoding")
    return _checked(text, tuple(notes))


def _encoding_of(data: bytes, declared: str | None) -> tuple[str, str]:
    if declared and _known(declared):
        return declared.lower(), "as it says itself"
    if _almost_utf8(data):
        return "utf-8", "with a few bytes damaged"
    if data.count(0) * 20 > len(data):
        raise Unreadable("binary data, not text")
    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        raise Unreadable("not text in any encoding known here")
    return best.encoding.replace("_", "-"), "guessed"


def _known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _almost_utf8(data: bytes) -> bool:
    """True for UTF-8 with a few broken places: most of its non-ASCII bytes decode."""
    text = data[:SAMPLE].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return broken * 5 < sum(1 for char in text if char > "\x7f")


def _checked(text: str, notes: tuple[str, ...]) -> Decoded:
    """The text without control characters, its mojibake repaired.

    Raises: `Unreadable`, where too much of it is control characters.
    """
    controls = len(CONTROLS.findall(text[:SAMPLE]))
    if controls > MOST_CONTROLS * len(text[:SAMPLE]):
        raise Unreadable("binary data, not text")
    if controls:
        text = CONTROLS.sub("", text)
        notes += ("control characters were dropped",)
    if MOJIBAKE.search(text):
        repaired = ftfy.fix_encoding(text)
        if repaired != text:
            return Decoded(repaired, (*notes, "mojibake was repaired: UTF-8 that had been read as another encoding"))
    return Decoded(text, notes)
