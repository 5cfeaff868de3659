"""What the service does: one function and one transaction a use case; no Flask here."""
