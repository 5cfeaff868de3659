"""Digest mails: subscriptions, runs, what each subscriber is told."""
