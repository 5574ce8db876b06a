// What a browser has left of a page in its own files.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/// Files of the profile with that text, in the forms that Chromium gives it on disk: one byte or two a letter.
export async function filesWith(profile, text) {
  const forms = [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")];
  const found = [];
  for (const entry of await readdir(profile, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    // What the browser itself remembers, of its tabs and to fill in forms, which no page can reach.
    if (!entry.isFile() || /[\\/](Sessions[\\/].*|Web Data.*)$/.test(file)) continue;
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (forms.some((form) => bytes.includes(form))) found.push(path.relative(profile, file));
  }
  return found;
}
