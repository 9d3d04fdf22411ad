"""Attributions by rule: cue, source and content on sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from dragoman.records import Article
from dragoman.statements.cued import cued_attributions
from dragoman.statements.quoted import find_speeches, with_quotations
from dragoman.statements.raw import Tokens

type Parse = Callable[..., tuple[Article, Doc]]
type Found = list[tuple[str, str, str]]


@pytest.fixture
def rules(parse: Parse) -> Callable[[str], Found]:
    """Source, cue and content of each attribution that the rules find."""

    def found(text: str) -> Found:
        doc = parse(text)[1]

        def words(runs: tuple[Tokens, ...]) -> str:
            return " … ".join(doc[start:end].text for start, end in runs)

        raws = with_quotations(doc, list(cued_attributions(doc)), find_speeches(doc))
        return [(words(raw.source), words(raw.cue), words(raw.content)) for raw in raws]

    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said the bridge was closed.", ("The mayor", "said", "the bridge was closed")),
        ("The bridge, the mayor said, was closed.", ("the mayor", "said", "The bridge … was closed")),
        ("The bridge was closed, according to the mayor.", ("the mayor", "according to", "The bridge was closed")),
        ("As the mayor put it, the bridge was lost.", ("the mayor", "put", "the bridge was lost")),
        ("“The bridge is closed,” said the mayor.", ("the mayor", "said", "“The bridge is closed,”")),
        ("The mayor vowed to rebuild the bridge.", ("The mayor", "vowed", "to rebuild the bridge")),
        ("The mayor called for a new bridge.", ("The mayor", "called for", "a new bridge")),
        ("The mayor denied having closed the bridge.", ("The mayor", "denied", "having closed the bridge")),
        ("The mayor called the bridge a ruin.", ("The mayor", "called", "the bridge a ruin")),
        ("The plan was rejected by the mayor.", ("the mayor", "was rejected", "The plan")),
        ("The mayor is adamant that the bridge is safe.", ("The mayor", "is adamant", "that the bridge is safe")),
        ("The mayor was said to have fled.", ("", "was said", "The mayor … to have fled")),
        ("The council's insistence that he resign surprised us.", ("The council's", "insistence", "that he resign")),
        ("The mayor's view is that the bridge is safe.", ("The mayor's", "view", "that the bridge is safe")),
    ],
)
def test_source_cue_and_content(rules: Callable[[str], Found], text: str, expected: tuple[str, str, str]) -> None:
    assert expected in rules(text)


def test_second_verb_shares_the_first_ones_subject(rules: Callable[[str], Found]) -> None:
    found = rules("The mayor closed the bridge, saying that it was unsafe.")
    assert ("The mayor", "saying", "that it was unsafe") in found


def test_speaker_of_a_quoted_speaker_is_found_on_both_levels(rules: Callable[[str], Found]) -> None:
    found = rules("The agency quoted the minister as saying that the army had told him the road was mined.")
    assert ("the minister", "saying", "that the army had told him the road was mined") in found
    assert ("the army", "had told", "the road was mined") in found


def test_quotation_over_several_sentences_is_one_content(rules: Callable[[str], Found]) -> None:
    found = rules("“The bridge is closed. It will not open again,” the mayor said. “Nobody can repair it.”")
    assert ("the mayor", "said", "“The bridge is closed. It will not open again,” … “Nobody can repair it.”") in found


def test_quotation_over_paragraphs_is_one_content(rules: Callable[[str], Found]) -> None:
    (found,) = rules("The mayor said:\n\n“The bridge is closed.\n\n“It will not open again.”")
    assert found[0] == "The mayor"
    assert found[2] == "“The bridge is closed. … “It will not open again.”"


def test_scare_quotes_are_no_speech(rules: Callable[[str], Found]) -> None:
    assert rules("The “bridge” was a plank.") == []


def test_wish_to_stay_unnamed_is_no_statement(rules: Callable[[str], Found]) -> None:
    assert rules("The officer asked not to be named.") == []
