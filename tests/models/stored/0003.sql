-- Rows of the tables that migration 0003 brought, as that version stored them: never changed.

INSERT INTO person
  (id, public_id, organisation_id, email, name, sort_name, roles, state, language, password_hash,
   totp_secret, totp_step, recovery_codes, created_utc, updated_utc)
VALUES
  (4, 'öffentlich', 'stadt', 'ayla@example.org', 'Ayla Beispiel', 'ayla beispiel', '["advisor"]', 'active', 'de', '$argon2id$x', 'geheim', 58, '["h"]', '2026-11-01 09:00:00.000000', '2026-11-02 10:30:00.123456');

INSERT INTO sign_in_session
  (id, token_hash, person_id, is_complete, created_utc, seen_utc, expires_utc)
VALUES
  (1, 's', 4, true, '2026-11-01 09:00:00.000000', '2026-11-02 10:30:00.123456', '2031-01-01 00:00:00.000000');

INSERT INTO sign_in_attempt
  (id, person_id, address_hash, network_hash, device_hash, outcome, tried_utc)
VALUES
  (1, 4, 'a', 'n', '', 'signed_in', '2026-11-01 09:00:00.000000'),
  (2, NULL, 'b', 'n', 'd', 'wrong', '2026-11-02 10:30:00.123456');

INSERT INTO company_contact
  (id, company_id, email, created_utc, confirmed_utc)
VALUES
  (1, 7, 'firma@example.org', '2026-11-01 09:00:00.000000', '2026-11-02 10:30:00.123456');

INSERT INTO company_key
  (id, token_hash, company_id, created_utc)
VALUES
  (1, 'k', 7, '2026-11-01 09:00:00.000000');

INSERT INTO consent
  (id, company_id, purpose, text_version, language, given_utc, withdrawn_utc)
VALUES
  (1, 7, 'mail', '1', 'de', '2026-11-01 09:00:00.000000', NULL);

INSERT INTO one_time_link
  (id, token_hash, purpose, person_id, company_id, created_utc, expires_utc, used_utc)
VALUES
  (1, 'l', 'invitation', 4, NULL, '2026-11-01 09:00:00.000000', '2031-01-01 00:00:00.000000', '2026-11-02 10:30:00.123456'),
  (2, 'm', 'firm_sign_in', NULL, 7, '2026-11-01 09:00:00.000000', '2031-01-01 00:00:00.000000', NULL);
