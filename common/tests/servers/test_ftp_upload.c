/* To the server: STOR, APPE, STOU, REST; a broken upload never replaces a good file. */

#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
holds(const char *name, const char *text)
{
    expect(folder_holds(site_path("%s", name), text, strlen(text)), "%s does not hold \"%s\"", name,
           text);
}

START_TEST(a_file_arrives_as_it_is)
{
    static const size_t sizes[] = {0, 1, 511, 4096, 65535, 65536, 65537, 1048577};
    serve("--writable");
    struct talk *c = binary_guest();

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *here = folder_noise(sizes[i], i);

        upload_by(c, i % WAYS, "STOR noise", here, sizes[i]);
        expect(folder_holds(site_path("noise"), here, sizes[i]), "%zu bytes arrived as others",
               sizes[i]);
        free(here);
    }
    expect(folder_count(site_path("%s", "")) == 1, "an upload left something beside its file");
}
END_TEST

START_TEST(appe_adds_and_makes)
{
    serve("--writable");
    struct talk *c = binary_guest();

    upload(c, "APPE log", "one ", 4);
    upload(c, "APPE log", "two", 3);
    holds("log", "one two");
}
END_TEST

/* Somebody else adds to a file: another session, where there can be one. */
static void
another_appends(const char *name, const char *text)
{
    if (kit_serves_in_turn()) {
        FILE *file = fopen(site_path("%s", name), "a");

        expect(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0, "cannot append");
    } else {
        char command[64];

        snprintf(command, sizeof command, "APPE %s", name);
        upload(binary_guest(), command, text, strlen(text));
    }
}

START_TEST(who_appends_keeps_what_others_appended)
{
    serve("--writable");
    site_text("log", "old ");
    struct talk *c = binary_guest();
    struct talk *data;
    unsigned port;

    say(c, "PASV");
    port = data_port(hear(c, "227 *"));
    say(c, "APPE log");
    hear(c, "150 *");
    another_appends("log", "theirs ");
    data = talk_connect(site.host, port);
    another_appends("log", "too ");
    talk_send(data, "mine", 4);
    talk_finish(data);
    hear(c, "226 *");
    holds("log", "old theirs too mine");
}
END_TEST

START_TEST(rest_goes_on_where_an_upload_ended)
{
    serve("--writable");
    site_text("part", "0123456789");
    struct talk *c = binary_guest();

    say(c, "REST 4");
    hear(c, "350 *");
    upload(c, "STOR part", "abc", 3);
    holds("part", "0123abc");
    upload(c, "STOR part", "new", 3); /* and not a second time */
    holds("part", "new");
}
END_TEST

START_TEST(rest_behind_the_end_makes_no_hole)
{
    serve("--writable");
    site_text("part", "0123");
    struct talk *c = binary_guest();

    say(c, "REST 100");
    hear(c, "350 *");
    refused(c, "STOR part", "55[0-4] *");
    holds("part", "0123");
}
END_TEST

START_TEST(lines_lose_their_carriage_return_in_type_a)
{
    serve("--writable");
    struct talk *c = guest();

    say(c, "TYPE A");
    hear(c, "200 *");
    upload(c, "STOR lines", "one\r\ntwo\r\n\r\nno end", 18);
    holds("lines", "one\ntwo\n\nno end");
    upload(c, "STOR lines", "a\rb\r", 4); /* a CR that ends no line stays */
    holds("lines", "a\rb\r");
}
END_TEST

START_TEST(type_a_is_right_across_the_edges_of_buffers)
{
    enum { LINES = 70000 };
    serve("--writable");
    struct talk *c = guest();
    char *wire = malloc(3 * LINES);
    char *text = malloc(2 * LINES);
    size_t n = 0, at = 0;

    for (int i = 0; i < LINES; i++) {
        if (i % 7 == 0)
            wire[n++] = text[at++] = 'x';
        wire[n++] = '\r';
        wire[n++] = text[at++] = '\n';
    }
    say(c, "TYPE A");
    hear(c, "200 *");
    upload(c, "STOR lines", wire, n);
    expect(folder_holds(site_path("lines"), text, at), "the lines arrived as others");
    free(wire);
    free(text);
}
END_TEST

START_TEST(stou_chooses_a_name_of_its_own)
{
    static const char *const texts[] = {"one", "another"};
    char names[2][64];
    serve("--writable");
    struct talk *c = binary_guest();

    for (int i = 0; i < 2; i++) {
        struct data d = data_begin(c, EPSV);

        say(c, "STOU");
        expect(sscanf(hear(c, "150 FILE: *"), "150 FILE: %63s", names[i]) == 1, "no name");
        talk_send(d.talk, texts[i], strlen(texts[i]));
        talk_finish(d.talk);
        hear(c, "226 *");
    }
    expect(strcmp(names[0], names[1]) != 0, "two STOU chose the same name");
    holds(names[0], texts[0]);
    holds(names[1], texts[1]);
}
END_TEST

START_TEST(an_upload_stands_under_its_name_only_when_complete)
{
    serve("--writable");
    site_text("good", "the good old file");
    struct talk *c = binary_guest();
    struct data d = data_begin(c, PASV);

    say(c, "STOR good");
    hear(c, "150 *");
    talk_send(d.talk, "half of the new", 15);
    holds("good", "the good old file");
    talk_finish(d.talk);
    hear(c, "226 *");
    holds("good", "half of the new");
}
END_TEST

START_TEST(a_broken_upload_leaves_the_old_file)
{
    enum { MUCH = 24 * 1024 * 1024 }; /* more than all buffers hold: the server has some of it */
    char *half = calloc(1, MUCH);
    serve("--writable");
    site_text("good", "the good old file");
    struct talk *c = binary_guest();
    struct data d = data_begin(c, PASV);

    say(c, "STOR good");
    hear(c, "150 *");
    talk_send(d.talk, half, MUCH);
    talk_reset(d.talk);
    hear(c, "426 *");
    holds("good", "the good old file");
    expect(folder_count(site_path("%s", "")) == 1, "a broken upload left something behind");
    well(c);
    free(half);
}
END_TEST

START_TEST(a_client_that_vanishes_in_an_upload_leaves_the_old_file)
{
    serve("--writable");
    site_text("good", "the good old file");
    struct talk *c = binary_guest();
    struct data d = data_begin(c, PASV);

    say(c, "STOR good");
    hear(c, "150 *");
    talk_send(d.talk, "half", 4);
    talk_reset(c);
    talk_reset(d.talk);
    serves_others();
    site_stop(); /* then every session has ended */
    holds("good", "the good old file");
    expect(folder_count(site_path("%s", "")) == 1, "a broken upload left something behind");
}
END_TEST

START_TEST(an_upload_goes_where_a_file_can_be)
{
    serve("--writable");
    folder_make(site_path("directory"));
    struct talk *c = binary_guest();

    refused(c, "STOR directory", "55[03] *");
    refused(c, "STOR nowhere/file", "55[03] *");
    refused(c, "APPE directory", "55[03] *");
    refused(c, "STOR /", "55[03] *");
    say(c, "STOR");
    hear(c, "501 *");
    expect(folder_count(site_path("%s", "")) == 1, "a refused upload left something behind");
    expect(folder_count(site_path("directory")) == 0, "a refused upload left something behind");
}
END_TEST

START_TEST(what_was_stored_can_be_fetched)
{
    serve("--writable");
    struct talk *c = binary_guest();
    char *there = folder_noise(100000, 3);
    char *here;
    size_t n;

    upload(c, "STOR noise", there, 100000);
    here = fetch(c, "RETR noise", &n);
    expect(n == 100000 && memcmp(here, there, n) == 0, "it came back as something else");
    free(here);
    free(there);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, a_file_arrives_as_it_is);
    tcase_add_test(t, appe_adds_and_makes);
    tcase_add_test(t, who_appends_keeps_what_others_appended);
    tcase_add_test(t, rest_goes_on_where_an_upload_ended);
    tcase_add_test(t, rest_behind_the_end_makes_no_hole);
    tcase_add_test(t, lines_lose_their_carriage_return_in_type_a);
    tcase_add_test(t, type_a_is_right_across_the_edges_of_buffers);
    tcase_add_test(t, stou_chooses_a_name_of_its_own);
    tcase_add_test(t, an_upload_stands_under_its_name_only_when_complete);
    tcase_add_test(t, a_broken_upload_leaves_the_old_file);
    tcase_add_test(t, a_client_that_vanishes_in_an_upload_leaves_the_old_file);
    tcase_add_test(t, an_upload_goes_where_a_file_can_be);
    tcase_add_test(t, what_was_stored_can_be_fetched);
}

int
main(void)
{
    return kit_run("ftp_server uploads", fill, KIT_WHOLE_AND_BYTES);
}
