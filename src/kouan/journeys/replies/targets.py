"""Where a push may go: public addresses only, so that nobody makes the port talk to what stands behind its own wall.

A name is looked up once for each connection, every address of it is judged, and the connection goes to the very address
that was judged: a name that changes its answer in between gains nothing. Redirects are not followed.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import httpcore

from kouan.kernel.machine import Refused
from kouan.kernel.words import Words

LONGEST = 500
"""Characters of an address at most."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Forbidden(OSError):
    """The name leads to an address that pushes may not go to."""


def fit(url: str, *, demonstration: bool) -> str:
    """The address of a subscription as it may be kept. Raises `Refused` (target-unfit) with the reason.

    Outside a demonstration it must be https, and an address given in numbers must be public; names are judged at each connection.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise _unfit(Words("网址写法有误", "This is not an address")) from None
    if len(url) > LONGEST or not parts.hostname or port == 0 or any(ord(c) <= 32 or ord(c) > 126 for c in url.strip()):
        raise _unfit(Words("网址写法有误，或超过 500 个字符", "This is not an address, or it is over 500 characters"))
    if parts.username is not None or parts.fragment:
        raise _unfit(Words("网址中不能有账号或片段", "An address with an account or a fragment in it can not be taken"))
    if parts.scheme not in (("https", "http") if demonstration else ("https",)):
        raise _unfit(Words("只能推送到 https 网址", "Replies are pushed to https addresses only"))
    if not demonstration and _number(parts.hostname) and not is_public(parts.hostname):
        raise _unfit(Words("不能推送到内部网址", "Replies are not pushed to private addresses"))
    return url.strip()


def _unfit(words: Words) -> Refused:
    return Refused("target-unfit", words)


def _number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(address: str) -> bool:
    """Is this an address of the open network? Addresses wrapped in others are judged by what they wrap."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        wrapped = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            wrapped = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return found.is_global and not found.is_multicast and not found.is_reserved and not found.is_unspecified


class Guarded(httpcore.AsyncNetworkBackend):
    """Opens connections for pushes: judges every address of the name, then connects to the first of them."""

    def __init__(self, *, demonstration: bool) -> None:
        self._anywhere = demonstration
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: Any = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(info[4][0]) for info in found]
        if not self._anywhere and not all(map(is_public, addresses)):
            raise Forbidden("private address")
        return await self._plain.connect_tcp(addresses[0], port, timeout=timeout, local_address=local_address)

    async def connect_unix_socket(
        self, path: str, timeout: Any = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.AsyncNetworkStream:
        raise Forbidden("no sockets of this machine")

    async def sleep(self, seconds: Any) -> None:
        await asyncio.sleep(seconds)
