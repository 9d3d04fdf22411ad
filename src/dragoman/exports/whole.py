"""Files that are there whole or not at all: what is written gets its name when nothing more can go wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import DragomanError


class ExportError(DragomanError):
    """An export that can't be written."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write the file; it takes the place of ``path`` at the end, and after an error nothing is left.

    Raises:
        ExportError: It can't be written.
    """
    if path.is_dir():
        raise ExportError(f"{path}: is a folder; --out takes a file for this format")
    beside = _beside(path)
    try:
        with _said(path):
            yield beside
            with beside.open("rb") as stream:
                os.fsync(stream.fileno())
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Where to write the folder's files; it becomes ``path`` at the end, and after an error nothing is left.

    Raises:
        ExportError: It can't be written, or ``path`` holds something, which might be anybody's work.
    """
    if path.exists() and not path.is_dir():
        raise ExportError(f"{path}: is a file; --out takes a folder for this format")
    if path.is_dir() and any(path.iterdir()):
        raise ExportError(f"{path}: isn't empty; give a new or empty folder with --out")
    beside = _beside(path)
    try:
        with _said(path):
            beside.mkdir()
            yield beside
            beside.replace(path)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.unfinished")


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExportError(f"{path}: can't be written: {error.strerror or error}; nothing is left of it") from error
