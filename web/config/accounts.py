"""What an operator can set about accounts and about how long their traces are kept."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class AccountSettings(BaseSettings):
    """Sessions, second factor, links, audit trail."""

    model_config = SettingsConfigDict(use_attribute_docstrings=True)

    session_hours: Annotated[int, Field(ge=1, le=72)] = 12
    "Hours after which a session ends, however busy it is."

    session_idle_minutes: Annotated[int, Field(ge=5, le=1440)] = 120
    "Minutes without a request after which a session ends."

    second_factor_required: bool = False
    "Whether everybody with an account must sign in with a second factor."

    invitation_days: Annotated[int, Field(ge=1, le=60)] = 14
    "Days in which an invitation can be accepted."

    link_minutes: Annotated[int, Field(ge=10, le=1440)] = 60
    "Minutes in which a link for a new password, a sign-in or a confirmation works."

    sign_in_log_days: Annotated[int, Field(ge=7, le=365)] = 90
    "Days after which the log of attempts to sign in is deleted."

    audit_days: Annotated[int, Field(ge=30, le=3660)] = 730
    "Days after which an entry of the audit trail is deleted; it counts from when it is written."

    job_run_days: Annotated[int, Field(ge=7, le=3660)] = 180
    "Days after which the record of a run of a job, and a closed draft of an offer, is deleted."

    closed_account_days: Annotated[int, Field(ge=1, le=3660)] = 180
    "Days after which name and address of a closed account are deleted."
