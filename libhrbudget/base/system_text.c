/* SPDX-License-Identifier: Apache-2.0 */
#include "base/system_text.h"

#include <errno.h>
#include <glib.h>

static const struct {
    int number;
    const char *text[2]; /* by hrb_lang */
} CAUSES[] = {
    {ENOENT, {"没有这个文件或文件夹", "there is no such file or folder"}},
    {EACCES, {"没有权限", "permission denied"}},
    {EPERM, {"系统不允许", "not permitted"}},
    {EISDIR, {"这是文件夹", "it is a folder"}},
    {ENOTDIR, {"路径中有一段不是文件夹", "a part of the path is no folder"}},
    {ENAMETOOLONG, {"文件名过长", "the file name is too long"}},
    {ELOOP, {"符号链接层数过多", "too many symbolic links"}},
    {ENOSPC, {"磁盘空间不足", "no space is left on the disk"}},
    {EDQUOT, {"超过磁盘配额", "the disk quota is used up"}},
    {EROFS, {"文件系统只读", "the file system is read-only"}},
    {EIO, {"读写设备出错", "the device could not be read or written"}},
    {EMFILE, {"打开的文件过多", "too many files are open"}},
    {ENFILE, {"打开的文件过多", "too many files are open"}},
    {EFBIG, {"文件过大", "the file is too large"}},
    {ETXTBSY, {"文件正在使用", "the file is in use"}},
    {EBUSY, {"文件正在使用", "the file is in use"}},
    {EAGAIN, {"系统资源暂时不足", "the system is short of resources"}},
    {ENOMEM, {"内存不足", "out of memory"}},
    {EBADF, {"没有打开", "it is not open"}},
    {EEXIST, {"已经存在", "it is there already"}},
    {ENXIO, {"没有这个设备", "there is no such device"}},
    {EINVAL, {"系统不接受这个参数", "the system refuses the argument"}},
};

const char *hrb__system_text(int number, hrb_lang lang)
{
    for (size_t i = 0; i < G_N_ELEMENTS(CAUSES); i++)
        if (CAUSES[i].number == number)
            return CAUSES[i].text[lang == HRB_LANG_EN];
    return g_strerror(number);
}
