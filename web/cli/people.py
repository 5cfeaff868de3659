"""`flask people`: the first administrator, and what an operator can do to an account."""

from __future__ import annotations

import sys
from typing import NoReturn

import click
from flask import current_app, url_for

from web.cli.failures import fails_clearly
from web.current import author, services
from web.email_addresses import normalised_address
from web.language import DEFAULT_LANGUAGE
from web.mail.invitation import ENDPOINT, sending
from web.typed_texts import one_line
from web.use_cases.organisations import of_operator
from web.use_cases.people import accounts, invitations, register
from web.use_cases.people.accounts import AccountOutcome
from web.use_cases.people.invitations import InvitationOutcome, Invited, NewPerson
from web.use_cases.people.register import PersonEntry
from web.use_cases.reach import EVERYWHERE
from web.use_cases.roles import Role

ACTOR = "cli"
GERMANY = "DE"
OPERATOR = "Angebotslotse"
_REFUSALS = {
    AccountOutcome.LAST_ADMINISTRATOR: "This is the last administrator. Invite another one first.",
    AccountOutcome.NOT_NOW: "There is nothing to do: the account is not in a state for this.",
}


@click.group("people")
def people_group() -> None:
    """People with an account."""


@people_group.command("invite-administrator")
@click.argument("email")
@click.option("--name", required=True, help="First and last name.")
@click.option("--organisation", default="", help="Name of the organisation; made if needed.")
@click.option("--territory", multiple=True, help="Code or name, repeatable; for a new one.")
@fails_clearly
def invite_administrator(
    email: str, name: str, organisation: str, territory: tuple[str, ...]
) -> None:
    """Invite EMAIL as administrator: prints a link that works once, and queues it as mail.

    Without --organisation it is the operator's. A new one is there for --territory, else for the
    home territory of the settings, else for Germany.
    """
    address, settings = normalised_address(email), services().settings
    if address is None or not one_line(name):
        raise click.UsageError("EMAIL must be an e-mail address, and --name must not be empty.")
    by = author(ACTOR)
    new = NewPerson(
        name=one_line(name)[:200],
        email=address,
        roles=frozenset({Role.ADMINISTRATOR}),
        organisation_id=of_operator.find_or_make(
            services().engine,
            one_line(organisation) or settings.operator_name or OPERATOR,
            territory or settings.home_territory or (GERMANY,),
            by=by,
        ),
        language=DEFAULT_LANGUAGE,
    )
    # Addresses and letters are made as in a request.
    with current_app.test_request_context():
        done = invitations.invite(
            services().engine,
            new,
            giver=frozenset({Role.ADMINISTRATOR}),
            by=by,
            reach=EVERYWHERE,
            sending=sending(),
        )
        if not isinstance(done, Invited):
            _refuse(_taken(done))
        _say_link(done.token)


@people_group.command("list")
@fails_clearly
def list_people() -> None:
    """Show everybody: address, state, roles, second factor, organisation."""
    found = register.everybody(services().engine, EVERYWHERE)
    for each in found:
        factor = "second factor" if each.has_second_factor else "no second factor"
        roles = ",".join(each.roles)
        line = (each.email, each.state, roles, factor, each.organisation_name, each.name)
        click.echo("  ".join(line))
    click.echo(f"{len(found)} people.")


@people_group.command("close")
@click.argument("email")
@fails_clearly
def close(email: str) -> None:
    """Close the account of EMAIL: nobody is signed in with it any more."""
    done = accounts.close(
        services().engine, _person(email).public_id, by=author(ACTOR), reach=EVERYWHERE
    )
    _say(done, "The account is closed.")


@people_group.command("reset-second-factor")
@click.argument("email")
@fails_clearly
def reset_second_factor(email: str) -> None:
    """Forget the second factor of EMAIL, who then signs in with the password alone."""
    done = accounts.reset_second_factor(
        services().engine, _person(email).public_id, by=author(ACTOR), reach=EVERYWHERE
    )
    _say(done, "The second factor is reset.")


def _person(email: str) -> PersonEntry:
    address = normalised_address(email)
    found = register.by_address(services().engine, EVERYWHERE, address) if address else None
    return found if found is not None else _refuse(f"There is no account {email}.")


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


def _say(outcome: AccountOutcome | None, sentence: str) -> None:
    if outcome is not AccountOutcome.DONE:
        _refuse(_REFUSALS.get(outcome or AccountOutcome.NOT_NOW, ""))
    click.echo(sentence)


def _taken(outcome: InvitationOutcome | None) -> str:
    if outcome is InvitationOutcome.ADDRESS_TAKEN:
        return "There is an account with this address already."
    return "The organisation cannot take anybody."


def _say_link(token: str) -> None:
    settings = services().settings
    path = url_for(ENDPOINT, token=token, _external=False)
    click.echo(f"Invited. The link works once, for {settings.invitation_days} days:")
    click.echo(f"{(settings.public_url or '').rstrip('/')}{path}")
    if settings.public_url is None:
        click.echo("No mail was queued: ANGEBOTSLOTSE_PUBLIC_URL is not set.", err=True)
