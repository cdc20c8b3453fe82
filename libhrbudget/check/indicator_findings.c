/* SPDX-License-Identifier: Apache-2.0 */
/* HB-KPI: targets that an inspector would send back. Each is told where it can
 * hardly be argued with; the rest is left alone. */
#include <glib.h>

#include "check/keys.h"
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

/* The last byte tells nearly all words apart. */
static bool ends_any(hrb__text text, words list)
{
    if (text.length == 0)
        return false;
    const char *end = text.data + text.length;
    for (size_t i = 0; i < list.count; i++) {
        hrb__text word = list.items[i];
        if (end[-1] == word.data[word.length - 1] && text.length >= word.length && memcmp(end - word.length, word.data, word.length) == 0)
            return true;
    }
    return false;
}

static hrb__text text_of(const char *text)
{
    return (hrb__text){text, strlen(text)};
}

/* Without what stands in brackets at its end. */
static hrb__text without_brackets(hrb__text name)
{
    bool wide = name.length > 3 && memcmp(name.data + name.length - 3, "）", 3) == 0;
    if (!wide && (name.length == 0 || name.data[name.length - 1] != ')'))
        return name;
    size_t open = hrb__text_find(name, wide ? HRB__TEXT("（") : HRB__TEXT("("));
    return open == SIZE_MAX || open == 0 ? name : hrb__text_trim((hrb__text){name.data, open});
}

static const char *label_of(const hrb__indicator *i)
{
    return hrb__indicator_name(i).data;
}

static hrb__span place_of(const hrb__indicator *i)
{
    return i->target_span.length > 0 ? i->target_span : i->level[2].length > 0 ? i->level[2] : i->level[1];
}

static int order(const hrb__indicator *i, int64_t value)
{
    return hrb_decimal_compare(i->target->value, (hrb_decimal){value, 0});
}

static bool is_share_name(hrb__text name)
{
    return ends_any(name, WORDS(SHARES)) && !has_any(name, WORDS(CHANGES));
}

/* --- What is wrong with one indicator by itself --- */

/* An indicator with its name in words, without what stands in brackets at its end. */
typedef struct named {
    const hrb__indicator *indicator;
    hrb__text name;
    uint64_t hash; /* of what it is and what it is to reach */
} named;

static named name_indicator(const hrb__indicator *i)
{
    uint64_t hash = hrb__text_hash(i->levels[2]) * 31 + hrb__text_hash(hrb__target_text(i->target));
    return (named){i, without_brackets(hrb__indicator_name(i)), hash};
}

static bool is_percent(const hrb_target *t)
{
    return t->unit_class == HRB__UNIT_SHARE && strcmp(t->unit, "%") == 0;
}

static bool over_the_whole(const hrb__indicator *i, hrb__text name)
{
    hrb_comparator c = i->target->comparator;
    bool bound = c == HRB_COMPARE_EQUAL || c == HRB_COMPARE_AT_LEAST || c == HRB_COMPARE_MORE;
    if (!bound || !is_percent(i->target))
        return false;
    int above = order(i, 100);
    return (above > 0 || (above == 0 && c == HRB_COMPARE_MORE)) && is_share_name(name);
}

static bool always_met(const hrb__indicator *i, hrb__text name)
{
    const hrb_target *t = i->target;
    if (!t->stated || t->words[0] != '\0')
        return false;
    if (t->comparator == HRB_COMPARE_AT_LEAST)
        return order(i, 0) == 0 && !has_any(name, WORDS(CHANGES));
    return t->comparator == HRB_COMPARE_AT_MOST && is_percent(t) && order(i, 100) == 0 && is_share_name(name);
}

static bool unit_does_not_fit(const hrb__indicator *i, hrb__text name)
{
    uint8_t class = i->target->unit_class;
    if (class == HRB__UNIT_NONE || class == HRB__UNIT_OTHER || i->target->words[0] != '\0')
        return false;
    bool rate = ends_any(name, WORDS(RATES));
    if (class == HRB__UNIT_SHARE)
        return !rate && ends_any(name, WORDS(COUNTS));
    if (rate && !ends_any(name, WORDS(NO_RATES)))
        return class == HRB__UNIT_COUNT || class == HRB__UNIT_MEASURE || class == HRB__UNIT_TIME;
    /* An expense may be told by whom it is paid to: 减免学费 300人. */
    return class == HRB__UNIT_COUNT && i->target->per[0] == '\0' && ends_any(name, WORDS(MONEYS)) && !has_any(text_of(i->target->unit), WORDS(PEOPLE)) &&
           !hrb__text_has(name, HRB__TEXT("免费"));
}

static bool unit_missing(const hrb__indicator *i, hrb__text name)
{
    return i->target->unit_class == HRB__UNIT_NONE && i->target->words[0] == '\0' && order(i, 0) != 0 && !ends_any(name, WORDS(UNIT_IN_NAME));
}

static bool direction_missing(const hrb__indicator *i, hrb__text name)
{
    (void)name;
    return i->target->unit_class == HRB__UNIT_SHARE && !i->target->stated && i->target->words[0] == '\0' && order(i, 0) != 0 && order(i, 100) != 0;
}

static bool satisfaction_elsewhere(const hrb__indicator *i, hrb__text name)
{
    static const hrb__text LEVEL[] = {WORD("满意")};
    return ends_any(name, WORDS(SATISFIED)) && i->levels[2].length > 0 && !has_any(i->levels[0], WORDS(LEVEL)) && !has_any(i->levels[1], WORDS(LEVEL));
}

/* 合格率: 合格. A rate is told in figures; one that is compared with an average or another year says enough. */
static bool rate_in_words(const hrb__indicator *i, hrb__text name)
{
    static const hrb__text COMPARED[] = {WORD("平均"), WORD("上年"), WORD("去年"), WORD("同期"), WORD("以上"), WORD("以下"), WORD("不低于"), WORD("高于"), WORD("低于"), WORD("达到"), WORD("标准"), WORD("要求"), WORD("全"), WORD("零"), WORD("无")};
    return ends_any(name, WORDS(RATES)) && !ends_any(name, WORDS(NO_RATES)) && !has_any(hrb__target_text(i->target), WORDS(COMPARED));
}

/* Of the kind of the target alone. */
static bool always(const hrb__indicator *i, hrb__text name)
{
    (void)i;
    (void)name;
    return true;
}

#define ANY_KIND ((hrb_target_kind)0)

/* One finding a rule, with every place that breaks it. */
typedef struct smell {
    hrb__rule_kind kind;
    hrb_target_kind target; /* what kind of target it is a matter of, or ANY_KIND */
    bool (*has)(const hrb__indicator *i, hrb__text name);
    const char *zh, *en; /* both take the name, the target and how many more there are */
} smell;

static const smell SMELLS[] = {
    {HRB__RULE_TARGET_OVER, HRB_TARGET_NUMERIC, over_the_whole, "“%1$s”的指标值“%2$s”超过100%%", "the target \"%2$s\" of \"%1$s\" is more than all"},
    {HRB__RULE_TARGET_ALWAYS, HRB_TARGET_NUMERIC, always_met, "“%1$s”的指标值“%2$s”必然达到，不起约束作用", "the target \"%2$s\" of \"%1$s\" is met whatever happens"},
    {HRB__RULE_TARGET_UNIT, HRB_TARGET_NUMERIC, unit_does_not_fit, "“%1$s”不能用“%2$s”衡量：单位与所衡量的内容不符", "\"%1$s\" cannot be measured by \"%2$s\": the unit does not fit"},
    {HRB__RULE_TARGET_NO_UNIT, HRB_TARGET_NUMERIC, unit_missing, "“%1$s”的指标值“%2$s”没有单位", "the target \"%2$s\" of \"%1$s\" has no unit"},
    {HRB__RULE_TARGET_DIRECTION, HRB_TARGET_NUMERIC, direction_missing, "“%1$s”的指标值“%2$s”没有写明不低于还是不高于", "the target \"%2$s\" of \"%1$s\" does not say whether it is a lower or an upper bound"},
    {HRB__RULE_TARGET_SATISFACTION, ANY_KIND, satisfaction_elsewhere, "“%1$s”应列在满意度指标之下%2$.0s", "\"%1$s\" belongs under satisfaction%2$.0s"},
    {HRB__RULE_TARGET_WORDS, HRB_TARGET_QUALITATIVE, rate_in_words, "“%1$s”是比率，指标值“%2$s”没有量化", "\"%1$s\" is a rate, but its target \"%2$s\" is no figure"},
    {HRB__RULE_TARGET_BLANK, HRB_TARGET_BLANK, always, "指标“%1$s”没有填写指标值%2$.0s", "the indicator \"%1$s\" has no target%2$.0s"},
    {HRB__RULE_TARGET_COPIED, HRB_TARGET_COPIED_LABEL, always, "“%1$s”的指标值“%2$s”只是重复指标名称", "the target \"%2$s\" of \"%1$s\" only repeats its name"},
    {HRB__RULE_TARGET_UNREADABLE, HRB_TARGET_UNREADABLE, always, "“%1$s”的指标值“%2$s”自相矛盾或数字过长", "the target \"%2$s\" of \"%1$s\" contradicts itself or is too long a figure"},
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
    hrb__finding_say(report, finding, zh, en, label_of(first), clipped(report, hrb__target_text(first->target)), count - 1);
}

/* The indicators that have one smell. */
typedef struct places {
    uint32_t *items;
    size_t count, capacity;
} places;

static void report_smell(hrb_report *report, const smell *s, const places *found)
{
    const hrb__projects *projects = report->document->projects;
    hrb__finding *finding = found->count == 0 ? NULL : hrb__project_finding(report, s->kind);
    if (finding == NULL)
        return;
    for (size_t k = 0; k < found->count; k++) {
        const hrb__indicator *i = &projects->indicators[found->items[k]];
        hrb__finding_add_span(report, finding, "target", place_of(i), projects->items[i->project].name, label_of(i));
    }
    if (!report->out_of_memory)
        say(report, finding, s, &projects->indicators[found->items[0]], found->count);
}

/* Those that a target of a kind may have, one bit each. */
static unsigned smells_of(hrb_target_kind kind)
{
    unsigned bits = 0;
    for (size_t s = 0; s < G_N_ELEMENTS(SMELLS); s++)
        if (SMELLS[s].target == ANY_KIND || SMELLS[s].target == kind)
            bits |= 1u << s;
    return bits;
}

static void find_smells(hrb_report *report, const named *indicators, size_t count)
{
    places found[G_N_ELEMENTS(SMELLS)] = {0};
    unsigned possible[HRB_TARGET_UNREADABLE + 1];
    for (hrb_target_kind kind = 0; kind <= HRB_TARGET_UNREADABLE; kind++)
        possible[kind] = smells_of(kind);
    for (uint32_t k = 0; k < count; k++)
        for (unsigned left = possible[indicators[k].indicator->target->kind]; left != 0; left &= left - 1) {
            int s = __builtin_ctz(left);
            if (!SMELLS[s].has(indicators[k].indicator, indicators[k].name))
                continue;
            if (hrb__grow((void **)&found[s].items, found[s].count, &found[s].capacity, sizeof *found[s].items))
                found[s].items[found[s].count++] = k;
            else
                report->out_of_memory = true;
        }
    for (size_t s = 0; s < G_N_ELEMENTS(SMELLS); s++) {
        if (!report->out_of_memory)
            report_smell(report, &SMELLS[s], &found[s]);
        g_free(found[s].items);
    }
}

/* A date of an earlier year is no target of this year's budget: mostly the text of last year's. */
static void find_past(hrb_report *report, const named *indicators, size_t count)
{
    static const smell PAST = {HRB__RULE_TARGET_PAST, HRB_TARGET_DEADLINE, NULL, "“%1$s”的指标值“%2$s”早于文件年度", "the target \"%2$s\" of \"%1$s\" is due before the year of the document"};
    places found = {0};
    const hrb_document *document = report->document;
    for (uint32_t k = 0; k < count && !document->is_final && document->year != 0; k++) {
        const hrb_target *t = indicators[k].indicator->target;
        if (t->kind != HRB_TARGET_DEADLINE || t->date.year == 0 || t->date.year >= document->year || t->relation == HRB__RELATION_AFTER)
            continue;
        if (hrb__grow((void **)&found.items, found.count, &found.capacity, sizeof *found.items))
            found.items[found.count++] = k;
        else
            report->out_of_memory = true;
    }
    if (!report->out_of_memory)
        report_smell(report, &PAST, &found);
    g_free(found.items);
}

/* --- What is wrong with several together --- */

static bool same_indicator(const hrb__indicator *a, const hrb__indicator *b)
{
    return hrb__text_equals(a->levels[2], b->levels[2]) && (a->target == b->target || hrb__text_equals(hrb__target_text(a->target), hrb__target_text(b->target)));
}

static bool says_nothing(const named *n)
{
    const hrb_target *t = n->indicator->target;
    return n->name.length < 6 || t->kind == HRB_TARGET_BLANK || hrb__text_equals(hrb__target_text(t), HRB__TEXT("无"));
}

static hrb__span name_place(const hrb__indicator *i)
{
    return i->level[2].length > 0 ? i->level[2] : place_of(i);
}

/* The same name with the same target twice in one table. `seen` has the indicators of all tables, by what they are and whose. */
static void find_doubled(hrb_report *report, const hrb__project *p, const named *indicators, hrb__keys *seen)
{
    for (uint32_t k = p->first_indicator; k < p->first_indicator + p->indicator_count && !report->out_of_memory; k++) {
        const hrb__indicator *i = indicators[k].indicator, *before = NULL;
        if (says_nothing(&indicators[k]))
            continue;
        uint32_t *known;
        uint64_t key = indicators[k].hash + i->project;
        while ((known = hrb__keys_at(seen, key)) != NULL && *known != 0) {
            before = indicators[*known - 1].indicator;
            if (before->project == i->project && same_indicator(before, i))
                break;
            before = NULL;
            key++;
        }
        if (known == NULL) {
            report->out_of_memory = true;
            return;
        }
        if (before == NULL) {
            *known = k + 1;
            continue;
        }
        hrb__finding *finding = hrb__project_finding(report, HRB__RULE_TARGET_DOUBLED);
        if (finding == NULL)
            return;
        hrb__finding_add_span(report, finding, "target", name_place(i), p->name, label_of(i));
        hrb__finding_add_span(report, finding, "same", name_place(before), p->name, label_of(before));
        hrb__finding_say(report, finding, "项目“%1$s”的指标“%2$s”重复", "the indicator \"%2$s\" of project \"%1$s\" stands twice", p->name, label_of(i));
    }
}

static bool same_table(const hrb__project *a, const hrb__project *b, const hrb__indicator *indicators)
{
    bool same = a->indicator_count == b->indicator_count;
    for (uint32_t k = 0; same && k < a->indicator_count; k++) {
        const hrb__indicator *x = &indicators[a->first_indicator + k], *y = &indicators[b->first_indicator + k];
        same = same_indicator(x, y) && hrb__text_equals(x->levels[0], y->levels[0]) && hrb__text_equals(x->levels[1], y->levels[1]);
    }
    return same;
}

#define FEWEST_COPIED 5 /* indicators; a shorter table may be alike by chance */

/* The first project with the same table of targets, word for word; NULL if it is the first itself, or memory is out. */
static const hrb__project *first_like(hrb_report *report, const hrb__project *p, const named *indicators, hrb__keys *seen)
{
    const hrb__projects *projects = report->document->projects;
    uint64_t key = p->indicator_count;
    for (uint32_t k = 0; k < p->indicator_count; k++)
        key = key * 31 + indicators[p->first_indicator + k].hash;
    for (;; key++) {
        uint32_t *known = hrb__keys_at(seen, key);
        if (known == NULL) {
            report->out_of_memory = true;
            return NULL;
        }
        if (*known == 0) {
            *known = (uint32_t)(p - projects->items) + 1;
            return NULL;
        }
        if (same_table(p, &projects->items[*known - 1], projects->indicators))
            return &projects->items[*known - 1];
    }
}

/* Two projects with another name and the same table. */
static void find_copied_tables(hrb_report *report, const named *indicators)
{
    const hrb__projects *projects = report->document->projects;
    hrb__keys seen = {0};
    for (size_t k = 0; k < projects->count && !report->out_of_memory; k++) {
        const hrb__project *p = &projects->items[k];
        const hrb__project *before = p->indicator_count < FEWEST_COPIED ? NULL : first_like(report, p, indicators, &seen);
        if (before == NULL || strcmp(before->name, p->name) == 0) /* or one project of two bodies */
            continue;
        hrb__finding *finding = hrb__project_finding(report, HRB__RULE_TABLE_COPIED);
        if (finding == NULL)
            break;
        hrb__finding_add_span(report, finding, "target", place_of(&projects->indicators[p->first_indicator]), p->name, NULL);
        hrb__finding_add_span(report, finding, "same", place_of(&projects->indicators[before->first_indicator]), before->name, NULL);
        hrb__finding_say(report, finding, "项目“%1$s”的%3$u个绩效指标与项目“%2$s”完全相同", "%3$u {indicator|indicators} of project \"%1$s\" {is that|are those} of project \"%2$s\", word for word", p->name, before->name, p->indicator_count);
    }
    hrb__keys_free(&seen);
}

static void find_unquantified(hrb_report *report, const hrb__project *p)
{
    const hrb__projects *projects = report->document->projects;
    for (uint32_t k = 0; k < p->indicator_count; k++) {
        hrb_target_kind kind = projects->indicators[p->first_indicator + k].target->kind;
        if (kind == HRB_TARGET_NUMERIC || kind == HRB_TARGET_DEADLINE || kind == HRB_TARGET_RECURRENCE || kind == HRB_TARGET_UNREADABLE)
            return;
    }
    hrb__finding *finding = p->indicator_count == 0 ? NULL : hrb__project_finding(report, HRB__RULE_TARGETS_UNQUANTIFIED);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "target", place_of(&projects->indicators[p->first_indicator]), p->name, NULL);
    hrb__finding_say(report, finding, "项目“%1$s”的%2$u个绩效指标都没有量化", "of project \"%1$s\", none of %2$u {indicator|indicators} is quantified", p->name, p->indicator_count);
}

/* A cost of the project as a whole that is more than it may spend. */
static void find_cost_above_budget(hrb_report *report, const hrb__project *p, const named *indicators)
{
    const hrb__projects *projects = report->document->projects;
    const hrb__stated *budget = p->budget.quantum > 0 ? &p->budget : &p->head[HRB__HEAD_YEAR];
    static const hrb__text LEVEL[] = {WORD("成本")};
    for (uint32_t k = 0; k < p->indicator_count && budget->quantum > 0; k++) {
        const hrb__indicator *i = &projects->indicators[p->first_indicator + k];
        const hrb_target *t = i->target;
        if (t->kind != HRB_TARGET_NUMERIC || t->unit_class != HRB__UNIT_MONEY || strcmp(t->unit, "元") != 0 || t->per[0] != '\0' || t->period[0] != '\0' || t->words[0] != '\0')
            continue;
        hrb__text name = indicators[p->first_indicator + k].name;
        bool cost = has_any(i->levels[0], WORDS(LEVEL)) || has_any(i->levels[1], WORDS(LEVEL)) || ends_any(name, WORDS(COSTS));
        if (!cost || hrb__text_has(name, HRB__TEXT("收入")) || hrb__text_has(name, HRB__TEXT("效益")))
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
        hrb__finding_say(report, finding, "“%1$s”的指标值“%2$s”大于项目预算%3$s", "the target \"%2$s\" of \"%1$s\" is more than the project's budget of %3$s", label_of(i), clipped(report, hrb__target_text(t)),
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
    hrb__finding_say(report, finding, "%zu张绩效指标表的行列未能分辨，其中的指标没有全部读取", "rows and columns of %zu {table|tables} of targets could not be told; not all of {its|their} indicators were read", projects->unread_count);
}

void hrb__find_indicator_problems(hrb_report *report)
{
    const hrb__projects *projects = report->document->projects;
    if (projects == NULL)
        return;
    find_unread_tables(report);
    named *indicators = g_try_new(named, projects->indicator_count + 1);
    hrb__keys seen = {0};
    if (indicators == NULL || !hrb__keys_reserve(&seen, projects->indicator_count))
        report->out_of_memory = true;
    for (size_t k = 0; k < projects->indicator_count && !report->out_of_memory; k++)
        indicators[k] = name_indicator(&projects->indicators[k]);
    if (!report->out_of_memory) {
        find_smells(report, indicators, projects->indicator_count);
        find_past(report, indicators, projects->indicator_count);
    }
    for (size_t k = 0; k < projects->count && !report->out_of_memory; k++) {
        find_doubled(report, &projects->items[k], indicators, &seen);
        find_unquantified(report, &projects->items[k]);
        find_cost_above_budget(report, &projects->items[k], indicators);
    }
    if (!report->out_of_memory)
        find_copied_tables(report, indicators);
    hrb__keys_free(&seen);
    g_free(indicators);
}
