"""The notebooks of a run on a Dask cluster (`pip install 'daybyday[cluster]'`).

Only text travels: the notebook to a Dask worker, its result back. No disk is shared. A Dask worker
has the course installed and executes with it in a worker process of ours, under the same guards;
one whose course or libraries differ from the run's is refused. When a Dask worker dies, the
scheduler hands its notebooks to another; results that have arrived stay.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import daybyday
from daybyday.errors import CourseError
from daybyday.running.pool import Worker
from daybyday.running.records import DIED
from daybyday.running.sources import Package
from daybyday.running.task import Result, Task

CONNECT_SECONDS = 10


class Cluster:
    """Executes tasks on a cluster; to be used as `pool.Pool` is.

    Args:
        address: of the scheduler, such as `tcp://10.0.0.5:8786`.
        versions: function from a task to the versions that its notebook has to meet.

    Raises:
        CourseError: no scheduler answers there, or Dask is not installed.
    """

    def __init__(self, address: str, versions):
        try:
            from distributed import Client
        except ImportError:
            raise CourseError(
                "--scheduler needs Dask: pip install 'daybyday[cluster]', here and on the workers."
            ) from None
        self.versions = versions
        self._futures: dict = {}
        self.package = own_source()
        try:
            self.client = Client(address, timeout=CONNECT_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            raise CourseError(
                f"--scheduler {address}: no Dask scheduler answers ({error}); "
                "start `dask scheduler` there, or mend the address."
            ) from None

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_) -> None:
        self.client.cancel(list(self._futures), force=True)
        self.client.close(timeout=2)

    def run(self, tasks: list[Task], *_) -> Iterator[tuple[int, dict]]:
        """Execute tasks; yield `(number, result)` as they end.

        When a task starts is not known here, so the callbacks of `pool.Pool.run` are not called.

        Raises:
            CourseError: a worker has another course, or the cluster is gone.
        """
        from distributed import CancelledError, as_completed
        from distributed.scheduler import KilledWorker

        self._futures = {
            self.client.submit(
                execute,
                vars(task) | {"root": None},
                self.package,
                self.versions(task),
                pure=False,
                priority=-number,
            ): number
            for number, task in enumerate(tasks)
        }
        for future in as_completed(self._futures):
            number = self._futures[future]
            try:
                result = future.result()
            except KilledWorker:
                error = "Every Dask worker that took this notebook died; run it here to see why."
                result = vars(Result(DIED, error=error))
            except CancelledError:
                raise CourseError(
                    "The Dask scheduler went away. Results that had arrived are kept; run again."
                ) from None
            yield number, result


def own_source() -> str:
    """Hash of the course's package as it is installed here."""
    return Package(Path(daybyday.__file__).parent).whole


_OF_THREAD = threading.local()


def execute(task: dict, package: str, versions: dict[str, str]) -> dict:
    """Execute one task; runs in a Dask worker, where each thread has a worker process of ours.

    Raises:
        CourseError: this machine's course or libraries are not those of the run.
    """
    from distributed import get_worker
    from platformdirs import user_cache_path

    from daybyday.running.versions import versions_of

    here = get_worker().address
    if own_source() != package:
        raise CourseError(
            f"The Dask worker {here} has another version of the daybyday package than this "
            "course; install the same source there and restart it."
        )
    mine = versions_of(versions)
    if mine != versions:
        wrong = [
            f"{name} {mine.get(name, 'missing')} instead of {version}"
            for name, version in versions.items()
            if mine.get(name) != version
        ]
        raise CourseError(
            f"The Dask worker {here} has {', '.join(wrong)}; install requirements.lock there."
        )
    home = str(user_cache_path("daybyday") / "run")
    if not hasattr(_OF_THREAD, "worker"):
        _OF_THREAD.worker = Worker(home)
    return _OF_THREAD.worker.execute(Task(**task | {"cache_home": home}))
