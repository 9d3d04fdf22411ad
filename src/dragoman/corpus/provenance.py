"""What a record depends on besides the article: versions, models, codebooks, weights, options."""

from __future__ import annotations

import hashlib
import platform
import re
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any

import dragoman
from dragoman.parse import load_parser
from dragoman.records import SCHEMA_VERSION, __version__

PACKAGE = Path(dragoman.__file__).parent
BESIDE = {"cli", "exports", "ledger", "samples", "web"}
"""Folders whose files change no record."""
REQUIRED = re.compile(r"[\w.-]+")


def provenance(pipeline: str) -> dict[str, Any]:
    """What the records of this installation depend on, for a manifest; equal where the records would be equal.

    Args:
        pipeline: The spaCy pipeline that parses.

    Raises:
        ModelError: It isn't installed.
    """
    nlp = load_parser(pipeline).nlp
    files = [path for path in sorted(PACKAGE.rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    files = [path for path in files if path.relative_to(PACKAGE).parts[0] not in BESIDE]
    data = [path for path in files if path.suffix != ".py"]
    codebooks = {path for path in data if path.parent.name == "codebooks"}
    return {
        "dragoman": __version__,
        "schema": SCHEMA_VERSION,
        "python": platform.python_version(),
        "libraries": _libraries(),
        "model": {
            "name": f"{nlp.lang}_{nlp.meta['name']}",
            "version": nlp.meta["version"],
            "pipes": nlp.pipe_names,
            "vectors": nlp.meta.get("vectors", {}),
        },
        "codebooks": {path.stem: hash_of(path) for path in sorted(codebooks)},
        "weights": {path.relative_to(PACKAGE).as_posix(): hash_of(path) for path in data if path not in codebooks},
        "code": hash_of(*(path for path in files if path.suffix == ".py")),
    }


def _libraries() -> dict[str, str]:
    """The version of each library that dragoman needs, by name; extras aside, which read nothing."""
    names = (REQUIRED.match(line) for line in requires("dragoman") or () if "extra ==" not in line)
    return {name.group().lower(): version(name.group()) for name in names if name}


def hash_of(*paths: Path) -> str:
    """The SHA-256 of some files, one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
