"""What is wrong with an installation, all at once, before or while it runs."""

from web.checks.findings import Finding, Severity
from web.checks.looking import look

__all__ = ["Finding", "Severity", "look"]
