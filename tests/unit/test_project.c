/* SPDX-License-Identifier: Apache-2.0 */
/* Project statements and their targets: a small document of every trouble met,
 * and the real one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <hrbudget/hrbudget.h>

#define REAL HRB_SHARED_DIR "/corpus/songjiang-hrss-2020.txt"

/* A statement in the export of a word processor: a cell a line, torn rows, headings out of their number. */
static const char SAMPLE[] =
    "2021年部门预算\n"
    "本部门2个预算单位开展了2021年项目预算绩效目标编报工作，编报绩效目标的项目3个，涉及项目预算资金68.50万元。\n"
    "青河县文化中心送书下乡项目经费情况说明\n"
    "一、项目概述\n每年为村民送书。\n二、立项依据\n《送书办法》\n三、实施主体\n青河县文化中心\n4、 实施方案\n按季送书。\n五、实施周期\n2021年全年\n"
    "六、年度预算安排\n2021年预算金额为250,000元，其中：购书200,000元，运书50,000元。\n七、绩效目标\n（见表）\n\n"
    "\t\n\t项目名称\n\t送书下乡\n\t\n\n"
    "\t\n\t一级指标\n\t二级指标\n\t三级指标\n\t指标目标值\n\t\n\n"
    "\t产出目标\n\t数量目标\n\t送书册数\n\t≥8000册\n\n"
    "\t\n\t\n\t送书村数\n\n\t30个\n\n"
    "\t\n\t质量目标\n\t图书完好率\n\t\n\n98%以上\n\n"
    "\t\n\t\n\t\n图书适读率\n\n\t95%\n\n"
    "\t影响力目标\n\t满意度目标\n\n\t村民满意度\n\t≥90%\n\n"
    "\t\n\t\n\t长效机制\n\t健全\n\n"
    "青河县文化中心展览项目经费况说明\n"
    "1、 项目概述\n办展览。\n三、实施主体\n青河县文化中心\n二、立项依据\n年度计划\n"
    "六、年度预算安排\n展板40块*300元=12,000元；讲解费1.8万元。\n\n"
    "青河县美术馆设备项目经费情况说明\n"
    "一、项目概述\n更新设备。\n六、年度预算安排\n项目当年预算（元）: 405000\n";

static hrb_document *read_text(const char *text)
{
    hrb_document *document = NULL;
    assert_int_equal(hrb_document_read(text, strlen(text), NULL, &document, NULL), HRB_OK);
    return document;
}

static void statements_keep_what_is_there_and_tell_what_is_not(void **state)
{
    (void)state;
    hrb_document *d = read_text(SAMPLE);
    hrb_fen fen;
    bool is_sum;
    assert_int_equal(hrb_project_count(d), 3);
    assert_string_equal(hrb_project_name(d, 0), "送书下乡");
    assert_string_equal(hrb_project_entity(d, 0), "青河县文化中心");
    assert_true(hrb_project_budget(d, 0, &fen, NULL, &is_sum));
    assert_int_equal(fen, 25000000);
    assert_false(is_sum);
    assert_int_equal(hrb_project_item_count(d, 0), 2);
    assert_string_equal(hrb_project_item_name(d, 0, 1), "运书");
    for (hrb_section s = 1; s <= HRB_SECTIONS; s++)
        assert_true(hrb_project_section(d, 0, s, NULL));

    /* The body of the first, known by its table, names the second too. */
    assert_string_equal(hrb_project_entity(d, 1), "青河县文化中心");
    assert_string_equal(hrb_project_name(d, 1), "展览");
    assert_true(hrb_project_budget(d, 1, &fen, NULL, &is_sum));
    assert_int_equal(fen, 3000000);
    assert_true(is_sum);
    assert_string_equal(hrb_project_item_name(d, 1, 0), "展板");
    assert_true(hrb_project_section(d, 1, HRB_SECTION_BASIS, NULL));
    assert_false(hrb_project_section(d, 1, HRB_SECTION_PERIOD, NULL));
    assert_false(hrb_project_section(d, 1, HRB_SECTION_GOALS, NULL));

    assert_true(hrb_project_budget(d, 2, &fen, NULL, &is_sum));
    assert_int_equal(fen, 40500000);
    assert_int_equal(hrb_project_item_count(d, 2), 0);
    hrb_document_free(d);
}

static void rows_that_were_torn_apart_are_whole_again(void **state)
{
    (void)state;
    static const char *const EXPECTED[][4] = {
        {"产出目标", "数量目标", "送书册数", "≥8000册"}, {"产出目标", "数量目标", "送书村数", "30个"}, {"产出目标", "质量目标", "图书完好率", "98%以上"},
        {"产出目标", "质量目标", "图书适读率", "95%"}, {"影响力目标", "满意度目标", "村民满意度", "≥90%"}, {"影响力目标", "满意度目标", "长效机制", "健全"},
    };
    hrb_document *d = read_text(SAMPLE);
    assert_int_equal(hrb_indicator_count(d), 6);
    for (size_t i = 0; i < 6; i++) {
        for (int32_t level = 1; level <= 3; level++)
            assert_string_equal(hrb_indicator_level(d, i, level), EXPECTED[i][level - 1]);
        assert_string_equal(hrb_target_text(hrb_indicator_target(d, i)), EXPECTED[i][3]);
        assert_int_equal(hrb_indicator_project(d, i), 0);
    }
    hrb_document_free(d);
}

/* The form of 申报表: a head of money, 成本指标, units in brackets, the year's targets beside the project's. */
static void forms_with_a_head_are_projects_too(void **state)
{
    (void)state;
    hrb_document *d = read_text(
        "2024年部门预算\n财政项目支出绩效目标申报表\n"
        "项目名称\t河道保洁\t项目性质\t经常性\n"
        "项目资金（元）\t项目资金总额：\t900000.00\t年度资金申请总额：\t900000.00\n"
        "\t其中：财政资金\t800000.00\t其中：当年财政拨款\t850000.00\n"
        "\t其他资金\t100000.00\t上年结转资金\t50000.00\n"
        "一级指标\t二级指标\t三级指标\t项目指标值\t年度指标值\n"
        "产出指标\t数量指标\t保洁里程\t≥10.00(公里)\t≥12.50(公里)\n"
        "成本指标\t经济成本指标\t保洁费用\t≤3.00(万元/公里)\t≤3.00(万元/公里)\n"
        "\t\t管理费用\t\t=0.00(元)\n"
        "满意度指标\t服务对象满意度指标\t居民满意度\t满意度\t满意度\n");
    assert_int_equal(hrb_project_count(d), 1);
    assert_string_equal(hrb_project_name(d, 0), "河道保洁");
    assert_false(hrb_project_has_statement(d, 0));
    hrb_fen fen;
    assert_true(hrb_project_budget(d, 0, &fen, NULL, NULL));
    assert_int_equal(fen, 90000000);
    assert_int_equal(hrb_indicator_count(d), 4);
    assert_string_equal(hrb_target_text(hrb_indicator_target(d, 0)), "≥12.50(公里)");
    assert_string_equal(hrb_target_per(hrb_indicator_target(d, 1)), "公里");
    assert_string_equal(hrb_indicator_level(d, 2, 1), "成本指标");
    assert_int_equal(hrb_target_get_kind(hrb_indicator_target(d, 3)), HRB_TARGET_COPIED_LABEL);
    hrb_document_free(d);
}

/* Several projects in one table, a header of two rows, sign, value and unit in three columns. */
static void several_projects_in_one_table_are_told_apart(void **state)
{
    (void)state;
    hrb_document *d = read_text(
        "2024年部门预算\n2024年部门预算项目支出绩效目标表\n单位：万元\n"
        "单位名称\t项目名称\t项目金额\t绩效指标\t\t\t绩效指标性质\t绩效指标值\t绩效度量单位\n"
        "\t\t\t一级指标\t二级指标\t三级指标\t\t\t\n"
        "水务局\t河道保洁\t90.00\t产出指标\t数量指标\t保洁里程\t≥\t12.5\t公里\n"
        "\t\t\t\t质量指标\t水质达标率\t≥\t90\t%\n"
        "\t堤防维护\t30.50\t产出指标\t时效指标\t完成时间\t定性\t2024年12月底前\t\n");
    hrb_fen fen;
    assert_int_equal(hrb_project_count(d), 2);
    assert_string_equal(hrb_project_name(d, 0), "河道保洁");
    assert_true(hrb_project_budget(d, 1, &fen, NULL, NULL));
    assert_int_equal(fen, 30500000);
    assert_int_equal(hrb_indicator_count(d), 3);
    assert_string_equal(hrb_target_text(hrb_indicator_target(d, 0)), "≥12.5公里");
    assert_string_equal(hrb_indicator_level(d, 1, 1), "产出指标");
    assert_int_equal(hrb_indicator_project(d, 2), 1);
    assert_string_equal(hrb_target_deadline(hrb_indicator_target(d, 2)), "2024-12-31");
    hrb_document_free(d);
}

static void project_amounts_are_facts(void **state)
{
    (void)state;
    hrb_document *d = read_text(SAMPLE);
    size_t found = 0;
    for (size_t i = 0; i < hrb_fact_count(d); i++)
        if (strcmp(hrb_fact_source(d, i), "project") == 0) {
            assert_string_equal(hrb_fact_dimension(d, i, HRB_DIMENSION_ENTITY), found == 0 ? "送书下乡" : "青河县美术馆设备");
            found++;
        }
    assert_int_equal(found, 2);
    hrb_document_free(d);
}

static void every_statement_of_the_real_document_is_read(void **state)
{
    (void)state;
    hrb_document *d = NULL;
    hrb_status status = hrb_document_read_file(REAL, NULL, &d, NULL);
    if (status == HRB_ERROR_IO)
        skip();
    assert_int_equal(status, HRB_OK);
    assert_int_equal(hrb_project_count(d), 36);
    hrb_fen sum = 0, fen;
    for (size_t i = 0; i < 36; i++) {
        assert_true(hrb_project_budget(d, i, &fen, NULL, NULL));
        assert_true(strlen(hrb_project_entity(d, i)) > 0);
        assert_int_equal(hrb_fen_add(sum, fen, &sum), HRB_OK);
    }
    /* Announced: 31,790.34万元, within 0.01万元. */
    assert_in_range(sum, 31790330000, 31790350000);
    assert_int_equal(hrb_indicator_count(d), 485);
    for (size_t i = 0; i < 485; i++) {
        const hrb_target *t = hrb_indicator_target(d, i);
        assert_in_range(hrb_target_get_kind(t), HRB_TARGET_BLANK, HRB_TARGET_QUALITATIVE);
        assert_true(strlen(hrb_indicator_level(d, i, 1)) > 0 && strlen(hrb_indicator_level(d, i, 2)) > 0);
        assert_true(hrb_target_get_kind(t) == HRB_TARGET_BLANK || strlen(hrb_indicator_level(d, i, 3)) > 0);
    }
    hrb_document_free(d);
}

static void nothing_is_asked_of_null(void **state)
{
    (void)state;
    hrb_document *d = read_text(SAMPLE);
    assert_string_equal(hrb_project_name(d, 99), "");
    assert_string_equal(hrb_project_item_name(d, 0, 99), "");
    assert_false(hrb_project_budget(d, 99, NULL, NULL, NULL));
    assert_false(hrb_project_section(d, 0, 0, NULL));
    assert_null(hrb_indicator_target(d, 99));
    assert_string_equal(hrb_indicator_level(d, 0, 4), "");
    assert_int_equal(hrb_project_count(NULL), 0);
    assert_int_equal(hrb_indicator_count(NULL), 0);
    assert_int_equal(hrb_projects_format(NULL, HRB_FORMAT_JSON, HRB_LANG_ZH, NULL, NULL, NULL), HRB_ERROR_ARGUMENT);
    hrb_document_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_keep_what_is_there_and_tell_what_is_not),
        cmocka_unit_test(rows_that_were_torn_apart_are_whole_again),
        cmocka_unit_test(forms_with_a_head_are_projects_too),
        cmocka_unit_test(several_projects_in_one_table_are_told_apart),
        cmocka_unit_test(project_amounts_are_facts),
        cmocka_unit_test(every_statement_of_the_real_document_is_read),
        cmocka_unit_test(nothing_is_asked_of_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
