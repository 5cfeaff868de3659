"""Jobs: who holds which, what ran, what is due."""
