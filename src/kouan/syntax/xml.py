"""XML from strangers, read safely: no entities, no network, no DTD, no huge trees; a fault is a finding with its line."""

from lxml import etree

from kouan.kernel.findings import Finding

from .told import finding


def parse(body: bytes) -> tuple[etree._Element | None, tuple[Finding, ...]]:
    """The root of a well-formed document without a DOCTYPE, or None and why not. Never raises for bad input."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as fault:
        return None, (_malformed(fault),)
    except (ValueError, LookupError) as fault:
        return None, (finding("xml-unreadable", "", f"无法按 XML 读取：{fault}", f"Can not be read as XML: {fault}"),)
    if root is None:
        return None, (finding("xml-malformed", "line 1", "没有内容", "There is nothing in it"),)
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        zh, en = "不接受带 DOCTYPE 的报文（实体可能有害）", "A message with a DOCTYPE is refused: its entities may harm"
        return None, (finding("xml-doctype", "line 1", zh, en),)
    return root, ()


def _malformed(fault: etree.XMLSyntaxError) -> Finding:
    line, column = fault.lineno or 1, fault.offset or 0
    zh, en = f"第 {line} 行第 {column} 列不是正确的 XML", f"Not well-formed at line {line}, column {column}"
    return finding("xml-malformed", f"line {line}", f"{zh}：{fault.msg}", f"{en}: {fault.msg}")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: etree._Element) -> str:
    """The namespace of an element, '' where it has none."""
    return etree.QName(element).namespace or ""
