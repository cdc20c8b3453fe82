#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What Doxygen reads in place of a public header.

The headers are written for people: a plain comment stands above a declaration, or above several without
a blank line between them, which it then describes all; or behind one. Here each declaration gets its
comment in Doxygen's form, and what follows from its signature and the version script: who frees what it
gives, what it returns when it fails, which threads may call it, since when it exists. So these are said
the same way everywhere, and cannot be forgotten.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DECLARATION = re.compile(r"(HRB_API |typedef |#define HRB_|enum \{|struct \w+ \{)")


def since():
    """The version of each symbol, by the node of the version script it stands in."""
    text = re.sub(r"/\*.*?\*/", "", (ROOT / "libhrbudget/libhrbudget.map").read_text(encoding="utf-8"), flags=re.S)
    return {name: version for version, body in re.findall(r"HRB_([\d.]+) \{(.*?)\n\}", text, re.S) for name in re.findall(r"\b(hrb_\w+);", body)}


SINCE = since()
FREES = {"char": "hrb_string_free"}


def notes(declaration):
    """What follows from the signature of a function."""
    match = re.match(r"HRB_API\s+(.*?)(hrb_\w+)\((.*)\);", declaration, re.S)
    if not match:
        return []
    result, name, parameters = match.group(1).strip(), match.group(2), match.group(3)
    lines = []
    if result == "hrb_status":
        lines.append("@return HRB_OK, or the status of what failed; HRB_ERROR_ARGUMENT for a NULL or impossible argument. Outputs are written on success only.")
    elif "*" in result:
        lines.append("@return Borrowed, never freed by the caller: valid until the handle it came from is freed (text is UTF-8 and zero-terminated).")
    elif result != "void":
        lines.append("@return A plain value; for NULL or an index out of range the neutral one (0, false, or what is said above).")
    owned = re.search(r"(hrb_\w+|char) \*\*(?:out|error)\b", re.sub(r"hrb_error \*\*error", "", parameters))
    if owned and result == "hrb_status":
        kind = owned.group(1)
        lines.append(f"@par Ownership\nWhat `out` is set to belongs to the caller, who frees it with {FREES.get(kind, kind + '_free')}().")
    if "hrb_error **error" in parameters:
        lines.append("@par Error detail\nWhat `error` points at is set if and only if the function fails; NULL ignores it; hrb_error_free() it.")
    first = parameters.split(",")[0]
    shared = "*" not in first or first.strip().startswith("const")
    lines.append("@par Threads\n" + ("Any number of threads may call it at the same time, on one handle too." if shared else "One thread at a time for one handle; different handles are independent."))
    if name not in SINCE:
        sys.exit(f"{name} stands in no node of the version script")
    lines.append(f"@since {SINCE[name]}")
    return lines


def body(comment):
    """A plain comment without its marks."""
    text = re.sub(r"^/\*+|\*/$", "", comment.strip())
    return "\n".join(re.sub(r"^\s*\* ?", "", line).rstrip() for line in text.strip().splitlines())


def escape(text):
    return re.sub(r"[@\\]", lambda m: "\\" + m.group(), text).replace("<", "&lt;").replace("#", "\\#").replace("%", "%%")


def doc(text, extra):
    text = re.sub(r" ?\bSince [\d.]+\.", "", text) if extra else text
    lines = escape(text).splitlines() + [""] * bool(extra) + [line for note in extra for line in note.splitlines()]
    return "/** " + "\n * ".join(lines) + "\n */"


def split(text):
    """The header as comments, blank lines and declarations."""
    position = 0
    pattern = re.compile(r"/\*.*?\*/[ \t]*\n|\n|[^\n]+\n", re.S)
    while position < len(text):
        match = pattern.match(text, position)
        piece = match.group()
        if re.match(r"(typedef struct \w+ \{|enum \{)[^}]*$", piece.rstrip("\n")):
            end = text.index("\n}", position) + 2
            end = text.index("\n", end) + 1
            piece = text[position:end]
        elif DECLARATION.match(piece) and not piece.startswith("#") and ";" not in re.sub(r"/\*.*?\*/", "", piece):
            end = text.index(";", position)
            end = text.index("\n", end) + 1
            piece = text[position:end]
        position += len(piece)
        yield piece


TRAILING = re.compile(r"([;,}]|\b[A-Z0-9_]+\)|= ?-?\w+)([ \t]*)/\* ?(.*?) ?\*/", re.S)


LIST = re.compile(r"^([ \t]*)(\w[\w ]*?) (\w+(?:, \w+)+);([ \t]*/\*.*?\*/)", re.M)


def members(piece):
    """Comments behind members and constants; `a, b; comment` is said of each."""
    piece = LIST.sub(lambda m: "\n".join(f"{m.group(1)}{m.group(2)} {name};{m.group(4)}" for name in m.group(3).split(", ")), piece)
    return TRAILING.sub(lambda m: f"{m.group(1)}{m.group(2)}/**< {escape(body(m.group(3)))} */", piece)


def plain_fact(declaration):
    """What goes without saying, and so is said here."""
    if re.match(r"HRB_API void hrb_\w+_free\(", declaration):
        return "Frees it and what was borrowed from it; NULL does nothing."
    count = re.match(r"HRB_API size_t hrb_(\w+)_count\(", declaration)
    if count:
        return f"How many there are of: {count.group(1).replace('_', ' ')}."
    if re.match(r"typedef int32_t hrb_\w+;", declaration):
        return "One of the constants that follow."
    return None


def convert(text, path):
    # What the Arrow specification fixes is documented there.
    text = re.sub(r"(#ifndef ARROW_C_\w+.*?\n#endif)", "/** @cond */\n\\1\n/** @endcond */", text, flags=re.S)
    out, heading, used = [f"/** @file\n * {path.name} */\n"], None, False
    for piece in split(text):
        if piece.startswith("/** @"):
            out.append(piece)
            continue
        if piece.startswith("/*"):
            comment = body(piece)
            if comment.startswith("SPDX") or comment.startswith("---"):
                heading = None
            elif path.name == "hrbudget.h":
                out.append(f"/** @mainpage libhrbudget\n{escape(comment)}\n*/\n")
            else:
                heading, used = comment, False
            continue
        if piece.strip() == "":
            heading = None
        elif DECLARATION.match(piece):
            trailing = re.search(r";[ \t]*/\*(.*?)\*/\s*$", piece, re.S) if piece.startswith(("HRB_API", "typedef")) and "{" not in piece else None
            own = body(trailing.group(1)) if trailing else None
            constant = re.search(r"/\*(.*?)\*/\s*$", piece) if piece.startswith("#define") else None
            frees = piece.startswith("HRB_API void ")
            said = plain_fact(piece) if frees else "\n\n".join(part for part in (heading, own) if part) or plain_fact(piece)
            if constant:
                out.append(f"/** {escape(body(constant.group(1)))} */\n")
            elif said:
                out.append(doc(said, notes(re.sub(r"/\*.*?\*/", "", piece))) + "\n")
            piece = re.sub(r"[ \t]*/\*.*?\*/\s*$", "\n", piece) if trailing or constant else members(piece)
        out.append(piece)
    return "".join(out)


def main():
    path = Path(sys.argv[1])
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(convert(path.read_text(encoding="utf-8"), path))


if __name__ == "__main__":
    main()
