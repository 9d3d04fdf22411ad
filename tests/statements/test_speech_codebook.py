"""Each entry of the codebook of cues on its own example and counter-example."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from dragoman.codebooks.load import load_codebook
from dragoman.records import Article
from dragoman.statements.authored import Judgement, authored_attributions
from dragoman.statements.cued import cued_attributions
from dragoman.statements.cues import Cue
from dragoman.statements.quoted import find_speeches, with_quotations
from dragoman.statements.quotes import find_quotes
from dragoman.statements.voices import SourceNouns, authority_of

type Parse = Callable[..., tuple[Article, Doc]]

CUES = load_codebook("speech", Cue)
JUDGEMENTS = load_codebook("judgements", Judgement)
NOUNS = load_codebook("source_nouns", SourceNouns)


def entries_in(doc: Doc) -> set[str | None]:
    return {raw.entry for raw in with_quotations(doc, list(cued_attributions(doc)), find_speeches(doc))}


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_cue_attributes_in_its_example(cue: Cue, parse: Parse) -> None:
    assert cue.id in entries_in(parse(cue.example)[1])


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_cue_attributes_nothing_in_its_counter_example(cue: Cue, parse: Parse) -> None:
    assert cue.id not in entries_in(parse(cue.counter)[1])


@pytest.mark.parametrize("judgement", JUDGEMENTS, ids=lambda judgement: judgement.id)
def test_author_judges_in_the_example_and_not_in_the_counter_example(judgement: Judgement, parse: Parse) -> None:
    def rules(text: str) -> set[str]:
        doc = parse(text)[1]
        return {raw.rule for raw in authored_attributions(doc, [], find_quotes(doc))}

    assert f"judgements:{judgement.id}" in rules(judgement.example)
    assert f"judgements:{judgement.id}" not in rules(judgement.counter)


@pytest.mark.parametrize("nouns", NOUNS, ids=lambda nouns: nouns.id)
def test_head_noun_shows_the_authority_in_its_example_and_not_in_the_counter_example(
    nouns: SourceNouns, parse: Parse
) -> None:
    def authority(text: str) -> str:
        doc = parse(text)[1]
        return authority_of(next(token for token in doc if token.dep_ == "nsubj"), None)

    assert authority(nouns.example) == nouns.authority
    assert authority(nouns.counter) != nouns.authority
