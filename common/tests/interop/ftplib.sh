#!/usr/bin/env bash
# Python's ftplib against each lab's server, over IPv4 and IPv6.

cd "$(dirname "$0")/../../.." || exit
. common/tests/interop/kit.bash

for lab in "${labs[@]}"; do
    for host in 127.0.0.1 ::1; do
        subject="$lab at $host"
        served=$work/$lab-$host
        make_tree "$served"
        mkdir "$served/in"
        start_server "$lab" --root "$served" --host $host --writable
        include python3 common/tests/interop/with_ftplib.py "$subject" $host "$port" "$served"
        stop_server
    done
done

finish
