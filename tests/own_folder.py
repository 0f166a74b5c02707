"""The folder that a browser has of its own (OPFS): it stands in for one on the computer, which nobody can pick here."""

FILL_OWN_FOLDER = """async (files) => {
  const root = await navigator.storage.getDirectory();
  for (const [path, text] of Object.entries(files)) {
    let folder = root;
    const parts = path.split("/");
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
    const writer = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
    await writer.write(text);
    await writer.close();
  }
}"""
"""Puts files, given as path -> text, into that folder: to be evaluated in a page."""
