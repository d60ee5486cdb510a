"""What assets are given: the data folder, and the one lock for whoever builds the warehouse."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from pydantic import Field

from pipelines.defs import progress
from pipelines.settings import Settings
from pipelines.warehouse.publish import building


class Home(dg.ConfigurableResource):
    """The data folder of `LOSSES_HOME`, with its thresholds, and the edge where the clock is read."""

    path: str | None = Field(default=None, description="The data folder; by default LOSSES_HOME, else data/")

    @property
    def settings(self) -> Settings:
        return Settings(home=Path(self.path)) if self.path else Settings()

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)


class BuildLock(dg.ConfigurableResource):
    """Held for a whole run: two runs that build the warehouse take turns, also across processes and Dagster homes."""

    home: dg.ResourceDependency[Home]

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["BuildLock"]:
        def waiting(holder: str) -> None:
            progress.say(f"Waiting for {holder} to finish building the warehouse")
            if context.log:
                context.log.info(f"Waiting for {holder} to finish building the warehouse")

        with building(self.home.settings.home, on_wait=waiting):
            yield self


@dg.definitions
def resources() -> dg.Definitions:
    """The resources; and steps in one process: starting a process a step takes longer than most of the steps."""
    home = Home()
    return dg.Definitions(resources={"home": home, "build_lock": BuildLock(home=home)}, executor=dg.in_process_executor)
