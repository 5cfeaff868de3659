"""How gunicorn runs the service: loaded once, then forked, so that workers start at once."""

from __future__ import annotations

import os
import sys
from typing import Any

from web.app import prepare
from web.current import services_of
from web.logs import configuration

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
limit_request_line = 8190
control_socket_disable = True
accesslog = None
loglevel = "warning"
logconfig_dict = dict(configuration(os.environ.get("ANGEBOTSLOTSE_LOG_LEVEL", "INFO")))


def when_ready(server: Any) -> None:
    """Load what the workers share, and say where the service is."""
    app = server.app.wsgi()
    prepare(app)
    # Connections must not be shared with the workers that are forked next.
    services_of(app).engine.dispose()
    sys.stdout.write(f"Angebotslotse runs on http://{server.cfg.bind[0]}\n")
    sys.stdout.flush()
