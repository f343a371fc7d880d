"""The same in a real kernel: each misbehaving answer is named, and the next cell is answered."""

import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from test_verdicts import BAD

from daybyday.checking.report import METADATA_KEY
from daybyday.checking.work import reports_in

HERE = Path(__file__).parent
ANSWERS = (HERE / "test_verdicts.py").read_text(encoding="utf-8").partition("\nONE_LINE = ")[0]
SETUP = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
import sample
sample.install()
from daybyday import Todo, check, hint, solution
"""
# `right([])` and the like have no name to write into a cell.
NAMED = [(getattr(a, "__name__", repr(a)), verdict, words) for a, verdict, words in BAD]


def run(cells, **options):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    NotebookClient(
        notebook, timeout=60, shutdown_kernel="immediate", resources={"metadata": {"path": HERE}}
    ).execute(**options)
    return [cell["outputs"] for cell in notebook.cells]


@pytest.fixture(scope="module")
def outputs():
    """Outputs of one notebook that checks every bad answer, each followed by another cell."""
    cells = [SETUP, ANSWERS]
    for name, _, _ in NAMED:
        cells += [f"check('sample/has-twin', {name})", "6 * 7"]
    cells += ["check('sample/has-twin', right)", "KEPT"]
    return run(cells)


@pytest.mark.parametrize("place", range(len(NAMED)), ids=[name for name, _, _ in NAMED])
def test_the_kernel_names_it_and_answers_the_next_cell(outputs, place):
    _, verdict, words = NAMED[place]
    shown, following = outputs[2 + 2 * place], outputs[3 + 2 * place]
    reports = list(reports_in(shown))
    assert [report.verdict for report in reports] == [verdict], shown
    assert words in str(reports[0])
    assert [output["output_type"] for output in shown] == ["display_data"], "shown once, no leak"
    assert verdict in shown[0]["data"]["text/html"]
    assert verdict in shown[0]["data"]["text/plain"]
    assert following[0]["data"]["text/plain"] == "42"


def test_after_all_of_it_a_right_answer_passes_and_nothing_leaked(outputs):
    [report] = reports_in(outputs[-2])
    assert report.passed, str(report)
    assert report.notes == []
    assert outputs[-1][0]["data"]["text/plain"] == "[]"


def test_display_hints_solutions_and_errors(course, monkeypatch):
    cells = [
        "from daybyday import check, hint, solution",
        "report = check('two-sum/contains-duplicate', lambda nums: False)",
        "report",
        "check('two-sum/contains-duplicate', lambda nums: True); 1",
        "hint('two-sum/contains-duplicate')",
        "h = hint('two-sum/contains-duplicate')",
        "solution('two-sum/contains-duplicate')",
        "solution('two-sum/ransom-note')",
        "def shows(nums):\n    display('inside')\n    return False\n"
        "check('two-sum/contains-duplicate', shows)",
    ]
    first, report, again, other, one, two, answer, early, inside = run(cells)
    assert first == []
    assert len(list(reports_in(report))) == 1
    assert len(list(reports_in(again))) == 1, "a report asked for again is shown again"
    assert [output["output_type"] for output in other] == ["display_data", "execute_result"]
    assert one[0]["metadata"][METADATA_KEY] == {
        "id": "two-sum/contains-duplicate",
        "hint": 1,
        "of": 3,
    }
    assert len(one) == len(two) == 1
    assert two[0]["metadata"][METADATA_KEY]["hint"] == 2
    assert "def contains_duplicate" in answer[0]["data"]["text/plain"]
    assert "SOLUTION" not in answer[0]["data"]["text/html"]
    assert "reveal=True" in early[0]["data"]["text/plain"]
    assert "'inside'" in next(iter(reports_in(inside))).printed
    assert len(inside) == 1, "what the answer displays does not reach the notebook"


def test_an_unknown_id_is_one_line_without_a_traceback(course):
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(
                "from daybyday import check\ncheck('two-sum/contains-duplicates', len)"
            )
        ]
    )
    NotebookClient(notebook, timeout=60, allow_errors=True).execute()
    [output] = notebook.cells[0]["outputs"]
    assert output["ename"] == "CourseError"
    assert "Did you mean 'two-sum/contains-duplicate'?" in output["evalue"]
    assert len(output["traceback"]) == 1


def test_interrupting_the_kernel_ends_the_check():
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(HERE))
    try:
        patient = "sample.EXERCISES[0] = dataclasses.replace(sample.EXERCISES[0], seconds=100)"
        client.execute_interactive(f"{SETUP}\nimport dataclasses, os, time\n{patient}", timeout=30)
        # Otherwise the kernel gives up what is queued just after the error.
        slow = "check('sample/has-twin', lambda nums: time.sleep(100))"
        client.execute(slow, stop_on_error=False)
        time.sleep(1.5)
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=20)
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        reply = client.execute_interactive("os.waitpid(-1, os.WNOHANG)", timeout=20)
        assert reply["content"].get("ename") == "ChildProcessError", "no child may be left"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_a_plain_script_prints_the_report(tmp_path):
    script = tmp_path / "answer.py"
    script.write_text(SETUP + "check('sample/has-twin', lambda nums: False)\nprint('after')\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("✗ wrong · sample/has-twin")
    assert done.stdout.endswith("after\n")
    assert done.stdout.count("wrong") == 1
