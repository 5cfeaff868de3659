"""Benchmarks: figures and ratios of one run on this machine; they print and never judge speed.

`python -m tests.benchmarks` measures in full, the tests in short. What is measured is checked to be
right, since a fast wrong answer is no figure.
"""
