#!/bin/sh
# Makes the secrets that are only random text, in ./secrets, and leaves those alone that are there. Two come from elsewhere:
# secrets/okta_private_key (preenroll setup, or the Admin Console) and secrets/smtp_url (smtps://user:password@host).
set -eu
umask 077
mkdir -p secrets

# Containers read them as different users; the folder keeps everybody else on this machine out.
keep() {
  [ -s "secrets/$1" ] || cat > "secrets/$1"
  chmod 444 "secrets/$1"
}

for name in temporal_database_password audit_owner_password audit_worker_password event_hook_secret; do
  openssl rand -hex 32 | keep "$name"
done
for name in payload_encryption_key audit_hash_key; do
  openssl rand -base64 32 | keep "$name"
done
printf 'postgresql://preenroll:%s@audit-database/preenroll' "$(cat secrets/audit_owner_password)" | keep audit_owner_url
printf 'postgresql://preenroll_worker:%s@audit-database/preenroll' "$(cat secrets/audit_worker_password)" | keep audit_worker_url
