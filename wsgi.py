"""The WSGI entry point: `gunicorn -c python:web.gunicorn_conf wsgi:app`, `flask <command>`."""

from __future__ import annotations

import sys

from web import logs
from web.app import create_app
from web.config import SettingsError, load_settings

try:
    settings = load_settings()
except SettingsError as error:
    sys.exit(str(error))
logs.configure(settings.log_level)
app = create_app(settings)
