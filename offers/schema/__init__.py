"""The offer format as frozen values: `Offer`, its conditions and dates; parse and dump."""

from offers.schema.blocks import Block, dump_block, read_block
from offers.schema.conditions import Condition, Evidence, leaves
from offers.schema.dates import PartialDate, parse_partial_date
from offers.schema.dumping import dump_condition
from offers.schema.grammar import parse_condition
from offers.schema.offer import Amount, Contact, Deadline, Offer, Source, dump_offer, parse_offer
from offers.schema.words import AudienceWord, Kind, SizeClass, Stage, State

__all__ = [
    "Amount",
    "AudienceWord",
    "Block",
    "Condition",
    "Contact",
    "Deadline",
    "Evidence",
    "Kind",
    "Offer",
    "PartialDate",
    "SizeClass",
    "Source",
    "Stage",
    "State",
    "dump_block",
    "dump_condition",
    "dump_offer",
    "leaves",
    "parse_condition",
    "parse_offer",
    "parse_partial_date",
    "read_block",
]
