"""The seed of what is drawn at random: new in each run, or SAAN_SEED, so that a run can be repeated."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager

SEED = int(os.environ.get("SAAN_SEED") or random.SystemRandom().randrange(10**9))


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """What fails in this block says with which seed it does so again."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"SAAN_SEED={seed} does it again.")
        raise
