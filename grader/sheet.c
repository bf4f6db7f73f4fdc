/* sheet.c: the sheet on which one submission's grading is written down, in shared memory. */
#include "sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

struct sheet *
sheet_make(int *fd)
{
    struct sheet *sheet;

    if ((*fd = memfd_create("sheet", 0)) == -1)
        return NULL;
    sheet = ftruncate(*fd, sizeof *sheet) == 0 ? sheet_open(*fd) : NULL;
    if (sheet == NULL)
        close(*fd);
    return sheet;
}

struct sheet *
sheet_open(int fd)
{
    void *memory = mmap(NULL, sizeof(struct sheet), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

    return memory == MAP_FAILED ? NULL : memory;
}

void
sheet_free(struct sheet *sheet)
{
    if (sheet != NULL)
        munmap(sheet, sizeof *sheet);
}

void
sheet_note(struct sheet *sheet, const char *format, ...)
{
    va_list list;

    if (sheet->note_count == NOTES_MAX)
        return;
    va_start(list, format);
    vsnprintf(sheet->notes[sheet->note_count++], sizeof sheet->notes[0], format, list);
    va_end(list);
}

void
sheet_expect_all(struct sheet *sheet)
{
    bool chosen = false;

    for (size_t l = 0; l < LAB_COUNT; l++)
        chosen = chosen || sheet->order.labs[l];
    for (size_t l = 0; l < LAB_COUNT; l++)
        sheet->present[l] = !chosen || sheet->order.labs[l];
}

void
sheet_news(const struct sheet *sheet)
{
    /* Nobody need listen, and news that wait already will do for these, too. */
    (void)!write(sheet->order.news, "", 1);
}
