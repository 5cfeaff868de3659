"""The JSON API: one blueprint a version, registered by `web.app`."""

from flask import Blueprint

from web.api import v1

BLUEPRINTS: tuple[Blueprint, ...] = (v1.blueprint,)
