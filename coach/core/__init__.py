"""Decides, and touches nothing: no clock, no chance, no log, no disk, no library but the standard one."""
