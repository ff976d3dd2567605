"""The seed of what is drawn at random: new in each run, or SAAN_SEED, so that a run can be repeated."""

import os
import random

SEED = int(os.environ.setdefault("SAAN_SEED", str(random.SystemRandom().randrange(10**9))))
