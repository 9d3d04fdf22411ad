"""``dragoman serve``: the reading room of a ledger."""

from __future__ import annotations

import contextlib
import errno
import gc
import ipaddress
import socket
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.ledgers import DEFAULT_LEDGER, LedgerName, current_author
from dragoman.errors import LedgerError, UsageError

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8030
SHORTEST_PASSWORD = 8
BACKLOG = 128


def serve(
    ledger: LedgerName = DEFAULT_LEDGER,
    host: Annotated[
        str, typer.Option(metavar="HOST", help="Where to listen; others reach it only with a password.")
    ] = (DEFAULT_HOST),
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="PORT", help="0 takes a free one.")] = DEFAULT_PORT,
    password: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            envvar="DRAGOMAN_PASSWORD",
            help="What visitors must know. In the environment it isn't seen in the list of processes.",
        ),
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A name by which browsers call this machine. Repeatable.")
    ] = None,
    author: Annotated[
        str | None,
        typer.Option(metavar="NAME", envvar="DRAGOMAN_AUTHOR", help="Who judges, unless visitors give their names."),
    ] = None,
    pipeline: Annotated[
        str | None, typer.Option(metavar="NAME", help="The spaCy pipeline that parses what is added.")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Make the ledger where there is none.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Open the reading room: the ledger as a local web site, where reports are read, asked, checked and added.

    It listens on this machine only, unless --host says otherwise, and asks nothing of the network. Ctrl-C ends it.
    """
    _check_password(host, password)
    _check_ledger(ledger, new=new or ledger == DEFAULT_LEDGER)
    line = _listen(host, port)
    try:
        _run(line, host, ledger, password=password, names=name or [], author=author, pipeline=pipeline, open_=open_)
    finally:
        line.close()


def _run(
    line: socket.socket, host: str, ledger: str, *, password: str | None, names: list[str], author: str | None,
    pipeline: str | None, open_: bool,
) -> None:  # fmt: skip
    import uvicorn

    from dragoman.web.app import create_app

    target = ledger if "://" in ledger else Path(ledger).expanduser()
    app = create_app(
        target, password=password, names=[one.casefold() for one in names], author=author or current_author(),
        pipeline=pipeline,
    )  # fmt: skip
    address = _address(host, line.getsockname()[1])
    typer.echo(f"The reading room of {app.state.ledger.name} is open at {address} (Ctrl-C closes it)")
    if open_:
        import webbrowser

        webbrowser.open(address)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5
    )
    gc.collect()
    gc.freeze()  # what is loaded by now stays: to go through it again and again would double the time of a long report
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[line])


def _check_password(host: str, password: str | None) -> None:
    if password is None:
        if not _is_loopback(host):
            raise UsageError(
                f"--host {host} lets others in: give a password, best as DRAGOMAN_PASSWORD in the environment"
            )
    elif len(password) < SHORTEST_PASSWORD:
        raise UsageError(f"the password has {len(password)} characters; give at least {SHORTEST_PASSWORD}")


def _check_ledger(ledger: str, *, new: bool) -> None:
    if "://" in ledger:
        return
    path = Path(ledger).expanduser()
    if path.exists() or new:
        return
    advice = f"make it with 'dragoman add FILES --ledger {ledger}', or an empty one with --new"
    raise LedgerError(f"{ledger}: there is no such ledger; {advice}")


def _is_loopback(host: str) -> bool:
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        UsageError: The port is taken, or this machine has no such address.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise UsageError(f"--host {host}: {error.strerror or error}") from error
    line = socket.socket(family, kind, protocol)
    try:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind(address)
        line.listen(BACKLOG)
    except OSError as error:
        line.close()
        if error.errno == errno.EADDRINUSE:
            raise UsageError(
                f"port {port} is taken; choose another one with --port, or a free one with --port 0"
            ) from error
        raise UsageError(f"can't listen at {host}, port {port}: {error.strerror}") from error
    return line


def _address(host: str, port: int) -> str:
    """The address to be opened on this machine."""
    if host in ("0.0.0.0", "::"):
        host = DEFAULT_HOST
    return f"http://[{host}]:{port}/" if ":" in host.strip("[]") else f"http://{host}:{port}/"
