"""One address for one article: what feeds, searches and mobile pages write differently, written the same way.

Here belongs the identity of a page (`canonical`), computed from the address alone; nothing here reads the network. The
canonical URL is what documents are told apart by; the address that was found is what is requested, and both are kept.
Rules: WHATWG URL and RFC 3986 section 6.2 (case, ports, dot segments, percent-encoding); the tracking parameters are those
that analytics products document (utm_*, xtor, at_*, …); AMP forms as the AMP project documents them.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit, urlunsplit

MAX_CHARACTERS = 2_000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"^(utm_.*|at_(medium|campaign|custom\d*|link\w*|ptr\w*|format|bbc\w*)|ns_(mchannel|source|campaign|linkname|fee)|xtor|"
    r"fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_ga|_gl|"
    r"cmpid|ocid|ito|ref_src|ref_url|spm|wt_zmc|mkt_tok|oly_(anon|enc)_id|__twitter_impression|share|smid)$",
    re.IGNORECASE,
)
_AMP_QUERY = {("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp"), ("_amp", "true"), ("amp_js_v", "0.1")}
_AMP_CACHE = re.compile(r"^/[cvi]/(?:s/)?(?P<rest>[^/]+\.[^/]+/?.*)$")
_VIEWER = re.compile(r"^/amp/(?:s/)?(?P<rest>[^/]+\.[^/]+/?.*)$")
_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_PATH_SAFE = "/:@!$&'()*+,;=" + _UNRESERVED


class UrlError(ValueError):
    """An address that names no page on the web. The message says what was found and what is expected."""


def clean(url: str) -> str:
    """`url` as it may be requested and stored: http(s), no user name or password, no fragment, host in ASCII.

    Raises `UrlError` for anything else: another scheme, no host, control characters, more than 2,000 characters.
    """
    url = url.strip()
    if len(url) > MAX_CHARACTERS:
        raise UrlError(f"an address of {len(url)} characters, expected at most {MAX_CHARACTERS}")
    if re.search(r"[\x00-\x20\x7f\\]", url):
        url = quote(url, safe=_PATH_SAFE + "?#[]%") if not re.search(r"[\x00-\x1f\x7f\\]", url) else ""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
        host = host if ":" in host else _ascii_host(host)
    except (ValueError, UnicodeError) as error:
        raise UrlError(f"not an address: {error}") from error
    if scheme not in _DEFAULT_PORTS:
        raise UrlError(f"an address of scheme {scheme[:20] or 'none'!r}, expected http or https")
    if not host:
        raise UrlError("an address without a host")
    return urlunsplit((scheme, _netloc(scheme, host, port), _path(parts.path), _query(parts.query), ""))


def canonical(url: str) -> str:
    """The address that stands for the article behind `url`, whoever links to it: idempotent, pure.

    Tracking parameters, AMP and mobile forms, `www.`, the scheme's difference, fragments, the order of parameters and a
    closing slash make no difference. Raises `UrlError` as `clean` does.
    """
    parts = urlsplit(_out_of_amp_viewer(clean(url)))
    host, port = parts.hostname or "", parts.port
    if port is None or port in _DEFAULT_PORTS.values():
        scheme, port = "https", None
    else:
        scheme = parts.scheme
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if not _TRACKING.match(k) and (k.lower(), v.lower()) not in _AMP_QUERY]
    path = _strip_amp(parts.path) if host.count(".") else parts.path
    return urlunsplit(
        (scheme, _netloc(scheme, _desktop(host), port), path.rstrip("/") or "/", urlencode(sorted(kept)), "")
    )


def host_of(url: str) -> str:
    """The host of a clean URL, lower case, without port: what politeness is counted by."""
    return (urlsplit(url).hostname or "").rstrip(".")


def origin_of(url: str) -> str:
    """Scheme, host and port of a clean URL: what a robots.txt speaks for (RFC 9309)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _ascii_host(host: str) -> str:
    host = host.rstrip(".").lower()
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _netloc(scheme: str, host: str, port: int | None) -> str:
    shown = f"[{host}]" if ":" in host else host
    return shown if port is None or port == _DEFAULT_PORTS[scheme] else f"{shown}:{port}"


def _path(path: str) -> str:
    """Dot segments resolved, needless escapes undone, the rest escaped in upper case."""
    if not path.startswith("/"):
        path = "/" + path
    if re.search(r"/\.{1,2}(/|$)", path):
        closing = "/" if path.endswith(("/", "/.", "/..")) else ""
        path = posixpath.normpath(path).replace("//", "/", 1).rstrip("/") + closing
    return _escape(path or "/", _PATH_SAFE)


def _query(query: str) -> str:
    return _escape(query, _PATH_SAFE + "?")


def _escape(text: str, safe: str) -> str:
    """Each `%xx` of an unreserved character undone, others kept in upper case; whatever else may not stand is escaped."""
    out = []
    for piece in re.split(r"(%[0-9A-Fa-f]{2})", text):
        if len(piece) == 3 and piece[0] == "%":
            char = unquote_to_bytes(piece).decode("latin-1")
            out.append(char if char in _UNRESERVED else piece.upper())
        else:
            out.append(quote(piece, safe=safe))
    return "".join(out)


def _desktop(host: str) -> str:
    """`www.`, `m.`, `mobile.` and `amp.` in front, and `.m.` within, name no other publisher."""
    labels = host.split(".")
    if ":" in host or all(label.isdigit() for label in labels):
        return host
    while len(labels) > 2 and labels[0] in {"www", "m", "mobile", "amp"}:
        labels = labels[1:]
    if len(labels) > 3 and labels[1] == "m":
        labels = [labels[0], *labels[2:]]
    return ".".join(labels)


def _out_of_amp_viewer(url: str) -> str:
    """`…cdn.ampproject.org/c/s/host/path` and `google.…/amp/s/host/path` hold the article's own address."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    pattern = _AMP_CACHE if host.endswith(".cdn.ampproject.org") else _VIEWER if "google." in host else None
    match = pattern.match(parts.path) if pattern else None
    if not match:
        return url
    query = f"?{parts.query}" if parts.query else ""
    try:
        return clean(f"https://{match['rest']}{query}")
    except UrlError:
        return url


def _strip_amp(path: str) -> str:
    path = re.sub(r"\.amp(\.html?)?$", lambda m: m.group(1) or "", path)
    path = re.sub(r"(?<=.)/amp/?$", "", path)
    return re.sub(r"^/amp(?=/.)", "", path)
