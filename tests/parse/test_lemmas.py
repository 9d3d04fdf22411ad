"""Verbs that the lemmatizer took for others."""

import pytest

from dragoman.parse import load_parser


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("They hoped to win.", "hope"),
        ("The dancers hopped home.", "hop"),
        ("The students staged a play.", "stage"),
        ("The army waged war.", "wage"),
        ("The dog wagged its tail.", "wag"),
        ("The court fined the company.", "fine"),
        ("The police cordoned off the square.", "cordon"),
        ("They planned a strike.", "plan"),
        ("The board barred the press.", "bar"),
    ],
)
def test_a_verb_is_not_taken_for_a_shorter_one(text, lemma):
    doc = load_parser().nlp(text)
    assert next(token.lemma_ for token in doc if token.pos_ == "VERB") == lemma
