"""Users' actor and agent dictionaries in the PETRARCH format."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors.dictionaries import combine, load_dictionaries
from dragoman.errors import CodebookError

DAY = date(2010, 5, 1)

ACTORS = """\
# our own little world
<!-- a comment
over two lines -->
NORLAND_ [NOR]
+NORLANDIC_
+KINGDOM_OF_NORLAND
ADA_BRANT_ # two offices
\t[NORGOV 20000101-20051231]
\t[NOROPP >20060101]
\t[NORELI]
OLD_EMPIRE_ [EMP <19900101]
SOUTHLAND [SOU]
NORLAND_BANK_ [NORBUS]
"""

AGENTS = """\
!PERSON! = MAN, WOMAN
PRESIDENT [~GOV]
FOREIGN_MINISTER [~GOVFRM]
MINISTRY [~GOV]
POLICE {} [ ~COP]
POLICE!PERSON! {} [~COP]
AID_BODY {AID_BODIES} [NGO~]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "our.actors.txt").write_text(ACTORS, "utf-8")
    (tmp_path / "our.agents.txt").write_text(AGENTS, "utf-8")
    (tmp_path / "our.discards.txt").write_text("FOOTBALL\n+WORLD_CUP\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("phrase", "codes"),
    [
        ("Norland", ("NOR",)),
        ("the Norlandic president", ("NORGOV",)),
        ("the president", ("---GOV",)),
        ("presidents", ("---GOV",)),
        ("two ministries", ("---GOV",)),
        ("Norland's foreign ministers", ("NORGOVFRM",)),
        ("Norland and Southland", ("NOR", "SOU")),
        ("a Norlandic policewoman", ("NORCOP",)),
        ("Norlandic aid bodies", ("NGONOR",)),
        ("Norland Bank", ("NORBUS",)),
        ("nobody", ()),
    ],
)
def test_codes_of_a_phrase(folder: Path, phrase: str, codes: tuple[str, ...]) -> None:
    loaded = load_dictionaries(folder)
    assert loaded.problems == []
    assert loaded.codes(phrase, DAY) == codes


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2000, 1, 1), "NORGOV"),
        (date(2005, 12, 31), "NORGOV"),
        (date(2006, 1, 1), "NOROPP"),
        (date(1999, 12, 31), "NORELI"),
        (None, "NORELI"),
    ],
)
def test_code_holds_between_its_days(folder: Path, day: date | None, code: str) -> None:
    assert load_dictionaries(folder).code_of("Ada Brant", day) == code


def test_actor_outside_his_days_is_unknown(folder: Path) -> None:
    assert load_dictionaries(folder).codes("the Old Empire", DAY) == ()
    assert load_dictionaries(folder).codes("the Old Empire", date(1980, 1, 1)) == ("EMP",)


def test_final_underscore_asks_for_the_exact_word(folder: Path) -> None:
    loaded = load_dictionaries(folder)
    assert loaded.codes("a Southlander", DAY) == ("SOU",)
    assert loaded.codes("a Norlander", DAY) == ()


def test_places_of_what_was_found(folder: Path) -> None:
    text = "In May, Ada Brant met Norland's president."
    found = load_dictionaries(folder).find(text, DAY)
    assert [(text[one.start : one.end], one.code, one.role) for one in found] == [
        ("Ada Brant", "NOROPP", "actor"),
        ("Norland", "NOR", "actor"),
        ("president", "~GOV", "agent"),
    ]


def test_discards(folder: Path) -> None:
    loaded = load_dictionaries(folder)
    assert loaded.discards("The football match ended.") == "sentence"
    assert loaded.discards("The World Cup began with football.") == "story"
    assert loaded.discards("The talks ended.") is None


def test_what_is_wrong_is_listed_with_its_line_and_the_rest_loads(tmp_path: Path) -> None:
    path = tmp_path / "bad.actors.txt"
    path.write_text(
        "+LOST [LOS]\nNORLAND_ [NOR\nSOUTHLAND_ [SOU 20101231-20100101]\nEASTLAND_ [EAS 2010]\n"
        "WESTLAND_ [WES]\nWESTLAND_ [WST]\nHILLS_ [HIL >20101340]\nLAKES_ [LAK]\n",
        "utf-8",
    )
    loaded = load_dictionaries([path])
    assert loaded.problems == [
        f"{path}:1: 'LOST' is a synonym, but no entry stands above it",
        f"{path}:2: a code isn't closed: 'NORLAND_ [NOR'; write [CODE] or [CODE 20010101-20051231]",
        f"{path}:3: [SOU 20101231-20100101]: the dates are out of order: 2010-12-31 is after 2010-01-01",
        f"{path}:4: [EAS 2010]: '2010' is no date limit; use <DATE, >DATE or DATE-DATE",
        f"{path}:7: [HIL >20101340]: '20101340' is no day of the calendar",
        f"{path}:6: 'WESTLAND' stands already at {path}:5; that entry holds",
    ]
    assert loaded.codes("Westland and the lakes", DAY) == ("WES", "LAK")


def test_agent_without_a_code_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "bad.agents.txt"
    path.write_text("BAKER\nFISHER!WHO! [~AGR]\n", "utf-8")
    assert load_dictionaries([path]).problems == [
        f"{path}:1: 'BAKER' is no agent; write NAME [~CODE] or NAME {{PLURAL}} [~CODE]",
        f"{path}:2: no set !WHO! is defined above this line",
    ]


def test_carriage_returns_and_accents_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.actors.txt").write_bytes("ZOË_GIL_ [NOR]\r\n+GIL_\r\n".encode())
    loaded = load_dictionaries(tmp_path)
    assert loaded.code_of("Zoe Gil") == loaded.code_of("Zoë Gil") == loaded.code_of("Gil") == "NOR"


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"gone\.actors\.txt: no such dictionary file$"):
        load_dictionaries([tmp_path / "gone.actors.txt"])


def test_folder_without_dictionaries_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="no dictionary; use"):
        load_dictionaries(tmp_path)


def test_agent_that_the_actor_has_already_is_not_repeated() -> None:
    assert combine("NORGOV", ["~GOV"]) == "NORGOV"


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    loaded = load_dictionaries([Path(__file__).parent / "sample.actors.txt"])
    assert all(0 <= one.start < one.end <= len(text) for one in loaded.find(text))
