"""What stands under a condition has not been said."""

import pytest


def contents_of(record):
    body = record.article.body
    return [body[s.content[0][0] : s.content[-1][1]] for s in record.statements]


@pytest.mark.parametrize(
    "text",
    [
        "The army will leave the port if the council agrees to pay for it.",
        "The envoy will not return until the rebels promise to lay down their arms.",
    ],
)
def test_words_of_a_condition_are_nobodys_statement(read, text):
    record = read(text)
    assert all(statement.source not in {"the-council", "the-rebels"} for statement in record.statements)


def test_the_statement_around_the_condition_stays(read):
    assert contents_of(read("If Chad agrees, Egypt will open the border, the foreign minister said.")) == [
        "If Chad agrees, Egypt will open the border"
    ]
