"""The only door to the offer tables: snapshot, upsert, the bundled catalogue, history, proposals.

Every function works in the caller's transaction. Writers first take the lock on the one row of
`catalogue_state`, so two imports at once wait for each other and neither loses a version.
"""

from offers.store.imports import ImportReport, fill_or_propose, upsert
from offers.store.proposals import Proposal, accept, open_proposals, reject
from offers.store.snapshot import (
    Version,
    catalogue_version,
    count_offers,
    history,
    load_snapshot,
)
from offers.store.versions import BUNDLED, fingerprint

__all__ = [
    "BUNDLED",
    "ImportReport",
    "Proposal",
    "Version",
    "accept",
    "catalogue_version",
    "count_offers",
    "fill_or_propose",
    "fingerprint",
    "history",
    "load_snapshot",
    "open_proposals",
    "reject",
    "upsert",
]
