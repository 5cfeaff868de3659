"""Organisations: whom a firm can ask, and the bundled ones that the sources name."""

from offers.organisations.bundled import load_bundled_organisations
from offers.organisations.organisation import Organisation, parse_organisation

__all__ = ["Organisation", "load_bundled_organisations", "parse_organisation"]
