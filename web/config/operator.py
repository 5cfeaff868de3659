"""What an operator can set about itself, for the legal pages."""

from __future__ import annotations

from datetime import date

from pydantic_settings import BaseSettings, SettingsConfigDict

from web.config.kinds import OptionalLink, OptionalText


class OperatorSettings(BaseSettings):
    """What the legal pages say about the operator; web/site.py names what the law requires."""

    model_config = SettingsConfigDict(use_attribute_docstrings=True)

    operator_name: OptionalText = None
    "Who runs the service: the name as it stands in the Impressum."

    operator_street: OptionalText = None
    "Street and number of the operator."

    operator_place: OptionalText = None
    "Postal code and place of the operator."

    operator_email: OptionalText = None
    "The address that people can write to."

    operator_phone: OptionalText = None
    "The number that people can call."

    operator_url: OptionalLink = None
    "The operator's own site."

    operator_represented_by: OptionalText = None
    "Who represents the operator."

    operator_editor: OptionalText = None
    "Who is responsible for the contents (section 18 (2) MStV)."

    operator_register: OptionalText = None
    "Register and number, where there is one."

    operator_vat_id: OptionalText = None
    "The VAT identification number, where there is one."

    operator_supervision: OptionalText = None
    "The supervisory authority, where there is one."

    operator_is_public: bool = False
    "Whether the operator is a public body: then the accessibility page must name more."

    hosting_provider: OptionalText = None
    "Who runs the machines on behalf of the operator."

    privacy_officer: OptionalText = None
    "How to reach the data protection officer."

    privacy_authority: OptionalText = None
    "The data protection authority that people can complain to."

    privacy_authority_url: OptionalLink = None
    "Its address."

    accessibility_email: OptionalText = None
    "Where barriers can be reported; none: the address of the operator."

    accessibility_reviewed_on: date | None = None
    "The day of the last review of the accessibility statement."

    accessibility_ombuds: OptionalText = None
    "The body that settles disputes about accessibility."

    accessibility_ombuds_url: OptionalLink = None
    "Its address."
