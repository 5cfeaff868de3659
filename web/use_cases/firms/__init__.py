"""Firms: their answers, their list of offers, what they say of it, what is stored about them."""
