"""Ratios of processor time in one process; `scripts/speed_readers.py` measures the same on real pages."""

from time import process_time

import trafilatura

from dragoman.readers import read_dump, read_html

from .pages import DUMP, HTML, PARAGRAPHS

LONG = HTML.replace(
    "</article>", "".join(f"<p>{text} ({number})</p>" for number in range(12) for text in PARAGRAPHS) + "</article>"
)
LONG = LONG.replace(
    "</nav>", "<ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(150)) + "</ul></nav>"
)
"""A page of the usual size, with a menu and a report of a few thousand words."""


def fastest(call):
    """The shortest of some turns, which a busy machine disturbs least."""
    call()
    turns = []
    for _ in range(15):
        start = process_time()
        call()
        turns.append(process_time() - start)
    return min(turns)


def test_html_is_read_in_at_most_three_times_of_what_trafilatura_takes():
    ours = fastest(lambda: read_html(LONG))
    assert ours < 3 * fastest(lambda: trafilatura.bare_extraction(LONG, with_metadata=True, include_comments=False))


def test_a_dump_is_read_in_a_fraction_of_the_time_of_html():
    assert 2 * fastest(lambda: read_dump(DUMP)) < fastest(lambda: read_html(LONG))
