# SPDX-License-Identifier: Apache-2.0
import inspect
import pickle

import pytest

import hrbudget
from hrbudget import _hrbudget as c
from hrbudget import errors

STATUSES = {name: getattr(c, name) for name in dir(c) if name.startswith("HRB_ERROR_")}
BUILTINS = {c.HRB_ERROR_MEMORY: MemoryError, c.HRB_ERROR_IO: OSError, c.HRB_ERROR_OVERFLOW: OverflowError, c.HRB_ERROR_NOT_FOUND: LookupError, c.HRB_ERROR_PROCESS: RuntimeError}


@pytest.mark.parametrize("name", STATUSES)
def test_each_status_has_a_class_of_its_own(name):
    error = errors.from_status(STATUSES[name], "中", "en", (7, 1, 3, 2) + (0,) * 8)
    assert type(error) not in (hrbudget.HrbError, hrbudget.UnknownStatusError) and type(error).__name__ in hrbudget.__all__
    assert isinstance(error, BUILTINS.get(STATUSES[name], ValueError)) and error.code == STATUSES[name] == type(error).status
    assert (error.place.offset, error.place.line, str(error)) == (7, 3, "第3行 第2字: 中")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.code, again.place, again.message_en, str(again)) == (type(error), error.code, error.place, "en", str(error))


def test_the_classes_are_as_many_as_the_statuses():
    classes = [cls for _, cls in inspect.getmembers(errors, inspect.isclass) if issubclass(cls, errors.HrbError) and cls.status]
    assert sorted(cls.status for cls in classes) == sorted(STATUSES.values())


def test_a_status_of_a_newer_library_has_a_class_too():
    assert type(errors.from_status(-999, "", "", (0,) * 12)) is hrbudget.UnknownStatusError


@pytest.mark.parametrize(("act", "kind", "builtin"), [
    (lambda: hrbudget.read("no such file"), hrbudget.FileError, OSError),
    (lambda: hrbudget.read(b""), hrbudget.EmptyError, ValueError),
    (lambda: hrbudget.read("预算".encode() + b"\xff\xff\n"), hrbudget.EncodingError, ValueError),
    (lambda: hrbudget.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), hrbudget.UnsupportedError, ValueError),
    (lambda: hrbudget.Amount("x"), hrbudget.ParseError, ValueError),
    (lambda: hrbudget.Amount("0.001"), hrbudget.PrecisionError, ValueError),
    (lambda: hrbudget.Amount("9" * 30), hrbudget.AmountOverflowError, OverflowError),
])
def test_what_c_refuses_is_that_exception(act, kind, builtin):
    with pytest.raises(kind) as caught:
        act()
    assert isinstance(caught.value, builtin) and caught.value.message_zh and caught.value.message_en and type(caught.value) is kind
    assert type(pickle.loads(pickle.dumps(caught.value))) is kind


def test_the_file_is_named_once():
    with pytest.raises(hrbudget.FileError) as caught:
        hrbudget.read("no such file")
    assert caught.value.path == "no such file" and str(caught.value).count("no such file") == 1


# --- The private module, called as nobody should ---

FUNCTIONS = {name: getattr(c, name) for name in dir(c) if name.startswith("hrb_")}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("junk", [None, object(), 1.5, "文\0字", b"\0", -1, 2**70, (1, 2), [], True])
def test_no_argument_crashes(name, junk):
    for count in range(6):
        try:
            FUNCTIONS[name](*[junk] * count)
        except (TypeError, ValueError, OverflowError, hrbudget.HrbError, OSError):
            pass


def test_a_handle_of_another_kind_is_refused(document):
    with pytest.raises(TypeError, match="hrb_report"):
        c.hrb_finding_count(document._handle)
    with pytest.raises(TypeError):
        c.hrb_fact_count(c.hrb_codebook_default())
    with pytest.raises(TypeError):
        c.keep(None, None)


@pytest.mark.parametrize("index", [10**6, 2**40, 2**63])
def test_an_index_out_of_range_is_neutral(document, index):
    assert c.hrb_fact_text(document._handle, index) == "" and c.hrb_table_title(document._handle, index) == ""
    with pytest.raises(OverflowError):
        c.hrb_fact_text(document._handle, -1)
