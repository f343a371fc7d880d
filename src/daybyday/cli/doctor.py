"""`daybyday doctor`: is this machine ready?"""


def add_commands(commands) -> None:
    """Add `doctor`."""
    command = commands.add_parser("doctor", help="say whether this machine is ready for the course")
    command.set_defaults(handler=doctor)


def doctor(args) -> int:
    """Print every finding; 1 if a needed part is missing."""
    from daybyday.doctor import examine, report

    findings = examine(_root())
    print(report(findings))
    return int(any(finding.state == "missing" for finding in findings))


def _root():
    """The course's folder, or None: the doctor must speak even where PyYAML is missing."""
    try:
        from daybyday.curriculum import find_root

        return find_root()
    except Exception:
        from pathlib import Path

        here = Path(__file__).resolve().parents[3]
        return here if (here / "requirements.lock").exists() else None
