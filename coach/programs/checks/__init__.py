"""What is wrong with a program before anybody reads it: static checks of its graph and of every text it may send.

One idea a file; ``run`` puts them together. None of them changes anything, and none knows a participant.
"""

from coach.programs.checks.finding import Finding
from coach.programs.checks.run import check

__all__ = ["Finding", "check"]
