"""Work that runs at its time."""
