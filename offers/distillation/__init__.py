"""Distils the table of `offers.text.meaning` from a sentence encoder; never imported at run time.

`python -m offers.distillation` needs the optional extra `distil` and about half an hour.
"""
