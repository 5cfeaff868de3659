INSERT INTO offer_application
  (id, file_id, offer_id, state, amount_eur, happened_on, person_id, changed_utc)
VALUES (1, 1, 'fdb-1', 'granted', 5000, '2026-11-20', NULL, '2026-11-22 09:00:00.000000');

INSERT INTO aid_award
  (id, public_id, file_id, granted_on, amount_eur, regulation, granted_by, recipient, offer_id,
   person_id, noted_utc)
VALUES
  (1, 'award', 1, '2025-03-01', 5000, 'general', 'NRW.BANK', '', '', NULL, '2026-11-22 09:00:00.000000');

INSERT INTO dossier_plan (file_id, offers, dropped, preface, changed_utc, version)
VALUES (1, '[{"offer": "fdb-1", "comment": ""}]', '[]', '', '2026-11-22 09:00:00.000000', 1);

INSERT INTO dossier_issue
  (id, public_id, file_id, person_id, audience, language, catalogue_version, model_version,
   document, made_utc, token_hash, expires_utc)
VALUES
  (1, 'issue', 1, NULL, 'firm', 'de', '5', 'readable', '{}', '2026-11-22 09:00:00.000000', NULL, NULL);

INSERT INTO firm_list
  (id, public_id, organisation_id, person_id, name, state, columns, problems, refused, total, done,
   matched, created_utc, finished_utc)
VALUES
  (1, 'list', 'stadt', NULL, 'firmen.csv', 'preview', '[["Firma", "name"]]', '[]', 0, 1, 0, 0, '2026-11-22 09:00:00.000000', NULL);

INSERT INTO firm_list_row
  (id, list_id, number, answers, name, contact_name, email, phone, is_wanted, same_as,
   known_file_id, file_id)
VALUES
  (1, 1, 2, '{"wz": "25"}', 'Beispiel GmbH', '', '', '', true, NULL, NULL, 1);

INSERT INTO firm_match
  (company_id, catalogue_version, model_version, matched_on, matched_utc, answers_utc, best, fitting, unserved)
VALUES
  (7, '5', 'readable', '2026-11-22', '2026-11-22 09:00:00.000000', '2026-11-22 08:00:00.000000',
   '["fdb-1"]', 1, '[]');
