"""The addresses of licences, described."""

from collections.abc import Callable
from typing import Any

Answers = Callable[..., dict[str, Any]]


def licence_paths(answers: Answers) -> dict[str, Any]:
    """Their part of the description; `answers` words the responses."""
    base = "/api/v1/licences"

    def op(name: str, summary: str, *places: tuple[str, str]) -> dict[str, Any]:
        asked = [{"name": n, "in": at, "required": at == "path", "schema": {"type": "string"}} for n, at in places]
        told = answers({"200": "好 · OK"}, "400", "401", "403", "404", "409", "422", "429", "503")
        return {"operationId": name, "summary": summary, "parameters": asked, "responses": told}

    body = {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}
    return {
        base: {
            "get": op("licences", "许可证和手册项：余量 · Licences and handbook items with what remains"),
            "post": op("load_licences", "装入许可证文件（运维） · Take a file over (operator)", ("table", "query"))
            | {"requestBody": body},
        },
        f"{base}/{{id}}": {"get": op("licence", "一份和它的变动 · One with its movements", ("id", "path"))},
    }
