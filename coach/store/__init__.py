"""Keeps everything, and is the only room that sees SQLAlchemy: domain values in, domain values out.

``store.Store`` opens a database; ``Store.transaction()`` gives a ``work.Work``, ``Store.reading()`` a ``work.View``.
It decides nothing: what should happen is told to it, and what was kept is told by it.
"""
