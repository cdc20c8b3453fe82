# SPDX-License-Identifier: Apache-2.0
import copy
import gc
import io
import json
import pickle

import pytest

import hrbudget
from hrbudget import Amount, Code
from conftest import SAMPLE


def test_every_source_gives_the_same(document, sample_bytes):
    for source in (str(SAMPLE), SAMPLE, sample_bytes, bytearray(sample_bytes), memoryview(sample_bytes), SAMPLE.open("rb"),
                   SAMPLE.open(encoding="utf-8"), io.BytesIO(sample_bytes)):
        again = hrbudget.read(source)
        assert (again.sha256, len(again.facts), again.title) == (document.sha256, len(document.facts), document.title)
    assert document.path == str(SAMPLE) and hrbudget.read(sample_bytes).path == ""


@pytest.mark.parametrize("source", [None, 5, 1.5, object(), ["a"]])
def test_anything_else_is_a_type_error(source):
    with pytest.raises(TypeError):
        hrbudget.read(source)


def test_properties(document):
    assert (document.year, document.kind, len(document.tables)) == (2026, "budget", 9)
    assert document.department and document.title and repr(document).startswith("<Document ")


def test_facts_have_meaning_and_place(document, sample_bytes):
    facts = document.facts
    assert len(facts) == len(list(facts)) > 300 and facts[-1] == facts[len(facts) - 1] and len(facts[:5]) == 5
    for fact in facts:
        assert sample_bytes[fact.place.offset:fact.place.offset + fact.place.length].decode() == fact.text
        if fact.table is not None:
            assert document.tables[fact.table][fact.row].cells[fact.column].strip() == fact.text.strip()
    run = [fact for fact in facts if fact.function == Code("2080101") and fact.nature == "basic"]
    assert run and run[0].value == Amount("12,486,352.47元")
    with pytest.raises(IndexError):
        facts[len(facts)]
    assert pickle.loads(pickle.dumps(facts[0])) == facts[0]


def test_tables_have_rows_and_columns(document):
    table = document.tables[0]
    assert table.kind == "revenue_expenditure_summary" and table.unit == "元" and len(table.rows) == len(table) and table.place.line > 0
    assert all(len(row.cells) == len(t.columns) for t in document.tables for row in t)
    with pytest.raises(IndexError):
        document.tables[9]


def test_the_report_counts_and_finds(report):
    s = report.summary
    assert not report.ok and s.equations == s.passed + s.rounding + s.failed + s.not_evaluated > 300 and s.failed >= 5
    finding = report.findings[0]
    assert finding.expected - finding.actual == -finding.difference and finding.cause.suggested == finding.expected
    assert finding.message_zh != finding.message_en and finding.message == finding.message_zh
    assert all(report.equations[i].verdict == "fail" for i in finding.equations)
    assert list(report) == list(report.findings) and len(report) == s.findings >= 2 and pickle.loads(pickle.dumps(finding)) == finding
    with pytest.raises(AttributeError):
        finding.rule = "x"


def test_the_language_follows_the_environment(report, monkeypatch):
    finding = report.findings[0]
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert finding.message == finding.message_en and "the total must equal" in str(report)
    assert "合计应等于" in report.to_text(lang="zh")
    with pytest.raises(ValueError):
        report.to_text(lang="fr")


def test_objects_agree_with_the_json(report):
    data = report.to_dict()
    assert data["schema"] == "hrbudget.report/1" and data["summary"]["failed"] == report.summary.failed
    for mine, theirs in zip(report.findings, data["findings"], strict=True):
        assert (mine.rule, mine.severity, mine.verdict, mine.fingerprint) == (theirs["rule"], theirs["severity"], theirs["verdict"], theirs["fingerprint"])
        assert (mine.expected.fen, mine.difference.fen) == (theirs["expected_fen"], theirs["difference_fen"])
        assert [location.place.line for location in mine.locations] == [location["line"] for location in theirs["locations"]]
        assert [list(location.path) for location in mine.locations] == [location["path"] for location in theirs["locations"]]


def test_facts_agree_with_the_json(document):
    for mine, theirs in zip(document.facts, json.loads(document.to_text("facts"))["facts"], strict=True):
        assert theirs.get("value_fen") == (mine.value.fen if mine.kind == "fen" else None) and theirs["text"] == mine.text and theirs["location"]["line"] == mine.place.line
    assert document.to_text("tables", format="csv").count("\n") > 100
    for wrong in ({"what": "x"}, {"format": "xml"}):
        with pytest.raises(ValueError):
            document.to_text(**wrong)


def test_a_document_in_which_nothing_could_be_checked_is_not_ok():
    report = hrbudget.read("没有表的文件\n".encode()).check()
    assert report.summary.equations == 0 and not report.ok


def test_children_keep_their_parents_alive(sample_bytes):
    fact = hrbudget.read(sample_bytes).facts[3]
    facts, table, findings = hrbudget.read(sample_bytes).facts, hrbudget.read(sample_bytes).tables[2], hrbudget.read(sample_bytes).check().findings
    book = hrbudget.Rulebook({"schema": "hrbudget.rulebook/1", "extends": "default"})
    document = hrbudget.read(sample_bytes, rules=book, codebook="kind,code,name\nfunction,2080188,专项\n".encode())
    del book
    gc.collect()
    assert fact.value and len(facts) > 300 and table[0].name is not None and "HB-SUM-010" in [finding.rule for finding in findings]
    assert len(document.check().findings) >= 2


def test_options(sample_bytes):
    with pytest.raises(hrbudget.LimitError):
        hrbudget.read(sample_bytes, limits={"input_bytes": 1000})
    with pytest.raises(ValueError, match="input_bytes"):
        hrbudget.read(sample_bytes, limits={"inputs": 1})
    assert hrbudget.read(sample_bytes, year=2026).year == 2026
    with pytest.raises(hrbudget.ArgumentError):
        hrbudget.read(sample_bytes, year=-5)


def test_a_rulebook_of_ones_own(tmp_path):
    book = hrbudget.Rulebook(hrbudget.Rulebook.default_text().encode())
    assert book.rules == hrbudget.Rulebook().rules and "HB-SUM-010" in book.rules
    with pytest.raises(hrbudget.ParseError):
        hrbudget.Rulebook(b"{")
    with pytest.raises(hrbudget.RulebookError):
        hrbudget.Rulebook({"rules": 5})


def test_a_baseline_tells_what_is_known(sample_bytes, report):
    again = hrbudget.read(sample_bytes, baseline=[report.findings[0].fingerprint]).check()
    assert [finding.known for finding in again.findings][:2] == [True, False] and not any(finding.known for finding in report)
    for wrong in ("abc", 5, [1]):
        with pytest.raises(TypeError):
            hrbudget.read(sample_bytes, baseline=wrong)


@pytest.mark.parametrize(("format", "start"), [("text", ""), ("json", "{"), ("ndjson", "{"), ("csv", "path,"), ("sarif", "{"), ("html", "<!")])
def test_a_report_as_text(report, format, start):
    assert report.to_text(format=format).startswith(start) and "HB-SUM-020" in report.to_text(format=format)


def test_handles_say_why_they_do_not_pickle(document, report):
    for handle in (document, report, hrbudget.codebook(), hrbudget.Rulebook()):
        with pytest.raises(TypeError, match="does not pickle"):
            pickle.dumps(handle)
    assert copy.copy(document) is document and copy.deepcopy(report) is report


def test_read_many_gives_a_row_for_each_and_never_an_exception(sample_bytes, tmp_path, capsys):
    bad = tmp_path / "bad.bin"
    bad.write_bytes(bytes(range(256)))
    batch = hrbudget.read_many([SAMPLE, "missing", bad, sample_bytes, None, io.BytesIO(b"")], jobs=3, progress=True)
    assert [outcome.status for outcome in batch] == ["findings", "failed", "failed", "findings", "failed", "failed"]
    assert [type(outcome.error).__name__ for outcome in batch.failures] == ["FileError", "UnsupportedError", "TypeError", "EmptyError"]
    assert batch[0].document.path == str(SAMPLE) and batch[0].row()["findings"] == len(batch[0].findings) >= 2 and "6/6" in capsys.readouterr().err
    assert hrbudget.read_many([SAMPLE], keep=False)[0].document is None and len(hrbudget.read_many([])) == 0
    assert len(list(batch.findings())) == 2 * len(batch[0].findings) and repr(batch) == "<Batch of 6 documents: 2 findings, 4 failed>"
    for jobs in (0, -1, 1.5, True):
        with pytest.raises(ValueError):
            hrbudget.read_many([], jobs=jobs)


def test_blocks_of_a_program_are_a_document(document):
    blocks = ["示例部门2026年部门预算", "2026年部门收入预算总表", "单位：元",
              [["功能分类科目编码", None, None, "功能分类科目名称", "合计", "财政拨款收入"], ["类", "款", "项", None, None, None],
               ["208", "", "", "社会保障和就业支出", "300.00", "300.00"], ["208", "01", "", "人力资源和社会保障管理事务", "300.00", "300.00"],
               ["208", "01", "01", "行政运行", "200.00", "200.00"], ["208", "01", "02", "一般行政管理事务", "100.00", "100.00"],
               [None, None, None, "合计", "300.00", "300.00"]]]
    made = hrbudget.read_blocks(blocks, year=2026)
    assert len(made.tables) == 1 and made.tables[0].title == "2026年部门收入预算总表" and len(made.facts) >= 6
    assert not [finding for finding in made.check() if finding.severity == "error"]
    wrong = [*blocks[:3], [*blocks[3][:4], ["208", "01", "01", "行政运行", "209.00", "209.00"], *blocks[3][5:]]]
    assert [finding for finding in hrbudget.read_blocks(wrong).check() if finding.severity == "error"]


@pytest.mark.parametrize("blocks", [5, [5], [None], [["not a row"]], [[[1]]], [[["a\0b"]]], ["a\0b"], ["\ud800"]])
def test_what_is_no_block_is_refused(blocks):
    with pytest.raises((TypeError, ValueError)):
        hrbudget.read_blocks(blocks)
