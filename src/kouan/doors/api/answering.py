"""A filing answered in the language that its client asks for by Accept; and how an answer goes out as a message."""

import asyncio
from collections.abc import Callable

from starlette.types import Scope, Send

from kouan.journeys.answers import refusing
from kouan.journeys.answers.languages import Spoken, asked
from kouan.kernel.machine import Refused

from .wire import Headers, header, send_bytes


def asks(scope: Scope) -> bool:
    """Does the client of a filing ask for an answer that is not JSON?"""
    accept = header(scope, b"accept")
    return b"xml" in accept or b"edifact" in accept


async def instead(
    scope: Scope, send: Send, status: int, body: bytes, made: Callable[[str], Spoken], *, refused: bool, name: str
) -> bool:
    """Answer a filing in the language of its Accept header; False (and nothing sent) where JSON is to do."""
    form = await asyncio.to_thread(refusing.form_of, body)
    wanted = asked(header(scope, b"accept").decode("latin-1"), form, refused=refused)
    if not wanted:
        return False
    try:
        spoken = await asyncio.to_thread(made, wanted)
    except Refused:
        return False  # a document of no standard: the answer is JSON, as always
    await send_spoken(send, status, spoken, [(b"kouan-name", name.encode())])
    return True


async def send_spoken(send: Send, status: int, spoken: Spoken, headers: Headers | None = None) -> None:
    """The message, with the number of values that it could not carry."""
    lost = (b"kouan-losses", b"%d" % len(spoken.writing.losses))
    kind = b"%b; charset=utf-8" % spoken.form.media_type.encode()
    named = (b"content-disposition", b'inline; filename="%b"' % spoken.name.encode())
    await send_bytes(send, status, spoken.writing.body, media=kind, headers=[lost, named, *(headers or [])])
