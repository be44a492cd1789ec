"""Turns a text into a reading: the one door is :func:`read`. Knows nothing of journeys, programs or the carrier."""

from __future__ import annotations

from coach.understand.read import read

__all__ = ["read"]
