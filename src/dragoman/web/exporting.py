"""The record handed on: each of the formats of `dragoman.exports` as one file to be saved."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from dragoman.exports import FORMATS, write_export
from dragoman.records import Record
from dragoman.web import asking
from dragoman.web.kept import kept
from dragoman.web.pages import ledger_of, page

ENDINGS = {
    "jsonl": "jsonl", "plover": "jsonl", "ftm": "jsonl", "annotations": "jsonl", "polecat": "tsv", "cameo": "tsv",
    "graphml": "graphml", "dot": "dot",
}  # fmt: skip
NAMES = {
    "jsonl": "JSON Lines", "csv": "CSV", "parquet": "Parquet", "plover": "PLOVER", "polecat": "POLECAT",
    "cameo": "CAMEO", "ftm": "FollowTheMoney", "annotations": "Web Annotation", "brat": "brat", "graphml": "GraphML",
    "dot": "DOT",
}  # fmt: skip
CHOICES = ("all", "reviewed")


def exports(request: Request) -> Response:
    """The formats in which the record can be saved."""
    formats = [(name, NAMES.get(name, name), form.description, ending_of(name)) for name, form in FORMATS.items()]
    return page(
        request, "exports.html", formats=formats, reviewed=kept(request, ledger_of(request).reviewed, "reviewed")
    )


def export(request: Request) -> Response:
    """The record in one format: all of it but what was rejected, or only what somebody has accepted."""
    name = request.path_params["name"]
    if name not in FORMATS:
        raise HTTPException(404, f"there is no format {name!r}")
    which = asking.one_of(request, "which", CHOICES) or "all"
    folder = TemporaryDirectory(prefix="dragoman-", ignore_cleanup_errors=True)
    try:
        made = _written(name, ledger_of(request).judged_records(reviewed=which == "reviewed"), Path(folder.name))
    except BaseException:
        folder.cleanup()
        raise
    title = f"dragoman-{name}{'-reviewed' if which == 'reviewed' else ''}.{ending_of(name)}"
    # nothing of a report may run in this site's name: the file is for saving, whatever it holds
    return FileResponse(
        made, filename=title, media_type="application/octet-stream", background=BackgroundTask(folder.cleanup)
    )


def ending_of(name: str) -> str:
    """The ending of a format's file; several files come in one archive."""
    return "zip" if FORMATS[name].is_folder else ENDINGS.get(name, "txt")


def _written(name: str, records: Iterable[Record], folder: Path) -> Path:
    out = folder / "export"
    write_export(name, records, out)
    return Path(shutil.make_archive(str(folder / "archive"), "zip", out)) if FORMATS[name].is_folder else out


routes = [
    Route("/export", exports, name="exports"),
    Route("/export/{name}", export, name="export"),
]
