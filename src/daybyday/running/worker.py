"""The process that drives one kernel after the other: `python -m daybyday.running.worker`.

It reads one task a line (JSON of `task.Task`) from standard input and writes one message a line
to standard output: `{"ready": network}`, `{"cell": n}` as cells start, `{"result": {…}}` at the
end of each task. When its input closes, because the run is over or was killed, it ends every
process below it and itself.

One process a kernel at a time, so that every process found below it belongs to that notebook.
"""

import json
import os
import sys
import threading
import traceback
from dataclasses import asdict

from daybyday.running import network


def main() -> None:
    # Before anything starts a thread: a process with threads may not change its namespace.
    guard = network.cut_off()
    # Nothing but messages may reach the run, whatever a library prints.
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    # jsonschema, which nbformat imports, would build a grammar of addresses with this for a second;
    # it goes without where the package is missing, and nothing here checks an address.
    sys.modules["rfc3987_syntax"] = None

    from daybyday.running import processes
    from daybyday.running.execution import Execution
    from daybyday.running.records import FAILED
    from daybyday.running.task import Result, Task

    processes.adopt_orphans()
    running: list[Execution] = []

    def abandon() -> None:
        processes.end_all_below()
        for execution in running:
            execution.remove()

    tasks = _Tasks(abandon)

    def say(message: dict) -> None:
        channel.write(json.dumps(message) + "\n")
        channel.flush()

    say({"ready": guard})
    while line := tasks.next():
        task = Task(**json.loads(line))
        try:
            running[:] = [Execution(task, guard, told=lambda cell: say({"cell": cell}))]
            result = running[0].run()
        except Exception as error:  # no space for the temporary folder, a broken installation
            result = Result(FAILED, error=f"The run could not execute it: {error!r}")
            result.traceback = traceback.format_exc()
        say({"result": asdict(result)})


class _Tasks:
    """Lines of standard input, read by a thread that notices at once when it closes."""

    def __init__(self, at_end):
        import queue

        self._lines: queue.Queue[str] = queue.Queue()
        self._at_end = at_end
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self._lines.put(line)
        self._at_end()
        os._exit(0)

    def next(self) -> str:
        """The next task."""
        return self._lines.get()


if __name__ == "__main__":
    main()
