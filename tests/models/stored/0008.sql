UPDATE company_profile SET noted = '{"wz": {"by": "firm", "at": "2026-11-22T09:00:00+00:00"}}';

INSERT INTO company_file
  (id, public_id, company_id, organisation_id, advisor_id, part, origin, state, name, contact_name,
   email, phone, preferred_way, times, town, needs, search_text, appointment_utc, dispatched_utc,
   acted_utc, reminded, created_utc, touched_utc, closed_utc, version)
VALUES
  (1, 'file', 7, NULL, NULL, 'responsible', 'request', 'new', 'Beispiel GmbH', 'Ayla Beispiel',
   'ayla@example.org', '02302 1234', 'phone', 'vormittags', 'Witten', ' it_security ', 'beispiel gmbh',
   NULL, '2026-11-22 09:00:00.000000', NULL, 0, '2026-11-22 09:00:00.000000',
   '2026-11-22 09:00:00.000000', NULL, 1);

INSERT INTO file_event (id, file_id, happened_utc, kind, person_id, details)
VALUES (1, 1, '2026-11-22 09:00:00.000000', 'asked', NULL, '[]');

INSERT INTO file_note
  (id, public_id, file_id, organisation_id, person_id, text, created_utc, updated_utc, version)
VALUES
  (1, 'note', 1, 'stadt', NULL, '**wichtig**', '2026-11-22 09:00:00.000000',
   '2026-11-22 09:00:00.000000', 1);

INSERT INTO file_step
  (id, public_id, file_id, person_id, title, taken_by, offer_id, due_on, created_utc, done_utc)
VALUES
  (1, 'step', 1, NULL, 'Antrag stellen', 'firm', '', '2026-12-01', '2026-11-22 09:00:00.000000', NULL);

INSERT INTO consultation_request
  (id, public_id, company_id, file_id, asked_utc, topics, message, name, contact_name, email, phone,
   preferred_way, times, language, responsible, informed)
VALUES
  (1, 'request', 7, 1, '2026-11-22 09:00:00.000000', '["it_security"]', '', 'Beispiel GmbH',
   'Ayla Beispiel', 'ayla@example.org', '', 'phone', '', 'de', '', '[]');

INSERT INTO absence (id, person_id, deputy_id, first_day, last_day)
VALUES (1, 4, NULL, '2026-12-21', '2027-01-03');

UPDATE judgement SET file_id = 1, disputes = 'fits:employees';

UPDATE offer_report SET topic = 'fdb-1 fits:employees', count = 2 WHERE id = 1;
