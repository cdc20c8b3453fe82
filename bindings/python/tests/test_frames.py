# SPDX-License-Identifier: Apache-2.0
"""Columns in pandas, Polars, pyarrow and DuckDB. A reader that is not installed is skipped."""
import gc
from decimal import Decimal

import pytest

import hrbudget
from hrbudget import _hrbudget as c
from conftest import SAMPLE

DIMENSIONS = ["flow", "phase", "fund", "nature", "topic", "entity", "source"]


@pytest.fixture(scope="module")
def collections(document, report):
    return {"facts": document.facts, "tables": document.tables, "findings": report.findings, "equations": report.equations,
            **{f"table {i}": table for i, table in enumerate(document.tables)}}


def test_columns_are_what_the_objects_say(document):
    pytest.importorskip("pyarrow")
    rows = document.facts.to_arrow().to_pylist()
    assert len(rows) == len(document.facts)
    for fact, row in zip(document.facts, rows, strict=True):
        assert row[{"fen": "value_fen"}.get(fact.kind, fact.kind)] == int(fact.value) and sum(row[k] is None for k in ("value_fen", "count", "percent_bp")) == 2
        assert row["quantum_fen"] == (fact.value.quantum_fen if fact.kind == "fen" else None)
        assert all(row[name] == (getattr(fact, name) or None) for name in DIMENSIONS)
        assert row["function"] == (str(fact.function) if fact.function else None) and row["economic"] == (str(fact.economic) if fact.economic else None)
        assert (row["year"], row["text"], row["table"], row["row"], row["column"]) == (fact.year, fact.text, fact.table, fact.row, fact.column)
        assert (row["line"], row["offset"], row["length"], row["page"]) == (fact.place.line, fact.place.offset, fact.place.length, None)


def test_types_are_exact_and_never_floats(collections):
    pa = pytest.importorskip("pyarrow")
    for name, collection in collections.items():
        for money, wanted in (("fen", pa.int64()), ("yuan", pa.decimal128(19, 2))):
            table = collection.to_arrow(money=money)
            table.validate(full=True)
            assert table.num_rows >= len(collection), name
            amounts = [field for field in table.schema if field.name.endswith("_" + money)]
            assert all(field.type == wanted for field in amounts) and not any(pa.types.is_floating(field.type) for field in table.schema)
    assert collections["facts"].to_arrow().schema.field("function").type == pa.string()


def test_yuan_are_the_fen_over_a_hundred(document):
    pytest.importorskip("pyarrow")
    fen, yuan = document.facts.to_arrow()["value_fen"].to_pylist(), document.facts.to_arrow(money="yuan")["value_yuan"].to_pylist()
    assert [None if value is None else Decimal(value).scaleb(-2) for value in fen] == yuan
    with pytest.raises(ValueError, match="yuan"):
        document.facts.to_arrow(money="dollars")


def test_a_requested_schema_with_decimals_gets_yuan(document):
    pa = pytest.importorskip("pyarrow")
    wanted = pa.schema([("value_yuan", pa.decimal128(19, 2))])
    assert "value_yuan" in pa.RecordBatchReader.from_stream(pa.table(document.facts.to_arrow(money="yuan"))).schema.names
    capsule = document.facts.__arrow_c_stream__(wanted.__arrow_c_schema__())
    assert "value_yuan" in pa.RecordBatchReader._import_from_c_capsule(capsule).schema.names
    capsule = document.facts.__arrow_c_stream__(pa.schema([("value_fen", pa.int64())]).__arrow_c_schema__())
    assert "value_fen" in pa.RecordBatchReader._import_from_c_capsule(capsule).schema.names
    assert not c.schema_wants_decimals(None) and not c.schema_wants_decimals(5)


def test_pandas(collections, document):
    pd = pytest.importorskip("pandas", minversion="2")
    pytest.importorskip("pyarrow")
    frame = collections["facts"].to_pandas()
    assert frame["value_fen"].dtype == pd.Int64Dtype() and frame["fund"].dtype == "category"
    assert frame["value_fen"].sum() == sum(fact.value.fen for fact in document.facts if fact.kind == "fen")
    assert frame.loc[frame["function"] == "2080101", "value_fen"].max() == max(f.value.fen for f in document.facts if str(f.function) == "2080101")
    yuan = collections["facts"].to_pandas(money="yuan")["value_yuan"]
    assert isinstance(yuan.sum(), Decimal) and yuan.sum() == Decimal(int(frame["value_fen"].sum())).scaleb(-2)
    for collection in collections.values():
        for money in ("fen", "yuan"):
            assert not any(pd.api.types.is_float_dtype(kind) for kind in collection.to_pandas(money=money).dtypes)


def test_polars(collections, document):
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(document.facts)
    assert frame.equals(document.facts.to_polars()) and frame["value_fen"].dtype == pl.Int64
    assert frame["value_fen"].sum() == sum(fact.value.fen for fact in document.facts if fact.kind == "fen")
    assert document.facts.to_polars(money="yuan")["value_yuan"].dtype == pl.Decimal(19, 2)
    for collection in collections.values():
        assert not any(kind.is_float() for kind in collection.to_polars().dtypes)


def test_duckdb(document, report):
    duckdb = pytest.importorskip("duckdb")
    facts, findings = document.facts, report.findings
    answer = duckdb.sql("SELECT sum(value_fen), count(*) FROM facts WHERE function = '2080101'").fetchall()[0]
    mine = [fact.value.fen for fact in facts if str(fact.function) == "2080101"]
    assert answer == (sum(mine), len(mine))
    assert duckdb.sql("SELECT rule FROM findings WHERE severity = 'error' ORDER BY line").fetchall() == [(f.rule,) for f in sorted((f for f in findings if f.severity == "error"), key=lambda f: f.location.place.line)]


def test_pyarrow_takes_the_collections_themselves(collections):
    pa = pytest.importorskip("pyarrow")
    for collection in collections.values():
        assert pa.table(collection).equals(collection.to_arrow())


def test_columns_outlive_their_document():
    pytest.importorskip("pyarrow")
    table = hrbudget.read(SAMPLE).check().findings.to_arrow()
    gc.collect()
    assert {"HB-SUM-020", "HB-SUM-010"} <= set(table["rule"].to_pylist())


def test_a_stream_nobody_takes_is_released(document):
    for _ in range(100):
        document.facts.__arrow_c_stream__()


def test_an_empty_document_has_columns_without_rows():
    pytest.importorskip("pyarrow")
    document = hrbudget.read("没有表\n".encode())
    for collection in (document.facts, document.tables, document.check().equations):
        assert collection.to_arrow().num_rows == 0 and collection.to_arrow().num_columns > 5


def test_a_batch_is_one_table_of_all_its_documents(sample_bytes, tmp_path):
    pytest.importorskip("pyarrow"), pytest.importorskip("pandas"), pytest.importorskip("polars")
    other = tmp_path / "other.txt"
    other.write_bytes(sample_bytes)
    batch = hrbudget.read_many([SAMPLE, other, "missing"])
    assert list(batch.to_pandas()["status"]) == ["findings", "findings", "failed"] == batch.to_polars()["status"].to_list()
    for what in ("facts", "tables", "projects", "indicators", "findings", "equations"):
        table = batch.to_arrow(what)
        one = getattr(batch[0].report if what in ("findings", "equations") else batch[0].document, what).to_arrow()
        assert table.num_rows == 2 * one.num_rows and table.schema.names == ["document", *one.schema.names]
    frame = batch.to_pandas("findings", money="yuan")
    assert set(frame["document"]) == {str(SAMPLE), str(other)} and frame["expected_yuan"].notna().any()
    assert batch.to_polars("facts")["document"].n_unique() == 2
    with pytest.raises(ValueError, match="facts"):
        batch.to_arrow("fact")
    with pytest.raises(ValueError, match="keep"):
        hrbudget.read_many([SAMPLE], keep=False).to_arrow()
