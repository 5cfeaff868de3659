INSERT INTO digest_subscription
  (id, audience, company_id, person_id, nonce, link_hash, rhythm, weekday, topics, has_reminders,
   told_until, told_from_day, reminded_from, mailed_on, created_utc, scheduled_utc, confirmed_utc,
   ended_utc)
VALUES
  (1, 'firm', 7, NULL, 'nonce', 'hash', 'weekly', 0, '["digitalisation"]', true,
   5, '2026-11-22', '2026-11-22', '2026-11-22', '2026-11-22 11:00:00.000000', '2026-11-22 11:00:00.000000',
   '2026-11-22 11:05:00.000000', NULL);

INSERT INTO digest_run
  (id, kind, day, ends_at, opened_utc, finished_utc)
VALUES
  (1, 'weekly', '2026-11-23', 9, '2026-11-23 06:00:00.000000', NULL);

INSERT INTO digest_part
  (id, run_id, subscription_id, state, starts_at, since_day, question, more, attempts, error,
   mail_id, computed_utc, settled_utc)
VALUES
  (1, 1, 1, 'waiting', 5, '2026-11-22', 'chamber', 0, 0, '', NULL, NULL, NULL);

INSERT INTO digest_item
  (id, part_id, position, offer_id, kind, day, days_before)
VALUES
  (1, 1, 0, 'fdb-1', 'new', NULL, NULL);
