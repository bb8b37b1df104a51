"""What every test has: tests/ on sys.path, one thread, and hypothesis without deadlines."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

# Suites that tests read; they are no tests of ours.
collect_ignore = ["mini_course", "golden"]

settings.register_profile(
    "short", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.register_profile("soak", parent=settings.get_profile("short"), max_examples=5000)
settings.load_profile("soak" if os.environ.get("GRADSTEP_SOAK") else "short")
