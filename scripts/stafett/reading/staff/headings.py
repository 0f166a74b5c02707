"""Which heading of a file of people means which of our fields: guessed from what HR systems call them, or given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from stafett.guesses import nearest
from stafett.messages import N_

NONE = "-"  # in the place of a field: the heading means nothing to us
# What each field is called elsewhere, in Swedish and English, in LDAP (RFC 2798, 4519), Active Directory and SCIM
# (RFC 7643), folded as `folded` does; the first that the file has is taken.
_CALLED: Mapping[str, str] = {
    "id": "anstallningsnummer anstallningsnr anstnr anstallnr personalnummer personalid anstallningsid "
    "employeenumber employeeid employeeno staffid staffnumber workerid personid resursnr resursid resursnummer "
    "externalid id objectid anvandarid signatur uid samaccountname userid username",
    "unit": "enhetsnamn enhetsbenamning enhetstext enhet organisationsenhet orgenhet organisatoriskenhet sektion "
    "avdelningsnamn avdelningsbenamning avdelning arbetsplats supervisoryorganization unitname unit orgunitname "
    "orgunit organizationalunit departmentname department ou divisionname division organisationsnamn "
    "organisationsbenamning orgnamn organisation organizationname organization kostnadsstallenamn "
    "kostnadsstallebenamning costcentername kstnamn kstbenamning ansvarsnamn ansvarbenamning",
    "unit_code": "enhetskod enhetsid enhetsnr enhetsnummer orgenhetskod organisationsenhetskod organisationskod "
    "organisationsid orgkod orgid avdelningskod avdelningsid avdelningsnr unitcode unitid orgunitcode orgunitid "
    "departmentcode departmentid departmentnumber",
    "division": "avdelningsnamn avdelning divisionsnamn divisionname division verksamhetsomrade affarsomrade "
    "employeeorgdatadivision departmentname department",
    "organization": "forvaltningsnamn forvaltning bolagsnamn bolag foretag myndighet organisationsnamn organisation "
    "companyname company organizationname organization o",
    "parent_unit": "overordnadenhetskod overordnadenhetsid overordnadorgkod overordnadorganisationskod "
    "overordnadenhet overordnadorganisation overordnadavdelning overordnadorgenhet moderenhet parentunitcode "
    "parentunitid parentunit parentdepartment parentorganization parentorgunit",
    "unit_path": "organisationsvag orgvag organisationssokvag organisationstillhorighet organisationshierarki "
    "orghierarki organisationstrad enhetsvag orgpath organisationpath organizationpath departmentpath unitpath "
    "orgunitpath",
    "first_day": "firstday forstadag forstaanstallningsdag forstaarbetsdag anstalldfrom anstallningsdatum anstfrom "
    "anstfom anstdatum anstallningfrom anstallningensborjan anstallningsstart startdatum borjar borjade "
    "tilltradesdag tilltrade hiredate employmentstartdate employmentstart startdate employeehiredate from "
    "franochmed",
    "last_day": "lastday sistadag sistaanstallningsdag sistaarbetsdag anstalldtom anstallningtom ansttom slutdatum "
    "avgangsdatum avgangsdag slutar anstallningensslut anstallningsslut terminationdate employmentenddate "
    "employmentend enddate leavingdate employeeleavedatetime accountexpires accountexpirationdate tom tillochmed",
    "role": "roll role befattning befattningsbenamning yrkestitel titel tjanst title jobtitle businesstitle "
    "employeetitle position positiontitle",
    "manager": "chefanstnr chefsanstnr chefanstallningsnummer chefsanstallningsnummer chefensanstallningsnummer "
    "narmastechefanstnr chefid chefsid chefsidentitet narmastechefid narmastechef chef chefnamn chefsnamn "
    "enhetschef overordnadchef ansvarigchef manageremployeeid manageremployeenumber managerid manager "
    "managerusername managerupn manageruserprincipalname manageremail managername supervisorid supervisor "
    "linemanager reportsto",
    "leave_from": "tjanstledigfrom ledigfrom franvarofrom foraldraledigfrom leavefrom leavestart leavestartdate "
    "absencestart",
    "leave_until": "tjanstledigtom ledigtom franvarotom foraldraledigtom leaveuntil leaveend leaveenddate absenceend",
    "name": "namn fullstandigtnamn name fullname displayname nameformatted cn commonname worker",
    "given_name": "fornamn givenname firstname namegivenname",
    "family_name": "efternamn familyname lastname surname sn namefamilyname",
    "email": "epost epostadress mejl mail email emailaddress emails arbetsepost",
    "account": "konto account forgeaccount gitlabaccount githubaccount",
    "language": "sprak language preferredlanguage",
    "active": "aktiv active enabled accountenabled useraccountcontrol",
}
# What may be a unit's code where its values prove to be one: each beside one name, and each name beside one of them.
_COST_CENTRES = (
    "kostnadsstalle kostnadsstallekod kostnadsstallenr kst kstnr costcenter costcenterid costcentre ansvar ansvarskod "
)
_COST_CENTRES += "employeeorgdatacostcenter"
# Of a pair as Enhet and Enhetsnamn, the first is the code.
_NAME = re.compile(r"s?(?:namn|benamning|text|name)$")
FIELDS = tuple(_CALLED)
_IDENTITY = frozenset("personnummer personnr pnr pnummer samordningsnummer socialsecuritynumber ssn nationalid".split())


class BadMapping(Exception):  # noqa: N818 (said to a person, not handled)
    """A heading or a field that is not there; ``message`` is a message id, ``values`` fill its places."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message, self.values = message, values


@dataclass(frozen=True)
class Mapped:
    """The heading of each of our fields, those that were ``given`` rather than guessed, and headings not ``used``.

    ``one_to_one`` tells that only the values can say whether the heading of units' codes is one, as with cost centres,
    and ``no_code`` is the heading that was not.
    """

    headings: Mapping[str, str]
    given: frozenset[str]
    unused: tuple[str, ...]
    one_to_one: bool = False
    no_code: str = ""

    def without(self, fields: Collection[str]) -> Mapped:
        """The same where some headings have proved to mean something else."""
        if not fields:
            return self
        no_code = self.headings["unit_code"] if "unit_code" in fields else ""
        dropped = tuple(heading for field, heading in self.headings.items() if field in fields)
        left = {field: heading for field, heading in self.headings.items() if field not in fields}
        return Mapped(left, self.given, (*self.unused, *dropped), no_code=no_code)


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
    one_to_one = False
    for field, called in _CALLED.items():
        free = _free(theirs, taken)
        names = called.split()
        if field == "unit_code":
            names += _paired(chosen.get("unit", "")) + _COST_CENTRES.split()
        name = next((name for name in names if name in free), None)
        if field not in chosen and name:
            chosen[field] = free[name]
            taken.add(free[name])
            one_to_one = one_to_one or (field == "unit_code" and name not in called.split())
    if "unit" not in chosen and "unit_code" in chosen:
        chosen["unit"] = chosen.pop("unit_code")  # the codes are all that there is
    _refuse(chosen, theirs)
    ordered = {field: chosen[field] for field in FIELDS if field in chosen}
    unused = tuple(heading for heading in theirs if heading not in ordered.values())
    return Mapped(ordered, frozenset(given.values()), unused, one_to_one)


def _free(theirs: Iterable[str], taken: Collection[str]) -> dict[str, str]:
    """The headings that mean nothing yet as they are looked for; brackets around a note count as nothing, too."""
    free = [heading for heading in theirs if heading not in taken][::-1]
    bare = {folded(re.sub(r"\[[^]]*\]|\([^)]*\)", "", heading)): heading for heading in free}
    return bare | {folded(heading): heading for heading in free}


def _paired(unit: str) -> list[str]:
    """What the code beside a heading with names would be called: Enhet beside Enhetsnamn."""
    called = folded(unit)
    stem = _NAME.sub("", called)
    return [f"{stem}{end}" for end in ("kod", "skod", "id", "nr", "code", "number", "")] if stem != called else []


def _refuse(chosen: Mapping[str, str], theirs: Iterable[str]) -> None:
    if "id" not in chosen:
        message = N_(
            "no heading is known to give each person's id; say which does, as --map 'Anst nr=id'. Headings: {headings}"
        )
        raise BadMapping(message, headings=", ".join(theirs))
    if folded(chosen["id"]) in _IDENTITY:
        message = N_(
            "'{heading}' holds identity numbers, which must not be the ids of a directory that lies in git; use the "
            "number of the employment"
        )
        raise BadMapping(message, heading=chosen["id"])


def _found(heading: str, theirs: list[str]) -> str:
    """The heading that is meant, whatever its case and signs. Raises BadMapping."""
    if heading in theirs:
        return heading
    same = [other for other in theirs if folded(other) == folded(heading)]
    if not same:
        guess = nearest(heading, theirs)
        message = (
            N_("the file has no heading '{heading}'; did you mean '{guess}'?")
            if guess
            else N_("the file has no heading '{heading}'; it has {headings}")
        )
        raise BadMapping(message, heading=heading, guess=guess or "", headings=", ".join(theirs))
    return same[0]


def folded(heading: str) -> str:
    """Letters and digits alone, small, without what stands above them."""
    apart = unicodedata.normalize("NFKD", heading.casefold())
    return "".join(sign for sign in apart if sign.isalnum())
