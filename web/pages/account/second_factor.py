"""The second factor: set up with an app, removed, new recovery codes."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask_babel import gettext

from web.current import author, services
from web.pages.account.blueprint import Answer, blueprint, who
from web.pages.account.forms import CODE, OLD, SEALED, Typed, password_refused, status_of
from web.second_factor import app_address, qr_code
from web.sign_in_cookies import secret_box, visitor
from web.signed_in import needs_second_factor
from web.use_cases.signing_in import own_second_factor
from web.use_cases.signing_in.confirmation import Confirmation
from web.use_cases.signing_in.own_second_factor import Keeper


@blueprint.get("/konto/zweiter-faktor")
def second_factor() -> Answer:
    """A secret for the app as a QR code; or what can be done with the one that is set up."""
    if who().has_second_factor:
        return _kept({})
    return _form(_new_secret(), {})


@blueprint.post("/konto/zweiter-faktor")
def set_second_factor() -> Answer:
    """Take the secret if the app makes its codes, and show the recovery codes this one time."""
    sealed = request.form.get(SEALED, "")
    secret = own_second_factor.proposed(who(), sealed, box=secret_box(), by=author())
    if secret is None:
        errors = {CODE: gettext("That took too long. Please scan the new code.")}
        return _form(_new_secret(), errors), 422
    done = own_second_factor.set_up(
        services().engine,
        who(),
        secret,
        request.form.get(CODE, ""),
        request.form.get(OLD, ""),
        keeper=_keeper(),
        by=author(),
    )
    if done.is_code_wrong:
        errors = {CODE: gettext("The code is not right. Is the clock of your phone right?")}
        return _form(sealed, errors), 422
    if not done.recovery_codes:
        status, headers = status_of(done.confirmation)
        return _form(sealed, password_refused(done.confirmation)), status, headers
    return _codes(done.recovery_codes)


@blueprint.post("/konto/zweiter-faktor/entfernen")
def remove_second_factor() -> Answer:
    """Do without it from now on."""
    password = request.form.get(OLD, "")
    confirmation = own_second_factor.remove(
        services().engine, who(), password, keeper=_keeper(), by=author()
    )
    if not confirmation.is_right:
        return _refused(confirmation)
    return redirect(url_for("account.show", hinweis="entfernt"), code=303)


@blueprint.post("/konto/zweiter-faktor/codes")
def renew_recovery_codes() -> Answer:
    """New recovery codes, shown this one time."""
    done = own_second_factor.renew_recovery_codes(
        services().engine, who(), request.form.get(OLD, ""), keeper=_keeper(), by=author()
    )
    if done.recovery_codes:
        return _codes(done.recovery_codes)
    if done.confirmation.is_right:
        return redirect(url_for("account.second_factor"), code=303)
    return _refused(done.confirmation)


def _keeper() -> Keeper:
    return Keeper(visitor=visitor(), box=secret_box())


def _new_secret() -> str:
    return own_second_factor.propose(who(), box=secret_box(), by=author())


def _refused(confirmation: Confirmation) -> Answer:
    status, headers = status_of(confirmation)
    return _kept(password_refused(confirmation)), status, headers


def _form(sealed: str, errors: Mapping[str, str]) -> str:
    secret = own_second_factor.proposed(who(), sealed, box=secret_box(), by=author()) or ""
    return render_template(
        "pages/account/second_factor.html",
        typed=Typed(errors=errors),
        sealed=sealed,
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        picture=qr_code(app_address(secret, who().email)),
        is_required=needs_second_factor(who()),
    )


def _kept(errors: Mapping[str, str]) -> str:
    return render_template("pages/account/second_factor_kept.html", typed=Typed(errors=errors))


def _codes(codes: tuple[str, ...]) -> str:
    return render_template("pages/account/recovery_codes.html", codes=codes)
