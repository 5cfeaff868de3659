"""What goes wrong in a command and can be mended, in sentences."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from offers.errors import InputErrors

P = ParamSpec("P")


def fails_clearly(function: Callable[P, None]) -> Callable[P, None]:
    """The same function within the app; what the user can mend ends in sentences and code 1."""

    @with_appcontext
    @wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except InputErrors as error:
            for item in error.errors:
                click.echo(item.sentence(), err=True)
            click.echo("Nothing was stored.", err=True)
            sys.exit(1)
        except IntegrityError:
            click.echo("Somebody else stored the same just now. Please try again.", err=True)
            sys.exit(1)
        except SQLAlchemyError as error:
            kind = type(error).__name__
            click.echo(f"The database cannot be used ({kind}). Is it there and migrated?", err=True)
            sys.exit(1)

    return guarded
