"""What the parsers of the commands share."""

from __future__ import annotations

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
EXIT_CODES = "Exit codes: 0 done; 1 bad input, named on stderr; 2 wrong usage; 130 interrupted."
