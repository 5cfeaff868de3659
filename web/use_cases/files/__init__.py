"""Files of firms at an organisation: found, changed, answered, noted in, agreed on."""
