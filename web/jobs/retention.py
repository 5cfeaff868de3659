"""Delete what is past its date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from web.author import Author
from web.services import Services
from web.use_cases.operation import retention
from web.use_cases.operation.retention import Periods


def run(held: Services, author: Author) -> Mapping[str, int]:
    """How many rows went, by kind."""
    settings = held.settings
    periods = Periods(
        reports=timedelta(days=settings.finished_days),
        idle_sessions=timedelta(minutes=settings.session_idle_minutes),
        sign_in_log=timedelta(days=settings.sign_in_log_days),
        mails=timedelta(days=settings.mail_kept_days),
        job_run_days=settings.job_run_days,
        closed_accounts=timedelta(days=settings.closed_account_days),
    )
    return retention.run(held.engine, by=author, periods=periods)
