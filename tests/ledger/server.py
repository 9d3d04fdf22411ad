"""A real PostgreSQL for the tests: started in a folder of its own, reached through a socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USERS = ("postgres", "nobody")
"""Who runs the server where the tests run as root, which PostgreSQL refuses."""
QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses="
"""Settings for a server whose data nobody wants to keep."""


def server_programs() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``; ``None`` where PostgreSQL's server isn't installed."""
    folders = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    if config := shutil.which("pg_config"):
        done = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(done.stdout.strip()))
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def other_user() -> pwd.struct_passwd | None:
    """The user whom the server needs where we are root; ``None`` where we may run it ourselves."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name: user for user in pwd.getpwall()}
    return next(known[name] for name in USERS if name in known)


@contextmanager
def running_server(programs: Path) -> Iterator[str]:
    """The address of a server's empty database, up to the host: a new one for each name that is put in for ``{}``."""
    user = other_user()
    folder = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))  # short, since a socket's path may have 107 bytes
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)

    def run(program: str, *arguments: str) -> None:
        identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        subprocess.run(
            [programs / program, *arguments], check=True, cwd=folder, timeout=60,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **identity,
        )  # type: ignore[call-overload]  # fmt: skip

    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-U", "dragoman", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", f"{QUICK} -k {folder}", "start")
        try:
            yield f"postgresql+psycopg://dragoman@/{{}}?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)
