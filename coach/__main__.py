"""Lets ``python -m coach`` do what the command ``coach`` does; it knows nothing else."""

from __future__ import annotations

from coach.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
