"""How gunicorn runs the service: loaded once, then forked, so that workers start at once."""

from __future__ import annotations

import gc
import os
import secrets
import shutil
import socket
import struct
import sys
import tempfile
from typing import Any

from web.logs import configuration

# All workers count into files of this folder. prometheus_client looks for the variable when it is
# imported, so nothing above may import it; gunicorn sets `raw_env` before it loads the app.
_COUNTS = f"{tempfile.gettempdir()}/angebotslotse-{secrets.token_hex(8)}"
raw_env = [f"PROMETHEUS_MULTIPROC_DIR={_COUNTS}"]

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
LEAST_REST = 1.0
"""Seconds between two looks for a newer catalogue while nobody asks for a page."""
LONGEST_SILENCE = 10
"""Seconds that a client may fall silent in the middle of a request."""
limit_request_line = 8190
control_socket_disable = True
accesslog = None
loglevel = "error"
logconfig_dict = dict(configuration(os.environ.get("ANGEBOTSLOTSE_LOG_LEVEL", "INFO")))


def end_silence(listener: socket.socket, *, seconds: int) -> None:
    """Let reads from all clients of this socket fail after so long without a byte.

    Linux hands the limit on to every accepted connection. Without it a few clients that are cut
    off in the middle of a form would keep all threads for good.
    """
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", seconds, 0))


def when_ready(server: Any) -> None:
    """Load what the workers share, and say where the service is."""
    from web.app import prepare
    from web.current import services_of

    for listener in server.LISTENERS:
        end_silence(listener.sock, seconds=LONGEST_SILENCE)
    app = server.app.wsgi()
    prepare(app)
    # Connections must not be shared with the workers that are forked next.
    services_of(app).engine.dispose()
    # What is loaded now stays: a collection that walks it would pause a worker by 100 ms, and
    # touching it would copy the memory that the workers share.
    gc.collect()
    gc.freeze()
    sys.stdout.write(f"Angebotslotse runs on http://{server.cfg.bind[0]}\n")
    sys.stdout.flush()


def post_worker_init(worker: Any) -> None:
    """Catch up before the first request, and from then on whether or not there are any.

    A worker may be forked weeks after the start.
    """
    from web.current import services_of
    from web.snapshot import watch

    held = services_of(worker.app.wsgi())
    held.snapshot.renew()
    held.ranking.renew()
    seconds = max(held.settings.catalogue_check_seconds, LEAST_REST)
    watch(held.snapshot, held.ranking, seconds=seconds)


def worker_exit(server: Any, worker: Any) -> None:
    """Bring what this worker has counted to the database before it goes."""
    from web.current import services_of

    services_of(worker.app.wsgi()).views.flush()


def on_exit(server: Any) -> None:
    """Take the counts away: the next start begins at zero."""
    shutil.rmtree(_COUNTS, ignore_errors=True)
