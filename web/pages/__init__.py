"""The page families: one blueprint each, registered by `web.app`."""

from flask import Blueprint

from web.pages import (
    account,
    administration,
    audit,
    interface,
    invitation,
    jobs,
    language,
    legal,
    mail,
    network,
    offers,
    organisations,
    own_data,
    people,
    questionnaire,
    result,
    sign_in,
    start,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    start.blueprint,
    language.blueprint,
    legal.blueprint,
    questionnaire.blueprint,
    result.blueprint,
    own_data.blueprint,
    audit.blueprint,
    jobs.blueprint,
    mail.blueprint,
    offers.blueprint,
    interface.blueprint,
    sign_in.blueprint,
    account.blueprint,
    invitation.blueprint,
    network.blueprint,
    administration.blueprint,
    people.blueprint,
    organisations.blueprint,
)
