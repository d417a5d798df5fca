#!/bin/sh
# The two databases of a Temporal server on PostgreSQL: made if they are not there, brought to the version of these tools if they are.
set -eu
SQL_PASSWORD=$(cat /run/secrets/temporal_database_password)
export SQL_PASSWORD

prepare() {
  database=$1
  schema=$2
  tool() {
    temporal-sql-tool --plugin "$DB" --endpoint "$POSTGRES_SEEDS" --port 5432 --user "$POSTGRES_USER" --database "$database" "$@"
  }
  # Each says so and does nothing where it has been done.
  tool create-database
  tool setup-schema --version 0.0
  tool update-schema --schema-name "postgresql/v12/$schema"
}

prepare temporal temporal
prepare temporal_visibility visibility
