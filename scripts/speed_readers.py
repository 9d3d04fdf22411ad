"""How fast the readers are: dumps a second, and saved pages against trafilatura with its fallbacks, in one process.

    speed_readers.py [--shared FOLDER] [--json]

Processor time is counted, and the two readers of HTML take turns on each page, so that whatever else the machine does
weighs on both alike. Trafilatura is asked for what `read_html` gives: body, title, author, day. Set the number of
threads of the matrix library to one (``OMP_NUM_THREADS=1``): more of them only cost time on matrices this small.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from time import process_time

import trafilatura

from dragoman.readers import read_dump, read_html

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[2] / "shared"))
ROUNDS = 3


def spent(call: Callable[[], object]) -> float:
    """Seconds of processor time that a call takes."""
    start = process_time()
    call()
    return process_time() - start


def dumps_a_second(shared: Path) -> float:
    """Text dumps read in a second of processor time: the best of three rounds."""
    rows = [
        json.loads(line)
        for line in (shared / "data" / "page_dumps" / "dev.jsonl").read_text("utf-8").split("\n")
        if line
    ]
    for row in rows[:5]:
        read_dump(row["dump"], row["url"])
    rounds = [spent(lambda: [read_dump(row["dump"], row["url"]) for row in rows]) for _ in range(ROUNDS)]
    return len(rows) / min(rounds)


def html_against_trafilatura(shared: Path) -> tuple[float, float]:
    """Saved pages a second, and how many times faster than trafilatura with its fallbacks that is."""
    folder = shared / "data" / "page_html"
    pages = [
        (gzip.decompress((folder / "dev" / f"{row['id']}.html.gz").read_bytes()).decode("utf-8"), row["url"])
        for row in json.loads((folder / "dev.json").read_text("utf-8"))
    ]
    ours = theirs = 0.0
    for number, (html, url) in enumerate([*pages[:3], *pages]):
        own = spent(lambda html=html, url=url: read_html(html, url))  # type: ignore[misc]
        other = spent(
            lambda html=html, url=url: trafilatura.bare_extraction(  # type: ignore[misc]
                html, url=url, with_metadata=True, include_comments=False
            )
        )
        if number >= 3:  # the first ones load models and patterns
            ours, theirs = ours + own, theirs + other
    return len(pages) / ours, theirs / ours


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    dumps = dumps_a_second(options.shared)
    html, ratio = html_against_trafilatura(options.shared)
    if options.json:
        print(json.dumps({"dumps": dumps, "html": html, "ratio": ratio}))
        return
    print(f"dumps: {dumps:,.0f} a second")
    print(f"HTML: {html:,.0f} a second, {ratio:.2f} times as fast as trafilatura with its fallbacks")


if __name__ == "__main__":
    main()
