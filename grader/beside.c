/* beside.c: what is handed in beside the labs: predictions, and the graphs of exercise 2.2. */
#include "beside.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "copy.h"
#include "kit.h"

bool
beside_is(const char *name)
{
    return strcmp(name, KIT_PREDICTIONS) == 0 || strcmp(name, KIT_GRAPHS) == 0;
}

static bool
take(struct sheet *sheet, const char *root, const char *tree, const char *name)
{
    char from[PATH_MAX], into[PATH_MAX];
    bool taken;

    kit_join(from, root, name);
    kit_join(into, tree, name);
    taken = copy_file(from, into);
    if (!taken && access(from, F_OK) == 0)
        sheet_note(sheet, "%s: a link, no file, or too large: left out", name);
    return taken;
}

void
beside_take(struct sheet *sheet, const char *root, const char *tree)
{
    char from[PATH_MAX], into[PATH_MAX];
    struct stat st;

    sheet->predictions = take(sheet, root, tree, KIT_PREDICTIONS);
    kit_join(from, root, KIT_GRAPHS);
    kit_join(into, tree, KIT_GRAPHS);
    sheet->graphs = lstat(from, &st) == 0 && S_ISDIR(st.st_mode) && mkdir(into, 0700) == 0;
    if (sheet->graphs) {
        take(sheet, root, tree, KIT_GRAPHS "/eight.pcapng");
        take(sheet, root, tree, KIT_GRAPHS "/worksheet.txt");
    }
}

void
beside_note(struct sheet *sheet)
{
    if (!sheet->predictions)
        sheet_note(sheet, "no " KIT_PREDICTIONS ": the predict checks are left out");
    if (sheet->graphs)
        sheet_note(sheet, KIT_GRAPHS ": the graphs and answers are for a person to look at");
    else
        sheet_note(sheet, "no directory " KIT_GRAPHS ": the checks of exercise 2.2 are left out");
}
