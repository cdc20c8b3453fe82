/* SPDX-License-Identifier: Apache-2.0 */
/* The registry of statuses: a number keeps its meaning for ever. */
#include <hrbudget/hrbudget.h>

typedef struct status_entry {
    hrb_status status;
    const char *name;
    const char *text[2]; /* by hrb_lang */
} status_entry;

static const status_entry STATUSES[] = {
    {HRB_OK, "HRB_OK", {"成功", "success"}},
    {HRB_ERROR_ARGUMENT, "HRB_ERROR_ARGUMENT", {"参数无效", "invalid argument"}},
    {HRB_ERROR_MEMORY, "HRB_ERROR_MEMORY", {"内存不足", "out of memory"}},
    {HRB_ERROR_IO, "HRB_ERROR_IO", {"文件无法读取", "the file could not be read"}},
    {HRB_ERROR_EMPTY, "HRB_ERROR_EMPTY", {"输入中没有任何文字", "the input has no text"}},
    {HRB_ERROR_ENCODING, "HRB_ERROR_ENCODING", {"输入不是受支持编码的文本", "the input is not text in a supported encoding"}},
    {HRB_ERROR_UNSUPPORTED, "HRB_ERROR_UNSUPPORTED", {"不支持的文件格式", "unsupported file format"}},
    {HRB_ERROR_LIMIT, "HRB_ERROR_LIMIT", {"超过限制", "a limit was hit"}},
    {HRB_ERROR_SYNTAX, "HRB_ERROR_SYNTAX", {"文字不符合语法", "the text does not follow its syntax"}},
    {HRB_ERROR_OVERFLOW, "HRB_ERROR_OVERFLOW", {"数值超出范围", "the value is out of range"}},
    {HRB_ERROR_PRECISION, "HRB_ERROR_PRECISION", {"小数位数超过分", "more decimals than a fen can hold"}},
    {HRB_ERROR_RULEBOOK, "HRB_ERROR_RULEBOOK", {"规则文件无效", "invalid rulebook"}},
    {HRB_ERROR_NOT_FOUND, "HRB_ERROR_NOT_FOUND", {"未找到", "not found"}},
    {HRB_ERROR_PROCESS, "HRB_ERROR_PROCESS", {"读取文件的进程失败或超时", "the process that reads the file failed or took too long"}},
};

static const status_entry *find(hrb_status status)
{
    for (size_t i = 0; i < sizeof STATUSES / sizeof STATUSES[0]; i++)
        if (STATUSES[i].status == status)
            return &STATUSES[i];
    return NULL;
}

const char *hrb_status_name(hrb_status status)
{
    const status_entry *entry = find(status);
    return entry == NULL ? "HRB_ERROR_UNKNOWN" : entry->name;
}

const char *hrb_status_text(hrb_status status, hrb_lang lang)
{
    const status_entry *entry = find(status);
    if (entry == NULL)
        return lang == HRB_LANG_EN ? "unknown status" : "未知状态";
    return entry->text[lang == HRB_LANG_EN ? HRB_LANG_EN : HRB_LANG_ZH];
}

#define QUOTE_(x) #x
#define QUOTE(x) QUOTE_(x)

const char *hrb_version(void)
{
    return QUOTE(HRB_VERSION_MAJOR) "." QUOTE(HRB_VERSION_MINOR) "." QUOTE(HRB_VERSION_PATCH);
}
