"""Reports added from the page, read in a process of their own."""

from __future__ import annotations

import io
import os
import signal
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import Visitor

from dragoman.web.readings import MOST_WAITING

REPORT = """\
The envoy of the council said on Monday that it would not sign the accord until the garrison leaves the harbour.

A spokesman for the garrison denied that its men had fired on the town.
"""


@pytest.fixture
def empty(tmp_path: Path, enter: Callable[..., Visitor]) -> Visitor:
    return enter(tmp_path / "new.db")


def outcome(visitor: Visitor, answer: Any, seconds: float = 120) -> dict[str, Any]:
    """How a reading ended."""
    assert answer.status_code == 303, answer.text
    deadline = time.monotonic() + seconds
    while True:
        progress: dict[str, Any] = visitor.get(f"{answer.headers['location']}?format=json").json()
        if progress["over"]:
            return progress
        assert time.monotonic() < deadline, progress
        time.sleep(0.2)


def test_files_are_read_and_each_says_what_came_of_it(empty: Visitor) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inside.txt", REPORT.replace("harbour", "port"))
    files = [
        ("files", ("../../report.txt", REPORT.encode())), ("files", ("same.txt", REPORT.encode())),
        ("files", ("nothing.txt", b"")), ("files", ("packed.zip", packed.getvalue())),
    ]  # fmt: skip
    answer = empty.send("/add", {"published": "2020-03-02", "publisher": "The Harbour Post"}, files=files)
    progress = outcome(empty, answer)
    assert progress["state"] == "done" and progress["told"] == "Done: 2 added, 1 there already, 1 skipped"
    told = {file["name"]: file["told"] for file in progress["files"]}
    assert told == {
        "report.txt": "1 added", "same.txt": "0 added, 1 there already", "nothing.txt": "0 added, 1 skipped",
        "packed.zip": "1 added",
    }  # fmt: skip
    page = empty.get(answer.headers["location"]).text
    assert "http-equiv" not in page, "a page that is done isn't loaded again"
    (article,) = {one["article"] for one in progress["files"][0]["outcomes"]}
    record = empty.get(f"/reports/{article}?format=json").json()["article"]
    assert (record["publisher"], record["published"]["date"]) == ("The Harbour Post", "2020-03-02")
    assert empty.get("/sources?format=json").json()


def test_a_pasted_report_is_read_with_what_is_known_about_it(empty: Visitor) -> None:
    fields = {
        "text": REPORT.replace("\n", "\r\n"), "published": "2020-03-02", "publisher": "The Harbour Post",
        "title": "No accord yet", "url": "https://harbour.example/1",
    }  # fmt: skip
    progress = outcome(empty, empty.send("/add", fields))
    article = progress["files"][0]["outcomes"][0]["article"]
    record = empty.get(f"/reports/{article}?format=json").json()
    assert record["article"]["title"] == "No accord yet"
    assert record["article"]["url"] == "https://harbour.example/1"
    assert record["positions"], "the refusal was read"


def test_nothing_stays_of_what_was_uploaded(tmp_path: Path, enter: Callable[..., Visitor]) -> None:
    visitor = enter(tmp_path / "new.db")
    folder = Path(tempfile.gettempdir())
    before = set(folder.glob("dragoman-*"))
    outcome(visitor, visitor.send("/add", {"text": REPORT}))
    assert not [path for own in set(folder.glob("dragoman-*")) - before for path in own.rglob("*") if path.is_file()]
    visitor.client.__exit__(None, None, None)
    assert set(folder.glob("dragoman-*")) <= before
    visitor.client.__enter__()


def test_a_reading_that_is_killed_keeps_what_was_added_and_says_so(empty: Visitor) -> None:
    outcome(empty, empty.send("/add", {"text": REPORT}))
    readings = empty.client.app.state.readings  # type: ignore[attr-defined]
    reports = [REPORT.replace("Monday", f"Monday, the {number}th time,") for number in range(40)]
    files = [("files", (f"{number}.txt", text.encode())) for number, text in enumerate(reports)]
    answer = empty.send("/add", files=files)
    deadline = time.monotonic() + 120
    while readings.reading(2).count("added") < 2:
        assert time.monotonic() < deadline and not readings.reading(2).is_over
        time.sleep(0.02)
    os.kill(readings._worker._process.pid, signal.SIGKILL)
    progress = outcome(empty, answer)
    assert progress["state"] == "failed" and "what was added before is kept" in progress["told"]
    added = len(empty.get("/reports?format=json").json())
    assert 3 <= added < 41
    again = outcome(empty, empty.send("/add", files=files))
    assert again["state"] == "done" and len(empty.get("/reports?format=json").json()) == 41


def test_a_pipeline_that_isnt_installed_is_said(tmp_path: Path, enter: Callable[..., Visitor]) -> None:
    visitor = enter(tmp_path / "new.db", pipeline="xx_no_such_pipeline")
    progress = outcome(visitor, visitor.send("/add", {"text": REPORT}))
    assert progress["state"] == "failed" and "xx_no_such_pipeline" in progress["told"]


def test_a_ledger_that_cant_be_written_is_said(tmp_path: Path, enter: Callable[..., Visitor]) -> None:
    visitor = enter(tmp_path / "new.db")
    readings = visitor.client.app.state.readings  # type: ignore[attr-defined]
    (tmp_path / "notes.txt").write_text("no ledger\n" * 200)
    readings._ledger = tmp_path / "notes.txt"
    progress = outcome(visitor, visitor.send("/add", {"text": REPORT}))
    assert progress["state"] == "failed" and "isn't a ledger" in progress["told"]


def test_without_room_for_the_files_nothing_is_begun(empty: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dragoman.web.readings._kept", full)
    answer = empty.send("/add", {"text": REPORT})
    assert answer.status_code == 400 and "No space left on device" in answer.text
    assert empty.client.app.state.readings.all() == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "nothing was given"),
        ({"text": "   "}, "nothing was given"),
        ({"text": REPORT, "published": "tomorrow"}, "isn&#39;t one; write it as YYYY-MM-DD"),
        ({"text": REPORT, "url": "javascript:alert(1)"}, "begins with http:// or https://"),
        ({"text": REPORT, "url": "http://["}, "begins with http:// or https://"),
        ({"text": REPORT, "title": "x" * 2001}, "at most 2000 are taken"),
    ],
)
def test_what_cant_be_read_is_said_before_anything_is(empty: Visitor, fields: dict[str, str], words: str) -> None:
    answer = empty.send("/add", fields)
    assert answer.status_code == 400 and words in answer.text


def test_so_many_may_wait(empty: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = empty.client.app.state.readings  # type: ignore[attr-defined]
    monkeypatch.setattr(readings, "_read", lambda reading: time.sleep(0.5))
    answers = [empty.send("/add", {"text": REPORT}) for _ in range(MOST_WAITING + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {303}
    assert answers[-1].status_code == 400 and "readings wait already" in answers[-1].text


def test_a_reading_of_before_is_pointed_to_the_sources(empty: Visitor) -> None:
    answer = empty.get("/add/7")
    assert answer.status_code == 404 and "under Sources" in answer.text
