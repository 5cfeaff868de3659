"""What an operator can set about the service itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from web.config.kinds import (
    MEMORY,
    Database,
    Names,
    OptionalLink,
    OptionalSecret,
    OptionalText,
    Rate,
    Secret,
    SourcesFile,
    Storage,
)


class ServiceSettings(BaseSettings):
    """Database, addresses, limits and how long things are kept."""

    model_config = SettingsConfigDict(use_attribute_docstrings=True)

    secret_key: Secret
    "Signs cookies and form tokens; secret, at least 32 characters, the same in all workers."

    database_url: Database = Field(
        default="sqlite:///instance/angebotslotse.sqlite3", validation_alias="DATABASE_URL"
    )
    "SQLite (relative to the working directory) or PostgreSQL."

    https: bool = True
    "Whether people reach the service by https: secure cookies and HSTS."

    trusted_proxies: Annotated[int, Field(ge=0, le=10)] = 0
    "How many reverse proxies in front set X-Forwarded-For; 0 ignores such headers."

    trusted_hosts: Names = ()
    "The names under which the service is reached, separated by commas; none: any name is taken."

    public_url: OptionalLink = None
    "The address of the service as people type it: links in mails begin with it; none: no mail."

    log_level: Annotated[str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = "INFO"
    "The least severe log line that is written."

    home_region: OptionalText = None
    "The region this service is for, as the pages name it; none: everywhere in Germany."

    home_territory: Names = ()
    "The same as codes or names, separated by commas; who administers it all sees tasks and mail."

    unfinished_days: Annotated[int, Field(ge=1, le=365)] = 30
    "Days after which unfinished answers that nobody touched any more are deleted."

    finished_days: Annotated[int, Field(ge=1, le=1100)] = 180
    "Days after which finished answers that nobody changed, and readers' reports, are deleted."

    file_days: Annotated[int, Field(ge=1, le=3650)] = 730
    "Days after which the file of a firm that no advisor touched any more is deleted with it."

    log_days: Annotated[int, Field(ge=1, le=365)] = 14
    "How long the operator keeps the logs: the privacy page says so, the host must do it."

    form_rate: Rate = "60 per minute"
    "How many forms one address may send."

    api_rate: Rate = "3000 per minute"
    "How many requests of the API one address may send."

    download_rate: Rate = "60 per minute"
    "How many exports and feeds of the open data one address may fetch."

    rate_storage: Storage = MEMORY
    "Where the counts are kept; memory counts in each worker process by itself."

    metrics_token: OptionalSecret = None
    "What Prometheus sends as bearer token to /metrics, at least 32 characters; none: no metrics."

    max_request_bytes: Annotated[int, Field(ge=10_000, le=100_000_000)] = 262_144
    "The largest request that is read."

    link_checks: bool = True
    "Whether a nightly job asks the servers whether the links of offers still work."

    imports: bool = True
    "Whether jobs import the sources of offers at their times; false: only by hand."

    sources_file: SourcesFile = None
    "A YAML file with sources of your own; see offers/sources/README.md."

    catalogue_check_seconds: Annotated[float, Field(ge=0, le=3600)] = 5.0
    "How long a worker goes on with its catalogue before it looks for a newer one."

    four_eyes: bool = False
    "Whether what an editor wrote about an offer is published by another person only."
