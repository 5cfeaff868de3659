-- Rows of the tables that migration 0004 brought, as that version stored them: never changed.

INSERT INTO job_lock
  (job, holder, until_utc, watched_since_utc)
VALUES
  ('purge', 'host:1', '2031-01-01 00:00:00.000000', '2026-11-01 09:00:00.000000');

INSERT INTO job_run
  (id, job, due_utc, holder, attempts, outcome, counts, error, started_utc, ended_utc)
VALUES
  (1, 'purge', '2026-11-01 09:00:00.000000', 'host:1', 2, 'done', '{"profiles": 3}', '', '2026-11-01 09:00:00.000000', '2026-11-02 10:30:00.123456');

INSERT INTO outbox_mail
  (id, cause, message_id, purpose, recipient, domain, language, subject, text, html, person_id,
   company_id, state, attempts, handovers, reply, holder, held_until_utc, created_utc,
   next_try_utc, expires_utc, settled_utc)
VALUES
  (1, 'c', 'm', 'invitation', 'ayla@example.org', 'example.org', 'de', 'Ihre Einladung', 'Guten Tag

Grüße', '', 4, NULL, 'waiting', 1, 0, '', '', NULL, '2026-11-01 09:00:00.000000', '2026-11-02 10:30:00.123456', '2031-01-01 00:00:00.000000', NULL);

INSERT INTO suppressed_address
  (address_hash, reason, since_utc)
VALUES
  ('h', 'bounce', '2026-11-01 09:00:00.000000');

INSERT INTO mail_pace
  (domain, next_utc)
VALUES
  ('', '2026-11-01 09:00:00.000000'),
  ('example.org', '2026-11-02 10:30:00.123456');

INSERT INTO mail_switch
  (id, is_paused, failures, failure, closed_until_utc)
VALUES
  (1, false, 2, 'unreachable', '2026-11-02 10:30:00.123456');
