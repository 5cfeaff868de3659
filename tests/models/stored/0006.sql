-- Rows of the tables and columns that migration 0006 brought, as that version stored them.

INSERT INTO offer
  (id, current_version, source_id, source_content, source_fingerprint, bundled_fingerprint, missing_since_utc,
   archived_utc, merged_into, created_utc, updated_utc)
VALUES
  ('fdb-1', 1, 'fdb', '{"title": "Zuschuß"}', 'f61', NULL, '2026-11-20 03:00:00.000000', '2026-11-21 09:00:00.000000', 'förder-1', '2026-11-01 09:00:00.000000', '2026-11-02 10:30:00.123456');

INSERT INTO offer_version
  (id, offer_id, number, content, fingerprint, source_name, created_by, run_id, note, created_utc)
VALUES
  (1000061, 'fdb-1', 1, '{"title": "Zuschuß"}', 'f61', 'fdb', 'job:import-fdb', 1000060, 'Frist laut Anruf', '2026-11-01 09:00:00.000000');

INSERT INTO offer_proposal
  (id, offer_id, source_id, content, fields, fingerprint, created_utc, decided_utc)
VALUES
  (1000062, 'fdb-1', 'fdb', '{"title": "x"}', '["title"]', 'f62', '2026-11-01 09:00:00.000000', '2026-11-02 09:00:00.000000');

INSERT INTO import_run
  (id, source_id, format, location, started_by, outcome, counts, problem, started_utc, finished_utc)
VALUES
  (1000060, 'fdb', 'fdb', 'https://example.org/programme.csv', 'job:import-fdb', 'done', '{"new": 3}', '', '2026-11-01 09:00:00.000000', '2026-11-01 09:00:10.000000');

INSERT INTO fetched_source
  (source_id, location, etag, last_modified, sha256, fetched_utc)
VALUES
  ('fdb', 'https://example.org/programme.csv', 'W/"1"', 'Mon, 16 Nov 2026 03:00:00 GMT', 'abc', '2026-11-01 09:00:00.000000');

INSERT INTO quarantined_row
  (id, source_id, format, row_key, fingerprint, line, raw, errors, state, first_seen_utc,
   last_seen_utc, decided_by, decided_utc)
VALUES
  (1000063, 'fdb', 'fdb', '', 'f63', 17, '{"title": ""}', '[{"code": "empty"}]', 'open', '2026-11-01 09:00:00.000000', '2026-11-08 09:00:00.000000', '', NULL);

INSERT INTO offer_review
  (id, offer_id, version, outcome, reviewed_by, reviewed_utc)
VALUES
  (1000064, 'fdb-1', 1, 'checked', 'person:x', '2026-11-01 09:00:00.000000');

INSERT INTO offer_draft
  (id, public_id, offer_id, base_version, content, note, revision, state, created_by, updated_by,
   submitted_by, created_utc, updated_utc)
VALUES
  (1000065, 'abcdefghijklmnopqrstuv', NULL, 0, '{"title": "Entwurf"}', '', 2, 'submitted', 'person:x', 'person:y', 'person:y', '2026-11-01 09:00:00.000000', '2026-11-01 10:00:00.000000');

INSERT INTO offer_pair
  (id, first_id, second_id, score, evidence, state, kept_id, kept_version, decided_by, found_utc,
   decided_utc)
VALUES
  (1000066, 'fdb-1', 'förder-1', 0.93, '[{"code": "same_url"}]', 'merged', 'förder-1', 2, 'person:x', '2026-11-01 09:00:00.000000', '2026-11-02 09:00:00.000000');

INSERT INTO offer_doubt
  (id, offer_id, code, details, found_utc, settled_by, settled_utc)
VALUES
  (1000067, 'fdb-1', 'no_counterpart', '{"column": "funding_type"}', '2026-11-01 09:00:00.000000', '', NULL);

INSERT INTO checked_link
  (fingerprint, url, host, state, answer, failed_days, failing_since_utc, checked_utc, due_utc)
VALUES
  ('f68', 'https://example.org/a', 'example.org', 'soft', '404', 1, '2026-11-20 03:00:00.000000', '2026-11-20 03:00:00.000000', '2026-11-21 03:00:00.000000');

INSERT INTO offer_views
  (offer_id, day, views)
VALUES
  ('fdb-1', '2026-11-20', 12);
