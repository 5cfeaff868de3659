"""Exit code 0 if the service on this machine can serve: the health check of the container.

Only the standard library, so that it takes a moment. The service answers to its own names only, so
the first of them is sent as the host.
"""

from __future__ import annotations

import http.client
import os
import sys

TIMEOUT_SECONDS = 4.0
OK = 200


def main() -> int:
    """0 or 1; why it is 1 stands in `/health/web`."""
    port = int(os.environ.get("PORT", "8000"))
    names = os.environ.get("ANGEBOTSLOTSE_TRUSTED_HOSTS", "").split(",")
    host = names[0].strip().removeprefix(".") or "localhost"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/health/web", headers={"Host": host})
        return 0 if connection.getresponse().status == OK else 1
    except (OSError, http.client.HTTPException) as error:
        sys.stderr.write(f"{type(error).__name__}\n")
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
