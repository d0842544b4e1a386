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
    await _ask_something(door)
    for address, scheme in ((RECEIVER, "v1"), (f"{RECEIVER}?answer=503", "v1a")):
        made = await door.ask(FIRM, "POST", at, {"url": url + address, "scheme": scheme})
        last = (await door.ask(FIRM, "GET", f"{LOG}?limit=0")).get("last", 0)
        if made and last > LAST:
            await door.ask(FIRM, "POST", f"{at}/{made['subscription']['id']}/replay", {"from": last - LAST})


QUESTIONS = (
    "请说明商品用途和品牌（虚构演示）。 Please state use and brand (invented).",
    "净重与箱数不相称，请核对（虚构演示）。 Net weight and packages do not fit, please check (invented).",
)


async def _ask_something(door: Door) -> None:
    """Customs asks the declarants of two open declarations something; one of them, where it is the firm's, is answered."""
    open_cases = (await door.ask("customs", "GET", "/api/v1/cases?holder=customs&limit=50")).get("cases", [])
    asked = [c["case"] for c in open_cases if "ask" in c["open_actions"]][: len(QUESTIONS)]
    for case, question in zip(asked, QUESTIONS, strict=False):
        at = f"/api/v1/cases/{case['id']}/decisions"
        wanted = {"action": "ask", "version": case["version"], "reason": question}
        if await door.ask("customs", "POST", at, wanted) and case is not asked[0]:
            answer = {
                "action": "answer",
                "version": case["version"] + 1,
                "reason": "已核对无误（虚构）。 Checked, correct (invented).",
            }
            await door.ask(case["owner"], "POST", at, answer)
