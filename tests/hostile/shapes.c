/* SPDX-License-Identifier: Apache-2.0 */
#include "shapes.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define TITLE "2020年示例市某局部门收入预算总表\n"
#define TABLE TITLE "项目\t预算数\n"
#define CODES "2020年部门一般公共预算支出功能分类预算表\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
#define DIGITS_40 "9999999999999999999999999999999999999999"
#define DIGITS_400 DIGITS_40 DIGITS_40 DIGITS_40 DIGITS_40 DIGITS_40 DIGITS_40 DIGITS_40 DIGITS_40 DIGITS_40 DIGITS_40
#define TEN(text) text text text text text text text text text text

#define TARGETS "2021年部门预算\n项目支出绩效目标表\n项目名称\t送书下乡\n一级指标\t二级指标\t三级指标\t指标目标值\n"
#define PAGE "<html><body>"
#define SPREADSHEET "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define SHEET_HEAD "<worksheet xmlns=\"" SPREADSHEET "\">"
#define SHEET SHEET_HEAD "<sheetData>"
#define SHEET_END "</sheetData></worksheet>"
#define WORD "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
#define WORD_END "</w:body></w:document>"

const shape SHAPES[] = {
    {"one-letter", "", "a", "", 0, READS, AS_TEXT},
    {"one-digit", "", "9", "", 0, READS, AS_TEXT},
    {"one-han", "", "财", "", 0, READS, AS_TEXT},
    {"tabs", "", "\t", "", 0, FAILS_EMPTY, AS_TEXT},
    {"tabs-then-text", "", "\t", "财", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"line-ends", "", "\n", "", 0, FAILS_EMPTY, AS_TEXT},
    {"carriage-returns", "", "\r", "x", 0, READS, AS_TEXT},
    {"empty-cells", "", "\t\n", "x", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"bars", "", "|", "x", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"letters-on-lines", "", "a\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"blanks", "", " ", "x", 0, READS, AS_TEXT},
    {"ideographic-blanks", "", "　", "x", 0, READS, AS_TEXT},
    {"zeros", "", "\0", "", 1, FAILS_ENCODING | FAILS_UNSUPPORTED, AS_TEXT},
    {"text-then-zeros", "财政", "\0", "", 1, FAILS_ENCODING | FAILS_UNSUPPORTED, AS_TEXT},
    {"bytes-ff", "", "\xFF", "", 0, FAILS_ENCODING, AS_TEXT},
    {"bytes-80", "", "\x80", "", 0, FAILS_ENCODING, AS_TEXT},
    {"bad-at-the-end", "", "财政拨款", "\xE9", 0, FAILS_ENCODING, AS_TEXT},
    {"surrogates", "", "\xED\xA0\x80", "", 0, FAILS_ENCODING | READS, AS_TEXT},
    {"gb18030", "", "\xC4\xEA\xB2\xBF\xC3\xC5\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"utf-16", "\xFF\xFE", "\xB4\x8D\n\0", "", 4, READS | FAILS_LIMIT, AS_TEXT},
    {"utf-16-cut", "\xFF\xFE", "\xB4\x8D", "x", 2, FAILS_ENCODING, AS_TEXT},
    {"commas", "", ",", "", 0, READS, AS_TEXT},
    {"amounts-of-400-digits", TABLE, "合计\t" DIGITS_400 "\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"amounts-in-a-sentence", "", "收入1,234.56万元、", "。\n", 0, READS, AS_TEXT},
    {"amounts-in-sentences", "", "本部门收入预算1,234.56万元，其中财政拨款1,200.00万元。\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"numerals", "", "三千零五十万", "元\n", 0, READS, AS_TEXT},
    {"thousand-columns", CODES, TEN(TEN(TEN("1\t"))) "\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"one-row-of-columns", CODES, "1\t", "\n", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"header-of-columns", TITLE "项目", "\t预算数", "\n合计\t1\n", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"headers", "", CODES, "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"titles", "", TITLE, "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"titles-over-headers", "", TABLE, "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"long-titles-over-headers", "", "2020年部门财政拨款" TEN(TEN("收")) "入支出预算总表\n" CODES, "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"tables", "", CODES "208\t社会保障和就业支出\t1\t1\t0\n合计\t\t1\t1\t0\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"one-code-again-and-again", CODES, "2080101\t行政运行\t1.00\t1.00\t0.00\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"totals", TABLE, "合计\t1.00\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"lists-of-three", "2020年财政拨款“三公”经费支出预算表\n项目\t预算数\n", "“三公”经费合计\t5.00\n公务接待费\t1.00\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"unknown-rows", TABLE, "某某收入\t1.00\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"open-brackets", "", "（", "\n", 0, READS, AS_TEXT},
    {"open-quotes", "", "“", "\n", 0, READS, AS_TEXT},
    {"years", "", "2020年", "\n", 0, READS, AS_TEXT},
    {"ordinals", "", "一、（二）3.", "\n", 0, READS, AS_TEXT},
    {"contradictions-in-one-line", "2020年示例市某局部门预算\n", "本部门收入预算5万元。本部门收入预算7万元。", "\n", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"wrong-rows", CODES, "2080101\t行政运行\t5.00\t1.00\t2.00\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"products", "", "350元*200人*2次=", "14万元\n", 0, READS, AS_TEXT},
    {"lists", "本年支出1万元，其中：", "办公费1元，", "\n", 0, READS, AS_TEXT},

    /* --- Sentences --- */
    {"statements-one-wrong-each", "2026年示例市某局部门预算\n", "2026年本部门“@@@@@@@@@@@@@@@”支出预算#######.00万元，比上年增加1.00万元，增长99.99%。\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"statements-in-one-line", "2026年示例市某局部门预算\n", "收入预算#######万元，比上年增加1.00万元，增长99.99%，主要原因是财政拨款增加3.00万元。", "\n", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"lists-in-lists", "2026年本年支出9万元，", "其中：办公费#######元，", "\n", 0, READS, AS_TEXT},
    {"lists-of-their-own", "2026年示例市某局部门预算\n", "2026年项目支出#######元，主要内容如下：甲类1元，乙类2元，丙类3元。\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"products-of-their-own", "2026年示例市某局部门预算\n", "培训费#######元：350元*200人*2次=#######元。\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"quotations", "", "“行政运行”", "1万元\n", 0, READS, AS_TEXT},
    {"quotation-cells", CODES, "“行政运行”\t“财政拨款”\t“1.00”\t“1.00”\t“0.00”\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"codes-in-a-sentence", "2026年示例市某局部门预算\n", "社会保障和就业支出（208类）就业（07款）其他支出（99项）#######万元；", "\n", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"codes-of-their-own", "2026年示例市某局部门预算\n", "“行政运行（#######）”科目1.00万元，主要用于人员支出。\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"closing-brackets", "", "）", "\n", 0, READS, AS_TEXT},
    {"signs", "2026年收入预算", "-", "1元\n", 0, READS, AS_TEXT},
    {"percent-signs", "", "%", "\n", 0, READS, AS_TEXT},
    {"digits-apart", "2026年收入预算", "1 2 ", "万元\n", 0, READS, AS_TEXT},
    {"digits-and-commas", "2026年收入预算", "1,", "1万元\n", 0, READS, AS_TEXT},
    {"units-of-money", "1", "万元", "\n", 0, READS, AS_TEXT},
    {"growth-without-figures", "2026年收入预算1万元，", "比上年增加", "1万元\n", 0, READS, AS_TEXT},
    {"then-and-then", "2026年示例市某局部门预算\n", "其中：", "1万元\n", 0, READS, AS_TEXT},
    {"unfinished", "2026年示例市某局部门预算\n", "主要用于#######人员，\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"units-of-the-department", "2026年示例市某局部门预算\n二、机构设置\n示例市某局部门预算单位9999个，包括：\n", "#######.示例市@@@@@@@@@@@@@@@中心\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"headings", "2026年示例市某局部门预算\n", "一、部门预算编制说明\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"glossary", "2026年示例市某局部门预算\n名词解释\n", "（#######）@@@@@@@@@@@@@@@支出：是指单位为完成任务发生的支出。\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"dashes-as-figures", TABLE, "财政拨款收入\t——\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},

    /* --- Tables --- */
    {"codes-one-wrong-each", CODES, "20#####\t@@@@@@@@@@@@@@@\t5.00\t1.00\t2.00\n", "合计\t\t5.00\t1.00\t2.00\n", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"names-of-their-own", TABLE, "@@@@@@@@@@@@@@@收入\t1.00\n", "合计\t1.00\n", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"equal-names", CODES, "行政运行\t行政运行\t行政运行\t行政运行\t行政运行\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"wide-wrong-rows", "2020年部门一般公共预算支出功能分类预算表\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n", TEN("2080101\t行政运行\t#######\t1\t2\t"), "\n", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"columns-of-a-thousand", CODES, TEN(TEN(TEN("#\t"))) "\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"wrong-columns", TITLE "项目" TEN(TEN(TEN("\t预算数"))) "\n", "合计" TEN(TEN(TEN("\t7"))) "\n财政拨款收入" TEN(TEN(TEN("\t5"))) "\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"wrong-columns-of-codes", "2020年部门一般公共预算支出功能分类预算表\n科目编码\t科目名称" TEN(TEN(TEN("\t合计\t基本支出\t项目支出"))) "\n",
     "208\t社会保障和就业支出" TEN(TEN(TEN("\t5\t1\t2"))) "\n20801\t人力资源和社会保障管理事务" TEN(TEN(TEN("\t4\t1\t1"))) "\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"title-in-every-line", "", "2020年部门收入预算总表\t单位：元\t#######\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"headers-in-every-line", CODES, "科目编码\t科目名称\t合计\t基本支出\t#######\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"tables-one-row-each", "", TABLE "合计\t#######\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"tables-unit-each", "", TITLE "编制单位：示例市@@@@@@@@@@@@@@@\t单位：万元\n项目\t预算数\n财政拨款收入\t#######\n合计\t1\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"tables-not-known", "", "2020年@@@@@@@@@@@@@@@情况表\n名称\t甲\t乙\n@@@@@@@@@@@@@@@\t1\t2\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"tables-empty", "", TITLE "项目\t预算数\n\t\n注：本表为空。\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"codes-in-a-chain", CODES, "208\t社会保障和就业支出\t3\t1\t2\n20801\t人力资源\t3\t1\t2\n2080101\t行政运行\t3\t1\t1\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"bar-tables", "2020年部门收入预算总表\n", "| 财政拨款收入 | #######.00 |\n", "| 合计 | 1.00 |\n", 0, READS | FAILS_LIMIT, AS_TEXT},

    /* --- Projects and targets --- */
    {"projects", "2021年部门预算\n", "青河县文化中心@@@@@@@@@@@@@@@项目经费情况说明\n一、项目概述\n送书。\n六、年度预算安排\n2021年预算金额为#######元，其中：购书1元，运书2元。\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"projects-of-one-name", "2021年部门预算\n", "青河县文化中心送书项目经费情况说明\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"project-of-sections", "2021年部门预算\n青河县文化中心送书项目经费情况说明\n", "一、项目概述\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"project-of-items", "2021年部门预算\n青河县文化中心送书项目经费情况说明\n六、年度预算安排\n2021年预算金额为250元，其中：", "购@@@@@@@@@@@@@@@书#######元，", "。\n", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"targets", TARGETS, "产出目标\t数量目标\t@@@@@@@@@@@@@@@册数\t≥#######册\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"targets-wrong", TARGETS, "产出目标\t数量目标\t@@@@@@@@@@@@@@@率\t≥#######%\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"targets-again", TARGETS, "产出目标\t质量目标\t图书完好率\t100%\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"targets-tables", "2021年部门预算\n", "项目支出绩效目标表\n项目名称\t@@@@@@@@@@@@@@@\n一级指标\t二级指标\t三级指标\t指标目标值\n产出目标\t数量目标\t册数\t≥#######册\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"target-of-signs", TARGETS "产出目标\t数量目标\t册数\t", "≥", "册\n", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"target-of-words", TARGETS "产出目标\t数量目标\t册数\t", "每月25日之前不少于3次，", "\n", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"target-names-in-a-chain", TARGETS, "产出目标\t\t\t\n", "产出目标\t数量目标\t册数\t1册\n", 0, READS | FAILS_LIMIT, AS_TEXT},

    /* --- CSV --- */
    {"csv-rows", "科目编码,科目名称,合计,基本支出,项目支出\n", "20#####,@@@@@@@@@@@@@@@,5.00,1.00,2.00\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"csv-quotes", "a,b,c\n1,2,3\n", "\"", ",1,2\n", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"csv-open-quote", "a,b,c\n1,2,3\n\"", "1,2,3\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"csv-lines-in-fields", "a,b,c\n", "\"1\n2\",\"3\n\",4\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"csv-open-quotes", "a,b,c\n1,2,3\n", "\"1,2,3\n", "", 0, READS | FAILS_LIMIT, AS_TEXT},

    /* --- Web pages --- */
    {"page-cells", PAGE "<table><tr>", "<td>1", "</table>", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"page-rows", PAGE "<table>", "<tr><td rowspan=2>#######<td colspan=3>1", "</table>", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"page-row-spans", PAGE "<table>", "<tr><td rowspan=65534>#######", "</table>", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"page-wide-spans", PAGE "<table>", "<tr><td colspan=1000 rowspan=65534>1<td colspan=1000>2", "</table>", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"page-nested-tables", PAGE, "<table><tr><td>1", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"page-nested-blocks", PAGE, "<div>1", "", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"page-closing", PAGE "<table><tr><td>", "</td></div></p></table>", "1", 0, READS | FAILS_LIMIT | FAILS_EMPTY, AS_TEXT},
    {"page-attributes", PAGE "<p ", "a=\"1\" ", ">1</p>", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"page-open-tags", PAGE, "<", "1", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"page-comments", PAGE, "<!--", "1", 0, READS | FAILS_LIMIT | FAILS_EMPTY, AS_TEXT},
    {"page-scripts", PAGE, "<script>", "1", 0, READS | FAILS_LIMIT | FAILS_EMPTY, AS_TEXT},
    {"page-entities", PAGE "<p>", "&nbsp;&#20803;&amp", "</p>", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"page-open-entities", PAGE "<p>", "&", "</p>", 0, READS | FAILS_LIMIT, AS_TEXT},
    {"page-paragraphs", PAGE, "<p>2026年收入预算<b>#######</b>万元，支出预算1万元。", "", 0, READS | FAILS_LIMIT, AS_TEXT},

    /* --- Workbooks and Word --- */
    {"sheet-cells", SHEET, "<row><c t=\"inlineStr\"><is><t>@@@@@@@@@@@@@@@</t></is></c><c><v>#######</v></c></row>", SHEET_END, 0, READS | FAILS_LIMIT, AS_SHEET},
    {"sheet-one-cell", SHEET "<row r=\"1\">", "<c r=\"A1\"><v>1</v></c>", "</row>" SHEET_END, 0, READS | FAILS_LIMIT | FAILS_DAMAGED, AS_SHEET},
    {"sheet-far-cells", SHEET, "<row r=\"#######\"><c r=\"XFD#######\"><v>1</v></c></row>", SHEET_END, 0, READS | FAILS_LIMIT | FAILS_DAMAGED, AS_SHEET},
    {"sheet-merges", SHEET "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData><mergeCells>", "<mergeCell ref=\"A#######:XFD1048576\"/>", "</mergeCells></worksheet>", 0, READS | FAILS_LIMIT | FAILS_DAMAGED, AS_SHEET},
    {"sheet-merged-rows", SHEET "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData><mergeCells>", "<mergeCell ref=\"A1:XFD1048576\"/>", "</mergeCells></worksheet>", 0, READS | FAILS_LIMIT | FAILS_DAMAGED, AS_SHEET},
    {"sheet-columns", SHEET_HEAD "<cols>", "<col min=\"1\" max=\"16384\" hidden=\"1\"/>", "</cols><sheetData><row><c><v>1</v></c></row>" SHEET_END, 0, READS | FAILS_LIMIT | FAILS_EMPTY | FAILS_DAMAGED, AS_SHEET},
    {"sheet-nested", SHEET, "<a>", SHEET_END, 0, FAILS_LIMIT | FAILS_DAMAGED, AS_SHEET},
    {"strings", "<sst xmlns=\"" SPREADSHEET "\">", "<si><t>@@@@@@@@@@@@@@@</t></si>", "</sst>", 0, READS | FAILS_LIMIT, AS_STRINGS},
    {"string-of-runs", "<sst xmlns=\"" SPREADSHEET "\"><si>", "<r><t>1</t></r>", "</si></sst>", 0, READS | FAILS_LIMIT, AS_STRINGS},
    {"number-formats", "<styleSheet xmlns=\"" SPREADSHEET "\"><numFmts>", "<numFmt numFmtId=\"#######\" formatCode=\"0.00;[Red]-0.00\"/>", "</numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"200\"/></cellXfs></styleSheet>", 0, READS | FAILS_LIMIT, AS_STYLES},
    {"cell-formats", "<styleSheet xmlns=\"" SPREADSHEET "\"><numFmts><numFmt numFmtId=\"200\" formatCode=\"0.00\"/></numFmts><cellXfs>", "<xf numFmtId=\"200\"/>", "</cellXfs></styleSheet>", 0, READS | FAILS_LIMIT, AS_STYLES},
    {"word-paragraphs", WORD, "<w:p><w:r><w:t>2026年收入预算#######万元。</w:t></w:r></w:p>", WORD_END, 0, READS | FAILS_LIMIT, AS_WORD},
    {"word-runs", WORD "<w:p>", "<w:r><w:t>1</w:t></w:r>", "</w:p>" WORD_END, 0, READS | FAILS_LIMIT, AS_WORD},
    {"word-cells", WORD "<w:tbl><w:tr>", "<w:tc><w:p><w:r><w:t>#######</w:t></w:r></w:p></w:tc>", "</w:tr></w:tbl>" WORD_END, 0, READS | FAILS_LIMIT, AS_WORD},
    {"word-rows", WORD "<w:tbl>", "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>#######</w:t></w:r></w:p></w:tc></w:tr>", "</w:tbl>" WORD_END, 0, READS | FAILS_LIMIT, AS_WORD},
    {"word-grid", WORD "<w:tbl><w:tblGrid>", "<w:gridCol w:w=\"1000\"/>", "</w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" WORD_END, 0, READS | FAILS_LIMIT, AS_WORD},
    {"word-spans", WORD "<w:tbl>", "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"16000\"/><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>", "</w:tbl>" WORD_END, 0, READS | FAILS_LIMIT, AS_WORD},
    {"word-nested", WORD, "<w:tbl><w:tr><w:tc>", WORD_END, 0, FAILS_LIMIT | FAILS_DAMAGED, AS_WORD},
    {"word-tables", WORD, "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>合计</w:t></w:r></w:p></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>", WORD_END, 0, READS | FAILS_LIMIT, AS_WORD},
};
const size_t SHAPE_COUNT = sizeof SHAPES / sizeof SHAPES[0];

/* Writes the number of the repetition into the places of a unit that is counted. */
static void count_into(char *unit, size_t length, size_t number)
{
    static const char HAN[16][4] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑", "寅", "卯", "辰", "巳"};
    size_t left = number;
    char last = 0;
    for (size_t i = length; i > 0; i--) {
        char c = unit[i - 1];
        left = c == last ? left : number;
        last = c;
        if (c == '#') {
            unit[i - 1] = (char)('0' + left % 10);
            left /= 10;
        } else if (c == '@') {
            memcpy(unit + i - 3, HAN[left % 16], 3);
            left /= 16;
            i -= 2;
        }
    }
}

char *fill(const shape *s, size_t size, size_t *length)
{
    size_t unit = s->unit_length > 0 ? s->unit_length : strlen(s->unit);
    size_t prefix = strlen(s->prefix), suffix = strlen(s->suffix), count = size / unit + 1;
    bool counted = s->unit_length == 0 && (strchr(s->unit, '#') != NULL || strchr(s->unit, '@') != NULL);
    char *bytes = malloc(prefix + count * unit + suffix + 1);
    if (bytes == NULL)
        return NULL;
    memcpy(bytes, s->prefix, prefix);
    for (size_t i = 0; i < count; i++) {
        memcpy(bytes + prefix + i * unit, s->unit, unit);
        if (counted)
            count_into(bytes + prefix + i * unit, unit, i + 1);
    }
    memcpy(bytes + prefix + count * unit, s->suffix, suffix);
    *length = prefix + count * unit + suffix;
    return s->as == AS_TEXT ? bytes : wrap(s->as, bytes, length);
}
