"""The page where reports are added, and the one that shows how far their reading is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import BinaryIO, Literal
from urllib.parse import urlsplit

from msgspec import Struct
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.errors import UsageError
from dragoman.ledger.intake import Outcome
from dragoman.readers import ReadOptions
from dragoman.web.entering import author_of
from dragoman.web.pages import page, refusal
from dragoman.web.readings import Given, Reading, Readings
from dragoman.web.security import form_of

LONGEST_FIELD = 2000
FORMATS = "HTML, text, PDF, e-mail, RSS or Atom, JSON, JSON Lines, CSV, WARC, and ZIP, TAR or GZ of these"


class FileProgress(Struct, frozen=True, kw_only=True):
    """How far a file is, for the page and its twin."""

    name: str
    size: int
    state: str
    told: str
    """In words."""
    outcomes: Sequence[Outcome]


class Progress(Struct, frozen=True, kw_only=True):
    """How far a reading is."""

    number: int
    state: Literal["waiting", "reading", "done", "failed"]
    told: str
    over: bool
    files_done: int
    files: tuple[FileProgress, ...]


def readings_of(request: Request) -> Readings:
    """The readings of this site."""
    readings: Readings = request.app.state.readings
    return readings


def add(request: Request) -> Response:
    """The page where reports are added."""
    rules = request.app.state.largest_upload
    return page(
        request, "add.html", formats=FORMATS, largest=rules // 2**20, author=author_of(request),
        readings=[progress_of(reading) for reading in readings_of(request).all()[:12]],
    )  # fmt: skip


def take(request: Request) -> Response:
    """Take uploaded files, or a pasted text, and go to the page that shows how far they are.

    Raises:
        UsageError: Nothing was given, or a field can't be right.
    """
    form = form_of(request)
    files = _uploaded(form) or _pasted(form)
    if not files:
        raise UsageError("nothing was given: choose files, or paste the text of a report")
    reading = readings_of(request).add(files, _options(form), author_of(request))
    return RedirectResponse(request.app.url_path_for("reading", number=reading.number), 303)


def reading(request: Request) -> Response:
    """How far a reading is."""
    known = readings_of(request).reading(request.path_params["number"])
    if known is None:
        message = "this reading isn't known any more; what was read, and what was skipped and why, is under Sources"
        return refusal(request, 404, "missing", message)
    progress = progress_of(known)
    return page(request, "reading.html", answer=progress, progress=progress, reading=known)


def progress_of(reading: Reading) -> Progress:
    """How far a reading is, in words."""
    counts = _counted(reading.count("added"), reading.count("known"), reading.count("skipped"))
    done = sum(given.state == "done" for given in reading.files)
    told = {
        "waiting": "Waiting for other readings to end",
        "reading": f"Reading file {min(done + 1, len(reading.files))} of {len(reading.files)}: {counts}",
        "done": f"Done: {counts}",
        "failed": f"Stopped: {reading.failure}",
    }[reading.state]
    files = tuple(_file_progress(given) for given in reading.files)
    return Progress(
        number=reading.number, state=reading.state, told=told, over=reading.is_over, files_done=done, files=files
    )


def _file_progress(given: Given) -> FileProgress:
    counts = {result: sum(outcome.result == result for outcome in given.outcomes) for result in _RESULTS}
    told = {
        "waiting": "waiting",
        "reading": f"reading: {_counted(**counts)}" if given.outcomes else "reading",
        "done": _counted(**counts),
        "failed": "not read to its end",
    }[given.state]
    name = given.name.split("/", 2)[-1]
    return FileProgress(name=name, size=given.size, state=given.state, told=told, outcomes=list(given.outcomes))


_RESULTS = ("added", "known", "skipped")


def _counted(added: int, known: int, skipped: int) -> str:
    parts = [f"{added} added"]
    parts += [f"{known} there already"] if known else []
    parts += [f"{skipped} skipped"] if skipped else []
    return ", ".join(parts)


def _uploaded(form: FormData) -> list[tuple[str, BinaryIO]]:
    found = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    return [(one.filename or "", one.file) for one in found]


def _pasted(form: FormData) -> list[tuple[str, BinaryIO]]:
    text = str(form.get("text", "")).replace("\r\n", "\n")
    if not text.strip():
        return []
    title = _field(form, "title") or next(line for line in text.split("\n") if line.strip())
    return [(f"{title[:60]}.txt", io.BytesIO(text.encode("utf-8", "replace")))]


def _options(form: FormData) -> ReadOptions:
    return ReadOptions(
        published=_day(form), title=_field(form, "title"), publisher=_field(form, "publisher"), url=_address(form),
        html=False if form.get("text") and not _uploaded(form) else None,
    )  # fmt: skip


def _field(form: FormData, name: str) -> str | None:
    value = " ".join(str(form.get(name, "")).split())
    if len(value) > LONGEST_FIELD:
        raise UsageError(f"{name} is {len(value)} characters long; at most {LONGEST_FIELD} are taken")
    return value or None


def _day(form: FormData) -> date | None:
    value = _field(form, "published")
    if value is None:
        return None
    try:
        return date.fromisoformat(value if len(value) == len("YYYY-MM-DD") else "")
    except ValueError:
        raise UsageError(f"the day {value!r} isn't one; write it as YYYY-MM-DD") from None


def _address(form: FormData) -> str | None:
    value = _field(form, "url")
    if value is None:
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"the address {value[:80]!r} isn't one of the web; it begins with http:// or https://")
    return value


routes = [
    Route("/add", add, name="add"),
    Route("/add", take, name="take", methods=["POST"]),
    Route("/add/{number:int}", reading, name="reading"),
]
