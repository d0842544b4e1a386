"""Pages of the manual from the registries of the areas: documents, roles, events, formats, code lists, figures."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from kouan.areas.index.rules import activities, definitions
from kouan.journeys import catalogue
from kouan.kernel.cases import Lanes
from kouan.kernel.codes import CodeList
from kouan.kernel.documents import DocumentType, encode
from kouan.kernel.machine import Machine
from kouan.kernel.shapes import Field, fields
from kouan.kernel.words import Words
from kouan.store.roles import ROLES

from .manual_text import Raw, both, code, codes, sentences, table

KINDS = {
    "text": "文字 text",
    "integer": "整数 integer",
    "decimal": "数 decimal",
    "yes-no": "是否 yes or no",
    "date": "日期 date",
    "instant": "时刻 instant",
    "choice": "代码 code",
    "rows": "多行 rows",
    "part": "一组 part",
}
LIMITS = {
    "gt": "> {}",
    "ge": "≥ {}",
    "lt": "< {}",
    "le": "≤ {}",
    "multiple_of": "× {}",
    "pattern": "{}",
    "min_length": "至少 at least {}",
    "max_length": "至多 at most {}",
}
STANDINGS = {
    "official": "官方 official",
    "secondary": "转述 secondary",
    "to-verify": "待核 to verify",
    "house": "自定 house",
}


def pages(glossary: Mapping[str, Words]) -> dict[str, str]:
    """All of them by name. `glossary` has words for events that no machine names."""
    made = {f"documents/{of.code}.md": document(of) for of in catalogue.types().values()}
    made["registries/roles.md"] = roles()
    made["registries/events.md"] = events(glossary)
    made["registries/formats.md"] = formats()
    made["registries/figures.md"] = figures()
    return made | {f"codes/{name}.md": code_list(codes) for name, codes in sorted(catalogue.code_lists().items())}


def document(of: DocumentType) -> str:
    """Everything about one document type."""
    parts = [
        f"# {both(of.words)}",
        f"{code(of.code)}，案号以 `{of.prefix}` 开头 case numbers begin with `{of.prefix}`。依据 Basis: {of.basis}",
        "## 字段 Fields",
        *_shapes(of.shape),
        "## 检查 Checks",
        _checks(of),
        *_machine("状态 States", of.machine),
        *(_lanes(of.lanes) if of.lanes else ()),
        "## 样例 Examples",
        _examples(of),
    ]
    return "\n\n".join(p for p in parts if p)


def _shapes(shape: type[msgspec.Struct]) -> Iterator[str]:
    """A table for the shape, and one for each of its parts and kinds of rows, in the order in which they are met."""
    todo, seen = [("", Words("单证", "Document"), shape)], {shape}
    while todo:
        path, words, here = todo.pop(0)
        yield f"### {both(words)}" + (f" `{path}`" if path else "")
        yield table(
            ("字段 field", "名称 words", "种类 kind", "必填 required", "限制 limits", "代码表 codes"),
            [_field(f) for f in fields(here)],
        )
        for f in fields(here):
            if f.shape is not None and f.shape not in seen:
                seen.add(f.shape)
                todo.append((f"{path}.{f.name}".lstrip("."), f.words, f.shape))


def _field(f: Field) -> Sequence[object]:
    known = catalogue.code_lists()
    listed = f"[{f.codes}](../codes/{f.codes}.md)" if f.codes in known else f"{f.codes} 未核对 not checked"
    named = both(f.words) + (f"；{both(f.hint)}" if f.hint else "") + ("（个人信息 personal）" if f.personal else "")
    limits = "; ".join(LIMITS[n].format(v) for n, v in f.limits.items())
    return code(f.name), named, KINDS[f.kind], "是 yes" if f.required else "", limits, Raw(listed if f.codes else "")


def _checks(of: DocumentType) -> str:
    head = ("编号 id", "句子 sentence", "严重 severity", "依据 basis", "效力 standing", "字段 fields")
    return table(
        head,
        [
            (code(c.id), both(c.sentence), c.severity, c.basis, STANDINGS[c.standing], codes(c.fields))
            for c in of.checks
        ],
    )


def _machine(title: str, machine: Machine) -> Iterator[str]:
    """A machine as a table that can be read aloud: in this state, who does what, and where it leads."""
    yield f"## {title}"
    yield table(
        ("状态 state", "名称 words", "持球 holder", "可修改 amend"),
        [
            (
                code(s.value) + (" ▶" if s == machine.start else ""),
                both(state.words),
                state.holder and _role(state.holder),
                "是 yes" if s in machine.amend_in else "",
            )
            for s, state in machine.states.items()
        ],
    )
    yield table(
        ("从 from", "动作 action", "谁 who", "到 to", "事件 event", "理由 reason"),
        [
            (
                code(here.value),
                f"{code(action)} {both(machine.actions[action].words)}",
                _names(machine.actions[action].by),
                code(there.value),
                code(machine.actions[action].event.__name__),
                "须写 needed" if machine.actions[action].needs_reason else "",
            )
            for (here, action), there in machine.moves.items()
        ],
    )


def _lanes(lanes: Lanes) -> Iterator[str]:
    yield from _machine("各单位 Agencies side by side", lanes.machine)
    yield "整体状态由上往下取第一行成立的 The whole is the first line that holds:"
    rows = [("任一 any" if w.when == "any" else "全部 all", code(w.lane), code(w.state)) for w in lanes.whole]
    yield table((f"{_names(lanes.agencies)}", "各自 lane", "整体 whole"), rows)


def _role(name: str) -> str:
    return both(ROLES[name].words) if name in ROLES else "该单位 the agency itself"


def _names(roles: Sequence[str]) -> str:
    return "、".join(_role(r) for r in roles)


def _examples(of: DocumentType) -> str:
    listed = table(
        ("样例 example", "查出 finds"),
        [(both(e.title), codes(e.finds) or "无 nothing") for e in of.examples],
    )
    good = next((e for e in of.examples if not e.finds), None)
    if good is None:
        return listed
    shown = msgspec.json.format(encode(good.document), indent=2).decode()
    return f"{listed}\n{both(good.title)}：\n\n```json\n{shown}\n```"


def roles() -> str:
    """Who may do what."""
    deeds: dict[str, list[str]] = defaultdict(list)
    for of in catalogue.types().values():
        for role in of.machine.lodge_by:
            deeds[role].append(f"申报 file {of.code}")
        for machine in (of.machine, *([of.lanes.machine] if of.lanes else ())):
            for name, action in machine.actions.items():
                for role in action.by:
                    deeds[role].append(f"{of.code}.{name}")
    head = ("章 chop", "角色 role", "说明 description", "权限 permissions", "动作 actions")
    rows = [
        (
            r.chop,
            f"{code(r.code)} {both(r.words)}",
            both(r.description),
            codes(sorted(r.permissions)),
            codes(deeds[r.code]),
        )
        for r in ROLES.values()
    ]
    return "# 角色 Roles\n\n" + table(head, rows)


def event_words() -> Mapping[str, list[Words]]:
    """What each event is called: the words of the filing, amendment or actions that become it."""
    found: dict[str, list[Words]] = defaultdict(list)
    for of in catalogue.types().values():
        found[of.machine.lodged.__name__].append(Words(f"申报{of.words.zh}", f"{of.words.en} filed"))
        if of.machine.amended:
            found[of.machine.amended.__name__].append(Words(f"修改{of.words.zh}", f"{of.words.en} amended"))
        for machine in (of.machine, *([of.lanes.machine] if of.lanes else ())):
            for action in machine.actions.values():
                found[action.event.__name__].append(action.words)
    return {name: list(dict.fromkeys(words)) for name, words in found.items()}


def events(glossary: Mapping[str, Words]) -> str:
    """Every event, its schema, and the activity that measures know it by."""
    words, by_kind = {n: [w] for n, w in glossary.items()} | dict(event_words()), activities().by_kind
    rows = [
        (
            code(name),
            "；".join(both(w) for w in words.get(name, ())),
            sentences(made.__doc__),
            codes(f.encode_name for f in msgspec.structs.fields(made)),
            code(by_kind.get(name, "")),
        )
        for name, made in catalogue.events().items()
    ]
    head = ("事件 event", "名称 words", "含义 meaning", "字段 fields", "测算 activity")
    return (
        "# 事件 Events\n\n名称与字段是与测算方的约定。Names and fields are a contract with who measures.\n\n"
        + table(head, rows)
    )


def formats() -> str:
    """The formats that `kouan read` knows."""
    rows = [
        (code(f.code), both(f.words), f.media_type, f.suffix, "读写 read, write" if f.write else "读 read", f.basis)
        for f in catalogue.formats().values()
    ]
    return "# 格式 Formats\n\n" + table(
        ("格式 format", "名称 words", "类型 media type", "后缀 suffix", "方向 ways", "依据 basis"), rows
    )


def figures() -> str:
    """The definitions of figures, all versions."""
    parts = ["# 指标定义 Definitions of figures"]
    for versions in definitions().values():
        for d in versions:
            known = activities()
            ends = [f"{known.words(p.activity).zh} {p.activity}（{p.pick}）" for p in (d.start, d.end)]
            parts += [
                f"## {both(d.words)} `{d.name}`",
                both(d.meaning),
                table(
                    ("起 start", "止 end", "估计量 estimator", "不计 excluded", "最少 minimum", "暂定 provisional"),
                    [(*ends, d.estimator, codes(d.exclude_if), d.minimum, "是 yes" if d.provisional else "")],
                ),
                f"依据 Basis: {d.legal_ref}（{STANDINGS[d.standing]}）",
            ]
    return "\n\n".join(parts)


def code_list(of: CodeList) -> str:
    """One code list."""
    rows = [
        (code(c.code) or "（空 empty）", c.words.zh, c.words.en, c.valid_from or "", c.valid_to or "", c.standing)
        for c in of
    ]
    head = ("代码 code", "中文", "English", "自 from", "至 to", "效力 standing")
    return f"# {of.name}\n\n" + table(head, rows)
