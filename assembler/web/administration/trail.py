"""Záznam o činnosti: who did what, when; for administrators."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from assembler.store import accounts, audit, heads
from assembler.store.roles import Deed
from assembler.web.acting import acting
from assembler.web.keeping import store

AT_ONCE = 50

DEEDS = {
    "plan.create": "založil(a) plán",
    "plan.save": "uložil(a) verzi plánu",
    "plan.restore": "vrátil(a) plán ke starší verzi",
    "plan.archive": "odložil(a) plán",
    "plan.return": "vrátil(a) plán mezi ostatní",
    "draft.sweep": "smazaly se staré rozepsané texty",
    "document.add": "sestavil(a) dokument",
    "job.enqueue": "zadal(a) sestavení",
    "job.finish": "sestavení se dokončilo",
    "job.fail": "sestavení se nepodařilo",
    "upload.add": "nahrál(a) soubor",
    "upload.discard": "zahodil(a) nahraný soubor",
    "table.take": "převzal(a) tabulku od jiných",
    "template.add": "nahrál(a) verzi šablony",
    "template.archive": "přestal(a) nabízet šablonu",
    "template.return": "začal(a) znovu nabízet šablonu",
    "invitation.add": "připravil(a) výzvu k doplnění",
    "invitation.close": "zrušil(a) odkaz výzvy",
    "proposal.add": "přišla odpověď na výzvu",
    "proposal.accepted": "převzal(a) návrh do plánu",
    "proposal.refused": "nepřevzal(a) návrh",
    "comment.add": "zapsal(a) připomínku",
    "comment.change": "změnil(a) připomínku",
    "comment.settle": "vypořádal(a) připomínku",
    "comment.remove": "smazal(a) připomínku",
    "user.add": "založil(a) účet",
    "user.password": "změnil(a) heslo",
    "user.end_sessions": "odhlásil(a) se všude",
    "user.close": "zavřel(a) účet",
    "user.open": "znovu otevřel(a) účet",
    "user.erase": "smazal(a) osobní údaje účtu",
    "user.join_oidc": "spojil(a) účet s přihlášením organizace",
    "session.begin": "přihlásil(a) se",
    "session.end": "odhlásil(a) se",
    "municipality.add": "založil(a) obec",
    "user.rename": "změnil(a) své jméno",
    "municipality.rename": "přejmenoval(a) obec",
    "membership.set": "přidal(a) člena nebo změnil(a) jeho roli",
    "membership.end": "odebral(a) člena",
    "token.issue": "vydal(a) přístupový klíč",
    "token.revoke": "zrušil(a) přístupový klíč",
    "webhook.add": "založil(a) webhook",
    "webhook.remove": "zrušil(a) webhook",
    "webhook.off": "webhook se vypnul, zprávy se nedařilo doručit",
}

pages = Blueprint("trail", __name__)


@pages.get("/zaznam")
def listing() -> str:
    with store().reading(acting(Deed.MANAGE)) as tx:
        page = audit.newest_first(tx, limit=AT_ONCE, cursor=request.args.get("dal", ""))
        names = accounts.names(tx, [each.user_id for each in page.items])
        subjects = heads.subjects(tx, (each.subject for each in page.items))
    return render_template(
        "trail.html", entries=page.items, cursor=page.cursor, names=names, subjects=subjects, deeds=DEEDS
    )
