-- Rows of the tables that migration 0002 brought, as that version stored them: never changed.

INSERT INTO judgement
  (id, company_id, subject, profile, offer_id, opinion, grade, excluded, judge, verified,
   judged_utc)
VALUES
  (1, 7, 'firm:7', '{}', 'förder-1', 'fits', 2.5, false, 'firm', true, '2026-11-02 10:30:00.123456'),
  (2, NULL, 'list:x', '{"a": 1}', 'y', 'no', NULL, true, 'judge-a', false, '2026-11-01 09:00:00.000000');

INSERT INTO ranking_model
  (id, fingerprint, content, created_utc)
VALUES
  (1, 'ff', '{"points": 0.1}', '2026-11-01 09:00:00.000000');

INSERT INTO ranking_step
  (number, model_id, taken_utc)
VALUES
  (1, 1, '2026-11-01 09:00:00.000000'),
  (2, NULL, '2026-11-02 10:30:00.123456');
