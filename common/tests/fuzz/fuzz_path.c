/* Any name leads to a clean path; what is behind that door lies in the root, and can be listed. */
#include "fuzz.h"
#include "listing.h"
#include "scene.h"
#include "store.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
is_clean(const char *path)
{
    size_t length = strlen(path);

    return path[0] == '/' && length < STORE_PATH && strstr(path, "//") == NULL &&
           strstr(path, "/../") == NULL && strstr(path, "/./") == NULL &&
           (length == 1 || path[length - 1] != '/') &&
           (length < 3 || strcmp(path + length - 3, "/..") != 0) &&
           (length < 2 || strcmp(path + length - 2, "/.") != 0);
}

/* The file outside is the only one of six bytes that spells this. */
static void
read_there(int root, const char *path)
{
    char bytes[6];
    struct stat st;
    int file = store_open(root, path, &st);

    if (file < 0)
        return;
    must(read(file, bytes, 6) != 6 || memcmp(bytes, "secret", 6) != 0);
    close(file);
}

static void
list_there(int root, const char *path, const char *asked, enum listing_form form)
{
    struct listing_request request = {
        .root = root, .path = path, .asked = asked, .form = form, .facts = FACT_ALL};
    struct listing *l = listing_open(&request);
    struct buffer b = {0};

    while (l != NULL && listing_produce(l, &b) == LISTING_MORE)
        buffer_taken(&b, buffer_length(&b));
    buffer_free(&b);
    listing_close(l);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *name = fuzz_string(data, size);
    int root = scene_begin();
    char path[STORE_PATH];

    if (store_path(path, "/sub", name) == 0) {
        must(is_clean(path));
        read_there(root, path);
        for (enum listing_form form = LISTING_LONG; form <= LISTING_FACTS; form++)
            list_there(root, path, name, form);
    }
    scene_end();
    free(name);
    return 0;
}
