# SPDX-License-Identifier: Apache-2.0
import gc
import json

import pytest

import hrbudget
from hrbudget import Amount, Indicator

TEXT = """示例市青云区公共服务局2026年度部门预算

项目经费情况说明

创业就业项目
一、项目概述
开展创业培训和就业援助。
二、立项依据
就业促进法。
三、实施主体
公共服务局。
四、实施方案
分批组织。
五、实施周期
一年。
六、年度预算安排
2026年安排预算30万元，其中培训费20万元，宣传费10万元。
七、绩效目标
	一级指标
	二级指标
	三级指标
	指标值
	产出指标
	数量指标
	培训人数
	≥200人
	产出指标
	质量指标
	合格率
	≥90%
"""


@pytest.fixture(scope="module")
def stated(document):
    """The sample where it has projects, otherwise the text above."""
    other = hrbudget.read(TEXT.encode())
    found = [d for d in (document, other) if len(d.projects)]
    if not found:
        pytest.skip("no project is read from either document")
    return found[0]


def test_projects_agree_with_the_json(stated):
    theirs = json.loads(stated.to_text("projects"))["projects"]
    assert len(theirs) == len(stated.projects) > 0
    for project, other in zip(stated.projects, theirs, strict=True):
        assert (project.name, project.entity) == (other["name"], other["entity"])
        assert (project.budget.fen if project.budget else None) == other["budget_fen"]
        assert [item.name for item in project.items] == [item["name"] for item in other["items"]]


def test_indicators_agree_with_the_json(stated):
    theirs = json.loads(stated.to_text("indicators"))["indicators"]
    assert len(theirs) == len(stated.indicators)
    for mine, other in zip(stated.indicators, theirs, strict=True):
        assert (mine.level1, mine.level3, mine.target.text) == (other["level1"], other["level3"], other["target"])
        assert isinstance(mine.target, Indicator) and mine.target == Indicator(mine.target.text, mine.level3)


def test_columns_are_what_the_objects_say(stated):
    pytest.importorskip("pyarrow")
    for project, row in zip(stated.projects, stated.projects.to_arrow().to_pylist(), strict=True):
        assert row["budget_fen"] == (project.budget.fen if project.budget else None) and row["items"] == len(project.items)
    for mine, row in zip(stated.indicators, stated.indicators.to_arrow().to_pylist(), strict=True):
        assert (row["project"], row["target"] or "", row["value"], row["upper"]) == (mine.project, mine.target.text, mine.target.value, mine.target.upper)


def test_a_target_keeps_its_document():
    indicators = hrbudget.read(TEXT.encode()).indicators
    if not len(indicators):
        pytest.skip("no indicator is read from the text")
    target = indicators[0].target
    del indicators
    gc.collect()
    assert target.text and target.evaluate("1000人").outcome


def test_amounts_are_exact(stated):
    for project in stated.projects:
        assert project.budget is None or isinstance(project.budget, Amount)
        assert all(item.amount is None or isinstance(item.amount, Amount) for item in project.items)
