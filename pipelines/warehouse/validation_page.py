"""One page that says whether a release may go out, and why: opens offline, loads nothing, escapes everything.

What does not belong here: deciding anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from pipelines.warehouse.build import BuildResult
from pipelines.warehouse.expectations import ExpectationResult
from pipelines.warehouse.sql_tests import TestResult

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Validation of release {{ release.release_id }}</title>
<style>
:root { color-scheme: light dark; --ok: #1a7f37; --warn: #8a5a00; --bad: #b3261e; --line: #8884; --soft: #8881; }
@media (prefers-color-scheme: dark) { :root { --ok: #56d364; --warn: #e3b341; --bad: #ff8a80; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: .2rem; } h2 { margin-top: 2.5rem; }
.verdict { font-size: 1.15rem; font-weight: 600; padding: .8rem 1rem; border-left: .4rem solid; background: var(--soft); }
.ok { color: var(--ok); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem; border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.mark { white-space: nowrap; font-weight: 600; }
code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
small { opacity: .8; }
</style>
</head>
<body>
<h1>Release {{ release.release_id }}</h1>
<p><small>Checked {{ now.strftime("%Y-%m-%d %H:%M") }} UTC · code {{ release.code_version }} · schema {{ release.schema_version }}
{%- if release.has_samples %} · made from the sample articles that ship with the product: not for analysis{% endif %}</small></p>
<p class="verdict {{ verdict[0] }}">{{ verdict[1] }}</p>
{% if blocking %}
<h2>What blocks publication</h2>
<ul>{% for one in blocking %}<li>{{ one.reason }}<br><small>{{ one.why }}</small></li>{% endfor %}</ul>
{% endif %}
<h2>The release as a whole</h2>
<div class="scroll"><table>
<thead><tr><th>Result</th><th>What is expected</th><th>Expected</th><th>Found</th><th>Why it matters</th></tr></thead>
<tbody>{% for one in expectations %}
<tr><td class="mark {{ mark(one)[0] }}">{{ mark(one)[1] }}</td><td>{{ one.claim }}</td><td>{{ one.expected }}</td>
<td>{{ one.observed }}</td><td><small>{{ one.why }}</small></td></tr>{% endfor %}
</tbody></table></div>
<h2>Assertions over its rows</h2>
<div class="scroll"><table>
<thead><tr><th>Result</th><th>Claim</th><th class="number">Rows against it</th><th>For example</th>
<th>Why it matters</th></tr></thead>
<tbody>{% for one in tests %}
<tr><td class="mark {{ mark(one)[0] }}">{{ mark(one)[1] }}</td><td>{{ one.claim }}</td>
<td class="number">{{ "{:,}".format(one.failures) }}</td>
<td>{% for row in one.sample[:3] %}<code>{{ row }}</code><br>{% endfor %}</td>
<td><small>{{ one.why }}</small></td></tr>{% endfor %}
</tbody></table></div>
<h2>Its tables</h2>
<div class="scroll"><table>
<thead><tr><th>Table</th><th class="number">Rows</th><th>Digest (the same for the same rows in any order)</th></tr></thead>
<tbody>{% for name, rows in tables %}
<tr><td>{{ name }}</td><td class="number">{{ "{:,}".format(rows) }}</td><td><code>{{ digests[name] }}</code></td></tr>{% endfor %}
</tbody></table></div>
</body>
</html>
"""


def validation_page(
    result: BuildResult, tests: Sequence[TestResult], expectations: Sequence[ExpectationResult], *, now: datetime
) -> str:
    """The page as HTML. `tests` and `expectations` are shown with what failed first."""
    from jinja2 import Environment

    everything: list[TestResult | ExpectationResult] = list(chain(tests, expectations))
    blocking = [one for one in everything if one.blocks]
    page = Environment(autoescape=True, trim_blocks=True).from_string(_PAGE)
    return page.render(
        release=result.release,
        now=now,
        verdict=_verdict(everything, len(blocking)),
        blocking=blocking,
        tests=sorted(tests, key=_failed_first),
        expectations=sorted(expectations, key=_failed_first),
        tables=sorted(result.rows.items()),
        digests=result.digests,
        mark=_mark,
    )


def write_validation_page(
    path: Path,
    result: BuildResult,
    tests: Sequence[TestResult],
    expectations: Sequence[ExpectationResult],
    *,
    now: datetime,
) -> None:
    """Write the page, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.new")
    partial.write_text(validation_page(result, tests, expectations, now=now), encoding="utf-8")
    partial.replace(path)


def _verdict(everything: Sequence[Any], blocking: int) -> tuple[str, str]:
    warnings = sum(1 for one in everything if not one.passed and not one.blocks)
    if blocking:
        return "bad", f"Blocked: {blocking} of {len(everything)} checks failed. The last good release stays in place."
    if warnings:
        return (
            "warn",
            f"May go out, with {warnings} warnings: {len(everything) - warnings} of {len(everything)} checks passed.",
        )
    return "ok", f"May go out: all {len(everything)} checks passed."


def _mark(one: TestResult | ExpectationResult) -> tuple[str, str]:
    if one.passed:
        return "ok", "✓ holds"
    return ("bad", "✗ blocks") if one.blocks else ("warn", "! warns")


def _failed_first(one: TestResult | ExpectationResult) -> tuple[bool, bool, str]:
    return one.passed, not one.blocks, one.name
