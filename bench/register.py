"""Registers to measure on."""

import os
import subprocess
import sys
from pathlib import Path


def filled(home: Path, people: int) -> Path:
    """A synthetic register of so many people in `home`, the same at every call; one that is there already is taken."""
    if home.exists():
        return home
    command = [sys.executable, "-m", "db", "fill", "--people", str(people), "--seed", "7", "--until", "2569"]
    subprocess.run(command, env={**os.environ, "SAAN_HOME": str(home)}, stdout=subprocess.DEVNULL, check=True)
    return home
