"""Where things lie and how far they may go: read once from the environment, `LOSSES_*` over the defaults.

Paths and thresholds belong here; what is done with them does not. Every path hangs on `home` (`LOSSES_HOME`), so that a
copy of that folder is a copy of everything.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Settings of one process. `Settings()` reads the environment; tests pass values."""

    model_config = SettingsConfigDict(env_prefix="LOSSES_", extra="ignore")

    home: Path = Field(default=PROJECT_ROOT / "data", description="The data folder")
    max_document_bytes: int = Field(default=20_000_000, gt=0, description="A larger document is rejected")
    max_quarantine_share: float = Field(
        default=0.05, ge=0, le=1, description="A larger share of rejected rows at one boundary blocks publication"
    )
    keep_releases: int = Field(default=10, ge=1, description="How many published releases stay on disk")
    max_shrink: float = Field(
        default=0.2,
        ge=0,
        le=1,
        description="A release that loses a larger share of the incidents does not go out unasked",
    )
    contact: str | None = Field(
        default=None, description="An address that the user agent gives to the sites it reads; none, no fetching"
    )
    schedule: str = Field(default="7 * * * *", description="When sources are read, as cron says it, in UTC")
    fetch_minutes: int = Field(
        default=45, gt=0, description="How long a scheduled run reads sources at most; the next one goes on"
    )
    allow_loopback: bool = Field(default=False, description="Let sources lie on this machine: for tests alone")
    alert_file: Path | None = Field(default=None, description="Where alerts are written; alerts.log in the data folder")
    alert_webhook: SecretStr | None = Field(default=None, description="An address that alerts are posted to as JSON")
    alert_killed: int = Field(
        default=10, gt=0, description="An incident with at least so many contractors killed is told"
    )

    @property
    def archive(self) -> Path:
        return self.home / "archive"

    @property
    def ledger(self) -> Path:
        return self.home / "ledger"

    @property
    def work(self) -> Path:
        """Derived frames: all of it can be deleted and is made again."""
        return self.home / "work"

    @property
    def warehouse(self) -> Path:
        return self.home / "losses.duckdb"

    @property
    def rulings(self) -> Path:
        return self.home / "rulings.csv"

    @property
    def coverage(self) -> Path:
        return self.home / "coverage.csv"

    @property
    def sources(self) -> Path:
        """A person's own sources, over those that ship with the product."""
        return self.home / "sources.toml"

    @property
    def alerts(self) -> Path:
        return self.alert_file or self.home / "alerts.log"

    @property
    def report(self) -> Path:
        return self.home / "report"

    @property
    def validation(self) -> Path:
        """How the last build was judged. Beside the report, which only a published release replaces."""
        return self.home / "validation.html"
