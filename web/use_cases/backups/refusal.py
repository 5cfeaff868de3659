"""Why a backup was not made or not restored."""


class BackupError(Exception):
    """Nothing was changed, unless the sentence says so; it is written for the operator."""
