"""How long pages take on a running demonstration: p50 and p95 of server answers, page by page.

    python -m tests.bench.pages http://127.0.0.1:8000 [--requests 60]

Goal: p95 below 150 ms on the demonstration's data. The whole answer is timed from outside, one request at a time.
"""

import argparse
import re
import time

import httpx

GOAL_MS = 150
PASSWORD = "kouan-demo"
PAGES = {
    "": ["/", "/index/", "/index/import.total/", "/fund/", "/documents/", "/documents/import_declaration/", "/api/"],
    "customs": ["/", "/cases/", "/cases/?hands=all", "/cases/?text=SAMPLE"],
    "kapok": ["/", "/cases/", "/file/", "/file/import_declaration/"],
    "auditor": ["/", "/cases/?hands=all"],
}


def main() -> None:
    """Print a line a page; exit 1 when a page misses the goal."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pages")
    parser.add_argument("url")
    parser.add_argument("--requests", type=int, default=60)
    asked = parser.parse_args()
    slow = [line for who, pages in PAGES.items() for line in _measured(asked.url, who, pages, asked.requests)]
    raise SystemExit(1 if any(slow) else 0)


def _measured(url: str, who: str, pages: list[str], n: int) -> list[bool]:
    with httpx.Client(base_url=url, follow_redirects=True, timeout=60) as client:
        if who:
            _sign_in(client, who)
        found = (
            [*pages, *_linked(client, "/fund/", r'"(/fund/notices/[^"/]+/(?:performance/)?)"')] if not who else pages
        )
        first = _linked(client, "/cases/?hands=all", r'"(/cases/[A-Z][^"/]+/)"')[:1] if who else []
        return [_page(client, who, page, n) for page in [*found, *first]]


def _linked(client: httpx.Client, page: str, pattern: str) -> list[str]:
    return sorted(set(re.findall(pattern, client.get(page).text)))


def _sign_in(client: httpx.Client, who: str) -> None:
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', client.get("/login").text)
    assert token is not None
    data = {"login": who, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    assert client.post("/login", data=data, headers={"referer": str(client.base_url)}).status_code == 200


def _page(client: httpx.Client, who: str, page: str, n: int) -> bool:
    times = []
    for _ in range(n + 3):
        started = time.perf_counter()
        answer = client.get(page)
        times.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200, (page, answer.status_code)
    ranked = sorted(times[3:])
    p50, p95 = ranked[n // 2], ranked[int(n * 0.95)]
    print(
        f"{who or 'public':8} {page:48} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms  {'✓' if p95 < GOAL_MS else '✗'}",
        flush=True,
    )
    return p95 >= GOAL_MS


if __name__ == "__main__":
    main()
