"""CAMEO codes, quad classes and Goldstein values of events."""

from __future__ import annotations

import pytest

from dragoman.codebooks.load import load_codebook
from dragoman.events import cameo_code, goldstein, quad_class
from dragoman.events.book import EventEntry, noun_classes
from dragoman.events.cameo import PLOVER_QUADS, CameoEntry
from dragoman.records import EventType, values_of

NO_WORDS: frozenset[str] = frozenset()


@pytest.mark.parametrize("type_", values_of(EventType))
def test_every_type_has_a_code_of_its_quad_class(type_):
    words = frozenset({"demand"} if type_ == "REQUEST" else ())  # CAMEO counts a mere appeal as cooperation
    assert quad_class(cameo_code(type_, None, "", words)) == PLOVER_QUADS[type_]


def test_a_leaf_is_given_where_mode_or_wording_decide_it():
    assert cameo_code("CONSULT", "phone", "consult-phone", NO_WORDS) == "041"
    assert cameo_code("RETREAT", "release", "retreat-release", NO_WORDS) == "0841"
    assert cameo_code("AID", None, "aid-give", frozenset({"send", "missile"})) == "072"
    assert cameo_code("AID", None, "aid-give", frozenset({"send", "rice"})) == "070"


def test_a_leaf_without_a_value_of_its_own_has_its_roots():
    assert goldstein("0841") == goldstein("084") == 7
    assert goldstein("190") == goldstein("19") == -10


@pytest.mark.parametrize("code", ["", "00", "21", "---"])
def test_a_code_without_root_is_refused(code):
    message = f"^{code!r} has no CAMEO root; roots are 01 to 20$"
    with pytest.raises(ValueError, match=message):
        quad_class(code)
    with pytest.raises(ValueError, match=message):
        goldstein(code)


def test_the_table_names_only_entries_and_classes_that_exist():
    entries = {entry.id: entry.type for entry in load_codebook("events", EventEntry)}
    for row in load_codebook("cameo", CameoEntry):
        assert {entries[entry] for entry in row.entries} <= {row.type}, row.id
        assert row.objects is None or row.objects in noun_classes(), row.id
