"""What a record depends on besides the article: versions, models, codebooks, weights, options."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dragoman
from dragoman.parse import load_parser
from dragoman.records import SCHEMA_VERSION, __version__

PACKAGE = Path(dragoman.__file__).parent


def provenance(pipeline: str) -> dict[str, Any]:
    """What the records of this installation depend on, for a manifest; equal where the records would be equal.

    Args:
        pipeline: The spaCy pipeline that parses.

    Raises:
        ModelError: It isn't installed.
    """
    nlp = load_parser(pipeline).nlp
    data = [path for path in sorted(PACKAGE.rglob("*")) if path.is_file() and path.suffix not in {".py", ".pyc"}]
    codebooks = {path for path in data if path.parent.name == "codebooks"}
    return {
        "dragoman": __version__,
        "schema": SCHEMA_VERSION,
        "python": platform.python_version(),
        "spacy": version("spacy"),
        "onnxruntime": version("onnxruntime"),
        "model": {
            "name": f"{nlp.lang}_{nlp.meta['name']}",
            "version": nlp.meta["version"],
            "pipes": nlp.pipe_names,
            "vectors": nlp.meta.get("vectors", {}),
        },
        "codebooks": {path.stem: hash_of(path) for path in sorted(codebooks)},
        "weights": {path.relative_to(PACKAGE).as_posix(): hash_of(path) for path in data if _is_weight(path)},
        "code": hash_of(*sorted(PACKAGE.rglob("*.py"))),
    }


def _is_weight(path: Path) -> bool:
    return path.parent.name in {"model", "weights"}


def hash_of(*paths: Path) -> str:
    """The SHA-256 of some files, one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
