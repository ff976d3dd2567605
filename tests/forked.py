"""Processes of the app and of the sync, forked from one that has read the code already: that is most of what a start
takes."""

import gc
import os
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

FRESH = get_context("forkserver")
FRESH.set_forkserver_preload(["altair", "pandas", "streamlit.web.cli", "uvicorn", "tests.db.sheets.processes"])
OURS = ("db", "pages", "thai", "ui")


def begun(target: Callable[..., None], *args: Any) -> BaseProcess:
    """A process that has begun to do this."""
    process = FRESH.Process(target=target, args=args)
    # It would run anew what stands as __main__ here: after a page was tried, that page.
    kept, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        process.start()
    finally:
        sys.modules["__main__"] = kept
    return process


def app(root: Path, port: int, env: dict[str, str], collected: bool, out: Connection, log: Path) -> None:
    """What `streamlit run app.py` does in `root`. It writes to `out` and `log`; without `collected` it never looks for
    garbage."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(root)
    sys.path.insert(0, str(root))
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        # `root` may be another copy.
        del sys.modules[name]
    os.dup2(out.fileno(), 1)
    with log.open("w") as errors:
        os.dup2(errors.fileno(), 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w", buffering=1), os.fdopen(2, "w", buffering=1)
    if not collected:
        gc.disable()
    from streamlit.web import cli

    cli.main(["run", "app.py", "--server.port", str(port)])
