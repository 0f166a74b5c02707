"""Which heading of a file of people means which of our fields: guessed from what HR systems call them, or given."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stafett.guesses import nearest
from stafett.messages import N_

NONE = "-"  # in the place of a field: the heading means nothing to us
# What each field is called elsewhere, in Swedish and English, in LDAP (RFC 2798, 4519), Active Directory and SCIM
# (RFC 7643), folded as `_folded` does; the first that the file has is taken.
_CALLED: Mapping[str, str] = {
    "id": "anstallningsnummer anstallningsnr anstnr anstallnr personalnummer personalid anstallningsid employeenumber "
    "employeeid employeeno staffid staffnumber workerid personid externalid id anvandarid signatur uid "
    "samaccountname userid username",
    "unit": "enhet organisationsenhet orgenhet organisatoriskenhet enhetskod avdelning avdelningsnamn sektion "
    "arbetsplats organisation unit unitid orgunit organizationalunit department departmentname departmentnumber ou "
    "division organization kostnadsstalle costcenter",
    "first_day": "firstday forstadag forstaanstallningsdag forstaarbetsdag anstalldfrom anstallningsdatum "
    "anstallningfrom anstallningensborjan startdatum borjar borjade tilltradesdag tilltrade hiredate "
    "employmentstartdate employmentstart startdate employeehiredate from franochmed",
    "last_day": "lastday sistadag sistaanstallningsdag sistaarbetsdag anstalldtom anstallningtom slutdatum "
    "avgangsdatum avgangsdag slutar anstallningensslut terminationdate employmentenddate employmentend enddate "
    "leavingdate employeeleavedatetime accountexpires tom tillochmed",
    "role": "roll role befattning befattningsbenamning yrkestitel titel tjanst title jobtitle position positiontitle",
    "leave_from": "tjanstledigfrom ledigfrom franvarofrom foraldraledigfrom leavefrom leavestart leavestartdate "
    "absencestart",
    "leave_until": "tjanstledigtom ledigtom franvarotom foraldraledigtom leaveuntil leaveend leaveenddate absenceend",
    "name": "namn fullstandigtnamn name fullname displayname nameformatted cn commonname",
    "given_name": "fornamn givenname firstname namegivenname",
    "family_name": "efternamn familyname lastname surname sn namefamilyname",
    "email": "epost epostadress mejl mail email emailaddress emails arbetsepost",
    "account": "konto account forgeaccount gitlabaccount githubaccount",
    "language": "sprak language preferredlanguage",
    "active": "aktiv active enabled accountenabled useraccountcontrol",
}
FIELDS = tuple(_CALLED)
_IDENTITY = frozenset("personnummer personnr pnr pnummer samordningsnummer socialsecuritynumber ssn nationalid".split())


class BadMapping(Exception):  # noqa: N818 (said to a person, not handled)
    """A heading or a field that is not there; ``message`` is a message id, ``values`` fill its places."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message, self.values = message, values


@dataclass(frozen=True)
class Mapped:
    """The heading of each of our fields, those that were ``given`` rather than guessed, and headings not ``used``."""

    headings: Mapping[str, str]
    given: frozenset[str]
    unused: tuple[str, ...]


def mapping(headings: Iterable[str], given: Mapping[str, str]) -> Mapped:
    """Which of a file's ``headings`` means what, where ``given`` has our field (or ``-``) of some of theirs.

    Raises BadMapping, also where nothing gives the id, or an identity number would be it.
    """
    theirs = list(headings)
    chosen: dict[str, str] = {}
    taken: set[str] = set()
    for heading, field in given.items():
        found = _found(heading, theirs)
        if field != NONE and field not in FIELDS:
            guess = nearest(field, FIELDS)
            message = (
                N_("there is no field '{field}' to read '{heading}' as; did you mean '{guess}'?")
                if guess
                else N_("there is no field '{field}' to read '{heading}' as; there are {fields}")
            )
            raise BadMapping(message, field=field, heading=heading, guess=guess or "", fields=", ".join(FIELDS))
        taken.add(found)
        if field != NONE:
            chosen[field] = found
    for field, called in _CALLED.items():
        free = {_folded(heading): heading for heading in reversed(theirs) if heading not in taken}
        name = next((name for name in called.split() if name in free), None)
        if field not in chosen and name:
            chosen[field] = free[name]
            taken.add(free[name])
    _refuse(chosen, theirs)
    ordered = {field: chosen[field] for field in FIELDS if field in chosen}
    unused = tuple(heading for heading in theirs if heading not in ordered.values())
    return Mapped(ordered, frozenset(given.values()), unused)


def _refuse(chosen: Mapping[str, str], theirs: Iterable[str]) -> None:
    if "id" not in chosen:
        message = N_(
            "no heading is known to give each person's id; say which does, as --map 'Anst nr=id'. Headings: {headings}"
        )
        raise BadMapping(message, headings=", ".join(theirs))
    if _folded(chosen["id"]) in _IDENTITY:
        message = N_(
            "'{heading}' holds identity numbers, which must not be the ids of a directory that lies in git; use the "
            "number of the employment"
        )
        raise BadMapping(message, heading=chosen["id"])


def _found(heading: str, theirs: list[str]) -> str:
    """The heading that is meant, whatever its case and signs. Raises BadMapping."""
    if heading in theirs:
        return heading
    same = [other for other in theirs if _folded(other) == _folded(heading)]
    if not same:
        guess = nearest(heading, theirs)
        message = (
            N_("the file has no heading '{heading}'; did you mean '{guess}'?")
            if guess
            else N_("the file has no heading '{heading}'; it has {headings}")
        )
        raise BadMapping(message, heading=heading, guess=guess or "", headings=", ".join(theirs))
    return same[0]


def _folded(heading: str) -> str:
    """Letters and digits alone, small, without what stands above them."""
    apart = unicodedata.normalize("NFKD", heading.casefold())
    return "".join(sign for sign in apart if sign.isalnum())
