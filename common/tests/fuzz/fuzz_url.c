/* A URL is taken apart or refused with a reason; no part of it can carry a command. */
#include "ftp_command.h"
#include "fuzz.h"
#include "url.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_string(data, size);
    const char *why = NULL;
    struct url u;

    if (url_parse(&u, text, &why)) {
        must(ftp_command_is_clean(u.user) && ftp_command_is_clean(u.password));
        must(ftp_command_is_clean(u.path) && ftp_command_is_clean(u.host) && u.host[0] != '\0');
        must(u.port > 0 && u.port <= 65535);
        must(strchr(url_name(&u), '/') == NULL && strlen(u.text) <= strlen(text));
    } else {
        must(why != NULL && u.user == NULL && u.password == NULL && u.host == NULL);
        must(u.path == NULL && u.text == NULL);
    }
    url_free(&u);
    free(text);
    return 0;
}
