/* What a session (at the server) or a dialogue (at the client) needs next from the lab that drives
 * it.  The protocol asks, the lab answers; how it waits for the answer is its own affair. */
#ifndef FTP_NEED_H
#define FTP_NEED_H

enum ftp_need {
    FTP_NEED_FLUSH,    /* its output sent over the control connection       */
    FTP_NEED_INPUT,    /* more bytes from the control connection            */
    FTP_NEED_PAUSE,    /* FTP_PAUSE seconds to pass (after a wrong password) */
    FTP_NEED_LISTENER, /* a listening data port to announce                 */
    FTP_NEED_DATA,     /* the data connection: accepted or connected        */
    FTP_NEED_SEND,     /* file or listing -> data connection                */
    FTP_NEED_RECEIVE,  /* data connection -> file                           */
    FTP_NEED_CLOSE,    /* nothing more; drain and hang up                   */
};

#endif
