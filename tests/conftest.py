"""How the tests run: hypothesis explores on a developer's machine, and repeats itself in CI."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# No deadlines: machines are noisy, and speed is a matter of benchmarks. In CI the examples are the
# same in each run, so that a change is judged by what it changes; elsewhere they are new ones.
SLOW = [HealthCheck.too_slow]
settings.register_profile("here", deadline=None, print_blob=True, suppress_health_check=SLOW)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
