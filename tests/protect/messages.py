"""Messages as a mail program of the charity's staff writes them."""


def message(header: str, body: bytes = b"Dear Carol,\r\n\r\nEllie Marsh starts on Monday.\r\n") -> bytes:
    """A message from header lines and a body."""
    return header.strip().replace("\n", "\r\n").encode() + b"\r\n\r\n" + body


LEAKY_HEADER = """
Return-Path: <priya.nair@family-support.example>
Received: from desk-12.family-support.example ([192.0.2.12])
\tby mail.family-support.example; Mon, 1 Jun 2026 11:59:58 +0100
ARC-Seal: i=1; a=rsa-sha256; cv=none; d=family-support.example
DKIM-Signature: v=1; a=rsa-sha256; d=family-support.example; bh=4bLNXImK9drULnmePzZNEBleUanJCX5PIsDIFoH4KTQ=
X-MS-Exchange-Organization-AuthSource: desk-12.family-support.example
From: "Priya Nair (Marsh family worker)" <priya.nair@family-support.example>
To: "Carol Deane, for Ellie Marsh" <carol.deane@partner.example>,
\tJo Okafor <jo.okafor@partner.example>
Cc: team (about Ellie): sam.lee@partner.example, "Ellie Marsh" <ellie.marsh@kin.example>;
Bcc: hidden@family-support.example
Reply-To: Marsh case <case-4411@family-support.example>
Subject: CONFIDENTIAL: Ellie Marsh,
 NHS 999 000 0018
Thread-Topic: Ellie Marsh, NHS 999 000 0018
Thread-Index: AdXyEllieMarsh
Keywords: Ellie Marsh
Comments: about Ellie Marsh
msip_labels: MSIP_Label_Confidential=Ellie Marsh
X-Protective-Marking: OFFICIAL-SENSITIVE; about=Ellie Marsh
Sensitivity: company-confidential
X-Sharing-About: P-17
Date: Mon, 1 Jun 2026 11:59:57 +0100 (BST, Ellie's birthday)
Message-ID: <20260601105957.4411@family-support.example>
In-Reply-To: Your message about Ellie Marsh <a1@partner.example>
References: <a0@partner.example>
\t<a1@partner.example>
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"; format=flowed;
Content-Transfer-Encoding: 8bit
Content-Language: en-GB
"""

LEAKY = message(LEAKY_HEADER, "Dear Carol,\r\n\r\nEllie Marsh starts on Monday – see you there.\r\n".encode())
PLAIN = message(
    """
From: priya.nair@family-support.example
To: carol.deane@partner.example
Subject: Ellie
Date: Mon, 1 Jun 2026 11:59:57 +0100
Message-ID: <1@family-support.example>
"""
)
