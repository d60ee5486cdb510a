"""What resolution costs: `python -m pipelines.resolution.bench --claims 1000000`.

Prints a JSON object a measurement: what resolving so many synthetic claims from nothing takes; what a refresh with so many new
articles takes into a small and into a large set that is held in memory (the fastest of three batches), and the ratio.
`seconds` depend on how busy the machine is; `cpu_seconds`, over all cores, much less.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import time

from pipelines.resolution.refresh import Resolver
from pipelines.resolution.resolve import resolve
from pipelines.resolution.synthetic import CLAIMS_PER_MENTION, MENTIONS_PER_INCIDENT, Synthetic, synthetic

BATCHES = 3
_KIN = {"wagner_group": {"africa_corps"}, "africa_corps": {"wagner_group"}}


def kin(actor_id: str) -> set[str]:
    return _KIN.get(actor_id, set())


def from_nothing(claims: int) -> dict[str, float | int]:
    """Seconds to resolve `claims` claims, all stages of resolution together."""
    world = synthetic(claims)
    gc.collect()
    began, cpu = time.perf_counter(), time.process_time()
    resolution = resolve(world.articles, world.mentions, world.claims, kin)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    return {
        "claims": world.claims.height,
        "mentions": world.mentions.height,
        "articles": world.articles.height,
        "incidents": resolution.incidents.height,
        "pairs": resolution.scored.height,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def refreshes(claims: int, articles: int) -> dict[str, float | int]:
    """Seconds of a refresh with about `articles` new articles, telling of old incidents, into `claims` claims."""
    world = synthetic(claims)
    resolver = Resolver(kin)
    resolver.refresh(world.articles, world.mentions, world.claims)
    incidents = max(claims // CLAIMS_PER_MENTION // MENTIONS_PER_INCIDENT, 1)
    after = world.articles.height + 1
    seconds, cpu, links = [], [], []
    for batch in range(BATCHES):
        new: Synthetic = synthetic(
            articles * CLAIMS_PER_MENTION * 5 // 4, seed=batch + 1, first_article=after, incidents=incidents
        )
        after += new.articles.height + 1
        gc.collect()
        began, used = time.perf_counter(), time.process_time()
        change = resolver.refresh(new.articles, new.mentions, new.claims)
        seconds.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
        links.append(change.links.height)
    return {
        "claims": claims,
        "new_articles": articles,
        "seconds": round(min(seconds), 3),
        "cpu_seconds": round(min(cpu), 3),
        "links_changed": max(links),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000, help="how many claims make the large set")
    parser.add_argument("--small", type=int, default=10_000, help="how many claims make the small set")
    parser.add_argument("--new", type=int, default=1_000, help="how many new articles a refresh brings")
    given = parser.parse_args()
    print(json.dumps({"measure": "from nothing", **from_nothing(given.claims)}), flush=True)
    small = refreshes(given.small, given.new)
    print(json.dumps({"measure": "refresh", **small}), flush=True)
    large = refreshes(given.claims, given.new)
    print(json.dumps({"measure": "refresh", **large}), flush=True)
    ratios = {name: round(large[name] / small[name], 2) for name in ("seconds", "cpu_seconds")}
    print(json.dumps({"measure": "large to small", **ratios}), flush=True)


if __name__ == "__main__":
    main()
