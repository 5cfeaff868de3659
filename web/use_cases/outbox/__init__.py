"""Mail between the deed that causes it and the server that takes it."""
