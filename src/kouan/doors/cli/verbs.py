"""The verbs of the command line: what each is for, and the module that does it, which is imported when it is asked for."""

from collections.abc import Mapping

import msgspec


class Verb(msgspec.Struct, frozen=True):
    """A verb's module and its purpose. `ready`: the module names tables, so that Django must be ready before it;
    `whole`: it tells of all the other verbs.
    """

    module: str
    purpose: str
    ready: bool = False
    whole: bool = False


VERBS: Mapping[str, Verb] = {
    "demo": Verb("demo", "演示：一条命令打开 · a working port on invented data", ready=True),
    "serve": Verb("serve", "启动服务 · serve pages and API from one process", ready=True),
    "migrate": Verb("serve", "建立或更新数据表 · lay or update the tables", ready=True),
    "doctor": Verb("serve", "检查运行条件 · check what running needs", ready=True),
    "read": Verb("files", "识别并读取文件，每个文件一行 JSON · read files, one JSON object a line"),
    "write": Verb("files", "转写为另一格式，列出丢失的内容 · write in another format, with a loss report"),
    "formats": Verb("files", "认识的格式 · the formats we know"),
    "types": Verb("files", "单证种类 · the document types"),
    "check": Verb("check", "只检查，不记录：够暂存，还是够申报 · check only: enough to save, or to file"),
    "draft": Verb(
        "draft", "从发票、装箱单起草报关单，逐值写明来处 · draft a declaration from invoice and packing list"
    ),
    "completions": Verb(
        "completions", "两步申报：待完整申报和逾期 · two-step filing: to complete, and late", ready=True
    ),
    "rules": Verb("rules", "规则：列出、说明、对文件运行 · the rules: list, show, run over a file"),
    "tax": Verb("tax", "进口报关单的税款和逐步证明 · the taxes of an import declaration, each step proved"),
    "hs": Verb("nomenclature", "商品编号：查编号或按英文名称找 · commodity codes: by code or by words"),
    "tables": Verb("shelves", "参考表：装入了哪些、转换公布的表 · reference tables: what is loaded, converting"),
    "look": Verb("look", "查商品编号：协调制度、原产地规则 · look a commodity code up"),
    "licences": Verb("licences", "许可证和手册项：余量、变动、装入 · licences: what remains, movements, load"),
    "where": Verb("where", "货在哪里：案件号、单证号、提单号或查询码 · where a consignment is, by number or code"),
    "inspections": Verb(
        "inspections",
        "联合查验：日程、约定、答复、备箱、结果、数字 · joint inspections: calendar, asking, answers, results, figures",
    ),
    "replies": Verb("replies", "回执：取、跟踪、重发、标准报文 · replies: pull, tail, replay, answer"),
    "outside": Verb("outside", "外部海关的答复：转入、列出、再试 · replies of an outside customs: post, list, again"),
    "fund": Verb(
        "fund",
        "专项资金：审阅公示、分配方案、导入导出 · the special fund: review a notice, plans, import, export",
        ready=True,
    ),
    "journal": Verb("journal", "日志：核对、跟踪、导出 · the journal: verify, tail, export"),
    "projections": Verb("journal", "读模型：跟进或重建 · read models: follow or rebuild"),
    "backup": Verb("keep", "备份（运行中可做） · a whole copy while the port works"),
    "restore": Verb("keep", "从备份恢复 · put a copy in the place of the data"),
    "keys": Verb("keys", "封存所用的密钥：查看、更换 · the keys of what is sealed at rest: show, rotate", ready=True),
    "bench": Verb("bench", "测本机收件速度（不动数据） · how fast this machine takes filings"),
    "manual": Verb(
        "manual", "从测试与登记生成手册（需源码） · write the manual (needs the checkout)", ready=True, whole=True
    ),
}
"""In the order in which `kouan --help` lists them."""


def purpose(name: str) -> str:
    """What a verb is for, in both languages."""
    return VERBS[name].purpose


def modules() -> list[str]:
    """Every module that has a verb, once."""
    return list(dict.fromkeys(verb.module for verb in VERBS.values()))
