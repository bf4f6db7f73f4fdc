# Sourced by tests of run_all: where they stand, and a folder of their own, which goes with them.
# shellcheck shell=sh disable=SC2034 # they use it

here=$(cd "$(dirname "$0")" && pwd) || exit 2
run_all=$here/../run_all
out=$(mktemp -d) || exit 2
chmod 711 "$out" # when we are root, programs run as another user
TMPDIR=$out/tmp
mkdir "$TMPDIR"
export TMPDIR
trap 'rm -rf "$out"' EXIT
trap 'exit 2' HUP INT TERM
