from datetime import date

import pytest

import dragoman.component  # noqa: F401 - registers the component
from dragoman.parse import load_parser
from dragoman.readers.plain import plain_article
from dragoman.records import Record

TEXT = (
    "The foreign minister of Norway met the Turkish envoy in Oslo last week.\n\n"
    "He said that his government would not lift the embargo until the army had left the valley."
)


@pytest.fixture(scope="module")
def nlp():
    nlp = load_parser.__wrapped__("en_core_web_md").nlp  # one of its own: the cached one serves other tests
    nlp.add_pipe("dragoman")
    return nlp


def test_the_component_gives_the_record_that_the_pipeline_gives(nlp, read):
    record = nlp(TEXT)._.record
    expected = read(TEXT)
    assert isinstance(record, Record)
    for part in ("actors", "mentions", "statements", "events", "positions"):
        assert getattr(record, part) == getattr(expected, part), part
    assert record.statements
    assert record.article.paragraphs == plain_article(TEXT).paragraphs


def test_offsets_are_those_of_the_document_whatever_parts_its_paragraphs(nlp):
    doc = nlp("  " + TEXT.replace("\n\n", " \n \n\n\n"))
    record = doc._.record
    assert record.mentions
    for mention in record.mentions:
        assert doc.text[mention.start : mention.end] == mention.text


def test_the_day_of_publication_can_be_given(nlp):
    doc = nlp.make_doc(TEXT)
    doc._.published = date(2021, 3, 10)
    (time,) = nlp(doc)._.record.times
    assert time.first == date(2021, 3, 1)


def test_the_component_says_what_it_needs(nlp):
    analysis = nlp.analyze_pipes()
    assert analysis["problems"]["dragoman"] == []
