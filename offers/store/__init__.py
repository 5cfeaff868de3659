"""The only door to the offer tables: snapshot, imports, edits, history, proposals, quarantine.

Every function works in the caller's transaction. Writers first take the lock on the one row of
`catalogue_state`, so two imports at once wait for each other and neither loses a version.
"""

from models.imports import RowState, RunOutcome
from offers.store.changes import (
    Current,
    Written,
    changed_at,
    current_versions,
    sources_of_offers,
    written_since,
)
from offers.store.editing import (
    Edit,
    Edited,
    ReviewOutcome,
    archive,
    edit,
    merge,
    restore,
    review,
    split,
    unarchive,
)
from offers.store.imports import ImportReport, fill_or_propose, upsert
from offers.store.proposals import Proposal, accept, open_proposals, reject
from offers.store.quarantine import KeptRow, decide_row, quarantine, refused_row, refused_rows
from offers.store.runs import Fetched, Run, begin_run, fetched, finish_run, last_runs, note_fetched
from offers.store.snapshot import (
    StoredState,
    Version,
    catalogue_version,
    count_offers,
    history,
    load_snapshot,
    replaced_by,
    state_of,
)
from offers.store.versions import BUNDLED, EDITOR, fingerprint

__all__ = [
    "BUNDLED",
    "EDITOR",
    "Current",
    "Edit",
    "Edited",
    "Fetched",
    "ImportReport",
    "KeptRow",
    "Proposal",
    "ReviewOutcome",
    "RowState",
    "Run",
    "RunOutcome",
    "StoredState",
    "Version",
    "Written",
    "accept",
    "archive",
    "begin_run",
    "catalogue_version",
    "changed_at",
    "count_offers",
    "current_versions",
    "decide_row",
    "edit",
    "fetched",
    "fill_or_propose",
    "fingerprint",
    "finish_run",
    "history",
    "last_runs",
    "load_snapshot",
    "merge",
    "note_fetched",
    "open_proposals",
    "quarantine",
    "refused_row",
    "refused_rows",
    "reject",
    "replaced_by",
    "restore",
    "review",
    "split",
    "state_of",
    "unarchive",
    "upsert",
]
