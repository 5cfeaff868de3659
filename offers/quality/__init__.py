"""What needs a person's eye: offers by the damage that they could do, and what links answered."""
