"""What an operator can set about itself, for the legal pages."""

from __future__ import annotations

from datetime import date

from pydantic_settings import BaseSettings

from web.config.kinds import OptionalLink, OptionalText


class OperatorSettings(BaseSettings):
    """What the legal pages say about the operator; web/site.py names what the law requires."""

    operator_name: OptionalText = None
    operator_street: OptionalText = None
    operator_place: OptionalText = None
    operator_email: OptionalText = None
    operator_phone: OptionalText = None
    operator_url: OptionalLink = None
    operator_represented_by: OptionalText = None
    operator_editor: OptionalText = None
    operator_register: OptionalText = None
    operator_vat_id: OptionalText = None
    operator_supervision: OptionalText = None
    operator_is_public: bool = False
    hosting_provider: OptionalText = None
    privacy_officer: OptionalText = None
    privacy_authority: OptionalText = None
    privacy_authority_url: OptionalLink = None
    accessibility_email: OptionalText = None
    accessibility_reviewed_on: date | None = None
    accessibility_ombuds: OptionalText = None
    accessibility_ombuds_url: OptionalLink = None
