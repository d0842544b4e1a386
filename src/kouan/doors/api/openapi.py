"""The lane described for machines and people: OpenAPI 3.1, made from the document types."""

from collections.abc import Mapping
from typing import Any

import msgspec

from kouan import __version__
from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding

from .openapi_fund import FUND_SHAPES, fund_paths
from .openapi_inspections import inspection_paths
from .openapi_licences import licence_paths
from .openapi_nomenclature import nomenclature_paths
from .openapi_replies import answer_paths, outside_paths, reply_paths
from .openapi_taxes import tax_paths
from .openapi_where import where_paths

REF = "#/components/schemas/{name}"
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": "同一键加同一内容得到同一回答 · The same key with the same bytes gets the same answer",
}


def describe(types: Mapping[str, DocumentType]) -> dict[str, Any]:
    """The whole description as plain data."""
    schemas = _schemas(types)
    paths: dict[str, Any] = {}
    for code, of in types.items():
        paths[f"/api/v1/{code}"] = {"post": _file_one(of)}
        paths[f"/api/v1/{code}:batch"] = {"post": _file_many(of)}
    paths |= (
        _case_paths()
        | _other_paths()
        | reply_paths(_answers)
        | answer_paths(_answers)
        | outside_paths(_answers)
        | fund_paths(_answers, _KEY, REF)
        | where_paths(_answers, types)
        | tax_paths(_answers)
        | inspection_paths(_answers)
        | nomenclature_paths(_answers)
        | licence_paths(_answers)
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "口岸 kouan API",
            "version": __version__,
            "description": "一次申报，各单位在同一案件上决定，全部经过记入同一本日志。"
            " · File once; each agency decides on one shared case; everything goes into one journal.",
        },
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "kou_..."}},
            "schemas": schemas,
        },
    }


def _schemas(types: Mapping[str, DocumentType]) -> dict[str, Any]:
    shapes = [*(of.shape for of in types.values()), Case, Finding, *FUND_SHAPES]
    _, components = msgspec.json.schema_components(shapes, ref_template=REF)
    problem = {
        "type": "object",
        "required": ["type", "title", "status", "code", "message", "findings"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string"},
            "message": {"$ref": REF.format(name="Words")},
            "findings": {"type": "array", "items": {"$ref": REF.format(name="Finding")}},
        },
    }
    return {**components, "Problem": problem}


def _answers(good: dict[str, str], *bad: str) -> dict[str, Any]:
    return {code: {"description": said} for code, said in good.items()} | {
        code: {"description": _BAD[code], "content": _PROBLEM} for code in bad
    }


_BAD = {
    "400": "请求有误 · Malformed request",
    "401": "密钥无效 · Unknown key",
    "403": "无权 · Not for this role",
    "404": "没有 · Not there",
    "409": "冲突：键已用于其他内容，或已有人先决定 · Conflict: key used for other content, or somebody was first",
    "413": "过大 · Too large",
    "422": "内容需改正 · Findings",
    "429": "过快 · Too fast",
    "503": "暂不能写入，未记录 · Nothing was recorded, ask again",
}


def _file_one(of: DocumentType) -> dict[str, Any]:
    return {
        "operationId": f"file_{of.code}",
        "summary": f"{of.words.zh} · {of.words.en}",
        "description": of.basis,
        "parameters": [_KEY],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": REF.format(name=of.shape.__name__)}}},
        },
        "responses": _answers(
            {"201": "已受理并记入日志 · Recorded", "200": "此前已记录，原样回答 · Recorded before, the same answer"},
            "400", "401", "403", "409", "413", "422", "429", "503",
        ),
    }  # fmt: skip


def _file_many(of: DocumentType) -> dict[str, Any]:
    return {
        "operationId": f"file_{of.code}_batch",
        "summary": f"{of.words.zh}（成批） · {of.words.en} (batch)",
        "description": 'NDJSON，每行 {"key", "document"}，逐行回答 · One line each, one answer a line, in order',
        "requestBody": {"required": True, "content": {"application/x-ndjson": {"schema": {"type": "string"}}}},
        "responses": _answers({"200": "逐行回答 · An answer a line"}, "401", "403", "404", "413", "429"),
    }


def _schema() -> dict[str, Any]:
    code = {"name": "type", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "operationId": "schema",
        "summary": "单证的 JSON Schema · JSON Schema of a document",
        "parameters": [code],
        "security": [],
        "responses": _answers({"200": "好 · OK"}, "404"),
    }


def _decide_many() -> dict[str, Any]:
    return {
        "operationId": "decide_batch",
        "summary": "成批作出决定 · Many decisions",
        "description": 'NDJSON，每行 {"case", "action", "version", "key", "reason"}，逐行回答 · One line each, one answer a line',
        "requestBody": {"required": True, "content": {"application/x-ndjson": {"schema": {"type": "string"}}}},
        "responses": _answers({"200": "逐行回答 · An answer a line"}, "401", "413", "429"),
    }


def _case_paths() -> dict[str, Any]:
    ident = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
    decision = {
        "type": "object",
        "required": ["action", "version"],
        "properties": {"action": {"type": "string"}, "version": {"type": "integer"}, "reason": {"type": "string"}},
    }
    amendment = {
        "type": "object",
        "required": ["version", "document"],
        "properties": {"version": {"type": "integer"}, "document": {"type": "object"}, "reason": {"type": "string"}},
    }
    bad = ("401", "404")

    def get(summary: str, name: str) -> dict[str, Any]:
        return {
            "operationId": name,
            "summary": summary,
            "parameters": ident,
            "responses": _answers({"200": "好 · OK"}, *bad),
        }

    def put(summary: str, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        body = {"required": True, "content": {"application/json": {"schema": schema}}}
        answers = _answers({"200": "已记录 · Recorded"}, "400", *bad, "403", "409", "422", "503")
        return {"operationId": name, "summary": summary, "parameters": ident, "requestBody": body, "responses": answers}

    return {
        "/api/v1/cases/{id}": {"get": get("案件现状 · Where a case stands", "case")},
        "/api/v1/cases/{id}/timeline": {"get": get("案件经过 · What happened to it", "timeline")},
        "/api/v1/cases/{id}/document": {
            "get": get("单证 · Its document", "document"),
            "put": put("修改单证 · Amend the document", "amend", amendment),
        },
        "/api/v1/refused/{id}": {"get": get("未受理的申报 · A filing that was not taken", "refused")},
        "/api/v1/refused/{id}/original": {"get": get("未受理申报的原件 · Its bytes as they came", "refused_original")},
        "/api/v1/cases/{id}/decisions": {"post": put("作出决定 · Take a step", "decide", decision)},
    }


def _other_paths() -> dict[str, Any]:
    def query(*names: str) -> list[dict[str, Any]]:
        return [{"name": n, "in": "query", "required": False, "schema": {"type": "string"}} for n in names]

    def get(summary: str, name: str, *names: str, open_to_all: bool = False) -> dict[str, Any]:
        told = {"operationId": name, "summary": summary, "parameters": query(*names)}
        if open_to_all:
            return {"get": {**told, "security": [], "responses": _answers({"200": "好 · OK"})}}
        return {"get": {**told, "responses": _answers({"200": "好 · OK"}, "401")}}

    return {
        "/api/v1/cases": get(
            "案件列表 · Cases", "cases", "holder", "type", "state", "port", "number", "limit", "offset"
        ),
        "/api/v1/refused": get("未受理的申报 · Filings that were not taken", "refused_list", "limit", "offset"),
        "/api/v1/journal": get("日志 · The journal from an offset", "journal", "after", "limit"),
        "/api/v1/decisions:batch": {"post": _decide_many()},
        "/api/v1/types": get("单证种类 · Document types", "types", open_to_all=True),
        "/api/v1/types/{type}/schema": {"get": _schema()},
    }
