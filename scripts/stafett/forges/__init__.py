"""The places where issues and comments are kept: GitHub, GitLab, Gitea (also Forgejo), Azure DevOps, and a folder."""
