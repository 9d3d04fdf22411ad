"""The same work on a Ray cluster: batches go through a Ray Data pipeline, and come back to be written here.

Each actor of the cluster keeps a `Crew` of one process, so that an article that is too slow, too big or fatal ends as
it does on one machine. Files are split and tables are written where the command runs; a file that isn't split (a page,
a PDF) is opened by the actor, under the same path.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from types import TracebackType
from typing import Any, Self

from dragoman.corpus.workers import Crew, Failure, Limits
from dragoman.errors import UsageError

AT_ONCE = 512
"""Batches for each worker in one run of the pipeline: some hours of work, some ten megabytes of the driver's memory."""


@dataclass(slots=True)
class RayCrew[Task, Result]:
    """What `Crew` is on one machine: gives tasks out, and their results back."""

    start: Callable[[], Callable[[Task], Result]]
    limits: Limits
    workers: int | None = None
    """How many actors; by default one for each processor of the cluster."""
    _ray: Any = field(init=False, default=None)
    _is_ours: bool = field(init=False, default=False)

    def __enter__(self) -> Self:
        """Join the cluster: that of ``RAY_ADDRESS``, one that runs on this machine, or a new one on it.

        Raises:
            UsageError: Ray isn't installed.
        """
        self._ray = _import_ray()
        self._is_ours = not self._ray.is_initialized()
        if self._is_ours:
            self._ray.init(log_to_driver=False)
        self._ray.data.DataContext.get_current().enable_progress_bars = False
        self.workers = self.workers or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_ours:
            self._ray.shutdown()

    def run(self, take: Callable[[], Task | None]) -> Iterator[tuple[Task, Result | Failure]]:
        """Each task with its result, as they get done; see `Crew.run`."""
        assert self.workers is not None
        while tasks := list(islice(iter(take, None), AT_ONCE * self.workers)):
            rows = [{"place": place, "task": pickle.dumps(task)} for place, task in enumerate(tasks)]
            done = self._ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
                _Actor, fn_constructor_args=(self.start, self.limits), batch_size=1, batch_format="numpy",
                concurrency=(1, self.workers), num_cpus=1,
            )  # fmt: skip
            for row in done.iter_rows():
                yield tasks[row["place"]], pickle.loads(row["result"])


class _Actor:
    """One worker of the cluster."""

    def __init__(self, start: Callable[[], Callable[[Any], Any]], limits: Limits) -> None:
        self._crew: Crew[Any, Any] = Crew(start, workers=1, limits=limits, method="spawn")  # Ray's process has threads
        self._crew.__enter__()

    def __call__(self, rows: dict[str, Any]) -> dict[str, Any]:
        """The results of a batch of rows: here, one."""
        results = []
        for packed in rows["task"]:
            tasks = [pickle.loads(packed)]
            ((_, result),) = self._crew.run(partial(_taken, tasks))
            results.append(pickle.dumps(result))
        return {"place": rows["place"], "result": results}


def _taken[Task](tasks: list[Task]) -> Task | None:
    return tasks.pop() if tasks else None


def _import_ray() -> Any:
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise UsageError("Ray isn't installed; install it with: pip install 'dragoman[ray]'") from error
    return ray
