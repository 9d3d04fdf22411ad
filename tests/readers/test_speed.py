"""Ratios of processor time in one process; `scripts/speed_readers.py` measures the same on real pages."""

from time import process_time

import trafilatura
from threadpoolctl import threadpool_limits

from dragoman.readers import read_dump, read_html

from .pages import DUMP, HTML, PARAGRAPHS

LONG = HTML.replace(
    "</article>", "".join(f"<p>{text} ({number})</p>" for number in range(12) for text in PARAGRAPHS) + "</article>"
)
LONG = LONG.replace(
    "</nav>", "<ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(150)) + "</ul></nav>"
)
"""A page of the usual size, with a menu and a report of a few thousand words."""


def times(*calls):
    """The shortest turn of each call, taken by turns on one thread: so a busy machine disturbs all of them alike."""
    shortest = [float("inf")] * len(calls)
    with threadpool_limits(1):  # the clock counts all threads of the matrix library
        for _ in range(15):
            for number, call in enumerate(calls):
                start = process_time()
                call()
                shortest[number] = min(shortest[number], process_time() - start)
    return shortest


def test_html_is_read_in_at_most_three_times_of_what_trafilatura_takes():
    ours, theirs = times(
        lambda: read_html(LONG), lambda: trafilatura.bare_extraction(LONG, with_metadata=True, include_comments=False)
    )
    assert ours < 3 * theirs


def test_a_dump_is_read_in_a_fraction_of_the_time_of_html():
    dump, html = times(lambda: read_dump(DUMP), lambda: read_html(HTML))
    assert 2 * dump < html
