/* markup.c: text made harmless for XML and HTML. */
#include "markup.h"

#include <stdarg.h>

static void
put(FILE *out, char c)
{
    switch (c) {
    case '&':
        fputs("&amp;", out);
        break;
    case '<':
        fputs("&lt;", out);
        break;
    case '>':
        fputs("&gt;", out);
        break;
    case '"':
        fputs("&quot;", out);
        break;
    case '\'':
        fputs("&#39;", out);
        break;
    default:
        fputc((c >= ' ' && c <= '~') || c == '\n' || c == '\t' ? c : '?', out);
    }
}

void
markup_text(FILE *out, const char *text)
{
    for (; *text != '\0'; text++)
        put(out, *text);
}

void
markup_format(FILE *out, const char *format, ...)
{
    char text[2000];
    va_list list;

    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    markup_text(out, text);
}
