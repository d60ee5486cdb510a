"""The fields that a person gives with an article, in a JSON line or in NAME.meta.json: their types, and nothing else.

Here belongs whether what was given can be used. What an article makes of it does not (`articles`).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

_OPTIONAL = ("title", "language", "url", "publisher")
_DAY = re.compile(r"^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.,]+\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*$")


class UnusableFieldError(ValueError):
    """What was given cannot be used. The message says what to do."""


def parse(text: str) -> Any:
    """JSON, strictly: NaN and the like are none. Raises `UnusableFieldError`, with the place."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise UnusableFieldError(
            f"not JSON ({error.msg}, line {error.lineno} column {error.colno}): correct it"
        ) from None
    except RecursionError:
        raise UnusableFieldError("JSON nested too deeply: give one flat object per article") from None
    except ValueError as error:  # a number beyond what Python reads
        raise UnusableFieldError(f"not usable as JSON ({str(error)[:80]}): correct it") from None


def article(value: Any) -> dict[str, Any]:
    """`value` as one article: an object with `text` or `html`. Raises `UnusableFieldError`."""
    fields = metadata(value, what="an article")
    bodies = [fields.get(name) for name in ("text", "html")]
    for name, body in zip(("text", "html"), bodies, strict=True):
        if body is not None and not isinstance(body, str):
            raise UnusableFieldError(f"{name} is {_kind(body)}, expected a string")
    if not any(isinstance(body, str) and body.strip() for body in bodies):
        raise UnusableFieldError("has neither text nor html: add one of them")
    return fields


def metadata(value: Any, *, what: str = "metadata") -> dict[str, Any]:
    """`value` as the fields given beside a document. Raises `UnusableFieldError`."""
    if not isinstance(value, dict):
        raise UnusableFieldError(f"is {_kind(value)}, expected {what} as a JSON object")
    for name in ("id", "article_id"):
        given = value.get(name)
        if given is not None and (isinstance(given, bool) or not isinstance(given, str | int)):
            raise UnusableFieldError(f"{name} is {_kind(given)}, expected a string")
        if isinstance(given, str) and not given.strip():
            raise UnusableFieldError(f"{name} is empty: give one, or leave it out")
    for name in _OPTIONAL:
        if value.get(name) is not None and not isinstance(value[name], str):
            raise UnusableFieldError(f"{name} is {_kind(value[name])}, expected a string or null")
    day(value.get("published_on"))
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise UnusableFieldError("holds half a character (a lone surrogate such as \\ud800): correct it") from None
    return value


def article_id(value: Any) -> str | None:
    """The id as given (`id`, else `article_id`), whatever else is wrong with `value`; None where there is none."""
    if isinstance(value, dict):
        for name in ("id", "article_id"):
            given = value.get(name)
            if isinstance(given, str | int) and not isinstance(given, bool) and str(given).strip():
                return str(given).encode("utf-8", "replace").decode("utf-8")
    return None


def day(value: Any) -> dt.date | None:
    """A day as given: YYYY-MM-DD, with or without a time; None and the empty string are none. Raises `UnusableFieldError`."""
    if value is None or value == "":
        return None
    match = _DAY.match(value) if isinstance(value, str) else None
    try:
        if match:
            return dt.date(*map(int, match.groups()))
    except ValueError:
        pass
    raise UnusableFieldError(f"published_on is {str(value)[:40]!r}, expected a day as YYYY-MM-DD")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON value")


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
