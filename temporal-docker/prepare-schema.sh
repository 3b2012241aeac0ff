#!/bin/sh
# Makes Temporal's two databases and brings their schema to the version of this image. Every command leaves
# alone what is there, so that it may run at each start; an upgrade of the image upgrades the schema, one
# minor release at a time. Settings: SQL_PLUGIN SQL_HOST SQL_PORT SQL_USER SQL_PASSWORD.
set -eu
: "${SQL_HOST:?}" "${SQL_USER:?}" "${SQL_PASSWORD:?}" "${SQL_PLUGIN:?}"

schema=/etc/temporal/schema/postgresql/v12
prepare() {
  temporal-sql-tool --db "$1" create
  temporal-sql-tool --db "$1" setup-schema --version 0.0
  temporal-sql-tool --db "$1" update-schema --schema-dir "$schema/$2/versioned"
}

prepare temporal temporal
prepare temporal_visibility visibility
