"""Every stored input that broke a reader gives an article or a reason; `inputs/README.md` says what each one is."""

from pathlib import Path

import pytest

from dragoman.readers import read_path
from dragoman.records import Article, Skipped

from .pages import PARAGRAPHS
from .test_readers_properties import check

INPUTS = sorted(path for path in (Path(__file__).parent / "inputs").iterdir() if path.suffix != ".md")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_a_stored_input_gives_articles_or_reasons(path, capfd):
    check(path.read_bytes(), path.name)
    assert capfd.readouterr() == ("", "")


def test_every_stored_input_is_described():
    described = (Path(__file__).parent / "inputs" / "README.md").read_text("utf-8")
    assert [path.name for path in INPUTS if f"`{path.name}`" not in described] == []


def named(name):
    return Path(__file__).parent / "inputs" / name


def test_an_encrypted_pdf_is_named():
    path = named("password.pdf")
    assert list(read_path(path)) == [
        Skipped(source=str(path), reason="the PDF is encrypted: save a copy without password")
    ]


def test_a_pdf_that_only_forbids_copying_is_read():
    (article,) = read_path(named("no_copying.pdf"))
    assert isinstance(article, Article)
    assert article.body.split()[:8] == PARAGRAPHS[0].split()[:8]


def test_a_zip_of_a_version_that_does_not_exist_is_named():
    (skipped,) = read_path(named("zip_version.zip"))
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("the ZIP archive is cut short or damaged: zip file version")


def test_a_reason_is_one_line_even_where_a_library_quotes_the_data():
    *_, skipped = read_path(named("warc_quote.warc"))
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("the web archive is damaged or cut short here: ")
    assert "\n" not in skipped.reason
