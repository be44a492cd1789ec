"""A process that is about to serve, settled: what is loaded by now stays. Must not know which server serves, nor what."""

from __future__ import annotations

import gc


def settled() -> None:
    """What is loaded by now stays: it is looked through for garbage no more, which would keep a page waiting for a tenth of a second.

    To be called once everything is loaded, in each process that serves: by ``coach run`` as it begins to serve, and by the app's
    factory for a server that is given the app (gunicorn makes it in each worker, after the fork; or, preloaded, once before it,
    where freezing also keeps the workers' memory shared: see ``gc.freeze`` in the Python documentation).
    """
    gc.collect()
    gc.freeze()
