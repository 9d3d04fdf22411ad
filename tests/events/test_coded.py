"""Short texts coded with a user's dictionaries in the PETRARCH format."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.events import code_texts

ACTORS = "FREEDONIA [FRE]\nSYLVANIA [SYL]\n+SYLVANIAN\nHYNKEL\n\t[TOMGOV <19401231]\n\t[TOMELI >19401231]\n"
AGENTS = "SOLDIER [~MIL]\nPRESIDENT [~GOV]\n"
DISCARDS = "+OPERA\n"


@pytest.fixture(scope="module")
def dictionaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dictionaries")
    for name, text in (("actors", ACTORS), ("agents", AGENTS), ("discards", DISCARDS)):
        (folder / f"Own.{name}.txt").write_text(text, "utf-8")
    return folder


def coded(text: str, dictionaries: Path, day: str = "1933-11-17") -> list[tuple[str, str, str]]:
    (events,) = code_texts([(text, day)], dictionaries=dictionaries)
    return [(event["source"], event["target"], event["code"]) for event in events]


def test_an_act_has_a_source_a_target_and_a_code(dictionaries):
    assert coded("Freedonia attacked Sylvania.", dictionaries) == [("FRE", "SYL", "190")]


def test_agents_add_their_code_to_the_actor(dictionaries):
    assert coded("Freedonia condemned an attack by Sylvanian soldiers.", dictionaries) == [("FRE", "SYLMIL", "111")]


def test_a_meeting_is_coded_both_ways(dictionaries):
    events = coded("Freedonia met Sylvania.", dictionaries)
    assert events == [("FRE", "SYL", "040"), ("SYL", "FRE", "040")]


def test_dated_codes_follow_the_day_of_the_text(dictionaries):
    assert coded("Freedonia praised Hynkel.", dictionaries, "1939-01-01") == [("FRE", "TOMGOV", "051")]
    assert coded("Freedonia praised Hynkel.", dictionaries, "1945-01-01") == [("FRE", "TOMELI", "051")]


def test_a_text_with_a_discarded_phrase_has_no_event(dictionaries):
    assert coded("Freedonia attacked Sylvania in an opera.", dictionaries) == []


def test_without_dictionaries_nobody_is_known():
    assert list(code_texts([("Freedonia attacked Sylvania.", None)], dictionaries=None)) == [[]]
