"""The settings: read from the environment only, checked all at once when the service starts.

A default must be right for production and safe to publish; what has no such default is required.
"""

from web.config.loading import load_settings
from web.config.mail import Tls
from web.config.problems import SettingProblem, SettingsError
from web.config.settings import EXAMPLES, Settings, variable_of

__all__ = [
    "EXAMPLES",
    "SettingProblem",
    "Settings",
    "SettingsError",
    "Tls",
    "load_settings",
    "variable_of",
]
