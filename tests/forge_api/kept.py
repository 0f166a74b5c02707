"""What each forge keeps, and how it answers: the same issues and comments, in each forge's own words."""

from collections.abc import Callable
from dataclasses import dataclass, field

DAY = "2026-11-24T08:00:00Z"
ROBOT = "robot"
ELSEWHERE = '<https://elsewhere.invalid/?page=9>; rel="next"'  # an address that nobody should follow


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


@dataclass
class Asked:
    """A request: what stands in the places of its path, and the least that a reply of a status must have."""

    places: list
    query: dict
    body: dict | None
    least: Callable


class Forge:
    """What all have in common: ``routes`` name the method that answers an operation."""

    routes: dict = {}  # noqa: RUF012 (each forge has its own)
    home: tuple = ("org", "kb")
    size_name, usual_size, most = "per_page", 20, 100
    edited = 200

    def __init__(self):
        self.issues, self.comments, self.labels = [], {}, {}
        self.members = ["anna", "bo"]
        self.me = ROBOT
        self.next_comment = 1
        self.page_size = self.most

    def do(self, about, asked):
        """Answer one request: status, headers and value. Raises Refusal."""
        method, at_home = self.routes[about]
        if at_home:
            if tuple(asked.places[: len(self.home)]) != self.home:
                raise Refusal(404, "Not Found")
            asked.places = asked.places[len(self.home) :]
        return getattr(self, method)(asked)

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

    def issue(self, number):
        """The issue of a number. Raises Refusal."""
        found = [issue for issue in self.issues if issue.number == int(number)]
        if not found:
            raise Refusal(404, "Not Found")
        return found[0]

    def comment(self, number):
        """The comment of an id, and the list that it is in. Raises Refusal."""
        for said in self.comments.values():
            for one in said:
                if one.id == int(number):
                    return said, one
        raise Refusal(404, "Not Found")

    def page(self, items, query):
        """One page of a list, and how the forge says that there is a next."""
        size = min(int(query.get(self.size_name, self.usual_size)), self.page_size)
        first = (int(query.get("page", 1)) - 1) * size
        return items[first : first + size], {"Link": ELSEWHERE} if first + size < len(items) else {}

    def list_issues(self, asked):
        """The issues that have a label, a page of them."""
        wanted = set(asked.query["labels"].split(","))
        found = [issue for issue in self.issues if wanted & set(issue.labels)]
        items, links = self.page(found, asked.query)
        return 200, links, [self.shown(issue, asked.least(200)) for issue in items]

    def edit(self, asked):
        """Change an issue: what the request does not name stays."""
        issue, body = self.issue(asked.places[0]), asked.body
        issue.title, issue.body = body.get("title", issue.title), body.get("body", issue.body)
        issue.open = body.get("state", "open" if issue.open else "closed") == "open"
        issue.assignees = body.get("assignees", issue.assignees)
        return self.edited, {}, self.shown(issue, asked.least(self.edited))

    def list_comments(self, asked):
        """The comments, a page of them."""
        items, links = self.page(self.comments.get(int(asked.places[0]), []), asked.query)
        return 200, links, [self.spoken(said, asked.least(200)) for said in items]

    def say(self, asked):
        """Write a comment."""
        said = self.add_comment(int(asked.places[0]), asked.body["body"], self.me)
        return 201, {}, self.spoken(said, asked.least(201))

    def say_anew(self, asked):
        """Change a comment."""
        _, one = self.comment(asked.places[-1])
        one.body = asked.body["body"]
        return 200, {}, self.spoken(one, asked.least(200))

    def unsay(self, asked):
        """Take a comment away."""
        said, one = self.comment(asked.places[-1])
        said.remove(one)
        return 204, {}, None


AT = "/repos/{owner}/{repo}"


class GitHub(Forge):
    """Lists pull requests among the issues; an Actions token may not ask who it is."""

    usual_size = 30
    routes = {  # noqa: RUF012
        "GET /user": ("who", False),
        f"GET {AT}/assignees/{{assignee}}": ("may_be_given", True),
        f"GET {AT}/issues": ("list_issues", True),
        f"POST {AT}/issues": ("create", True),
        f"PATCH {AT}/issues/{{issue_number}}": ("edit", True),
        f"GET {AT}/issues/{{issue_number}}/comments": ("list_comments", True),
        f"POST {AT}/issues/{{issue_number}}/comments": ("say", True),
        f"PATCH {AT}/issues/comments/{{comment_id}}": ("say_anew", True),
        f"DELETE {AT}/issues/comments/{{comment_id}}": ("unsay", True),
    }

    @staticmethod
    def knows(headers, token):
        """Whether the token is right."""
        return headers.get("Authorization") == f"Bearer {token}" and headers.get("X-GitHub-Api-Version") == "2022-11-28"

    def who(self, asked):
        """Whose the token is."""
        if self.me.endswith("[bot]"):
            raise Refusal(403, "Resource not accessible by integration")
        return 200, {}, {**asked.least(200), "login": self.me}

    def may_be_given(self, asked):
        """Whether an issue can be given to somebody."""
        if asked.places[0] not in self.members:
            raise Refusal(404, "Not Found")
        return 204, {}, None

    def create(self, asked):
        """Make an issue."""
        body = asked.body
        issue = self.add(body["title"], body["body"], body["labels"], assignees=body["assignees"])
        return 201, {}, self.shown(issue, asked.least(201))

    @staticmethod
    def shown(issue, least):
        """An issue as GitHub gives it, with the line ends that it stores."""
        pull = {"pull_request": dict.fromkeys(("diff_url", "html_url", "patch_url", "url"))} if issue.pull else {}
        return {
            **least,
            **pull,
            "number": issue.number,
            "title": issue.title,
            "body": issue.body.replace("\n", "\r\n"),
            "state": "open" if issue.open else "closed",
            "labels": [{"name": name} for name in issue.labels],
            "assignees": [{**least["user"], "login": name} for name in issue.assignees],
            "html_url": f"https://github.example/org/kb/issues/{issue.number}",
        }

    @staticmethod
    def spoken(said, least):
        """A comment as GitHub gives it."""
        return {**least, "id": said.id, "body": said.body, "user": {**least["user"], "login": said.author}}


class Gitea(Forge):
    """Takes labels by number, lists the newest first, and gives the comments of an issue all at once."""

    size_name, usual_size, most = "limit", 30, 50
    edited = 201
    routes = {  # noqa: RUF012
        "GET /user": ("who", False),
        f"GET {AT}/assignees": ("assignable", True),
        f"GET {AT}/labels": ("list_labels", True),
        f"POST {AT}/labels": ("create_label", True),
        f"GET {AT}/issues": ("list_issues", True),
        f"POST {AT}/issues": ("create", True),
        f"PATCH {AT}/issues/{{index}}": ("edit", True),
        f"GET {AT}/issues/{{index}}/comments": ("list_comments", True),
        f"POST {AT}/issues/{{index}}/comments": ("say", True),
        f"PATCH {AT}/issues/comments/{{id}}": ("say_anew", True),
        f"DELETE {AT}/issues/comments/{{id}}": ("unsay", True),
    }

    @staticmethod
    def knows(headers, token):
        """Whether the token is right."""
        return headers.get("Authorization") == f"token {token}"

    def who(self, _asked):
        """Whose the token is."""
        return 200, {}, {"id": 7, "login": self.me}

    def assignable(self, _asked):
        """Those to whom an issue can be given."""
        return 200, {}, [{"id": 1, "login": name} for name in self.members]

    def list_labels(self, asked):
        """The labels, a page of them; nothing but their number tells that there are more."""
        found = [{"id": number, "name": name} for name, number in self.labels.items()]
        return 200, {"X-Total-Count": len(found)}, self.page(found, asked.query)[0]

    def create_label(self, asked):
        """Make a label."""
        self.labels[asked.body["name"]] = len(self.labels) + 1
        return 201, {}, {"id": len(self.labels), "name": asked.body["name"]}

    def list_issues(self, asked):
        """The issues that have a label; one that it does not know is no condition."""
        names = {name for name in asked.query["labels"].split(",") if name in self.labels}
        found = [i for i in reversed(self.issues) if not i.pull and (not names or names & set(i.labels))]
        items, links = self.page(found, asked.query)
        return 200, links, [self.shown(issue) for issue in items]

    def create(self, asked):
        """Make an issue."""
        body = asked.body
        names = [name for name, number in self.labels.items() if number in body["labels"]]
        return 201, {}, self.shown(self.add(body["title"], body["body"], names, assignees=body["assignees"]))

    def list_comments(self, asked):
        """All comments."""
        return 200, {}, [self.spoken(said) for said in self.comments.get(int(asked.places[0]), [])]

    @staticmethod
    def shown(issue, _=None):
        """An issue as Gitea gives it."""
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
    def spoken(said, _=None):
        """A comment as Gitea gives it."""
        return {"id": said.id, "body": said.body, "user": {"id": 1, "login": said.author}}


PROJECT = "/projects/{id}"
NOTES = f"{PROJECT}/merge_requests/{{merge_request_iid}}/notes"


class GitLab(Forge):
    """Takes accounts by number, gives them by name, and writes notes of its own on merge requests."""

    home = ("42",)
    routes = {  # noqa: RUF012
        "GET /user": ("who", False),
        "GET /users": ("users", False),
        f"GET {PROJECT}/issues": ("list_issues", True),
        f"POST {PROJECT}/issues": ("create", True),
        f"PUT {PROJECT}/issues/{{issue_iid}}": ("edit", True),
        f"POST {PROJECT}/issues/{{issue_iid}}/notes": ("say", True),
        f"GET {NOTES}": ("list_comments", True),
        f"POST {NOTES}": ("say", True),
        f"PUT {NOTES}/{{note_id}}": ("say_anew", True),
        f"DELETE {NOTES}/{{note_id}}": ("unsay", True),
    }

    @staticmethod
    def knows(headers, token):
        """Whether the token is right."""
        return headers.get("PRIVATE-TOKEN") == token

    def who(self, _asked):
        """Whose the token is."""
        return 200, {}, self.user(self.me)

    def users(self, asked):
        """The user of a name."""
        return 200, {}, [self.user(name) for name in self.members if name == asked.query["username"]]

    def create(self, asked):
        """Make an issue."""
        body = asked.body
        given = self.named(body.get("assignee_ids", ()))
        return (
            201,
            {},
            self.shown(self.add(body["title"], body["description"], body["labels"].split(","), assignees=given)),
        )

    def edit(self, asked):
        """Change an issue: what the request does not name stays."""
        issue, body = self.issue(asked.places[0]), asked.body
        issue.title, issue.body = body.get("title", issue.title), body.get("description", issue.body)
        issue.open = {"close": False, "reopen": True}.get(body.get("state_event"), issue.open)
        if "assignee_ids" in body:
            issue.assignees = self.named(body["assignee_ids"])
        return 200, {}, self.shown(issue)

    def named(self, numbers):
        """The accounts of some numbers."""
        return [self.members[number - 1] for number in numbers]

    def user(self, name):
        """A user as GitLab gives them."""
        number = self.members.index(name) + 1 if name in self.members else 99
        return {"id": number, "username": name, "name": "x", "state": "active", "web_url": "https://x.example"}

    def shown(self, issue, _=None):
        """An issue as GitLab gives it."""
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
            "assignees": [self.user(name) for name in issue.assignees],
            "author": self.user(self.me),
            "web_url": f"https://gitlab.example/org/kb/-/issues/{issue.number}",
        }

    def spoken(self, said, _=None):
        """A note as GitLab gives it."""
        return {
            "id": said.id,
            "body": said.body,
            "author": self.user(said.author),
            "system": said.system,
            "created_at": DAY,
            "updated_at": DAY,
            "noteable_id": 1,
            "noteable_type": "MergeRequest",
        }


THREADS = "/{project}/_apis/git/repositories/{repositoryId}/pullRequests/{pullRequestId}/threads"


class Azure(Forge):
    """Has a thread for each comment."""

    home = ("Kunskapsbas", "r-1")
    routes = {  # noqa: RUF012
        "GET /_apis/connectionData": ("who", False),
        f"GET {THREADS}": ("list_comments", True),
        f"POST {THREADS}": ("say", True),
        f"PATCH {THREADS}/{{threadId}}/comments/{{commentId}}": ("say_anew", True),
        f"DELETE {THREADS}/{{threadId}}/comments/{{commentId}}": ("unsay", True),
    }

    @staticmethod
    def knows(headers, token):
        """Whether the token is right."""
        return headers.get("Authorization") == f"Bearer {token}"

    def who(self, _asked):
        """Whose the token is."""
        return 200, {}, {"authenticatedUser": {"id": self.me}}

    def list_comments(self, asked):
        """All threads; those whose comment was taken away stay, marked so."""
        shown = [self.thread(one) for one in self.comments.get(int(asked.places[0]), ())]
        return 200, {}, {"value": shown, "count": len(shown)}

    def say(self, asked):
        """Begin a thread."""
        return (
            200,
            {},
            self.thread(self.add_comment(int(asked.places[0]), asked.body["comments"][0]["content"], self.me)),
        )

    def say_anew(self, asked):
        """Change the first comment of a thread."""
        _, one = self.comment(asked.places[1])
        one.body = asked.body["content"]
        return 200, {}, self.spoken(one)

    def unsay(self, asked):
        """Take a thread's first comment away."""
        said, one = self.comment(asked.places[1])
        said.remove(one)
        return 200, {}, None

    def thread(self, said):
        """A thread as Azure DevOps gives it."""
        return {"id": said.id, "comments": [self.spoken(said)], "isDeleted": False}

    @staticmethod
    def spoken(said):
        """A comment as Azure DevOps gives it."""
        kind = "system" if said.system else "text"
        return {"id": 1, "content": said.body, "author": {"id": said.author}, "commentType": kind, "isDeleted": False}


FORGES = {"github": GitHub, "gitea": Gitea, "gitlab": GitLab, "azure": Azure}
