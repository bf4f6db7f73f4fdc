/* Thousands of clients that misbehave, and good sessions between them: each of these is exact, and
 * in the end the server's memory, descriptors and threads are what they were.
 *
 * $SOAK_SECONDS says for how long, in each lab; $SOAK_SEED what happens. */
#include "mischief.h"
#include "site.h"
#include "visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Seconds, and KiB that may stay: of the stacks of threads the system keeps some for the next. */
enum { WARM_UP = 2, IN_CHECK = 4, MEMORY_KIB = 4096 };

struct means {
    int descriptors;
    long threads;
    long memory; /* KiB of its own */
};

/* The sum of what stands behind this word in a file of /proc, at the beginnings of lines. */
static long
sum_in(const char *name, const char *word)
{
    char path[64], line[256];
    long sum = 0;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%ld/%s", (long)site.pid, name);
    file = fopen(path, "r");
    expect(file != NULL, "%s", path);
    while (fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, word, strlen(word)) == 0)
            sum += atol(line + strcspn(line, "0123456789"));
    fclose(file);
    return sum;
}

/* Without the one that watches the others. */
static long
threads(void)
{
    long n = sum_in("status", "Threads:");

    return n - (kit_sanitized("thread") && n > 1);
}

static struct means
look(void)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%ld/fd", (long)site.pid);
    return (struct means){.descriptors = folder_count(path),
                          .threads = threads(),
                          .memory = sum_in("smaps_rollup", "Private_")};
}

/* There is no event for what the server does after the last client has gone: so it is looked at
 * repeatedly. */
static struct means
look_when_quiet(const struct means *start)
{
    double deadline = kit_deadline();
    struct means m = look();

    while ((m.descriptors > start->descriptors || m.threads > start->threads) &&
           kit_now() < deadline) {
        kit_wait(site.alive, 0, kit_now() + 0.01);
        m = look();
    }
    return m;
}

static unsigned
number_from(const char *variable, unsigned otherwise)
{
    const char *text = getenv(variable);

    return text == NULL || *text == '\0' ? otherwise : (unsigned)strtoul(text, NULL, 10);
}

/* Returns how many misbehaved; *good is how many did not. */
static unsigned
soak(unsigned seed, double seconds, unsigned *good)
{
    double end = kit_now() + seconds;
    struct mischief m = mischief_begin(seed);
    unsigned bad = 0;

    for (*good = 0; kit_now() < end; ++*good) {
        const char *wrong = visit_server(true);

        expect(wrong == NULL, "good session %u: %s", *good, wrong);
    }
    expect(mischief_end(&m, &bad), "the clients that misbehave did not end well");
    return bad;
}

static void
check_means(const struct means *start, const struct means *now)
{
    expect(now->descriptors == start->descriptors, "%d descriptors open, %d at the start",
           now->descriptors, start->descriptors);
    expect(now->threads == start->threads, "%ld threads, %ld at the start", now->threads,
           start->threads);
    if (kit_sanitized("address") || kit_sanitized("thread"))
        return; /* they keep what is freed */
    expect(now->memory <= start->memory + MEMORY_KIB, "%ld KiB of memory, %ld at the start",
           now->memory, start->memory);
}

START_TEST(everybody_at_once)
{
    unsigned seconds = number_from("SOAK_SECONDS", IN_CHECK);
    unsigned seed = number_from("SOAK_SEED", 1);
    struct means before, start, now;
    unsigned good, bad;

    visit_prepare();
    serve("--writable", "--idle-timeout", "2", "--max-clients", "5000", "--max-per-address",
          "5000");
    before = look();
    soak(seed, WARM_UP, &good); /* what the system keeps for the next time, it has now */
    start = look_when_quiet(&before);
    check_means(&before, &(struct means){start.descriptors, start.threads, 0});
    bad = soak(seed + 1, seconds, &good);
    now = look_when_quiet(&start);
    fprintf(stderr, "%s: seed %u, %u good sessions among %u bad ones; memory %ld, %ld, %ld KiB\n",
            kit_lab, seed, good, bad, before.memory, start.memory, now.memory);
    check_means(&start, &now);
    expect(good > 0 && bad > 0, "nothing happened");
    expect(folder_count(site_path("%s", "")) <= 6, "files are left behind");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, everybody_at_once);
}

int
main(void)
{
    char times[32];

    /* The harness gives a test two minutes. */
    snprintf(times, sizeof times, "%u", 1 + number_from("SOAK_SECONDS", IN_CHECK) / 60);
    setenv("CK_TIMEOUT_MULTIPLIER", times, 1);
    return kit_run("ftp_server among clients that misbehave", fill, KIT_WHOLE);
}
