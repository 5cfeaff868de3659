"""Where offers come from by themselves: the bundled sources and those of an operator."""

from offers.sources.loading import by_name, load_sources
from offers.sources.source import Source

__all__ = ["Source", "by_name", "load_sources"]
