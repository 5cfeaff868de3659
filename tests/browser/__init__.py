"""What a person does in a browser, and what every page must be."""
