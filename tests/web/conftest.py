"""Fixtures: ledgers for the reading room, visitors without a browser, and one with headless Chromium."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

import dragoman
from dragoman.ledger import Ledger
from dragoman.ledger.intake import Intake
from dragoman.readers import read_path
from dragoman.web.app import create_app

SAMPLES = Path(dragoman.__file__).parent / "samples"
SITE = "http://127.0.0.1:8030"


class Visitor:
    """Somebody who reads pages and fills in their forms."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str, **more: Any) -> Any:
        """A page."""
        return self.client.get(path, **more)

    def token(self) -> str:
        """The token of this visitor's forms."""
        found = re.search(r'name="token" value="([^"]+)"', self.get("/login").text)
        assert found is not None, "the page has no token"
        return found.group(1)

    def send(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        """What a form of the site sends, without going where the answer leads."""
        fields = {"token": self.token(), **(data or {})}
        headers = {"Origin": SITE} | more.pop("headers", {})
        return self.client.post(path, data=fields, headers=headers, follow_redirects=False, **more)


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the sample reports; not to be written to."""
    path = tmp_path_factory.mktemp("web") / "samples.db"
    with Ledger(path, create=True) as book:
        intake = Intake(book)
        for file in sample_files():
            assert all(outcome.result == "added" for outcome in intake.take(file.name, read_path(file)))
    return path


def sample_files() -> list[Path]:
    """The sample reports."""
    return sorted([*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.html")])


@pytest.fixture
def ledger(sample_ledger: Path, tmp_path: Path) -> Path:
    """A ledger with the sample reports, of which the test may do what it likes."""
    return Path(shutil.copy(sample_ledger, tmp_path / "samples.db"))


@pytest.fixture
def enter() -> Iterator[Callable[..., Visitor]]:
    """``enter(ledger, password=…)`` is a visitor of a room that is open on the ledger."""
    clients: list[TestClient] = []

    def entered(ledger: Path, **rules: Any) -> Visitor:
        client = TestClient(create_app(ledger, **({"author": "the analyst"} | rules)), base_url=SITE)
        client.__enter__()
        clients.append(client)
        return Visitor(client)

    yield entered
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def visitor(ledger: Path, enter: Callable[..., Visitor]) -> Visitor:
    """A visitor of a room with the sample reports."""
    return enter(ledger)


# --- a browser -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium; the test is skipped where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("there is no Chromium on the PATH (Debian: apt-get install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright isn't installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """``serve(ledger)`` opens a room on a free port and gives its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def served(ledger: Path, **rules: Any) -> str:
        app = create_app(ledger, **({"author": "the analyst"} | rules))
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        deadline = time.monotonic() + 60
        while not server.started:
            assert time.monotonic() < deadline and thread.is_alive(), "the room didn't open"
            time.sleep(0.05)
        running.append((server, thread))
        port = server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    yield served
    for server, thread in running:
        server.should_exit = True
        thread.join(timeout=30)
