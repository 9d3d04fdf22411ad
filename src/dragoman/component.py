"""dragoman inside a spaCy pipeline of one's own: ``nlp.add_pipe("dragoman")``, then ``doc._.record``.

The pipeline must tag, parse, lemmatise and find names for English, before. Each line of the text is a paragraph. The
day that "last week" is counted from is ``doc._.published``, where an earlier component sets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span

from dragoman.offsets import content_id, paragraphs
from dragoman.records import Article, Published

NEEDS = ("token.tag", "token.lemma", "token.dep", "token.head", "doc.sents", "doc.ents")
"""Parts of speech (``token.pos``) too; but the attribute ruler, which sets them, doesn't declare it."""


@Language.component("dragoman", requires=NEEDS, assigns=["doc._.record"])
def dragoman(doc: Doc) -> Doc:
    """The document, with its `dragoman.Record` in ``doc._.record``; offsets are those of ``doc.text``."""
    from dragoman.pipeline import record_of  # here, since spaCy imports this module whenever it makes a pipeline

    doc._.record = record_of(_by_paragraph(doc), _article(doc))
    return doc


def _article(doc: Doc) -> Article:
    published: date | None = doc._.published
    return Article(
        id=content_id("ar", "", doc.text),
        body=doc.text,
        paragraphs=tuple((part.start_char, part.end_char) for part in paragraphs(doc)),
        published=Published(date=published, source="option") if published else None,
    )


def _by_paragraph(doc: Doc) -> Doc:
    """The document with no sentence over a paragraph's end, which is what the stages expect."""
    parts = [part.as_doc() for part in _parts(doc)]
    if len(parts) < 2:
        return doc
    whole = Doc.from_docs(parts, ensure_whitespace=False)
    assert whole is not None
    assert len(whole.text) == len(doc.text)
    return whole


def _parts(doc: Doc) -> Iterator[Span]:
    """The paragraphs, and the white space between them."""
    end = 0
    for part in (*paragraphs(doc), doc[len(doc) :]):
        yield from (doc[i : i + 1] for i in range(end, part.start))
        if len(part):
            yield part
        end = part.end


Doc.set_extension("record", default=None, force=True)
Doc.set_extension("published", default=None, force=True)
