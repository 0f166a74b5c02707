"""What each forge keeps, and how it answers: the same issues and comments, in each forge's own words."""

from dataclasses import dataclass, field

DAY = "2026-11-24T08:00:00Z"
ROBOT = "robot"


class Refusal(Exception):  # noqa: N818 (an answer)
    """The forge answers with a status that says no."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status, self.message = status, message


@dataclass
class Kept:
    """An issue, or where ``pull`` a pull request."""

    number: int
    title: str
    body: str = ""
    open: bool = True
    labels: list = field(default_factory=list)
    assignees: list = field(default_factory=list)
    pull: bool = False


@dataclass
class Said:
    """A comment."""

    id: int
    body: str
    author: str = ROBOT
    system: bool = False


class _Forge:
    """What all have in common. ``members`` can be given issues; ``labels`` are those that there are, with numbers."""

    most = 100

    def __init__(self):
        self.issues, self.comments, self.labels = [], {}, {}
        self.members = ["anna", "bo"]
        self.me = ROBOT
        self.next_comment = 1
        self.page_size = self.most

    def add(self, title, body="", labels=("stafett",), **more):
        """An issue that is there already."""
        for label in labels:
            self.labels.setdefault(label, len(self.labels) + 1)
        self.issues.append(Kept(len(self.issues) + 1, title, body, labels=list(labels), **more))
        return self.issues[-1]

    def add_comment(self, number, body, author=ROBOT, *, system=False):
        """A comment that is there already."""
        said = Said(self.next_comment, body, author, system)
        self.next_comment += 1
        self.comments.setdefault(number, []).append(said)
        return said

    def open_ones(self):
        """The issues that are open, without pull requests."""
        return [issue for issue in self.issues if issue.open and not issue.pull]

    def _issue(self, number):
        found = [issue for issue in self.issues if issue.number == int(number)]
        if not found:
            raise Refusal(404, "Not Found")
        return found[0]

    def _comment(self, number):
        for said in self.comments.values():
            for one in said:
                if one.id == int(number):
                    return said, one
        raise Refusal(404, "Not Found")

    def _page(self, items, query, size_name, default):
        """One page of a list, and whether there is a next."""
        size = min(int(query.get(size_name, default)), self.page_size)
        first = (int(query.get("page", 1)) - 1) * size
        more = first + size < len(items)
        return items[first : first + size], {"Link": '<https://elsewhere.invalid/?page=9>; rel="next"'} if more else {}

    def _listed(self, query):
        wanted = [name for name in query.get("labels", "").split(",") if name]
        return [issue for issue in self.issues if not wanted or set(wanted) & set(issue.labels)]


class GitHub(_Forge):
    """Lists pull requests among the issues; an Actions token may not ask who it is."""

    @staticmethod
    def knows(headers, token):
        """Whether the token is right."""
        return headers.get("Authorization") == f"Bearer {token}" and headers.get("X-GitHub-Api-Version") == "2022-11-28"

    def do(self, about, places, query, body, sample, operation):
        """Answer one request: status, headers and value."""
        at = "/repos/{owner}/{repo}"
        if about == "GET /user":
            if self.me.endswith("[bot]"):
                raise Refusal(403, "Resource not accessible by integration")
            return 200, {}, {**sample(operation, 200), "login": self.me}
        if places[:2] != ["org", "kb"]:
            raise Refusal(404, "Not Found")
        if about == f"GET {at}/assignees/{{assignee}}":
            if places[2] not in self.members:
                raise Refusal(404, "Not Found")
            return 204, {}, None
        if about == f"GET {at}/issues":
            items, links = self._page(self._listed(query), query, "per_page", 30)
            return 200, links, [self._shown(issue, sample(operation, 200)) for issue in items]
        if about == f"POST {at}/issues":
            issue = self.add(body["title"], body["body"], body["labels"], assignees=body["assignees"])
            return 201, {}, self._shown(issue, sample(operation, 201))
        if about == f"PATCH {at}/issues/{{issue_number}}":
            issue = self._issue(places[2])
            issue.title, issue.body = body.get("title", issue.title), body.get("body", issue.body)
            issue.open = body.get("state", "open" if issue.open else "closed") == "open"
            issue.assignees = body.get("assignees", issue.assignees)
            return 200, {}, self._shown(issue, sample(operation, 200))
        if about == f"GET {at}/issues/{{issue_number}}/comments":
            items, links = self._page(self.comments.get(int(places[2]), []), query, "per_page", 30)
            return 200, links, [self._said(said, sample(operation, 200)) for said in items]
        if about == f"POST {at}/issues/{{issue_number}}/comments":
            said = self.add_comment(int(places[2]), body["body"], self.me)
            return 201, {}, self._said(said, sample(operation, 201))
        said, one = self._comment(places[2])
        if about.startswith("DELETE"):
            said.remove(one)
            return 204, {}, None
        one.body = body["body"]
        return 200, {}, self._said(one, sample(operation, 200))

    @staticmethod
    def _shown(issue, least):
        shown = {
            **least,
            "number": issue.number,
            "title": issue.title,
            "body": issue.body.replace("\n", "\r\n"),
            "state": "open" if issue.open else "closed",
            "labels": [{"name": name} for name in issue.labels],
            "assignees": [{**least["user"], "login": name} for name in issue.assignees],
            "html_url": f"https://github.example/org/kb/issues/{issue.number}",
            "created_at": DAY,
            "updated_at": DAY,
        }
        return {**shown, "pull_request": dict.fromkeys(("diff_url", "html_url", "patch_url", "url"))} if issue.pull else shown

    @staticmethod
    def _said(said, least):
        return {**least, "id": said.id, "body": said.body, "user": {**least["user"], "login": said.author}}


class Gitea(_Forge):
    """Takes labels by number, and gives the comments of an issue all at once."""

    most = 50

    @staticmethod
    def knows(headers, token):
        """Whether the token is right."""
        return headers.get("Authorization") == f"token {token}"

    def do(self, about, places, query, body, sample, operation):
        """Answer one request: status, headers and value."""
        at = "/repos/{owner}/{repo}"
        if about == "GET /user":
            return 200, {}, {"id": 7, "login": self.me}
        if places[:2] != ["org", "kb"]:
            raise Refusal(404, "Not Found")
        if about == f"GET {at}/assignees":
            return 200, {}, [{"id": 1, "login": name} for name in self.members]
        if about == f"GET {at}/labels":
            found = [{"id": number, "name": name} for name, number in self.labels.items()]
            items, _ = self._page(found, query, "limit", 30)
            return 200, {"X-Total-Count": len(found)}, items
        if about == f"POST {at}/labels":
            self.labels[body["name"]] = len(self.labels) + 1
            return 201, {}, {"id": self.labels[body["name"]], "name": body["name"]}
        if about == f"GET {at}/issues":
            # What it does not know as a label is no condition.
            names = [name for name in query["labels"].split(",") if name in self.labels]
            found = [i for i in self._listed({"labels": ",".join(names)}) if not i.pull]
            items, links = self._page(found[::-1], query, "limit", 30)
            return 200, links, [self._shown(issue) for issue in items]
        if about == f"POST {at}/issues":
            names = [name for name, number in self.labels.items() if number in body["labels"]]
            return 201, {}, self._shown(self.add(body["title"], body["body"], names, assignees=body["assignees"]))
        if about == f"PATCH {at}/issues/{{index}}":
            issue = self._issue(places[2])
            issue.title, issue.body = body.get("title", issue.title), body.get("body", issue.body)
            issue.open = body.get("state", "open" if issue.open else "closed") == "open"
            issue.assignees = body.get("assignees", issue.assignees)
            return 201, {}, self._shown(issue)
        if about == f"GET {at}/issues/{{index}}/comments":
            return 200, {}, [self._said(said) for said in self.comments.get(int(places[2]), [])]
        if about == f"POST {at}/issues/{{index}}/comments":
            return 201, {}, self._said(self.add_comment(int(places[2]), body["body"], self.me))
        said, one = self._comment(places[2])
        if about.startswith("DELETE"):
            said.remove(one)
            return 204, {}, None
        one.body = body["body"]
        return 200, {}, self._said(one)

    @staticmethod
    def _shown(issue):
        return {
            "id": issue.number + 100,
            "number": issue.number,
            "title": issue.title,
            "body": issue.body,
            "state": "open" if issue.open else "closed",
            "labels": [{"id": 1, "name": name} for name in issue.labels],
            "assignees": [{"id": 1, "login": name} for name in issue.assignees] or None,
            "html_url": f"https://gitea.example/org/kb/issues/{issue.number}",
        }

    @staticmethod
    def _said(said):
        return {"id": said.id, "body": said.body, "user": {"id": 1, "login": said.author}}


class GitLab(_Forge):
    """Takes accounts by number, gives them by name, and writes notes of its own on merge requests."""

    @staticmethod
    def knows(headers, token):
        """Whether the token is right."""
        return headers.get("PRIVATE-TOKEN") == token

    def do(self, about, places, query, body, sample, operation):
        """Answer one request: status, headers and value."""
        if about == "GET /user":
            return 200, {}, self._user(self.me)
        if about == "GET /users":
            return 200, {}, [self._user(name) for name in self.members if name == query["username"]]
        if places[0] not in {"42", "org/kb"}:
            raise Refusal(404, "404 Project Not Found")
        if about == "GET /projects/{id}/issues":
            items, links = self._page(self._listed(query), query, "per_page", 20)
            return 200, links, [self._shown(issue) for issue in items]
        if about == "POST /projects/{id}/issues":
            given = [self.members[number - 1] for number in body.get("assignee_ids", ())]
            issue = self.add(body["title"], body["description"], body["labels"].split(","), assignees=given)
            return 201, {}, self._shown(issue)
        if about == "PUT /projects/{id}/issues/{issue_iid}":
            issue = self._issue(places[1])
            issue.title, issue.body = body.get("title", issue.title), body.get("description", issue.body)
            issue.open = {"close": False, "reopen": True}.get(body.get("state_event"), issue.open)
            if "assignee_ids" in body:
                issue.assignees = [self.members[number - 1] for number in body["assignee_ids"]]
            return 200, {}, self._shown(issue)
        if about == "POST /projects/{id}/issues/{issue_iid}/notes":
            return 201, {}, self._said(self.add_comment(int(places[1]), body["body"], self.me), "Issue")
        if about == "GET /projects/{id}/merge_requests/{merge_request_iid}/notes":
            items, links = self._page(self.comments.get(int(places[1]), []), query, "per_page", 20)
            return 200, links, [self._said(said, "MergeRequest") for said in items]
        if about == "POST /projects/{id}/merge_requests/{merge_request_iid}/notes":
            return 201, {}, self._said(self.add_comment(int(places[1]), body["body"], self.me), "MergeRequest")
        said, one = self._comment(places[2])
        if about.startswith("DELETE"):
            said.remove(one)
            return 204, {}, None
        one.body = body["body"]
        return 200, {}, self._said(one, "MergeRequest")

    def _user(self, name):
        number = self.members.index(name) + 1 if name in self.members else 99
        return {"id": number, "username": name, "name": "x", "state": "active", "web_url": "https://x.example"}

    def _shown(self, issue):
        return {
            "id": issue.number + 100,
            "iid": issue.number,
            "project_id": 42,
            "title": issue.title,
            "description": issue.body,
            "state": "opened" if issue.open else "closed",
            "created_at": DAY,
            "updated_at": DAY,
            "labels": issue.labels,
            "assignees": [self._user(name) for name in issue.assignees],
            "author": self._user(self.me),
            "web_url": f"https://gitlab.example/org/kb/-/issues/{issue.number}",
        }

    def _said(self, said, kind):
        return {
            "id": said.id,
            "body": said.body,
            "author": self._user(said.author),
            "system": said.system,
            "created_at": DAY,
            "updated_at": DAY,
            "noteable_id": 1,
            "noteable_type": kind,
        }


class Azure(_Forge):
    """Has a thread for each comment, and keeps those that were taken away, marked so."""

    @staticmethod
    def knows(headers, token):
        """Whether the token is right."""
        return headers.get("Authorization") == f"Bearer {token}"

    def do(self, about, places, query, body, sample, operation):
        """Answer one request: status, headers and value."""
        if about == "GET /_apis/connectionData":
            return 200, {}, {"authenticatedUser": {"id": self.me}}
        if places[:2] != ["Kunskapsbas", "r-1"] or query.get("api-version") != "7.1":
            raise Refusal(404, "TF401019: The Git repository does not exist")
        said = self.comments.setdefault(int(places[2]), [])
        if about.endswith("/threads"):
            if about.startswith("GET"):
                shown = [self._thread(one) for one in said]
                return 200, {}, {"value": shown, "count": len(shown)}
            return 200, {}, self._thread(self.add_comment(int(places[2]), body["comments"][0]["content"], self.me))
        _, one = self._comment(places[3])
        one.body = "" if about.startswith("DELETE") else body["content"]
        if about.startswith("DELETE"):
            said.remove(one)
            return 200, {}, None
        return 200, {}, self._first(one)

    def _thread(self, said):
        return {"id": said.id, "comments": [self._first(said)], "isDeleted": False}

    @staticmethod
    def _first(said):
        kind = "system" if said.system else "text"
        return {"id": 1, "content": said.body, "author": {"id": said.author}, "commentType": kind, "isDeleted": False}


FORGES = {"github": GitHub, "gitea": Gitea, "gitlab": GitLab, "azure": Azure}
