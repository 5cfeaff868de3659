"""What Prometheus reads: requests of all workers, and the state of mail, jobs and catalogue."""

from web.metrics.page import blueprint, init_app

__all__ = ["blueprint", "init_app"]
