"""Requests for advice: sent by firms, given to who is responsible, never to nobody."""
