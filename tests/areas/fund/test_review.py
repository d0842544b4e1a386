"""The review finds what is wrong on a notice, where it is, and nothing else."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kouan.areas.fund.review.rules import blocking, review

from .notices import changed, line_changed, notice_of, remarks_on, seed_text

MENDED = {
    "D2": [("出口整体通关时间缩短", "出口整体通关时间的满意度")],
    "D6": [("专项专项", "专项")],
    "D7": [("枢纽枢纽", "枢纽")],
    "D8": [("全年本市", "全年全省")],
    "D14.1": [("专项资金-口岸建设", "专项资金-口岸方向")],
    "D14.2": [("和口岸建设事项绩效目标", "和口岸建设事项省级审批项目绩效目标")],
    "D14.3": [("资金分配方案（附件1）", "资金分配方案表（附件1）")],
    "D14.4": [("## 口岸建设事项省级", "附件2：\n## 口岸建设事项省级")],
    "D14.5": [("向我办反映", "向我厅反映")],
    "D15": [("联系电话：", "地址：广州市某路1号（虚构）。联系电话：")],
    "D5": [("假设项目至", "建设项目之")],
    "D13.1": [("主管部门\t\t\t", "主管部门\t\t示例部门\t")],
    "D13.2": [("用款单位\t\t", "用款单位\t示例单位\t")],
    "D12.1": [("34020", "34020万元")],
    "D12.2": [("9020", "9020万元")],
    "D4.1": [("3\t\t省域", "3\t海关总署广东分署\t省域")],
    "D4.2": [("4\t\t广东口岸", "4\t海关总署广东分署\t广东口岸")],
    "D3.2": [("省本级\t\t\t逐年缩短\t逐年缩短\t\t", "\t\t\t省本级\t\t逐年缩短\t逐年缩短")],
    "D3.4": [("\t\t省本级\t\t> 80%\t> 80%\t", "\t\t\t省本级\t\t> 80%\t> 80%")],
    "D9": [("收到投诉数量占全年本市出入境人员总数比重计算", "调查中满意的有效回答占全年本市全部有效回答比重计算")],
}


@pytest.fixture
def seed(shared: Path) -> str:
    """The seed as pasted."""
    return seed_text(shared)


def test_the_seed_has_exactly_its_known_faults(seed: str, shared: Path) -> None:
    """On the seed: every known finding with its place, severity and words, and no other."""
    known = json.loads((shared / "vectors/fund/seed/expected.json").read_text("utf-8"))["findings"]
    found = remarks_on(seed)
    assert sorted(found) == sorted(one["id"] for one in known)
    for one in known:
        remark = found[one["id"]]
        assert (remark.severity, remark.words.zh, remark.words.en) == (
            one["severity"],
            one["message_zh"],
            one["message_en"],
        )
        assert remark.place.line == str(one["where"]["line"])
        assert remark.place.column == str(one["where"].get("column", ""))


@pytest.mark.parametrize("fault", sorted(MENDED))
def test_a_mended_fault_is_gone_and_no_other(fault: str, seed: str) -> None:
    """Mend one fault on a copy: that finding goes, every other stays under its own number."""
    before, after = set(remarks_on(seed)), set(remarks_on(changed(seed, *MENDED[fault])))
    assert (before - after, after - before) == ({fault}, set())


def test_all_mended_together(seed: str) -> None:
    """Mend many faults on one copy: exactly those findings go."""
    apart = [name for name in MENDED if name != "D9"]
    text = changed(seed, *(edit for name in apart for edit in MENDED[name]))
    assert set(remarks_on(seed)) - set(remarks_on(text)) == set(apart)


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        (("合计\t\t\t3690", "合计\t\t\t3700"), "D24"),
        (("共7天", "共5天"), "D27"),
        (("共7天", "共7个工作日"), "D27"),
        (("4月23日-4月29日", "4月29日-4月23日"), "D28"),
        (("公示期为2021年4月23日", "公示期为2021年4月20日"), "D28"),
        (("\n5\t广东海事局", "\n7\t广东海事局"), "D25"),
        (("\t500\n4", "\t-500\n4"), "D26.1"),
        (("\t500\n4", "\t若干\n4"), "D26.1"),
        (("广东口岸贸易便利化指数监测平台", "优化口岸营商环境跟踪评估"), "D29.1"),
        (("完成80%", "完成40%"), "D30"),
        (("\t18\t6", "\t18\t26"), "D31.1"),
        (("> 80%\t> 80%\t\n", "> 80%\t> 120%\t\n"), "D32.1"),
        (("不少于60项\t不少于20项", "不少于60项\t"), "D33.1"),
        (("到期年度\t2023", "到期年度\t2020"), "D35"),
        (("贸易便利化水平", "贸易贸易便利化水平"), "D7"),
        (("现将2021年", "现将现将2021年"), "D6"),
        (("质量指标\t指标2", "质量指标\t指标1"), "D1"),
    ],
)
def test_a_new_fault_is_found(edit: tuple[str, str], rule: str, seed: str) -> None:
    """Break something that is right on the seed: the rule for it speaks."""
    before, after = remarks_on(seed), remarks_on(changed(seed, edit))
    assert rule in after
    assert rule not in before or after[rule] != before[rule]


def test_places_follow_the_text(seed: str) -> None:
    """Lines put in above move every place and change no finding: nothing is known by its line number."""
    moved = remarks_on("抄送（示例）\n\n" + seed)
    for name, remark in remarks_on(seed).items():
        shifted = re.sub(r"\d+", lambda found: str(int(found[0]) + 2), remark.place.line)
        assert moved[name].place.line == shifted


def test_another_fund_of_the_same_kind(seed: str) -> None:
    """With other names, sums and counts the same rules find the same faults: no word of the seed is built in."""
    text = changed(
        seed,
        ("口岸", "港航"),
        ("广东省", "示例省"),
        ("海关总署广东分署", "示例省测试院"),
        ("广东", "示例"),
        ("3690", "3790"),
        ("\t100\n2", "\t200\n2"),
    )
    kept = set(remarks_on(seed)) - set(remarks_on(text))
    assert kept == set()
    assert set(remarks_on(text)) == set(remarks_on(seed))


def test_blocking_remarks(seed: str) -> None:
    """Blank applicants, unusable satisfaction, amounts without unit, blank head fields refuse publication."""
    assert {remark.rule for remark in blocking(review(notice_of(seed)))} == {"D4", "D9", "D12", "D13"}


@given(column=st.integers(1, 6), row=st.integers(48, 59))
@settings(max_examples=40, deadline=None)
def test_a_row_is_read_wherever_it_stands(shared: Path, column: int, row: int) -> None:
    """Shift any row of the indicator block left: every value is still read, and the shift is reported."""
    seed = seed_text(shared)
    lines = seed.split("\n")
    cells = lines[row - 1].split("\t")
    blanks = len(cells) - len("\t".join(cells).lstrip("\t").split("\t"))
    by = min(column, blanks)
    lines[row - 1] = "\t".join(cells[by:] + [""] * by)
    before, after = notice_of(seed).targets, notice_of("\n".join(lines)).targets
    assert before
    assert after
    for old, new in zip(before.indicators, after.indicators, strict=True):
        assert (old.no, old.name, old.level1, old.level2) == (new.no, new.name, new.level1, new.level2)
        assert old.whole.period.target == new.whole.period.target
        assert old.whole.year.target == new.whole.year.target
    if by:
        spoken = [remark for remark in review(notice_of("\n".join(lines))) if remark.rule == "D3"]
        assert any(remark.place.line == str(row) for remark in spoken)


@given(text=st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_a_crash(text: str) -> None:
    """Whatever is pasted, the reader answers: parts that are not there are None."""
    review(notice_of(text))


@example(line=45, cut=2)  # an aim's cell with nothing of the aim left in it
@given(line=st.integers(0, 59), cut=st.integers(0, 40))
@settings(max_examples=120, deadline=None)
def test_a_torn_notice_is_read_without_a_crash(shared: Path, line: int, cut: int) -> None:
    """Cut the seed short, or tear a line: what is left is read and reviewed."""
    lines = seed_text(shared).split("\n")
    lines[line] = lines[line][:cut]
    review(notice_of("\n".join(lines)))
    review(notice_of("\n".join(lines[: line + 1])))


def test_lost_tabs_at_the_end_change_nothing(seed: str) -> None:
    """Editors strip blanks at the ends of lines: the findings stay."""
    stripped = "\n".join(line.rstrip() for line in seed.split("\n"))
    assert set(remarks_on(stripped)) == set(remarks_on(seed))


def test_windows_line_ends_change_nothing(seed: str) -> None:
    """CRLF is read like LF."""
    assert set(remarks_on(seed.replace("\n", "\r\n"))) == set(remarks_on(seed))


def test_one_row_mended_keeps_the_others_numbers(seed: str) -> None:
    """Mend line 58: D3.1 and D3.3 go with it where the level names are taken away too; D3.2 and D3.4 stay."""
    text = line_changed(
        seed, 58, ("满意度指标\t服务对象满意度指标\t指标7", "\t\t\t指标7"), ("> 80%\t> 80%\t", "> 80%\t> 80%")
    )
    assert {name for name in remarks_on(text) if name.startswith("D3.")} == {"D3.2", "D3.4"}


SOUND = (Path(__file__).parent / "sound_notice.txt").read_text("utf-8")


def test_a_sound_notice_gets_no_remark() -> None:
    """An invented notice of another layout (working days, nine columns, points beside the names) has no fault."""
    notice = notice_of(SOUND)
    assert remarks_on(SOUND) == {}
    assert notice.plan
    assert [row.amount.fen for row in notice.plan.rows] == [300_000_000, 350_000_000, 350_000_000]
    assert notice.targets
    assert [one.level2 for one in notice.targets.indicators][3] == "成本指标"


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        (("1,000\n", "1,001\n"), "D24"),
        (("共5个工作日", "共7个工作日"), "D27"),
        (("，邮箱：fund@example.org", ""), ""),
        (("通讯地址：示例市示例路1号（虚构），邮箱：fund@example.org，", ""), "D15"),
        (("第十五条", "有关"), ""),
        (("（示财〔2023〕12号）第十五条", ""), "D21"),
        (("指标4：", "指标5："), "D1"),
        (("示例甲港务有限公司（虚构）", "省商务厅"), "D20"),
        (
            (
                "满意度指标\t服务对象满意度指标\t指标6：申报企业满意度",
                "满意度指标\t服务对象满意度指标\t指标6：办理时间",
            ),
            "D2",
        ),
        (("\t2000\t", "\t3000\t"), "D11"),
        (("主管部门\t\t示例省商务厅", "主管部门\t\t"), "D13.1"),
        (("金额单位：万元\n\n项目名称", "项目名称"), "D12.1"),
        (("当年度金额\t1000", "当年度金额\t1200"), "D10"),
        (("验收合格率\t20\t不低于95%", "验收合格率\t20\t95%"), "D18.2"),
        (("\t10\t不低于85%\t不低于85%", "\t10\t不低于85%\t逐年提高"), "D17"),
        (("设施建设。", "设施建设建设。"), "D7"),
        (("示例省商务厅\n\n2024年3月4日", "示例省商务厅\n\n2024年3月5日"), "D28"),
        (("公示期自2024年3月4日至3月8日（共5个工作日）。", ""), "D28"),
        (("	分值	", "		"), "D19"),
    ],
)
def test_a_fault_in_a_sound_notice_is_found(edit: tuple[str, str], rule: str) -> None:
    """Break one thing of the sound notice: its rule speaks; a change that is no fault stays without remark."""
    assert (rule in remarks_on(changed(SOUND, edit))) if rule else (remarks_on(changed(SOUND, edit)) == {})
