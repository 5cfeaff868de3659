"""What people may do, for those who may not touch the tables."""

from models.person import Role

__all__ = ["Role"]
