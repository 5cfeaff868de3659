"""What is said after something was done: a code in the address, a sentence on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext

from web.use_cases.dossiers.issues import FolderState
from web.use_cases.dossiers.mailing import Sending

NOTICE, OUTDATED = "hinweis", "veraltet"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence and its kind: success, warning or danger."""

    text: object
    kind: str = "success"


CONFLICT = Notice(
    lazy_gettext(
        "Somebody at your organisation changed the dossier meanwhile. Nothing of yours was saved:"
        " below you see how it stands now."
    ),
    "warning",
)
KEPT = Notice(
    lazy_gettext(
        "Somebody at your organisation changed the dossier meanwhile. Your text is still in its"
        " field, but not saved: please look at what changed, and save it again."
    ),
    "warning",
)
LOST = Notice(
    lazy_gettext(
        "Your text could not be saved: its offer is no longer in the dossier. Copy it if you still"
        " need it."
    ),
    "warning",
)
_NOTICES: Mapping[str, Notice] = {
    "gespeichert": Notice(lazy_gettext("Saved.")),
    "ausgegeben": Notice(lazy_gettext("The dossier is given out. You can download it here.")),
    "mappe": Notice(lazy_gettext("The folder is given out. The company can read it from now on.")),
    "konflikt": CONFLICT,
    OUTDATED: Notice(
        lazy_gettext(
            "Nothing was given out: something has changed since you opened the page. Below you see"
            " how it stands now."
        ),
        "warning",
    ),
    "voll": Notice(
        lazy_gettext("Nothing was changed: a dossier holds 30 offers at most."), "warning"
    ),
    "zurueckgenommen": Notice(lazy_gettext("The folder is taken back. Its address ends here.")),
    Sending.QUEUED.value: Notice(lazy_gettext("The mail with the address is on its way.")),
    Sending.ALREADY.value: Notice(
        lazy_gettext("A mail with this address was written today already."), "warning"
    ),
    Sending.NO_ADDRESS.value: Notice(
        lazy_gettext("Nothing was sent: the file has no e-mail address that mail can go to."),
        "warning",
    ),
    Sending.GONE.value: Notice(
        lazy_gettext("Nothing was sent: this folder is not open any more."), "warning"
    ),
}
FOLDER_STATES: Mapping[FolderState, tuple[object, str]] = {
    FolderState.OPEN: (lazy_gettext("can be read"), "success"),
    FolderState.EXPIRED: (lazy_gettext("expired"), "info"),
    FolderState.WITHDRAWN: (lazy_gettext("taken back"), "info"),
}


def notice_of(code: str) -> Notice | None:
    """The notice of a code; None for any other text."""
    return _NOTICES.get(code)
