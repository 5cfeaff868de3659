"""Ranking models that were adopted, and the steps by which one came to serve."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class RankingModel(SQLModel, table=True):
    """One artefact, never changed once written; `content` is its JSON."""

    __tablename__ = "ranking_model"

    id: int | None = Field(default=None, primary_key=True)
    fingerprint: str = Field(max_length=64, unique=True)
    content: str = Field(sa_column=Column(Text(), nullable=False))
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


class RankingStep(SQLModel, table=True):
    """One adoption, or one step back where `model_id` is null; rows are only added.

    Numbers have no gaps, so two steps at once cannot both be stored.
    """

    __tablename__ = "ranking_step"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    model_id: int | None = Field(default=None, foreign_key="ranking_model.id")
    taken_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
