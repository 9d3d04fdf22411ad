"""Which stretches of a text stand between quotation marks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from dragoman.records import Article
from dragoman.statements.quoted import find_speeches
from dragoman.statements.quotes import editorial, find_quotes

type Parse = Callable[..., tuple[Article, Doc]]

ENGLISH = English()


def quoted(text: str, depth: int = 0) -> list[str]:
    """The quotations of a text of one paragraph."""
    doc = ENGLISH(text)
    return [doc.text[quote.start : quote.end] for quote in find_quotes(doc) if quote.depth == depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We are ready,” he said.", ["“We are ready,”"]),
        ('"We are ready," he said. "All of us."', ['"We are ready,"', '"All of us."']),
        ("''We are ready,'' he said.", ["''We are ready,''"]),
        ("``We are ready,'' he said.", ["``We are ready,''"]),
        ("«We are ready», he said.", ["«We are ready»"]),
        ("'We are ready,' he said.", ["'We are ready,'"]),
        ("‘We are ready,’ he said.", ["‘We are ready,’"]),
        ("He is 6' 2\" tall.", []),
        ("The ministers' cars didn't stop.", []),
        ("It was the dogs' and the cats' day.", []),
        ("He called it a “farce”.", ["“farce”"]),
        ("He left.” Nobody knew why.", []),
    ],
)
def test_quotation_marks_are_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_inner_quotation_is_one_deeper() -> None:
    text = "“He told me, ‘Go home,’ and I went,” she said."
    assert quoted(text) == ["“He told me, ‘Go home,’ and I went,”"]
    assert quoted(text, depth=1) == ["‘Go home,’"]


def test_quotation_without_end_runs_to_the_end_of_its_paragraph(parse: Parse) -> None:
    _, doc = parse("“We are ready, he said.\n\nNobody else spoke.")
    quote = find_quotes(doc)[0]
    assert not quote.closed
    assert doc.text[quote.start : quote.end] == "“We are ready, he said."


def test_quotation_opened_again_in_each_paragraph_is_one_speech(parse: Parse) -> None:
    _, doc = parse("He said: “We are ready.\n\n“We have waited long.\n\n“We go tomorrow.”\n\nThe crowd cheered.")
    (speech,) = find_speeches(doc)
    assert len(speech.parts) == 3
    assert doc[speech.start : speech.end].text.endswith("tomorrow.”")


def test_quotation_that_ends_is_not_joined_with_the_next_one(parse: Parse) -> None:
    _, doc = parse("He said: “We are ready.”\n\n“So are we,” said the other.")
    assert [len(speech.parts) for speech in find_speeches(doc)] == [1, 1]


def test_words_in_square_brackets_are_the_papers() -> None:
    text = "“Without a vote [on the fund] we can't,” he said [again]."
    assert [text[s:e] for s, e in editorial(text, (0, text.index("he said")))] == ["[on the fund]"]


@given(st.text(alphabet="ab ,.'\"“”‘’«»`\n", max_size=60))
def test_any_jumble_of_marks_gives_quotations_that_lie_in_the_text(text: str) -> None:
    doc = ENGLISH(text)
    for quote in find_quotes(doc):
        assert 0 <= quote.start < quote.end <= len(doc.text)
        assert quote.depth >= 0
