"""make soak: many more random schedules and kills than a test run has time for, on all cores.

What fails says with which seed it does so again, and ends the soak with exit code 1.
"""

import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from standin.server import serving_sheets
from tests.db.sheets import kills, processes, schedules
from tests.seeds import SEED, seeded

PART, FEW = 500, 20
"""How many are one piece of work: schedules in memory; what is done over HTTPS."""

Piece = tuple[str, Callable[[int, int], int], int, int]
"""What is done, by which function, how often, from which seed on."""


def over_https(count: int, seed: int) -> int:
    with TemporaryDirectory() as folder, serving_sheets(Path(folder) / "google", processes.Watched()) as sheets:
        for one in range(seed, seed + count):
            with seeded(one):
                processes.play(sheets, one, Path(folder) / str(one))
        assert sheets.google.strangers == []
    return count


def killed(count: int, seed: int) -> int:
    with TemporaryDirectory() as folder, serving_sheets(Path(folder) / "google", processes.Watched()) as sheets:
        for one in range(seed, seed + count):
            with seeded(one):
                kills.kill(sheets, one)
        assert sheets.google.strangers == []
    return count


def pieces(in_memory: int, https: int, kills: int, seed: int) -> Iterator[Piece]:
    for name, work, count, part in (
        ("kills", killed, kills, FEW),
        ("schedules over HTTPS", over_https, https, FEW),
        ("schedules", schedules.play_many, in_memory, PART),
    ):
        for done in range(0, count, part):
            # One seed draws all schedules of a piece in memory, and each of the others has its own.
            yield name, work, min(part, count - done), seed + (done // part if part == PART else done)


@click.command()
@click.option("--schedules", "in_memory", default=50_000, show_default=True)
@click.option("--https", default=200, show_default=True, help="Schedules with two processes.")
@click.option("--kills", default=500, show_default=True)
@click.option("--seed", default=SEED, help="Of the first; the others follow. Drawn, or SAAN_SEED, if not given.")
def soak(in_memory: int, https: int, kills: int, seed: int) -> None:
    """Play random schedules and kill processes until as many are done, or one fails."""
    began, done = time.monotonic(), Counter[str]()
    click.echo(f"seed {seed}")
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        doing = {
            pool.submit(work, count, first): name for name, work, count, first in pieces(in_memory, https, kills, seed)
        }
        for future in as_completed(doing):
            try:
                done[doing[future]] += future.result()
            except Exception:
                pool.shutdown(wait=False, cancel_futures=True)
                traceback.print_exc()
                sys.exit(1)
            told = " · ".join(f"{count:,} {name}" for name, count in done.items())
            click.echo(f"{told} · seed {seed} · {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    soak()
