"""What is about politics, told from words alone."""

from __future__ import annotations

import pytest

from dragoman.corpus.political import is_political, political_score, signs_of
from dragoman.readers.plain import plain_article

POLITICAL = [
    "Kenya's president met the prime minister of Uganda in Nairobi on Monday. They agreed to reopen the border.",
    "Rebels attacked an army post near the capital, the defence ministry said. Three soldiers were killed.",
    "The Security Council condemned the coup and demanded that the junta release the ministers.",
    "Protesters marched to the parliament and called on the government to resign.",
    "Peru.",
    "The senator accused the governor of lying about the budget, and said that he would vote against the bill.",
]
OTHER = [
    "Whisk the eggs with the sugar until they are pale. Fold in the flour and bake the cake for forty minutes.",
    "The new phone has a larger screen and a better camera. Its battery lasts two days and charges in an hour.",
    "My garden was a mess in spring, so I pulled out the weeds, planted roses and built a small pond for the frogs.",
    "This theme has two sidebars, a slider for your photos and a page for each post. Click here to install it.",
]


@pytest.mark.parametrize("text", POLITICAL)
def test_politics_is_kept(text):
    assert is_political(plain_article(text))


@pytest.mark.parametrize("text", OTHER)
def test_other_things_are_left_out(text):
    assert not is_political(plain_article(text))


def test_signs_are_shares_of_the_words():
    text = "Kenya's president criticised Uganda's president in Nairobi."
    signs, twice = signs_of(plain_article(text)), signs_of(plain_article(f"{text}\n\n{text}"))
    assert signs.keys() >= {"state", "capital", "noun for person", "verbal conflict"}
    assert signs == pytest.approx(twice)


def test_a_text_without_words_is_kept_out_of_no_ledger_by_an_error():
    assert isinstance(political_score(plain_article("… — 12 %")), float)
