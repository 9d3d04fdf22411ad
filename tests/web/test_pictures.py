"""Pictures: well-formed, readable without colour, and nothing of a report is markup in them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.web.pictures import (
    Field,
    Grid,
    Lane,
    Lanes,
    Mark,
    Person,
    Tie,
    Ties,
    for_any_screen,
    matrix,
    network,
    swimlanes,
)
from dragoman.web.pictures.calendar import TimeLine
from dragoman.web.pictures.lettering import cut, text_width, wrapped
from dragoman.web.pictures.styles import STYLES

TEXTS = st.text(max_size=60)
DAYS = st.dates(min_value=date(1945, 1, 1), max_value=date(2060, 1, 1))
MARKS = st.builds(
    Mark, day=DAYS, style=st.sampled_from(sorted(STYLES)), label=TEXTS, told=TEXTS,
    conditions=st.lists(TEXTS, max_size=2).map(tuple), shift=st.none() | TEXTS,
    address=st.none() | st.just("/facts/a/b") | st.just("//evil.example") | st.just("javascript:alert(1)"),
)  # fmt: skip
LANES = st.builds(Lane, name=TEXTS, below=TEXTS, marks=st.lists(MARKS, max_size=12).map(tuple))


def drawn(svg: str) -> Element:
    """The picture, parsed."""
    return fromstring(svg)


def tags(root: Element) -> set[str]:
    return {element.tag.rpartition("}")[2] for element in root.iter()}


def words(root: Element) -> str:
    return " ".join(element.text or "" for element in root.iter() if element.tag.endswith("}text"))


def some_lanes(*marks: Mark) -> Lanes:
    return Lanes(title="Stands", description="Some", lanes=(Lane(name="arms", below="towards B", marks=marks),))


def a_mark(day: date = date(2020, 5, 1), **more: object) -> Mark:
    fields = {"day": day, "style": "against", "label": "refuses", "told": "A refuses arms", "address": "/facts/a/b"}
    return Mark(**(fields | more))  # type: ignore[arg-type]


@given(
    lanes=st.lists(LANES, max_size=5),
    title=TEXTS,
    width=st.integers(360, 1600),
    saved=st.booleans(),
    held=st.booleans(),
)
@settings(deadline=None, max_examples=30)
def test_lanes_of_any_text_are_well_formed(lanes: list[Lane], title: str, width: int, saved: bool, held: bool) -> None:
    picture = Lanes(title=title, description=title, lanes=tuple(lanes), undated=1, left_out=2, held=held)
    root = drawn(swimlanes(picture, width=width, saved=saved))
    assert tags(root) <= {"svg", "title", "desc", "text", "line", "path", "rect", "g", "a"}
    assert {link.get("href") for link in root.iter() if link.tag.endswith("}a")} <= {"/facts/a/b"}
    assert float(root.get("width", "0")) == width


@given(names=st.lists(TEXTS, min_size=2, max_size=9), width=st.integers(360, 1600), centred=st.booleans())
@settings(deadline=None, max_examples=15)
def test_networks_of_any_names_are_well_formed(names: list[str], width: int, centred: bool) -> None:
    people = tuple(Person(key=key, name=name, address=f"/actors/{key}") for key, name in enumerate(names))
    ties = tuple(Tie(one=0, other=key, count=key, told=names[key]) for key in range(1, len(names)))
    picture = Ties(title="t", description="d", people=people, ties=ties, centre=0 if centred else None)
    assert "circle" in tags(drawn(network(picture, width=width)))


@given(
    holders=st.lists(TEXTS, min_size=1, max_size=8, unique=True),
    issues=st.lists(TEXTS, min_size=1, max_size=20, unique=True),
)
@settings(deadline=None, max_examples=15)
def test_matrices_of_any_names_are_well_formed(holders: list[str], issues: list[str]) -> None:
    fields = tuple(Field(holder=h, issue=i, style="for", label=i, told=h) for h in holders for i in issues)
    grid = Grid(title="t", description="d", holders=tuple(holders), issues=tuple(issues), fields=fields)
    for width in (360, 1040):
        assert len([one for one in drawn(matrix(grid, width=width)).iter() if one.tag.endswith("}path")]) > len(fields)


def test_a_condition_and_a_change_are_written_beside_their_mark() -> None:
    lanes = some_lanes(
        a_mark(conditions=("until the house votes",)),
        a_mark(date(2020, 9, 1), style="for", label="supports", shift="refuses -> supports"),
    )
    root = drawn(swimlanes(lanes, width=1040))
    assert "refuses: until the house votes" in words(root)
    assert "refuses → supports" in words(root)
    assert "open sign: under a condition" in words(root) and "dashed line: the stand changed" in words(root)


def test_a_stance_is_told_by_shape_as_well_as_by_colour() -> None:
    shapes = {(style.shape, style.hollow) for style in list(STYLES.values())[:6]}
    assert len(shapes) == 6


def test_a_picture_says_what_it_is_and_leads_to_its_facts() -> None:
    root = drawn(swimlanes(some_lanes(a_mark())))
    assert (root.get("role"), root.get("aria-label")) == ("group", "Stands")
    assert [one.text for one in root][:2] == ["Stands", "Some"]
    (link,) = (one for one in root.iter() if one.tag.endswith("}a"))
    assert link.get("aria-label") == "A refuses arms"


def test_a_saved_picture_has_paper_and_no_links() -> None:
    root = drawn(swimlanes(some_lanes(a_mark()), saved=True))
    assert root.get("role") == "img" and "a" not in tags(root)
    assert next(one for one in root if one.tag.endswith("}rect")).get("fill") == "#ffffff"
    assert "style" not in tags(root)


def test_near_marks_of_one_kind_are_one_and_labels_dont_overlap() -> None:
    near = [a_mark(date(2020, 1, 1) + timedelta(hours=6 * number)) for number in range(8)]
    far = [a_mark(date(2024, 1, 1), label="rules out", style="for")]
    root = drawn(swimlanes(some_lanes(*near, *far), width=1040))
    assert "refuses ×8" in words(root)
    many = [
        a_mark(date(2020, 1, 1) + timedelta(days=20 * n), label=f"word {n}", style=sorted(STYLES)[n % 6])
        for n in range(40)
    ]
    texts = [
        one for one in drawn(swimlanes(some_lanes(*many), width=800)).iter() if (one.text or "").startswith("word")
    ]
    boxes = [(float(one.get("x", 0)), float(one.get("y", 0)), one.get("text-anchor"), one.text or "") for one in texts]
    spans = [
        (x - text_width(t) if a == "end" else x, x if a == "end" else x + text_width(t), y) for x, y, a, t in boxes
    ]
    for place, (left, right, y) in enumerate(spans):
        assert all(y != y2 or right <= left2 or left >= right2 for left2, right2, y2 in spans[place + 1 :])


def test_nothing_to_draw_is_said() -> None:
    empty = [
        swimlanes(Lanes(title="t", description="d")), network(Ties(title="t", description="d")),
        matrix(Grid(title="t", description="d")), swimlanes(Lanes(title="t", description="d", undated=2)),
    ]  # fmt: skip
    assert [words(drawn(svg)) for svg in empty] == [
        "Nothing to draw yet.", "No meeting is in the record.", "No position is in the record.",
        "2 more have no day and can’t be drawn.",
    ]  # fmt: skip


def test_a_page_gets_a_narrow_drawing_and_a_wide_one() -> None:
    both = for_any_screen(lambda width: swimlanes(some_lanes(a_mark()), width=width))
    assert re.findall(r'viewBox="0 0 (\d+)', both) == ["360", "1040"]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2020, 5, 1), date(2020, 5, 1), "May 2020"),
        (date(2020, 1, 5), date(2020, 12, 5), "2020"),
        (date(1990, 1, 1), date(2020, 1, 1), "2010"),
        (date(1, 1, 1), date(9999, 12, 31), "4000"),
    ],
)
def test_days_are_written_as_closely_as_there_is_room(first: date, last: date, expected: str) -> None:
    line = TimeLine([first, last], 0, 800)
    ticks = line.ticks()
    assert 1 <= len(ticks) <= 12
    assert any(expected in written for _, written in ticks)
    places = [x for x, _ in ticks]
    assert all(after - before >= 60 for before, after in pairwise(places))


def test_words_are_cut_and_wrapped_to_their_room() -> None:
    assert cut("word", 100) == "word"
    assert cut("a long word", 40).endswith("…") and text_width(cut("a long word", 40)) <= 40
    lines = wrapped("one two three four five six seven", 70, most=2)
    assert len(lines) == 2 and lines[1].endswith("…")
    assert text_width("日本") > text_width("ab") and text_width("e\u0301") == text_width("e")
