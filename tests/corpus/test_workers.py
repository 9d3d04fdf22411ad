import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from dragoman.corpus import workers
from dragoman.corpus.workers import Crew, Failure, Limits, WorkError

LIMITS = Limits(seconds=30, gibibytes=4)


def square(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 17:
        time.sleep(60)
    if number == 23:
        while True:
            number = (number * number) % 1009
    if number == 19:
        raise ValueError("19 is\nodd")
    return number * number


def start_squares() -> Callable[[int], int]:
    return square


def start_pids() -> Callable[[int], int]:
    return lambda task: os.getpid()


def start_nothing() -> Callable[[int], int]:
    raise RuntimeError("no model here")


def run(numbers: Iterable[int], start: Callable[[], Callable[[int], int]] = start_squares, **options: Any) -> Any:
    tasks = iter(numbers)
    with Crew(start, **{"workers": 2, "limits": LIMITS, **options}) as crew:
        return dict(crew.run(lambda: next(tasks, None)))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_every_task_gets_its_result(method):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this platform can't {method}")
    assert run(range(12), method=method) == {number: number * number for number in range(12)}


def test_a_worker_that_dies_costs_one_task():
    results = run(range(10, 16))
    assert results[13] == Failure("the worker process was ended by SIGKILL (out of memory, as a rule)")
    assert results[15] == 225


@pytest.mark.parametrize("number", [17, 23])
def test_a_task_over_its_time_is_ended_whether_it_works_or_waits(monkeypatch, number):
    monkeypatch.setattr(workers, "PATIENCE", 2 if number == 17 else 1000)
    results = run([16, number, 18], limits=Limits(seconds=0.5, gibibytes=4))
    assert results == {16: 256, number: Failure("took longer than the limit of 0.5 seconds"), 18: 324}


def test_a_task_over_its_memory_is_ended():
    results = run([17, 2], limits=Limits(seconds=30, gibibytes=0.001))
    assert results[17] == Failure("took more memory than the limit of 0.001 GiB")


def test_an_error_is_told_with_its_place():
    line = square.__code__.co_firstlineno + 9
    assert run([19])[19] == Failure(f"the reading failed: ValueError: 19 is odd ({__name__}:{line})")


def test_a_worker_that_cant_start_stops_the_run():
    with pytest.raises(WorkError, match=r"a worker process can't be made ready: .*RuntimeError: no model here"):
        run([1], start=start_nothing)


def test_workers_are_replaced_after_some_tasks(monkeypatch):
    monkeypatch.setattr(workers, "TASKS_PER_WORKER", 2)
    tasks = iter(range(8))
    with Crew(start_pids, workers=1, limits=LIMITS) as crew:
        pids = [result for _, result in crew.run(lambda: next(tasks, None))]
    assert len(set(pids)) == 4


def test_nobody_is_left_behind():
    with pytest.raises(KeyboardInterrupt), Crew(start_squares, workers=2, limits=LIMITS) as crew:
        tasks = iter([17, 2])
        for _ in crew.run(lambda: next(tasks, None)):
            raise KeyboardInterrupt
    assert not multiprocessing.active_children()
