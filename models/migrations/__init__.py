"""Migrations, numbered; the file name says the intent."""
