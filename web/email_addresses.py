"""E-mail addresses as they are stored and compared."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

LONGEST = 320


def normalised_address(text: str) -> str | None:
    """The address in the one form that is stored: checked, without blanks, in lower case.

    None for what is no address. Nothing is asked over the network.
    """
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    address = found.normalized.lower()
    return address if len(address) <= LONGEST else None
