"""Files of npm packages that pages use: an allow-list, addresses with a version, kept for a year.

Nothing else of `node_modules` can be fetched. The version is a digest of what is served, so a new
release has new addresses and nobody sees an old style sheet. Static files get one the same way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, send_from_directory

from web.access import Access, declare, declare_endpoint

WEB = Path(__file__).parent
NODE_MODULES = WEB / "node_modules"
YEAR = 365 * 24 * 3600
VERSION_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Package:
    """A folder of an npm package, and the patterns of its files that may be fetched."""

    folder: Path
    patterns: tuple[str, ...]

    def files(self) -> tuple[str, ...]:
        """The names that may be fetched, relative to the folder; empty if not installed."""
        found = {
            path.relative_to(self.folder).as_posix()
            for pattern in self.patterns
            for path in self.folder.glob(pattern)
            if path.is_file()
        }
        return tuple(sorted(found))


PACKAGES: Mapping[str, Package] = {
    "kern": Package(
        NODE_MODULES / "@kern-ux/native/dist",
        (
            "kern.min.css",
            "kern-grid.min.css",
            "kern-utilities.min.css",
            "js/*.js",
            "fonts/fira-sans.css",
            "fonts/fira-sans/*.woff2",
        ),
    )
}
blueprint = Blueprint("assets", __name__)
declare(blueprint, Access.PUBLIC)


@blueprint.get("/assets/<string:version>/<string:package>/<path:name>")
def file(version: str, package: str, name: str) -> Response:
    """One file of the allow-list, whatever version an old page asks for."""
    if package not in PACKAGES or name not in PACKAGES[package].files():
        abort(404)
    return send_from_directory(PACKAGES[package].folder, name, max_age=YEAR)


def missing_packages() -> tuple[str, ...]:
    """The packages of which no file is installed."""
    return tuple(name for name, package in PACKAGES.items() if not package.files())


def init_app(app: Flask) -> None:
    """Serve the files and put versions into the addresses that templates ask for."""
    app.register_blueprint(blueprint)
    declare_endpoint(app, "static", Access.PUBLIC)
    version = _digest(path for package in PACKAGES.values() for path in _paths(package))
    static_version = _digest(path for path in (WEB / "static").rglob("*") if path.is_file())

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "assets.file":
            values.setdefault("version", version)
        elif endpoint == "static":
            values.setdefault("v", static_version)

    @app.after_request
    def keep_for_a_year(response: Response) -> Response:
        is_versioned = request.endpoint == "assets.file" or "v" in request.args
        if (
            request.endpoint in {"assets.file", "static"}
            and is_versioned
            and response.status_code < 400
        ):
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response


def _paths(package: Package) -> Iterable[Path]:
    return (package.folder / name for name in package.files())


def _digest(paths: Iterable[Path]) -> str:
    """A digest of names and contents."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode("utf-8"))
        digest.update(path.read_bytes())
    return digest.hexdigest()[:VERSION_LENGTH]
