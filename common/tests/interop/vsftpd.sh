#!/usr/bin/env bash
# Each lab's ftp_client against vsftpd.

cd "$(dirname "$0")/../../.." || exit
. common/tests/interop/our_clients.bash

peer_or_skip vsftpd vsftpd
run_clients vsftpd --active
finish
