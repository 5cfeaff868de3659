"""What needs, gaps, judgements and outcomes look like from afar: numbers only."""
