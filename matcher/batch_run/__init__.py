"""`python -m matcher batch`: files in, one file out, by chunks, on processes or Dask (shell)."""
