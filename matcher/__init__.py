"""The pure core: who is eligible for what, what comes first, and why. Values in, values out."""
