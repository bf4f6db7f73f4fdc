#!/usr/bin/env bash
# Each lab's ftp_client against pyftpdlib, also with users and passwords.
# shellcheck disable=SC2317 # functions are called through `check`

cd "$(dirname "$0")/../../.." || exit
. common/tests/interop/our_clients.bash

peer_or_skip pyftpdlib python3-pyftpdlib
# One at a time: of several active sessions at once, pyftpdlib 1.5.7 forgets some. (When one ends
# it unregisters a descriptor that is another's by then.)
run_clients pyftpdlib '--active -j1' second

served=$work/for-ada
make_tree "$served"
start_program python3 common/tests/interop/stock_server.py pyftpdlib 127.0.0.1 "$served"
for lab in "${labs[@]}"; do
    subject="$lab: ftp_client, pyftpdlib"
    url=ftp://ada:love%3Alace@$address
    check 'logs in as a user' gets size-65536
    url=ftp://ada:hate@$address
    check 'says that the password is wrong' \
        fails_saying ftp:// 530 get -o "$work/here" "$url/size-1"
    refuse 'does not say the password' grep hate "$work/said"
done
subject=pyftpdlib
stop_server
finish
