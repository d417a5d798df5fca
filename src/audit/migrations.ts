import { sql, type Migration } from 'kysely';

/** In order of their names. What has run once is never changed: add another one. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-entries': {
    async up(database) {
      await sql`
        create table audit.entries (
          stream text not null,
          seq integer not null check (seq > 0),
          key text not null constraint entries_key unique,
          phase text not null check (phase in ('intent', 'outcome', 'fact')),
          action text not null,
          result text check (result in ('done', 'refused')),
          at timestamptz(3) not null,
          actor_kind text not null check (actor_kind in ('preenroll', 'operator', 'user', 'admin', 'service')),
          actor_id text,
          user_id text,
          population text,
          factor text,
          event_uuid text,
          workflow_id text,
          okta_request_ids text[] not null,
          sealed_hash text,
          previous_hash text not null,
          hash text not null,
          primary key (stream, seq)
        )`.execute(database);
      await sql`
        create table audit.sealed (
          stream text not null,
          seq integer not null,
          content jsonb not null,
          primary key (stream, seq),
          foreign key (stream, seq) references audit.entries
        )`.execute(database);
      await sql`
        create table audit.anchors (
          stream text primary key,
          seq integer not null,
          hash text not null,
          pruned integer not null,
          pruned_at timestamptz(3) not null,
          operator text not null,
          reason text not null
        )`.execute(database);
      for (const columns of ['at, stream, seq', 'user_id, at', 'event_uuid']) {
        await sql`create index on audit.entries (${sql.raw(columns)})`.execute(database);
      }
      await sql`
        create index on audit.sealed ((content -> 'evidence' ->> 'phoneHash'))`.execute(database);
    },
  },
  '0002-append-only': {
    async up(database) {
      // Whoever may change rows at all still has to say in the same transaction which of the two ways is taken.
      await sql`
        create function audit.refuse_change() returns trigger language plpgsql as $$
        begin
          if tg_op = 'DELETE' and current_setting('audit.path', true) = any (tg_argv) then
            return old;
          end if;
          raise exception 'audit records are append-only' using errcode = '42501';
        end $$`.execute(database);
      for (const [table, paths] of [
        ['entries', `'retention'`],
        ['sealed', `'retention', 'erasure'`],
      ] as const) {
        const name = sql.table(`audit.${table}`);
        await sql`
          create trigger append_only before update or delete on ${name}
          for each row execute function audit.refuse_change(${sql.raw(paths)})`.execute(database);
        await sql`
          create trigger no_truncate before truncate on ${name}
          for each statement execute function audit.refuse_change()`.execute(database);
      }
    },
  },
};
