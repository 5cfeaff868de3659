"""People with an account: invited, listed, changed, closed."""
