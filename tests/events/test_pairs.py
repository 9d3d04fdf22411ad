"""The relation of two given actors."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.events import classify_pairs
from dragoman.events.locate import locate
from dragoman.events.ranker import ROOTS, load_ranker
from dragoman.events.relation import find_readings, path_between

PAIRS = [
    ("Police in Chad arrested the editor of a weekly.", "Police in Chad", "the editor of a weekly", "COERCE"),
    ("The senate of Peru rejected a plan of the Chilean envoy.", "The senate of Peru", "the Chilean envoy", "REJECT"),
    ("Norway held talks with the rebels of the south.", "Norway", "the rebels of the south", "CONSULT"),
    ("Rebels freed two Czech pilots on Sunday.", "Rebels", "two Czech pilots", "YIELD"),
    ("Gunmen killed a judge of the high court.", "Gunmen", "a judge of the high court", "ASSAULT"),
]


@pytest.mark.parametrize(("sentence", "source", "target", "root"), PAIRS)
def test_a_plain_relation_is_recognised(sentence, source, target, root):
    assert list(classify_pairs([(sentence, source, target)])) == [root]


def test_many_pairs_come_back_in_order():
    assert list(classify_pairs([pair[:3] for pair in PAIRS])) == [pair[3] for pair in PAIRS]


def test_a_pair_without_a_target_still_has_a_relation():
    assert list(classify_pairs([("Thousands marched through the capital.", "Thousands", "")])) == ["PROTEST"]


def test_probabilities_sum_to_one(parse):
    from dragoman.events.features import pair_features

    _, doc = parse("Norway held talks with Chad.")
    probabilities = load_ranker().probabilities(pair_features(doc, doc[0:1], doc[4:5]))
    assert probabilities.shape == (len(ROOTS),)
    assert np.isclose(probabilities.sum(), 1)


@pytest.mark.parametrize(
    ("name", "found"),
    [("the UN", ["the", "UN"]), ("THE un", ["the", "UN"]), ("UN ... envoys", ["envoys"]), ("", []), ("the moon", [])],
)
def test_a_given_name_is_found_in_its_sentence(parse, name, found):
    _, doc = parse("On Monday the UN sent envoys to Chad.")
    assert [token.text for token in locate(doc, name)] == found


def test_who_is_done_to_is_not_taken_for_the_doer(parse):
    _, doc = parse("Norway condemned the attack by Chad on Togo.")
    best = find_readings(doc, doc[0:1], doc[5:6])[0]
    assert (best.root, best.source, best.target) == ("ACCUSE", True, True)
    assert [token.text for token in path_between(doc[0:1], doc[5:6])] == ["condemned", "attack", "by"]
