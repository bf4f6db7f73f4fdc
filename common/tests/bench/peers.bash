# Sourced by run and turn: stock servers from Debian's packages.
# shellcheck disable=SC2034,SC2154 # they share their variables

peers_room=$root/build/peers
peers=() hello_peers=()

# With what it needs and the machine does not have; an instant when it is there already.
unpack() # PACKAGE [MORE...]
{
    local room=$peers_room/$1 packages package
    [ -e "$room/unpacked" ] && return
    command -v apt-get >/dev/null || return
    echo "unpacking $1 under build/peers"
    mkdir -p "$room/packages" || return
    packages=$(apt-get -s install --no-install-recommends "$@" 2>/dev/null | awk '/^Inst/ { print $2 }')
    # shellcheck disable=SC2086 # one word for each package
    (cd "$room/packages" && apt-get -q download ${packages:-"$@"} >/dev/null 2>&1) || return
    for package in "$room"/packages/*.deb; do
        dpkg -x "$package" "$room" || return
    done
    touch "$room/unpacked"
}

# Those that can run here. Pure-FTPd wants a user named ftp, which it gets in a room of its own.
unpack_peers()
{
    local peer
    unpack vsftpd && peers+=(vsftpd)
    unpack python3-pyftpdlib && peers+=(pyftpdlib)
    [ "$(id -u)" -eq 0 ] && unpack proftpd-core && peers+=(proftpd)
    unshare --mount true 2>/dev/null && unpack pure-ftpd && peers+=(pure-ftpd)
    unpack nginx libnginx-mod-stream && hello_peers+=(nginx)
    for peer in vsftpd pyftpdlib proftpd pure-ftpd nginx; do
        [[ " ${peers[*]} ${hello_peers[*]} " == *" $peer "* ]] || echo "without $peer: not here"
    done
}

libraries_of() # PACKAGE
{
    find "$peers_room/$1" -name 'lib*.so*' -printf '%h\n' | sort -u | paste -sd :
}

# ---- each of those that are told ---------------------------------------------------------------

start_vsftpd()
{
    mkdir -p "$work/settings/empty"
    cat >"$work/settings/vsftpd" <<END
listen=YES
listen_address=127.0.0.1
listen_port=$port
background=NO
anonymous_enable=YES
no_anon_password=YES
anon_root=$work/served
anon_upload_enable=YES
write_enable=YES
allow_writeable_chroot=YES
ftp_username=daemon
nopriv_user=daemon
run_as_launching_user=$([ "$(id -u)" -eq 0 ] && echo NO || echo YES)
secure_chroot_dir=$work/settings/empty
seccomp_sandbox=NO
isolate=NO
isolate_network=NO
xferlog_enable=NO
max_clients=20000
max_per_ip=0
END
    LD_LIBRARY_PATH=$(libraries_of vsftpd) \
        "$peers_room/vsftpd/usr/sbin/vsftpd" "$work/settings/vsftpd" &
    server_pid=$!
}

# Debian's /etc/ftpusers keeps "daemon" out.
start_proftpd()
{
    cat >"$work/settings/proftpd" <<END
ServerType standalone
DefaultAddress 127.0.0.1
Port $port
User daemon
Group daemon
UseIPv6 off
UseReverseDNS off
MaxInstances none
PidFile $work/settings/proftpd.pid
ScoreboardFile $work/settings/proftpd.scoreboard
WtmpLog off
TransferLog none
SystemLog none
UseFtpUsers off
AllowOverwrite on
<IfModule mod_delay.c>
  DelayEngine off
</IfModule>
<Anonymous $work/served>
  User daemon
  Group daemon
  UserAlias anonymous daemon
  RequireValidShell off
</Anonymous>
END
    LD_LIBRARY_PATH=$(libraries_of proftpd-core) \
        "$peers_room/proftpd-core/usr/sbin/proftpd" -n -q -c "$work/settings/proftpd" &
    server_pid=$!
}

start_pure-ftpd()
{
    { grep -v '^ftp:' /etc/passwd && echo "ftp:x:1:1::$work/served:/bin/sh"; } \
        >"$work/settings/passwd"
    # shellcheck disable=SC2016 # that shell expands them
    LD_LIBRARY_PATH=$(libraries_of pure-ftpd) unshare --mount sh -c \
        'mount --bind "$0" /etc/passwd && exec "$@"' "$work/settings/passwd" \
        "$peers_room/pure-ftpd/usr/sbin/pure-ftpd" -S "127.0.0.1,$port" -e -H -4 -c 20000 -C 20000 \
        -f none -g "$work/settings/pure-ftpd.pid" &
    server_pid=$!
}

start_nginx()
{
    mkdir -p "$work/settings/logs"
    cat >"$work/settings/nginx" <<END
load_module $peers_room/nginx/usr/lib/nginx/modules/ngx_stream_module.so;
daemon off;
worker_processes 1;
pid $work/settings/nginx.pid;
error_log /dev/null;
events { worker_connections 4096; }
stream { server { listen 127.0.0.1:$port; return "Hello World!"; } }
END
    LD_LIBRARY_PATH=$(libraries_of nginx) "$peers_room/nginx/usr/sbin/nginx" \
        -p "$work/settings/" -c "$work/settings/nginx" &
    server_pid=$!
}
