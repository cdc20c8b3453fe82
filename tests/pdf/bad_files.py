#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""PDFs that cannot be read, and what is said of each; and one that can.

    usage: bad_files.py --dump PROGRAM
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77


def pdf(content, trailer=""):
    """The smallest PDF of one page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
               f"<< /Length {len(content)} >>\nstream\n{content}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{o:010} 00000 n \n" for o in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


TEXT = "BT /F1 12 Tf 50 250 Td (Total 1,234.56) Tj ET"
LOCKED = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >> /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"

# Name, bytes, exit status, words of the message or of the text.
CASES = [
    ("text", pdf(TEXT), 0, "Total 1,234.56"),
    ("without text, as a scan is", pdf("0 0 100 100 re f"), 1, "scanned PDF (1 pages)"),
    ("behind a password", pdf(TEXT, LOCKED), 1, "password"),
    ("nothing but a beginning", b"%PDF-1.7\n" + bytes(range(128, 256)), 1, "damaged or cut off"),
    ("cut off", pdf(TEXT)[:120], 1, "damaged or cut off"),
]


def run(dump, data, environment=None):
    with tempfile.NamedTemporaryFile(suffix=".bin", delete=False) as file:
        file.write(data)
    try:
        done = subprocess.run([dump, file.name], capture_output=True, text=True, env=environment, timeout=60)
        return done.returncode, done.stdout + done.stderr
    finally:
        os.unlink(file.name)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dump", required=True)
    options = parser.parse_args()
    if shutil.which("pdftotext") is None:
        print("skipped: pdftotext is not installed")
        return SKIPPED
    failed = 0
    results = [(name, *run(options.dump, data), status, words) for name, data, status, words in CASES]
    nowhere = dict(os.environ, PATH="/nonexistent")
    results.append(("without pdftotext", *run(os.path.abspath(options.dump), pdf(TEXT), nowhere), 1, "apt install poppler-utils"))
    for name, status, text, wanted, words in results:
        if status != wanted or words not in text:
            failed += 1
            print(f"{name}: status {status}, {text!r}; wanted {wanted} and {words!r}")
    print(f"{len(results)} files, {failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
