"""Data files that stand beside the code of the taxonomy."""

from importlib.resources import files
from typing import Any

import yaml

# libyaml reads the same ten times faster and is part of every PyYAML wheel.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(package: str, name: str) -> Any:
    """What the YAML file of that name in a package holds, as plain lists and mappings."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)


def listed(text: str | None) -> tuple[str, ...]:
    """The phrases of a comma-separated list; () for none."""
    return tuple(phrase for part in (text or "").split(",") if (phrase := part.strip()))
