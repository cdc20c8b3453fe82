# SPDX-License-Identifier: Apache-2.0
import pickle

import pytest

from hrbudget import Code, NotFoundError, ParseError, codebook


def test_codes_are_values():
    a, b = Code("2080101"), Code("208-1-1")
    assert a == b and hash(a) == hash(b) and pickle.loads(pickle.dumps(a)) == a and eval(repr(a)) == a
    assert Code("30101", "dept_economic") != Code("30101", "gov_economic") and eval(repr(Code("30101", "dept_economic"))).kind == "dept_economic"
    assert (a.level, a.parent, a.parent.parent, a.parent.parent.parent) == (3, Code("20801"), Code("208"), None)
    assert sorted([Code("2080102"), Code("208"), Code("20801"), Code("201")]) == [Code("201"), Code("208"), Code("20801"), Code("2080102")]
    assert a in Code("208") and Code("210") not in Code("208") and f"{a:>10}" == "   2080101"
    with pytest.raises(AttributeError):
        a.kind = "revenue"


@pytest.mark.parametrize("value", [2080101, 208.0, None, b"208"])
def test_codes_are_text(value):
    with pytest.raises(TypeError, match="code is text"):
        Code(value)


@pytest.mark.parametrize("text", ["", "abc", "20", "2080101\0", "99999999999"])
def test_what_is_no_code_is_a_value_error(text):
    with pytest.raises(ParseError):
        Code(text)


def test_an_unknown_kind_says_which_there_are():
    with pytest.raises(ValueError, match="functional"):
        Code("208", "functional")
    with pytest.raises(ValueError):
        codebook(kind=3)


def test_the_book_answers_for_a_year():
    assert codebook(2019)["20805"].name != codebook(2026)["20805"].name
    assert [entry.name for entry in codebook().names("20805")] == ["行政事业单位离退休", "行政事业单位养老支出"]
    assert codebook().renames("20805")
    assert codebook(2026).find("行政运行", within="208").code in Code("208")
    assert codebook(2026).compare("20805", "行政事业单位养老支出") and codebook().compare("9999999", "x").match == "unknown_code"
    with pytest.raises(NotFoundError) as caught:
        codebook()["9999999"]
    assert isinstance(caught.value, LookupError)


def test_the_book_is_a_tree_in_order():
    codes = [entry.code for entry in codebook(2026)]
    assert codes == sorted(codes) and len(set(codes)) == len(codes) > 500
    assert all(code.parent in codes for code in codes if code.parent)


def test_a_book_of_ones_own(tmp_path):
    text = "kind,code,name\nfunction,2080188,青云区公共服务专项\n"
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    for source in (path, str(path), text.encode(), memoryview(text.encode()), path.open("rb"), path.open(encoding="utf-8")):
        book = codebook(2026, source=source)
        assert book["2080188"].name == "青云区公共服务专项" and "20805" in book
    assert "20805" not in codebook(source=text.encode(), extend=False)
    with pytest.raises(ParseError):
        codebook(source=b"kind,code,name\nfunction,20,x\n")
    with pytest.raises(OSError):
        codebook(source="no such file")


def test_entries_outlive_their_book():
    def one():
        return codebook(source="kind,code,name\nfunction,2080188,专项\n".encode())["2080188"]
    assert one().name == "专项"
