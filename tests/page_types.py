"""The types of page that this repository's site has, each with the address of one."""

from __future__ import annotations

PAGES = {
    "front": "",
    "process": "processes/ekonomi/attestera-faktura/",
    "overdue": "processes/drift/planera-avstangning/",
    "unvouched": "processes/it/bestalla-behorighet/",
    "never reviewed": "decisions/0017-elektronisk-underskrift/",
    "english": "en/business-travel/",
    "variant": "processes/sakerhet/ga-skyddsrond-goteborg/",
    "role": "roles/driftledare/",
    "decision": "decisions/0008-attest-efter-belopp-och-order/",
    "superseded decision": "decisions/0005-attest-i-tva-steg/",
    "proposed decision": "decisions/0009-digital-riskbedomning/",
    "article": "kontakt/",
    "glossary": "ordlista/",
    "macros": "for-sidansvariga/",
    "processes": "processer/",
    "roles": "roller/",
    "decisions": "beslut/",
    "articles": "artiklar/",
    "owners": "ansvar/",
    "reviews": "granskning/",
    "health": "halsa/",
    "continuity": "kontinuitet/",
    "forecast": "prognos/",
    "coverage": "tackning/",
    "variants": "avvikelser/",
    "rules": "regler/",
    "rule": "regler/own003/",
    "path": "introduktion/driftledare/",
    "paths": "introduktion/",
    "managers": "for-chefer/",
    "statement": "tillganglighet/",
    "nowhere": "404.html",
}
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
HALF = {"width": 640, "height": 450}  # 1280 × 900 at 200 %
NARROW = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %
