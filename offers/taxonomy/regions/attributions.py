"""Attributions: whose data the region table stands on, as licences ask to be shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source of data: shown on the page of data sources and in the README."""

    name: str
    licence: str
    url: str
    text: str


ATTRIBUTIONS = (
    Attribution(
        name="countrystatecity-postal-codes (Countries States Cities Database)",
        licence="Open Database License (ODbL) 1.0",
        url="https://github.com/dr5hn/countries-states-cities-database",
        text=(
            "Contains information from the Countries States Cities Database, which is made "
            "available under the Open Database License (ODbL) 1.0: "
            "https://opendatacommons.org/licenses/odbl/1-0/"
        ),
    ),
)
