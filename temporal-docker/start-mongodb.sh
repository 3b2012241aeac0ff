#!/bin/bash
# Gives mongod the key by which the members of the replica set know each other, readable by mongod's own user
# alone, and goes on with the image's own entry point.
set -euo pipefail
: "${MONGODB_MEMBER_KEY:?}"

install --directory --owner=mongodb --group=mongodb --mode=700 /run/mongodb
printf '%s' "$MONGODB_MEMBER_KEY" | install --owner=mongodb --group=mongodb --mode=400 /dev/stdin /run/mongodb/key
unset MONGODB_MEMBER_KEY
exec docker-entrypoint.sh "$@"
