"""Imports as a whole: fetch, read, and store in one transaction; refused rows tried again."""

from offers.intake.correcting import correct, dismiss, open_row
from offers.intake.order import Order, order_of
from offers.intake.taking import Taken, take_in

__all__ = ["Order", "Taken", "correct", "dismiss", "open_row", "order_of", "take_in"]
