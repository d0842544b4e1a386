"""One firm has its replies pushed: to a receiver that takes them, and to one that is down, so that both can be seen."""

from .door import Door

FIRM, LAST = "kapok", 40
RECEIVER = "/api/v1/demonstration/receiver"
LOG = "/api/v1/replies"


async def follow_replies(door: Door, url: str) -> None:
    """Subscribe where the firm has no subscription yet, and have its last replies sent."""
    at = f"{LOG}/subscriptions"
    if (await door.ask(FIRM, "GET", at)).get("subscriptions") != []:
        return
    for address, scheme in ((RECEIVER, "v1"), (f"{RECEIVER}?answer=503", "v1a")):
        made = await door.ask(FIRM, "POST", at, {"url": url + address, "scheme": scheme})
        last = (await door.ask(FIRM, "GET", f"{LOG}?limit=0")).get("last", 0)
        if made and last > LAST:
            await door.ask(FIRM, "POST", f"{at}/{made['subscription']['id']}/replay", {"from": last - LAST})
