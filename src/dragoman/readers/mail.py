"""Mail: one message (EML) or a box of them (MBOX), with the documents attached to them."""

from __future__ import annotations

import email.policy
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from dragoman.readers.archives import Budget, Found, ReadMember
from dragoman.readers.documents import page_in
from dragoman.readers.page import Page, ReadOptions, article_of
from dragoman.readers.unreadable import Unreadable
from dragoman.records import Published, Skipped

HEADER = re.compile(rb"^(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+", re.MULTILINE)
USUAL = re.compile(
    rb"^(?:from|to|date|subject|received|return-path|mime-version|message-id|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
FEWEST_USUAL = 3
"""A text may open with one line that looks like a header ("Subject: …"); a message has several."""

ANSWERED = re.compile(r"^(?:(?:re|fw|fwd|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)
"""What mail programs put before the subject of what they answer or pass on."""
SIGNATURE = re.compile(rb"^-- ?\r?$", re.MULTILINE)
"""The line that parts a message from its sender's signature (RFC 3676)."""
QUOTED = re.compile(rb"^(?:> ?)+")
DAMAGE = (ValueError, IndexError, AttributeError, TypeError, OverflowError)
"""What the library's parser raises on damaged headers."""
BOX_LINE = re.compile(rb"From \S+.*\d{4}")

_parser = BytesParser(EmailMessage, policy=email.policy.default)


def is_message(start: bytes) -> bool:
    """True where the first bytes are the header of a message."""
    header = HEADER.match(start)
    return header is not None and len(USUAL.findall(header[0])) >= FEWEST_USUAL


def is_box(start: bytes) -> bool:
    """True where the first bytes open a box of messages."""
    first, _, rest = start.partition(b"\n")
    return BOX_LINE.match(first) is not None and is_message(rest)


def read_box(stream: BinaryIO, source: str, options: ReadOptions, budget: Budget, read: ReadMember) -> Found:
    """The messages of a box, one by one."""
    for number, data in enumerate(_messages(stream, options.largest), start=1):
        yield from read_message(data, f"{source}#{number}", options, budget, read)


def _messages(stream: BinaryIO, largest: int) -> Iterator[bytes]:
    """The bytes of each message; of one that is too large, no more than shows it."""
    message: list[bytes] = []
    size, blank = 0, True
    for line in stream:
        if blank and line.startswith(b"From "):
            if message:
                yield b"".join(message)
            message, size = [], 0
        elif size <= largest:
            message.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
        blank = line in (b"\n", b"\r\n")
    if message:
        yield b"".join(message)


def read_message(data: bytes, source: str, options: ReadOptions, budget: Budget, read: ReadMember) -> Found:
    """The article in a message, then those in the documents attached to it; pictures are passed over."""
    message = _parser.parsebytes(data)
    try:
        yield article_of(_page(message, options), source, options)
    except Unreadable as error:
        yield Skipped(source=source, reason=str(error))
    for name, attached in _attached(message):
        yield from read(io.BufferedReader(io.BytesIO(attached)), f"{source}#{name}", budget.deeper())


def _attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each document attached."""
    for number, part in enumerate(message.iter_attachments(), start=1):
        if part.get_content_maintype() not in ("text", "application", "message"):
            continue
        data = part.get_payload(decode=True)
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            data = inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], EmailMessage) else None
        if isinstance(data, bytes) and data:
            yield part.get_filename() or str(number), data


def _page(message: EmailMessage, options: ReadOptions) -> Page:
    """The page in the body of a message, with what its header says.

    Raises: `Unreadable`.
    """
    part = message.get_body(("plain", "html"))
    data = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(data, bytes):
        raise Unreadable("the message has no text")
    is_html = part.get_content_subtype() == "html"
    if not is_html:
        data = _without_marks(data)
    page = page_in(data, replace(options, html=is_html), charset=part.get_content_charset())
    name, address = parseaddr(_header(message, "from") or "")
    subject = ANSWERED.sub("", _header(message, "subject") or "")
    return replace(
        page, title=subject or page.title, author=name or address or page.author,
        published=_published(message) or page.published,
    )  # fmt: skip


def _without_marks(data: bytes) -> bytes:
    """The text of a message without the sender's signature, and without quotation marks where all of it is quoted."""
    data = SIGNATURE.split(data, maxsplit=1)[0]
    lines = data.split(b"\n")
    written = [line for line in lines if line.strip()]
    if written and all(line.startswith(b">") for line in written):
        return b"\n".join(QUOTED.sub(b"", line) for line in lines)
    return data


def _header(message: EmailMessage, name: str) -> str | None:
    """A header as text; None where it is missing or damaged."""
    try:
        value = message[name]
    except DAMAGE:
        return None
    return str(value).strip() or None if value is not None else None


def _published(message: EmailMessage) -> Published | None:
    text = _header(message, "date")
    if text is None:
        return None
    try:
        return Published(date=parsedate_to_datetime(text).date(), source="markup", evidence=f"Date: {text}")
    except DAMAGE:
        return None
