"""The web service: settings, pages, API, command line; the only package that reads the clock."""
