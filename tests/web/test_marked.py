"""The text of a report with marks in it is the text, whatever the marks are."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from dragoman.web.marked import Mark, marked

HARD = st.text(alphabet="ab <>&\"'\n\u200f\u05d0\u0301😀", max_size=60)


class Reader(HTMLParser):
    """What a browser makes of a piece of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.depth, self.deepest = "", 0, 0
        self.ids: list[str] = []
        self.covered: dict[int, str] = {}
        self._facts: list[int] = []
        self.feed(str(page))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "span", f"a text made the element {tag}"
        given = dict(attrs)
        assert set(given) <= {"class", "data-f", "id", "title"}
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        self._facts = [int(number) for number in (given.get("data-f") or "").split()]
        if given.get("id"):
            self.ids.append(given["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1
        self._facts = []

    def handle_data(self, data: str) -> None:
        self.text += data
        for fact in self._facts:
            self.covered[fact] = self.covered.get(fact, "") + data


def marks(body: str) -> st.SearchStrategy[list[Mark]]:
    place = st.integers(0, len(body))
    spans = st.tuples(place, place).map(sorted)
    kinds = st.sampled_from("mscetpk")
    one = st.builds(lambda span, kind, fact: Mark(span[0], span[1], kind, fact), spans, kinds, st.integers(1, 5))
    return st.lists(one, max_size=12)


@given(st.data())
def test_marked_text_is_the_text(data):
    body = data.draw(HARD)
    read = Reader(marked(body, (0, len(body)), data.draw(marks(body))))
    assert read.text == body
    assert read.deepest <= 1, "pieces lie inside each other"


@given(st.data())
def test_each_fact_covers_its_words_and_has_one_place(data):
    body = data.draw(HARD)
    drawn = data.draw(marks(body))
    read = Reader(marked(body, (0, len(body)), drawn))
    places = {
        fact: {place for one in drawn if one.fact == fact for place in range(one.start, one.end)}
        for fact in range(1, 6)
    }
    expected = {fact: "".join(body[place] for place in sorted(own)) for fact, own in places.items() if own}
    assert read.covered == expected
    assert len(read.ids) == len(set(read.ids))
    assert set(read.ids) <= {f"t{fact}" for fact in expected}


def test_a_part_of_the_text_cuts_marks_off_at_its_ends():
    body = "They left. They came back."
    shown = marked(body, (11, 26), [Mark(5, 15, "e", 1)])
    assert shown == '<span class="e" data-f="1" id="t1">They</span> came back.'


def test_nested_and_overlapping_marks_share_pieces():
    shown = marked("abcdef", (0, 6), [Mark(0, 4, "s", 1), Mark(2, 6, "p", 2), Mark(2, 3, "m", None, "somebody")])
    assert shown == (
        '<span class="s" data-f="1" id="t1">ab</span>'
        '<span class="s p m" data-f="1 2" id="t2" title="somebody">c</span>'
        '<span class="s p" data-f="1 2">d</span>'
        '<span class="p" data-f="2">ef</span>'
    )


def test_a_fact_that_goes_on_in_the_next_paragraph_keeps_its_first_place():
    begun: set[int] = set()
    mark = [Mark(0, 8, "s", 1)]
    first, second = (marked("ab\n\ncdef", span, mark, first_pieces=begun) for span in ((0, 2), (4, 8)))
    assert 'id="t1"' in first
    assert "id=" not in second
