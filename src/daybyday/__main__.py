"""`python -m daybyday` is the command `daybyday`."""

from daybyday.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
