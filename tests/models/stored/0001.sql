-- Rows of the tables that migration 0001 brought, as that version stored them: never changed.

INSERT INTO offer
  (id, current_version, kept_from_bundle, bundled_fingerprint, created_utc, updated_utc)
VALUES
  ('förder-1', 2, true, 'abc', '2026-11-01 09:00:00.000000', '2026-11-02 10:30:00.123456');

INSERT INTO offer_version
  (id, offer_id, number, content, fingerprint, source_name, created_by, created_utc)
VALUES
  (1000011, 'förder-1', 1, '{"title": "Für Gründer"}', 'f1', 'bundled', 'bundled', '2026-11-01 09:00:00.000000'),
  (1000012, 'förder-1', 2, '{"title": "Neu", "needs": [1, null]}', 'f2', 'x', 'import', '2026-11-02 10:30:00.123456');

INSERT INTO offer_proposal
  (id, offer_id, content, fingerprint, created_utc, decided_utc)
VALUES
  (3, 'förder-1', '{}', 'f3', '2026-11-01 09:00:00.000000', NULL);

UPDATE catalogue_state SET version = 41, changed_utc = '2026-11-02 10:30:00.123456';

INSERT INTO company_profile
  (id, token_hash, answers, state, language, skipped, remembered, dismissed, created_utc,
   updated_utc, expires_utc)
VALUES
  (7, 'x', '{"wz": "25", "employees": 38}', 'finished', 'de', '[]', '["a"]', '[]', '2026-11-01 09:00:00.000000', '2026-11-01 09:00:00.000000', '2031-01-01 00:00:00.000000');

INSERT INTO organisation
  (id, name, kind, territories, topics, phone, email, url, source_name)
VALUES
  ('stadt', 'Stadt ''Witten''; größer', 'city', '["05954036"]', '[]', NULL, 'a@example.org', NULL, 'list.csv');

INSERT INTO offer_report
  (id, offer_id, field, message, contact, state, created_utc, done_utc)
VALUES
  (1000005, 'weg', 'amount', 'Zeile 1
Zeile 2	\.', NULL, 'open', '2026-11-01 09:00:00.000000', NULL);
