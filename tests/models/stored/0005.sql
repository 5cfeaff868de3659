-- Rows of the tables that migration 0005 brought, as that version stored them: never changed.

INSERT INTO audit_entry
  (id, done_utc, actor, action, subject, details, request_id, ends_utc)
VALUES
  (9, '2026-11-01 09:00:00.000000', 'cli', 'person.invited', 'person:öffentlich', '["name"]', 'abcdefgh', '2031-01-01 00:00:00.000000');
