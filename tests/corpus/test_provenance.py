"""The manifest names all that the records depend on."""

from __future__ import annotations

from pathlib import Path

import pytest

import dragoman
from dragoman.corpus.provenance import BESIDE, provenance
from dragoman.parse.parser import DEFAULT_PIPELINE

PACKAGE = Path(dragoman.__file__).parent


@pytest.fixture(scope="module")
def made_from():
    return provenance(DEFAULT_PIPELINE)


def test_every_file_that_a_stage_reads_has_its_hash(made_from):
    known = {*made_from["weights"], *(f"codebooks/{name}.yaml" for name in made_from["codebooks"])}
    files = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*") if path.is_file()}
    read = {file for file in files if file.split("/")[0] not in BESIDE and "__pycache__" not in file}
    assert {file for file in read if not file.endswith((".py", "py.typed"))} <= known
    assert "events/pairs.npz" in known


def test_every_library_has_its_version(made_from):
    assert {"spacy", "onnxruntime", "trafilatura", "pycountry", "rapidfuzz"} <= made_from["libraries"].keys()
    assert made_from["model"]["name"] == DEFAULT_PIPELINE
    assert not {"ray", "pandas", "psycopg"} & made_from["libraries"].keys()
