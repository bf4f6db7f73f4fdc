/* The table of all commands, in the order of the RFCs, and the commands that tell about the server.
 */
#include "ftp_do.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct ftp_verb verbs[] = {
    /* RFC 959 section 4.1.1: access control */
    {"USER", ftp_do_user, FTP_ANYTIME | FTP_ARGUMENT, "USER name"},
    {"PASS", ftp_do_pass, FTP_ANYTIME, "PASS password"},
    {"ACCT", ftp_do_acct, FTP_ANYTIME, "ACCT information"},
    {"CWD", ftp_do_cwd, FTP_ARGUMENT, "CWD directory"},
    {"CDUP", ftp_do_cdup, 0, "CDUP"},
    {"SMNT", NULL, FTP_ABSENT, "SMNT"},
    {"REIN", ftp_do_rein, FTP_ANYTIME, "REIN"},
    {"QUIT", ftp_do_quit, FTP_ANYTIME, "QUIT"},
    /* RFC 959 section 4.1.2: transfer parameters */
    {"PORT", ftp_do_port, FTP_ARGUMENT, "PORT h1,h2,h3,h4,p1,p2"},
    {"PASV", ftp_do_pasv, 0, "PASV"},
    {"TYPE", ftp_do_type, FTP_ARGUMENT, "TYPE A|I"},
    {"STRU", ftp_do_stru, FTP_ARGUMENT, "STRU F"},
    {"MODE", ftp_do_mode, FTP_ARGUMENT, "MODE S"},
    /* RFC 959 section 4.1.3: service */
    {"RETR", ftp_do_retr, FTP_ARGUMENT, "RETR file"},
    {"STOR", ftp_do_stor, FTP_ARGUMENT | FTP_WRITES, "STOR file"},
    {"STOU", ftp_do_stou, FTP_WRITES, "STOU"},
    {"APPE", ftp_do_appe, FTP_ARGUMENT | FTP_WRITES, "APPE file"},
    {"ALLO", ftp_do_allo, 0, "ALLO size"},
    {"REST", ftp_do_rest, FTP_ARGUMENT, "REST offset"},
    {"RNFR", ftp_do_rnfr, FTP_ARGUMENT | FTP_WRITES, "RNFR old-name"},
    {"RNTO", ftp_do_rnto, FTP_ARGUMENT | FTP_WRITES, "RNTO new-name"},
    {"ABOR", ftp_do_abor, 0, "ABOR"},
    {"DELE", ftp_do_dele, FTP_ARGUMENT | FTP_WRITES, "DELE file"},
    {"RMD", ftp_do_rmd, FTP_ARGUMENT | FTP_WRITES, "RMD directory"},
    {"MKD", ftp_do_mkd, FTP_ARGUMENT | FTP_WRITES, "MKD directory"},
    {"PWD", ftp_do_pwd, 0, "PWD"},
    {"LIST", ftp_do_list, 0, "LIST [name]"},
    {"NLST", ftp_do_nlst, 0, "NLST [name]"},
    {"SITE", ftp_do_site, FTP_ARGUMENT, "SITE HELP"},
    {"SYST", ftp_do_syst, FTP_ANYTIME, "SYST"},
    {"STAT", ftp_do_stat, 0, "STAT [name]"},
    {"HELP", ftp_do_help, FTP_ANYTIME, "HELP [verb]"},
    {"NOOP", ftp_do_noop, FTP_ANYTIME, "NOOP"},
    /* RFC 1123 section 4.1.3.1: the X-forms */
    {"XCWD", ftp_do_cwd, FTP_ARGUMENT, "XCWD directory"},
    {"XCUP", ftp_do_cdup, 0, "XCUP"},
    {"XMKD", ftp_do_mkd, FTP_ARGUMENT | FTP_WRITES, "XMKD directory"},
    {"XRMD", ftp_do_rmd, FTP_ARGUMENT | FTP_WRITES, "XRMD directory"},
    {"XPWD", ftp_do_pwd, 0, "XPWD"},
    /* RFC 2389: what is there beyond RFC 959 */
    {"FEAT", ftp_do_feat, FTP_ANYTIME, "FEAT"},
    {"OPTS", ftp_do_opts, FTP_ANYTIME | FTP_ARGUMENT, "OPTS UTF8 ON | OPTS MLST facts"},
    /* RFC 2428: IPv6 */
    {"EPRT", ftp_do_eprt, FTP_ARGUMENT, "EPRT |family|address|port|"},
    {"EPSV", ftp_do_epsv, 0, "EPSV [1|2|ALL]"},
    /* RFC 3659 and its draft companions: facts about files */
    {"SIZE", ftp_do_size, FTP_ARGUMENT, "SIZE file"},
    {"MDTM", ftp_do_mdtm, FTP_ARGUMENT, "MDTM file"},
    {"MFMT", ftp_do_mfmt, FTP_ARGUMENT | FTP_WRITES, "MFMT time file"},
    {"MLST", ftp_do_mlst, 0, "MLST [name]"},
    {"MLSD", ftp_do_mlsd, 0, "MLSD [directory]"},
    /* said by clients out of politeness */
    {"CLNT", ftp_do_clnt, FTP_ANYTIME, "CLNT name"},
    {"LANG", ftp_do_lang, FTP_ANYTIME, "LANG [EN]"},
    {"HOST", NULL, FTP_ABSENT, "HOST"},
    /* RFC 2228 and RFC 4217: security, which this teaching server leaves out */
    {"AUTH", NULL, FTP_ABSENT, "AUTH"},
    {"ADAT", NULL, FTP_ABSENT, "ADAT"},
    {"PBSZ", NULL, FTP_ABSENT, "PBSZ"},
    {"PROT", NULL, FTP_ABSENT, "PROT"},
    {"CCC", NULL, FTP_ABSENT, "CCC"},
    {"MIC", NULL, FTP_ABSENT, "MIC"},
    {"CONF", NULL, FTP_ABSENT, "CONF"},
    {"ENC", NULL, FTP_ABSENT, "ENC"},
};

enum { VERBS = sizeof verbs / sizeof *verbs };

const struct ftp_verb *
ftp_verb_find(const char *name)
{
    for (int i = 0; i < VERBS; i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}

/* The verbs that are there, eight a line. */
static void
help_all(struct ftp_session *s)
{
    char line[8 * FTP_VERB + 1] = "";
    int in_line = 0;

    ftp_reply_begin(&s->wire, 214, "These commands are understood:");
    for (int i = 0; i < VERBS; i++) {
        if (verbs[i].rules & FTP_ABSENT)
            continue;
        sprintf(line + strlen(line), "%-5.4s", verbs[i].name);
        if (++in_line == 8) {
            ftp_reply_add(&s->wire, line);
            line[0] = '\0';
            in_line = 0;
        }
    }
    if (in_line > 0)
        ftp_reply_add(&s->wire, line);
    ftp_reply(&s->wire, 214, "HELP and a verb tells more.");
}

void
ftp_do_help(struct ftp_session *s, const char *argument)
{
    struct ftp_command asked = ftp_command_parse(argument);
    const struct ftp_verb *verb = ftp_verb_find(asked.verb);

    if (*argument == '\0')
        help_all(s);
    else if (verb == NULL)
        ftp_reply(&s->wire, 501, "No such command.");
    else if (verb->rules & FTP_ABSENT)
        ftp_reply(&s->wire, 214, "%s is not implemented here.", verb->name);
    else
        ftp_reply(&s->wire, 214, "Syntax: %s", verb->syntax);
}

void
ftp_do_feat(struct ftp_session *s, const char *argument)
{
    static const char *const features[] = {"EPRT",        "EPSV", "LANG EN*", "MDTM", "MFMT",
                                           "REST STREAM", "SIZE", "TVFS",     "UTF8"};
    char mlst[64];

    (void)argument;
    ftp_reply_begin(&s->wire, 211, "Features:");
    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        ftp_reply_add(&s->wire, features[i]);
    /* An asterisk marks the facts that are switched on: RFC 3659 section 7.8. */
    snprintf(mlst, sizeof mlst, "MLST type%s;size%s;modify%s;perm%s;",
             s->facts & FACT_TYPE ? "*" : "", s->facts & FACT_SIZE ? "*" : "",
             s->facts & FACT_MODIFY ? "*" : "", s->facts & FACT_PERM ? "*" : "");
    ftp_reply_add(&s->wire, mlst);
    ftp_reply(&s->wire, 211, "End.");
}

static void
status_of_session(struct ftp_session *s)
{
    char peer[NET_TEXT];
    char line[NET_TEXT + 64];

    ftp_reply_begin(&s->wire, 211, "Status:");
    snprintf(line, sizeof line, "Connected from %s", net_text(&s->peer, peer));
    ftp_reply_add(&s->wire, line);
    ftp_reply_add(&s->wire, s->ascii ? "TYPE A, STRU F, MODE S" : "TYPE I, STRU F, MODE S");
    ftp_reply_add(&s->wire, s->service->writable ? "Files may be changed" : "Read-only");
    ftp_reply(&s->wire, 211, "End.");
}

void
ftp_do_stat(struct ftp_session *s, const char *argument)
{
    char path[STORE_PATH];
    struct listing_request request = {
        .root = s->service->root, .path = path, .asked = argument, .form = LISTING_LONG};

    if (*argument == '\0') {
        status_of_session(s);
        return;
    }
    if (!ftp_path(s, argument, path))
        return;
    s->status = listing_open(&request);
    if (s->status == NULL) {
        ftp_refuse(s, argument);
    } else {
        ftp_reply_begin(&s->wire, 213, "Status:");
        ftp_session_send_status(s);
    }
}

void
ftp_do_syst(struct ftp_session *s, const char *argument)
{
    (void)argument;
    ftp_reply(&s->wire, 215, "UNIX Type: L8");
}

void
ftp_do_noop(struct ftp_session *s, const char *argument)
{
    (void)argument;
    ftp_reply(&s->wire, 200, "Still here.");
}

void
ftp_do_site(struct ftp_session *s, const char *argument)
{
    if (strcasecmp(argument, "HELP") == 0)
        ftp_reply(&s->wire, 214, "SITE knows HELP only.");
    else
        ftp_reply(&s->wire, 502, "That SITE command is not implemented here.");
}

void
ftp_do_lang(struct ftp_session *s, const char *argument)
{
    if (*argument == '\0' || strncasecmp(argument, "EN", 2) == 0)
        ftp_reply(&s->wire, 200, "English it is.");
    else
        ftp_reply(&s->wire, 504, "Only EN is offered.");
}

void
ftp_do_clnt(struct ftp_session *s, const char *argument)
{
    (void)argument;
    ftp_reply(&s->wire, 200, "Nice to meet you.");
}
