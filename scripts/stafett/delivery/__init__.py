"""Takes ready messages to where they are read: a mail server, a webhook, a folder; and remembers which were taken."""
