#!/bin/sh
# The server takes its password from the environment alone: it is put there for this process only.
set -eu
POSTGRES_PWD=$(cat /run/secrets/temporal_database_password)
export POSTGRES_PWD
exec /etc/temporal/entrypoint.sh
