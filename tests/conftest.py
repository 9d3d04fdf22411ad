"""Fixtures: a text parsed by the real model, a text read into a record, and the folder of shared data."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from spacy.tokens import Doc

from dragoman.parse import load_parser
from dragoman.readers.plain import plain_article
from dragoman.records import Article, Record

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def parse() -> Callable[..., tuple[Article, Doc]]:
    """``parse("text", published=None)`` gives the article and its parsed `Doc`; paragraphs part at blank lines."""
    parser = load_parser()

    def parsed(text: str, published: date | None = None) -> tuple[Article, Doc]:
        article = plain_article(text, published=published)
        return article, parser.parse(article)

    return parsed


@pytest.fixture(scope="session")
def read() -> Callable[..., Record]:
    """``read("text", published=None)`` gives the record of a text without chrome."""
    from dragoman.pipeline import Pipeline  # loaded only where a test needs the whole path

    pipeline = Pipeline()
    return lambda text, published=None: pipeline.read(plain_article(text, published=published))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data; the test is skipped where it is missing."""
    folder = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip(f"the shared data isn't there: {folder} (set DRAGOMAN_SHARED)")
    return folder.resolve()
