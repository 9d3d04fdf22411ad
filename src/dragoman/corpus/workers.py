"""Worker processes that outlive what goes wrong in them: a task too slow, too big, or fatal to its process is a result.

Where the platform can fork, workers share the memory of what their parent loaded before. A worker is replaced after
some tasks, which bounds what libraries hoard (spaCy keeps every word that it has ever seen).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

import psutil

from dragoman.errors import DragomanError

LOOK_EVERY = 0.25
"""Seconds between looks at the time and memory that workers take."""
PATIENCE = 8
"""How many times its limit a task may take on the clock: one that waits for ever uses no processor."""
TASKS_PER_WORKER = 200
"""Tasks after which a worker is replaced by a fresh one."""


class WorkError(DragomanError):
    """Worker processes that can't be started."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task gave no result, in words for the person who asked."""

    reason: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take; a worker that takes more is ended."""

    seconds: float
    """Processor time, so that a busy machine skips no more than an idle one; on the clock, `PATIENCE` times as long."""
    gibibytes: float
    """Resident memory of the worker's process, with what it shares with the others."""


@dataclass(slots=True)
class _Worker[Task]:
    process: BaseProcess
    connection: Connection
    """The parent's end of the pipe."""
    task: Task | None = None
    since: float = 0.0
    """When the task was given, on the clock."""
    spent: float = 0.0
    """Processor time that the process had taken by then."""
    tasks: int = field(default=0)


class Crew[Task, Result]:
    """Some worker processes that all do the same work; use it as a context manager, which ends them."""

    def __init__(
        self,
        start: Callable[[], Callable[[Task], Result]],
        *,
        workers: int,
        limits: Limits,
        method: str | None = None,
    ) -> None:
        """Nothing is started yet.

        Args:
            start: Called once in each worker; gives the function that does a task. It must be picklable where
                processes are spawned; where they are forked, what it loads is best loaded in the parent before.
            workers: How many.
            limits: What one task may take.
            method: ``fork`` or ``spawn``; by default fork where the platform can do it safely.
        """
        self._start = start
        self._limits = limits
        self._size = workers
        self._context: BaseContext = multiprocessing.get_context(method or best_method())
        self._workers: list[_Worker[Task]] = []

    def __enter__(self) -> Self:
        """Start the workers.

        Raises:
            WorkError: A worker can't be made ready; the message says why.
        """
        self._workers = [self._hire() for _ in range(self._size)]
        for worker in self._workers:
            self._await(worker)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            self._end(worker, kindly=worker.task is None)
        self._workers = []

    def run(self, take: Callable[[], Task | None]) -> Iterator[tuple[Task, Result | Failure]]:
        """Each task with its result, as they get done.

        Args:
            take: Gives the next task, or ``None`` where there is none now. It is asked again after each result, so
                that a failed task may be followed by its parts; the run ends when no worker is busy and it gives none.
        """
        ready: deque[Task] = deque()
        while True:
            for worker in self._workers:
                if worker.task is None:
                    task = ready.popleft() if ready else take()
                    if task is None:
                        break
                    self._give(worker, task)
            busy = [worker for worker in self._workers if worker.task is not None]
            if not busy:
                return
            # While all are at work, the next tasks are made ready.
            if len(ready) < len(busy) and not wait([worker.connection for worker in busy], timeout=0):
                task = take()
                if task is not None:
                    ready.append(task)
                    continue
            yield from self._done(busy)

    def _done(self, busy: list[_Worker[Task]]) -> Iterator[tuple[Task, Result | Failure]]:
        """What came back from busy workers within one look, and what had to be ended."""
        answered = set(wait([worker.connection for worker in busy], timeout=LOOK_EVERY))
        for worker in busy:
            result = self._answer(worker) if worker.connection in answered else self._excess(worker)
            if result is not None:
                task, worker.task = worker.task, None
                assert task is not None
                worker.tasks += 1
                if worker.tasks >= TASKS_PER_WORKER or not worker.process.is_alive():
                    self._replace(worker)
                yield task, result

    def _answer(self, worker: _Worker[Task]) -> Result | Failure:
        try:
            answer: Result | Failure = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join(timeout=5)
            self._end(worker)
            return Failure(_death(worker.process.exitcode))
        return answer

    def _excess(self, worker: _Worker[Task]) -> Failure | None:
        """Why a worker without an answer was ended, or ``None`` where it may go on."""
        seconds = self._limits.seconds
        try:
            process = psutil.Process(worker.process.pid)
            spent, resident = _processor_time(process) - worker.spent, process.memory_info().rss
        except psutil.Error:
            return None  # it has just died: its pipe will tell
        if spent > seconds or time.monotonic() - worker.since > PATIENCE * seconds:
            self._end(worker)
            return Failure(f"took longer than the limit of {seconds:g} seconds")
        if resident > self._limits.gibibytes * 2**30:
            self._end(worker)
            return Failure(f"took more memory than the limit of {self._limits.gibibytes:g} GiB")
        return None

    def _give(self, worker: _Worker[Task], task: Task) -> None:
        if not worker.process.is_alive():  # it died between two tasks, which is not this one's fault
            self._replace(worker)
        worker.task, worker.since = task, time.monotonic()
        with suppress(psutil.Error, ConnectionError):  # one that dies just now is found by its pipe
            worker.spent = _processor_time(psutil.Process(worker.process.pid))
            worker.connection.send(task)

    def _hire(self) -> _Worker[Task]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(  # type: ignore[attr-defined]  # each context has it, BaseContext doesn't say so
            target=_serve, args=(theirs, self._start), daemon=True, name="dragoman-worker"
        )
        with warnings.catch_warnings():
            # Python warns of forks beside threads. A replacement may be forked beside Arrow's idle threads, which
            # register what a fork needs; no thread of ours holds a lock.
            warnings.simplefilter("ignore", DeprecationWarning)
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _await(self, worker: _Worker[Task]) -> None:
        answer = self._answer(worker)
        if isinstance(answer, Failure):
            raise WorkError(f"a worker process can't be made ready: {answer.reason}")

    def _replace(self, worker: _Worker[Task]) -> None:
        if worker.process.is_alive():
            self._end(worker, kindly=True)
        fresh = self._hire()
        self._await(fresh)
        worker.process, worker.connection, worker.tasks = fresh.process, fresh.connection, 0

    def _end(self, worker: _Worker[Task], *, kindly: bool = False) -> None:
        """End a worker's process: kindly where it waits for a task, at once where it can't be expected to listen."""
        if kindly:
            with suppress(ConnectionError):
                worker.connection.send(None)
                worker.process.join(timeout=5)
        worker.process.kill()
        worker.process.join()
        worker.connection.close()


def _processor_time(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def best_method() -> str:
    """How to start workers: fork where it is safe (Linux and the like; macOS's own libraries don't stand it)."""
    can_fork = "fork" in multiprocessing.get_all_start_methods() and os.uname().sysname != "Darwin"
    return "fork" if can_fork else "spawn"


def _serve[Task, Result](connection: Connection, start: Callable[[], Callable[[Task], Result]]) -> None:
    """A worker's whole life: take a task, do it, answer, until ``None`` comes or the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    parent = multiprocessing.parent_process()
    assert parent is not None
    try:
        work = _attempt(start)
        connection.send(work if isinstance(work, Failure) else None)
        while not isinstance(work, Failure) and connection in wait([connection, parent.sentinel]):
            task: Task | None = connection.recv()
            if task is None:
                return
            connection.send(_attempt(work, task))
    except (EOFError, ConnectionError):
        return  # the parent is gone


def _attempt[**Given, Result](
    work: Callable[Given, Result], *args: Given.args, **more: Given.kwargs
) -> Result | Failure:
    try:
        return work(*args, **more)
    except MemoryError:
        return Failure("took more memory than there is")
    except Exception as error:  # one article must not end a corpus; the reason is kept in its tables
        return Failure(f"the reading failed: {_where(error)}")


def _where(error: Exception) -> str:
    """The error in one line, with the place in the code that raised it: what a report of the fault needs."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" ({trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno})" if trace else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())}{place}"


def _death(code: int | None) -> str:
    if code is not None and code < 0:
        hint = " (out of memory, as a rule)" if -code == getattr(signal, "SIGKILL", None) else ""
        return f"the worker process was ended by {signal.Signals(-code).name}{hint}"
    return f"the worker process ended with exit code {code}"
