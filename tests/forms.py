"""How much the tests do that take long: all of it in `.ci/run`, a short form in `make test`."""

from __future__ import annotations

import os

IS_LONG = os.environ.get("LONG_FORMS") == "1"
KILLS = int(os.environ.get("FAULT_KILLS", "200" if IS_LONG else "20"))
"""How often a fault test kills what it tests."""
EXAMPLES = 100 if IS_LONG else 40
"""How many examples Hypothesis tries where a test does not say."""
