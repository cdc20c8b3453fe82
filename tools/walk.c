/* SPDX-License-Identifier: Apache-2.0 */
/* The files that a command line names, folders walked in the order of their names. */
#include "tool.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static void add_file(GPtrArray *files, const char *path, bool found)
{
    tool_file *file = g_new(tool_file, 1);
    *file = (tool_file){g_strdup(path), found};
    g_ptr_array_add(files, file);
}

static void free_file(gpointer data)
{
    tool_file *file = data;
    g_free(file->path);
    g_free(file);
}

static gint compare_names(gconstpointer left, gconstpointer right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The entries of a folder in the order of their bytes, hidden ones left out; NULL if it cannot be read. */
static GPtrArray *list_folder(const tool *t, const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        fprintf(stderr, "%s: %s\n", path, hrb__system_text(errno, t->lang));
        return NULL;
    }
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.')
            g_ptr_array_add(names, g_build_filename(path, entry->d_name, NULL));
    closedir(folder);
    g_ptr_array_sort(names, compare_names);
    return names;
}

/* Depth first, with a stack of its own: folders may be nested as deep as they like. A
 * link to a folder is not followed, so that no walk goes round in circles. */
static bool walk(const tool *t, GPtrArray *files, const char *root)
{
    bool ok = true;
    GPtrArray *stack = g_ptr_array_new();
    g_ptr_array_add(stack, g_strdup(root));
    while (stack->len > 0) {
        char *path = g_ptr_array_remove_index(stack, stack->len - 1);
        struct stat info;
        bool link = lstat(path, &info) == 0 && S_ISLNK(info.st_mode);
        if (stat(path, &info) != 0) {
            fprintf(stderr, "%s: %s\n", path, hrb__system_text(errno, t->lang));
            ok = false;
        } else if (S_ISDIR(info.st_mode) && (!link || strcmp(path, root) == 0)) {
            GPtrArray *names = list_folder(t, path);
            ok = ok && names != NULL;
            for (guint i = names == NULL ? 0 : names->len; i > 0; i--)
                g_ptr_array_add(stack, g_strdup(g_ptr_array_index(names, i - 1)));
            if (names != NULL)
                g_ptr_array_free(names, TRUE);
        } else if (S_ISREG(info.st_mode)) {
            add_file(files, path, true);
        }
        g_free(path);
    }
    g_ptr_array_free(stack, TRUE);
    return ok;
}

GPtrArray *tool_list_files(const tool *t, bool *has_folder, bool *failed)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(free_file);
    *has_folder = *failed = false;
    for (int i = 0; i < t->argument_count; i++) {
        struct stat info;
        if (stat(t->arguments[i], &info) == 0 && S_ISDIR(info.st_mode)) {
            *has_folder = true;
            *failed = !walk(t, files, t->arguments[i]) || *failed;
        } else {
            add_file(files, t->arguments[i], false);
        }
    }
    return files;
}
