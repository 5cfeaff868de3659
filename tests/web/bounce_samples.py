"""Reports of undeliverable mail in the forms that three makes of servers give them."""

from __future__ import annotations

POSTFIX = """\
Return-Path: <>
Date: Sun, 22 Nov 2026 12:00:05 +0100 (CET)
From: MAILER-DAEMON@relay.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: lotse@angebote.example.org
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4C1A22F.1795345205/relay.example.org"
Content-Transfer-Encoding: 8bit
Message-Id: <20261122110005.5D2F@relay.example.org>

This is a MIME-encapsulated message.

--4C1A22F.1795345205/relay.example.org
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

<person1@example.org>: host mx.example.org[192.0.2.7] said: 550 5.1.1 unknown

--4C1A22F.1795345205/relay.example.org
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.org
X-Postfix-Queue-ID: 4C1A22F
X-Postfix-Sender: rfc822; lotse@angebote.example.org
Arrival-Date: Sun, 22 Nov 2026 12:00:01 +0100 (CET)

Final-Recipient: rfc822; person1@example.org
Original-Recipient: rfc822;person1@example.org
Action: {action}
Status: {status}
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 unknown

--4C1A22F.1795345205/relay.example.org
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <lotse@angebote.example.org>
From: Angebotslotse <lotse@angebote.example.org>
To: person1@example.org
Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
Message-ID: {message_id}

--4C1A22F.1795345205/relay.example.org--
"""

EXIM = """\
Return-path: <>
Received: from Debian-exim by mail.example.net with local (Exim 4.98)
\tid 1vMabc-00000001abc-0def
\tfor lotse@angebote.example.org; Sun, 22 Nov 2026 11:00:05 +0000
X-Failed-Recipients: person1@example.org
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mail.example.net>
To: lotse@angebote.example.org
Content-Type: multipart/report; report-type=delivery-status; boundary=1795345205-eximdsn-42
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1vMabc-00000001abc-0def@mail.example.net>

--1795345205-eximdsn-42
Content-type: text/plain; charset=us-ascii

A message could not be delivered to its recipient.

--1795345205-eximdsn-42
Content-type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Action: {action}
Final-Recipient: rfc822;person1@example.org
Status: {status}
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 no such person

--1795345205-eximdsn-42
Content-type: message/rfc822

Return-path: <lotse@angebote.example.org>
From: Angebotslotse <lotse@angebote.example.org>
To: person1@example.org
Message-ID:
 {message_id}
Content-Type: text/plain; charset="utf-8"

Guten Tag

--1795345205-eximdsn-42--
"""

EXCHANGE = """\
From: <postmaster@example.com>
To: <lotse@angebote.example.org>
Date: Sun, 22 Nov 2026 11:00:05 +0000
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="8d7e-4b1f-9c33"
Content-Language: de-DE
Message-ID: <abcd-1234@EX01.example.com>
Subject: Unzustellbar
Auto-Submitted: auto-replied
MIME-Version: 1.0

--8d7e-4b1f-9c33
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="inner-2200"

--inner-2200
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

Die Nachricht wurde nicht zugestellt.

--inner-2200
Content-Type: text/html; charset="utf-8"

<html><body><p>Die Nachricht wurde nicht zugestellt.</p></body></html>

--inner-2200--

--8d7e-4b1f-9c33
Content-Type: message/delivery-status

Reporting-MTA: dns;EX01.example.com
Received-From-MTA: dns;relay.example.org
Arrival-Date: Sun, 22 Nov 2026 11:00:04 +0000

Final-Recipient: rfc822;person1@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp;550 5.1.10 not found by lookup
X-Display-Name: person1@example.org

--8d7e-4b1f-9c33
Content-Type: message/rfc822

Received: from relay.example.org (192.0.2.9) by EX01.example.com (192.0.2.10)
From: Angebotslotse <lotse@angebote.example.org>
To: <person1@example.org>
Message-ID: {message_id}
MIME-Version: 1.0
Content-Type: text/plain

Guten Tag

--8d7e-4b1f-9c33--
"""

ABSENT = """\
From: Person Eins <person1@example.org>
To: lotse@angebote.example.org
Subject: Automatische Antwort: Abwesend
Auto-Submitted: auto-replied
In-Reply-To: {message_id}
References: {message_id}
Content-Type: text/plain; charset=utf-8

Ich bin erst am Montag wieder da. 550 5.1.1 Action: failed
"""

READ_RECEIPT = """\
From: Person Eins <person1@example.org>
To: lotse@angebote.example.org
Subject: Gelesen
Content-Type: multipart/report; report-type=disposition-notification; boundary=mdn

--mdn
Content-Type: text/plain

Gelesen.

--mdn
Content-Type: message/disposition-notification

Final-Recipient: rfc822;person1@example.org
Original-Message-ID: {message_id}
Disposition: manual-action/MDN-sent-manually; displayed

--mdn--
"""
