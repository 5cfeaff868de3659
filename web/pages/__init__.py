"""The page families: one blueprint each, registered by `web.app`."""

from flask import Blueprint

from web.pages import interface, language, legal, offers, questionnaire, result, start

BLUEPRINTS: tuple[Blueprint, ...] = (
    start.blueprint,
    language.blueprint,
    legal.blueprint,
    questionnaire.blueprint,
    result.blueprint,
    offers.blueprint,
    interface.blueprint,
)
