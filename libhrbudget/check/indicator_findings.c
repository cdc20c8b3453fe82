/* SPDX-License-Identifier: Apache-2.0 */
/* HB-KPI: targets that an inspector would send back. Each is told where it can
 * hardly be argued with; the rest is left alone. */
#include <glib.h>

#include "check/project.h"

#define WORD(text) {(text), sizeof(text) - 1}

typedef struct words {
    size_t count;
    const hrb__text *items;
} words;
#define WORDS(array) ((words){G_N_ELEMENTS(array), array})

static const hrb__text CHANGES[] = {WORD("增长"), WORD("增加"), WORD("增幅"), WORD("增速"), WORD("减少"), WORD("下降"), WORD("降低"), WORD("提高"), WORD("提升"), WORD("上升"),
                                    WORD("变化"), WORD("变动"), WORD("同比"), WORD("环比"), WORD("比上年"), WORD("结余"), WORD("盈"), WORD("利润"), WORD("收益"), WORD("回报"), WORD("节约"), WORD("节支"), WORD("差")};
/* Shares of a whole, which no effort lifts over 100%. */
static const hrb__text SHARES[] = {WORD("满意率"), WORD("满意度"), WORD("合格率"), WORD("准确率"), WORD("及时率"), WORD("知晓率"), WORD("知晓度"), WORD("通过率"), WORD("达标率"), WORD("出勤率"),
                                   WORD("参与率"), WORD("送达率"), WORD("优良率"), WORD("优秀率"), WORD("好评率"), WORD("到位率"), WORD("发放率"), WORD("差错率"), WORD("投诉率"), WORD("故障率"),
                                   WORD("办结率"), WORD("结案率"), WORD("回收率"), WORD("完好率"), WORD("破损率"), WORD("入学率"), WORD("毕业率"), WORD("死亡率"), WORD("执行率")};
static const hrb__text RATES[] = {WORD("率"), WORD("比例"), WORD("占比"), WORD("比重")};
/* They end in 率 and are no shares. */
static const hrb__text NO_RATES[] = {WORD("频率"), WORD("效率"), WORD("速率"), WORD("功率"), WORD("汇率"), WORD("心率"), WORD("倍率"), WORD("分辨率"), WORD("容积率"), WORD("产率"), WORD("流率"), WORD("周转率")};
static const hrb__text COUNTS[] = {WORD("人数"), WORD("次数"), WORD("个数"), WORD("户数"), WORD("家数"), WORD("件数"), WORD("场数"), WORD("场次"), WORD("人次"), WORD("数量"), WORD("指标数"), WORD("企业数"), WORD("单位数"),
                                   WORD("册数"), WORD("份数"), WORD("期数"), WORD("台数"), WORD("项目数"), WORD("案件数"), WORD("受理量"), WORD("面积"), WORD("里程"), WORD("工作量"), WORD("发生数")};
static const hrb__text MONEYS[] = {WORD("费"), WORD("费用"), WORD("金额"), WORD("经费"), WORD("总成本"), WORD("支出额")};
static const hrb__text COSTS[] = {WORD("成本"), WORD("费用"), WORD("经费"), WORD("金额"), WORD("投资额"), WORD("总额"), WORD("费"), WORD("预算"), WORD("支出")};
static const hrb__text SATISFIED[] = {WORD("满意度"), WORD("满意率")};
static const hrb__text PEOPLE[] = {WORD("人"), WORD("名"), WORD("户"), WORD("家"), WORD("位")};
/* The name carries the unit: 参加人次 ≥8000. */
static const hrb__text UNIT_IN_NAME[] = {WORD("排名"), WORD("名次"), WORD("数"), WORD("次"), WORD("人次"), WORD("得分"), WORD("评分"), WORD("指数")};

static bool has_any(hrb__text text, words list)
{
    for (size_t i = 0; i < list.count; i++)
        if (hrb__text_has(text, list.items[i]))
            return true;
    return false;
}

static bool ends_any(hrb__text text, words list)
{
    for (size_t i = 0; i < list.count; i++)
        if (text.length >= list.items[i].length && memcmp(text.data + text.length - list.items[i].length, list.items[i].data, list.items[i].length) == 0)
            return true;
    return false;
}

static hrb__text text_of(const char *text)
{
    return (hrb__text){text, strlen(text)};
}

/* The name of an indicator without what stands in brackets at its end. */
static hrb__text name_of(const hrb__indicator *i)
{
    hrb__text name = text_of(i->levels[2][0] != '\0' ? i->levels[2] : i->levels[1]);
    bool wide = name.length > 3 && memcmp(name.data + name.length - 3, "）", 3) == 0;
    if (!wide && (name.length == 0 || name.data[name.length - 1] != ')'))
        return name;
    size_t open = hrb__text_find(name, wide ? HRB__TEXT("（") : HRB__TEXT("("));
    return open == SIZE_MAX || open == 0 ? name : hrb__text_trim((hrb__text){name.data, open});
}

static const char *label_of(const hrb__indicator *i)
{
    return i->levels[2][0] != '\0' ? i->levels[2] : i->levels[1];
}

static hrb__span place_of(const hrb__indicator *i)
{
    return i->target_span.length > 0 ? i->target_span : i->level[2].length > 0 ? i->level[2] : i->level[1];
}

static int order(const hrb__indicator *i, int64_t value)
{
    return hrb_decimal_compare(i->target.value, (hrb_decimal){value, 0});
}

static bool is_share_name(hrb__text name)
{
    return ends_any(name, WORDS(SHARES)) && !has_any(name, WORDS(CHANGES));
}

/* --- What is wrong with one indicator by itself --- */

static bool is_numeric(const hrb__indicator *i)
{
    return i->target.kind == HRB_TARGET_NUMERIC;
}

static bool over_the_whole(const hrb__indicator *i)
{
    hrb_comparator c = i->target.comparator;
    bool bound = c == HRB_COMPARE_EQUAL || c == HRB_COMPARE_AT_LEAST || c == HRB_COMPARE_MORE;
    bool over = is_numeric(i) && (order(i, 100) > 0 || (order(i, 100) == 0 && c == HRB_COMPARE_MORE));
    return over && bound && strcmp(i->target.unit, "%") == 0 && is_share_name(name_of(i));
}

static bool always_met(const hrb__indicator *i)
{
    const hrb_target *t = &i->target;
    bool floor = is_numeric(i) && t->stated && t->comparator == HRB_COMPARE_AT_LEAST && order(i, 0) == 0;
    bool ceiling = is_numeric(i) && t->stated && t->comparator == HRB_COMPARE_AT_MOST && order(i, 100) == 0 && strcmp(t->unit, "%") == 0;
    if ((!floor && !ceiling) || t->words[0] != '\0')
        return false;
    return floor ? !has_any(name_of(i), WORDS(CHANGES)) : is_share_name(name_of(i));
}

static bool unit_does_not_fit(const hrb__indicator *i)
{
    uint8_t class = i->target.unit_class;
    if (!is_numeric(i) || class == HRB__UNIT_NONE || class == HRB__UNIT_OTHER || i->target.words[0] != '\0')
        return false;
    hrb__text name = name_of(i);
    if (ends_any(name, WORDS(RATES)) && !ends_any(name, WORDS(NO_RATES)))
        return class == HRB__UNIT_COUNT || class == HRB__UNIT_MEASURE || class == HRB__UNIT_TIME;
    if (class == HRB__UNIT_SHARE)
        return ends_any(name, WORDS(COUNTS));
    /* An expense may be told by whom it is paid to: 减免学费 300人. */
    bool people = has_any(text_of(i->target.unit), WORDS(PEOPLE));
    return class == HRB__UNIT_COUNT && i->target.per[0] == '\0' && !people && ends_any(name, WORDS(MONEYS)) && !hrb__text_has(name, HRB__TEXT("免费"));
}

static bool unit_missing(const hrb__indicator *i)
{
    return is_numeric(i) && i->target.unit_class == HRB__UNIT_NONE && i->target.words[0] == '\0' && order(i, 0) != 0 && !ends_any(name_of(i), WORDS(UNIT_IN_NAME));
}

static bool direction_missing(const hrb__indicator *i)
{
    return is_numeric(i) && !i->target.stated && i->target.unit_class == HRB__UNIT_SHARE && order(i, 0) != 0 && order(i, 100) != 0 && i->target.words[0] == '\0';
}

static bool satisfaction_elsewhere(const hrb__indicator *i)
{
    static const hrb__text LEVEL[] = {WORD("满意")};
    return i->levels[2][0] != '\0' && ends_any(name_of(i), WORDS(SATISFIED)) && !has_any(text_of(i->levels[0]), WORDS(LEVEL)) && !has_any(text_of(i->levels[1]), WORDS(LEVEL));
}

/* 合格率: 合格. A rate is told in figures; one that is compared with an average or another year says enough. */
static bool rate_in_words(const hrb__indicator *i)
{
    static const hrb__text COMPARED[] = {WORD("平均"), WORD("上年"), WORD("去年"), WORD("同期"), WORD("以上"), WORD("以下"), WORD("不低于"), WORD("高于"), WORD("低于"), WORD("达到"), WORD("标准"), WORD("要求"), WORD("全"), WORD("零"), WORD("无")};
    hrb__text name = name_of(i);
    return i->target.kind == HRB_TARGET_QUALITATIVE && ends_any(name, WORDS(RATES)) && !ends_any(name, WORDS(NO_RATES)) && !has_any(text_of(i->target.text), WORDS(COMPARED));
}

static bool no_target(const hrb__indicator *i)
{
    return i->target.kind == HRB_TARGET_BLANK;
}

static bool copied_name(const hrb__indicator *i)
{
    return i->target.kind == HRB_TARGET_COPIED_LABEL;
}

static bool not_readable(const hrb__indicator *i)
{
    return i->target.kind == HRB_TARGET_UNREADABLE;
}

/* One finding a rule, with every place that breaks it. */
typedef struct smell {
    hrb__rule_kind kind;
    bool (*has)(const hrb__indicator *i);
    const char *zh, *en; /* both take the name, the target and how many more there are */
} smell;

static const smell SMELLS[] = {
    {HRB__RULE_TARGET_OVER, over_the_whole, "“%1$s”的指标值“%2$s”超过100%%", "the target \"%2$s\" of \"%1$s\" is more than all"},
    {HRB__RULE_TARGET_ALWAYS, always_met, "“%1$s”的指标值“%2$s”必然达到，不起约束作用", "the target \"%2$s\" of \"%1$s\" is met whatever happens"},
    {HRB__RULE_TARGET_UNIT, unit_does_not_fit, "“%1$s”不能用“%2$s”衡量：单位与所衡量的内容不符", "\"%1$s\" cannot be measured by \"%2$s\": the unit does not fit"},
    {HRB__RULE_TARGET_NO_UNIT, unit_missing, "“%1$s”的指标值“%2$s”没有单位", "the target \"%2$s\" of \"%1$s\" has no unit"},
    {HRB__RULE_TARGET_DIRECTION, direction_missing, "“%1$s”的指标值“%2$s”没有写明不低于还是不高于", "the target \"%2$s\" of \"%1$s\" does not say whether it is a lower or an upper bound"},
    {HRB__RULE_TARGET_SATISFACTION, satisfaction_elsewhere, "“%1$s”应列在满意度指标之下%2$.0s", "\"%1$s\" belongs under satisfaction%2$.0s"},
    {HRB__RULE_TARGET_WORDS, rate_in_words, "“%1$s”是比率，指标值“%2$s”没有量化", "\"%1$s\" is a rate, but its target \"%2$s\" is no figure"},
    {HRB__RULE_TARGET_BLANK, no_target, "指标“%1$s”没有填写指标值%2$.0s", "the indicator \"%1$s\" has no target%2$.0s"},
    {HRB__RULE_TARGET_COPIED, copied_name, "“%1$s”的指标值“%2$s”只是重复指标名称", "the target \"%2$s\" of \"%1$s\" only repeats its name"},
    {HRB__RULE_TARGET_UNREADABLE, not_readable, "“%1$s”的指标值“%2$s”自相矛盾或数字过长", "the target \"%2$s\" of \"%1$s\" contradicts itself or is too long a figure"},
};

static const char *clipped(hrb_report *report, hrb__text text)
{
    const char *copy = hrb__arena_text(&report->arena, text.data, hrb__clip(text, 200));
    report->out_of_memory = report->out_of_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

/* The message of the first place, and how many more there are. */
static void say(hrb_report *report, hrb__finding *finding, const smell *s, const hrb__indicator *first, size_t count)
{
    char zh[400], en[400];
    g_snprintf(zh, sizeof zh, "%s%s", s->zh, count > 1 ? "，另有%3$zu处" : "");
    g_snprintf(en, sizeof en, "%s%s", s->en, count > 1 ? ", and %3$zu more" : "");
    hrb__finding_say(report, finding, zh, en, label_of(first), clipped(report, text_of(first->target.text)), count - 1);
}

static void find_smell(hrb_report *report, const smell *s)
{
    const hrb__projects *projects = report->document->projects;
    hrb__finding *finding = NULL;
    const hrb__indicator *first = NULL;
    size_t count = 0;
    for (size_t k = 0; k < projects->indicator_count && !report->out_of_memory; k++) {
        const hrb__indicator *i = &projects->indicators[k];
        if (!s->has(i))
            continue;
        if (finding == NULL) {
            if ((finding = hrb__project_finding(report, s->kind)) == NULL)
                return;
            first = i;
        }
        hrb__finding_add_span(report, finding, "target", place_of(i), projects->items[i->project].name, label_of(i));
        count++;
    }
    if (finding != NULL && !report->out_of_memory)
        say(report, finding, s, first, count);
}

/* --- What is wrong with several together --- */

static guint hash_indicator(gconstpointer key)
{
    const hrb__indicator *i = key;
    return (guint)(hrb__text_hash(text_of(i->levels[2])) * 31 + hrb__text_hash(text_of(i->target.text)));
}

static gboolean same_indicator(gconstpointer left, gconstpointer right)
{
    const hrb__indicator *a = left, *b = right;
    return strcmp(a->levels[2], b->levels[2]) == 0 && strcmp(a->target.text, b->target.text) == 0;
}

static bool says_nothing(const hrb__indicator *i)
{
    return name_of(i).length < 6 || i->target.kind == HRB_TARGET_BLANK || strcmp(i->target.text, "无") == 0;
}

/* The same name with the same target twice in one table. */
static void find_doubled(hrb_report *report, const hrb__project *p)
{
    const hrb__projects *projects = report->document->projects;
    GHashTable *seen = g_hash_table_new(hash_indicator, same_indicator);
    for (uint32_t k = 0; k < p->indicator_count && !report->out_of_memory; k++) {
        const hrb__indicator *i = &projects->indicators[p->first_indicator + k];
        if (says_nothing(i))
            continue;
        const hrb__indicator *before = g_hash_table_lookup(seen, i);
        if (before == NULL) {
            g_hash_table_add(seen, (gpointer)i);
            continue;
        }
        hrb__finding *finding = hrb__project_finding(report, HRB__RULE_TARGET_DOUBLED);
        if (finding == NULL)
            break;
        hrb__finding_add_span(report, finding, "target", i->level[2].length > 0 ? i->level[2] : place_of(i), p->name, label_of(i));
        hrb__finding_add_span(report, finding, "same", before->level[2].length > 0 ? before->level[2] : place_of(before), p->name, label_of(before));
        hrb__finding_say(report, finding, "项目“%1$s”的指标“%2$s”重复", "the indicator \"%2$s\" of project \"%1$s\" stands twice", p->name, label_of(i));
    }
    g_hash_table_destroy(seen);
}

/* A table of targets, to be compared with others. */
typedef struct table {
    const hrb__project *project;
    const hrb__indicator *indicators;
    guint hash;
} table;

static guint hash_table(gconstpointer key)
{
    return ((const table *)key)->hash;
}

static gboolean same_table(gconstpointer left, gconstpointer right)
{
    const table *a = left, *b = right;
    bool same = a->hash == b->hash && a->project->indicator_count == b->project->indicator_count;
    for (uint32_t k = 0; same && k < a->project->indicator_count; k++)
        same = same_indicator(&a->indicators[k], &b->indicators[k]) && strcmp(a->indicators[k].levels[0], b->indicators[k].levels[0]) == 0 &&
               strcmp(a->indicators[k].levels[1], b->indicators[k].levels[1]) == 0;
    return same;
}

#define FEWEST_COPIED 5 /* indicators; a shorter table may be alike by chance */

/* Two projects with another name and the same table, word for word. */
static void find_copied_tables(hrb_report *report)
{
    const hrb__projects *projects = report->document->projects;
    GHashTable *seen = g_hash_table_new(hash_table, same_table);
    table *tables = g_try_new(table, MAX(projects->count, 1));
    report->out_of_memory = report->out_of_memory || tables == NULL;
    for (size_t k = 0; k < projects->count && !report->out_of_memory; k++) {
        const hrb__project *p = &projects->items[k];
        if (p->indicator_count < FEWEST_COPIED)
            continue;
        tables[k] = (table){p, &projects->indicators[p->first_indicator], p->indicator_count};
        for (uint32_t i = 0; i < p->indicator_count; i++)
            tables[k].hash = tables[k].hash * 31 + hash_indicator(&tables[k].indicators[i]);
        const table *found = g_hash_table_lookup(seen, &tables[k]);
        const hrb__project *before = found == NULL ? NULL : found->project;
        if (before == NULL) {
            g_hash_table_add(seen, &tables[k]);
            continue;
        }
        if (strcmp(before->name, p->name) == 0)
            continue; /* one project of two bodies */
        hrb__finding *finding = hrb__project_finding(report, HRB__RULE_TABLE_COPIED);
        if (finding == NULL)
            break;
        hrb__finding_add_span(report, finding, "target", place_of(&projects->indicators[p->first_indicator]), p->name, NULL);
        hrb__finding_add_span(report, finding, "same", place_of(&projects->indicators[before->first_indicator]), before->name, NULL);
        hrb__finding_say(report, finding, "项目“%1$s”的%3$u个绩效指标与项目“%2$s”完全相同", "all %3$u indicators of project \"%1$s\" are those of project \"%2$s\", word for word", p->name, before->name, p->indicator_count);
    }
    g_hash_table_destroy(seen);
    g_free(tables);
}

static void find_unquantified(hrb_report *report, const hrb__project *p)
{
    const hrb__projects *projects = report->document->projects;
    for (uint32_t k = 0; k < p->indicator_count; k++) {
        hrb_target_kind kind = projects->indicators[p->first_indicator + k].target.kind;
        if (kind == HRB_TARGET_NUMERIC || kind == HRB_TARGET_DEADLINE || kind == HRB_TARGET_RECURRENCE || kind == HRB_TARGET_UNREADABLE)
            return;
    }
    hrb__finding *finding = p->indicator_count == 0 ? NULL : hrb__project_finding(report, HRB__RULE_TARGETS_UNQUANTIFIED);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "target", place_of(&projects->indicators[p->first_indicator]), p->name, NULL);
    hrb__finding_say(report, finding, "项目“%1$s”的%2$u个绩效指标都没有量化", "none of the %2$u indicators of project \"%1$s\" is quantified", p->name, p->indicator_count);
}

/* A cost of the project as a whole that is more than it may spend. */
static void find_cost_above_budget(hrb_report *report, const hrb__project *p)
{
    const hrb__projects *projects = report->document->projects;
    const hrb__stated *budget = p->budget.quantum > 0 ? &p->budget : &p->head[HRB__HEAD_YEAR];
    static const hrb__text LEVEL[] = {WORD("成本")};
    for (uint32_t k = 0; k < p->indicator_count && budget->quantum > 0; k++) {
        const hrb__indicator *i = &projects->indicators[p->first_indicator + k];
        const hrb_target *t = &i->target;
        bool cost = has_any(text_of(i->levels[0]), WORDS(LEVEL)) || has_any(text_of(i->levels[1]), WORDS(LEVEL)) || ends_any(name_of(i), WORDS(COSTS));
        bool whole = t->kind == HRB_TARGET_NUMERIC && t->unit_class == HRB__UNIT_MONEY && strcmp(t->unit, "元") == 0 && t->per[0] == '\0' && t->period[0] == '\0' && t->words[0] == '\0';
        if (!cost || !whole || hrb__text_has(name_of(i), HRB__TEXT("收入")) || hrb__text_has(name_of(i), HRB__TEXT("效益")))
            continue;
        hrb_decimal limit = {hrb_interval_of(budget->fen, budget->quantum).high, 2};
        const hrb_decimal *value = t->has_upper ? &t->upper : &t->value;
        if (hrb_decimal_compare(*value, limit) <= 0)
            continue;
        hrb__finding *finding = hrb__project_finding(report, HRB__RULE_TARGET_COST);
        if (finding == NULL)
            return;
        hrb__finding_add_span(report, finding, "target", place_of(i), p->name, label_of(i));
        hrb__finding_add_span(report, finding, "budget", budget->span, p->name, NULL);
        hrb__finding_say(report, finding, "“%1$s”的指标值“%2$s”大于项目预算%3$s", "the target \"%2$s\" of \"%1$s\" is more than the project's budget of %3$s", label_of(i), clipped(report, text_of(t->text)),
                         hrb__money(report, budget->fen, HRB_UNIT_YUAN));
    }
}

/* Tables whose columns could not be told: their targets are not in any other finding. */
static void find_unread_tables(hrb_report *report)
{
    const hrb__projects *projects = report->document->projects;
    hrb__finding *finding = projects->unread_count == 0 ? NULL : hrb__project_finding(report, HRB__RULE_TARGETS_UNREAD);
    if (finding == NULL)
        return;
    finding->verdict = HRB_VERDICT_NOT_EVALUATED;
    hrb__finding_add_span(report, finding, "table", projects->unread, NULL, NULL);
    hrb__finding_say(report, finding, "%zu张绩效指标表的行列未能分辨，其中的指标没有全部读取", "rows and columns of %zu tables of targets could not be told; not all of their indicators were read", projects->unread_count);
}

void hrb__find_indicator_problems(hrb_report *report)
{
    const hrb__projects *projects = report->document->projects;
    if (projects == NULL)
        return;
    find_unread_tables(report);
    for (size_t s = 0; s < G_N_ELEMENTS(SMELLS) && !report->out_of_memory; s++)
        find_smell(report, &SMELLS[s]);
    for (size_t k = 0; k < projects->count && !report->out_of_memory; k++) {
        find_doubled(report, &projects->items[k]);
        find_unquantified(report, &projects->items[k]);
        find_cost_above_budget(report, &projects->items[k]);
    }
    if (!report->out_of_memory)
        find_copied_tables(report);
}
