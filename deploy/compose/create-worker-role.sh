#!/bin/sh
# Run once, by PostgreSQL, when its data are made. `preenroll migrate --grant-to` says what this role may do.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$(cat /run/secrets/audit_worker_password)" \
  --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role preenroll_worker login password :'password';
SQL
