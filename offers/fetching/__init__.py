"""Files from the web: only from hosts that are named, whole or not at all, within limits."""

from offers.fetching.downloading import Downloaded, Unchanged, download
from offers.fetching.problems import FetchError
from offers.fetching.rules import Known, Rules, Timing

__all__ = ["Downloaded", "FetchError", "Known", "Rules", "Timing", "Unchanged", "download"]
