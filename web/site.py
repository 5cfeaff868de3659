"""What pages say about this very site: the operator's data, with honest words where it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask import Flask
from flask_babel import gettext

from web.config import Settings, variable_of

# Section 5 DDG, section 18 (2) MStV, article 13 GDPR.
REQUIRED_BY_LAW = (
    "operator_name",
    "operator_street",
    "operator_place",
    "operator_email",
    "operator_phone",
    "operator_editor",
    "privacy_authority",
)
# Section 12b BGG.
REQUIRED_OF_PUBLIC_BODIES = ("accessibility_ombuds",)


@dataclass(frozen=True, slots=True)
class Site:
    """The settings that pages may show, as attributes; `missing` names what the law wants."""

    values: Mapping[str, object]
    missing: tuple[str, ...]

    def __getattr__(self, name: str) -> object:
        """The value of the setting; a translated note where the law requires one."""
        if name in self.missing:
            return gettext("This information is still missing")
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(name) from None


def site_of(settings: Settings) -> Site:
    """What pages may show of the settings: nothing secret, nothing technical."""
    shown = {
        name: getattr(settings, name)
        for name in Settings.model_fields
        if name.startswith(("operator_", "privacy_", "accessibility_", "hosting_", "home_"))
        or name.endswith(("_days", "_hours", "_minutes"))
    }
    return Site(MappingProxyType(shown), missing_of(settings))


def missing_of(settings: Settings) -> tuple[str, ...]:
    """The settings that the law requires and nobody has made."""
    public = REQUIRED_OF_PUBLIC_BODIES if settings.operator_is_public else ()
    return tuple(name for name in REQUIRED_BY_LAW + public if getattr(settings, name) is None)


def missing_variables(settings: Settings) -> tuple[str, ...]:
    """The same as the names of their environment variables."""
    return tuple(variable_of(name) for name in missing_of(settings))


def init_app(app: Flask, settings: Settings) -> None:
    """Give templates `site`."""
    app.jinja_env.globals["site"] = site_of(settings)
