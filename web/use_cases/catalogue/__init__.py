"""The catalogue: loaded, searched, and told what is wrong with it."""
