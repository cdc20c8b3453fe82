# SPDX-License-Identifier: Apache-2.0
"""SARIF and HTML, also of a document whose texts mean something to them."""
import json
from html.parser import HTMLParser

from program import CASES, CLEAN, HOSTILE, SAMPLE, Folder, run

VOID_TAGS = {"meta", "br"}

# --- SARIF: the names that the format of OASIS knows, where each may stand, and which must be there ---
SARIF = {
    "log": ({"version", "runs"}, {"$schema"}, {"runs": "run"}),
    "run": ({"tool"}, {"columnKind", "language", "invocations", "artifacts", "results", "properties"},
            {"tool": "tool", "invocations": "invocation", "artifacts": "artifact", "results": "result"}),
    "tool": ({"driver"}, set(), {"driver": "driver"}),
    "driver": ({"name"}, {"version", "rules"}, {"rules": "rule"}),
    "rule": ({"id"}, {"shortDescription", "defaultConfiguration", "properties"}, {"shortDescription": "text", "defaultConfiguration": "configuration"}),
    "configuration": (set(), {"level"}, {}),
    "text": ({"text"}, set(), {}),
    "invocation": ({"executionSuccessful"}, {"toolExecutionNotifications"}, {"toolExecutionNotifications": "notification"}),
    "notification": ({"message"}, {"level", "descriptor", "locations"}, {"message": "text", "locations": "location"}),
    "artifact": (set(), {"location", "roles", "hashes"}, {"location": "uri"}),
    "uri": (set(), {"uri", "index"}, {}),
    "result": ({"message"}, {"ruleId", "ruleIndex", "kind", "level", "locations", "relatedLocations", "partialFingerprints", "baselineState", "properties"},
               {"message": "text", "locations": "location", "relatedLocations": "location"}),
    "location": (set(), {"id", "message", "physicalLocation", "logicalLocations", "properties"},
                 {"message": "text", "physicalLocation": "physical", "logicalLocations": "logical"}),
    "physical": (set(), {"artifactLocation", "region"}, {"artifactLocation": "uri", "region": "region"}),
    "region": (set(), {"startLine", "startColumn", "endColumn", "byteOffset", "byteLength", "snippet"}, {"snippet": "text"}),
    "logical": (set(), {"name", "fullyQualifiedName", "kind"}, {}),
}


class Sarif(Folder):
    def walk(self, value, kind, where):
        if isinstance(value, list):
            for i, item in enumerate(value):
                self.walk(item, kind, f"{where}[{i}]")
            return
        needed, allowed, children = SARIF[kind]
        self.assertLessEqual(needed, set(value), where)
        self.assertLessEqual(set(value), needed | allowed, where)
        for key, child in children.items():
            if key in value:
                self.walk(value[key], child, f"{where}.{key}")

    def read(self, *arguments, **options):
        log = json.loads(run("check", "--format", "sarif", *arguments, **options)[0])
        self.walk(log, "log", "$")
        self.assertEqual(log["version"], "2.1.0")
        for result in (r for run_ in log["runs"] for r in run_["results"]):
            self.assertIn(result["level"], ("none", "note", "warning", "error"))
            self.assertIn(result["kind"], ("fail", "open", "informational"))
            self.assertTrue(result["kind"] == "fail" or result["level"] == "none")
        return log

    def test_a_finding_is_a_result_at_its_place(self):
        log = self.read(SAMPLE, status=1)
        report = json.loads(run("check", "--format", "json", SAMPLE, status=1)[0])
        results, rules = log["runs"][0]["results"], log["runs"][0]["tool"]["driver"]["rules"]
        self.assertEqual(len(results), len(report["findings"]))
        for result, finding in zip(results, report["findings"]):
            self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
            self.assertEqual(rules[result["ruleIndex"]]["shortDescription"]["text"], rules[result["ruleIndex"]]["properties"]["en"])
            self.assertEqual((result["ruleId"], result["partialFingerprints"]["hrbudget/v1"]), (finding["rule"], finding["fingerprint"]))
            region, first = result["locations"][0]["physicalLocation"]["region"], finding["locations"][0]
            self.assertEqual((region["startLine"], region["startColumn"], region["endColumn"]), (first["line"], first["column"], first["column"] + len(first["text"])))
            self.assertEqual((region["byteOffset"], region["byteLength"]), (first["offset"], first["length"]))
            self.assertEqual(len(result.get("relatedLocations", [])), len(finding["locations"]) - 1)
            self.assertEqual([l["kind"] for l in result["locations"][0]["logicalLocations"]], ["table", "row", "column"])
        self.assertEqual(log["runs"][0]["artifacts"][0]["hashes"]["sha-256"], report["document"]["sha256"])

    def test_what_could_not_be_evaluated_is_open_and_what_could_not_be_read_is_told(self):
        letters = str(CASES / "form-031-letters.txt")
        log = self.read(letters, self.write("空 文件.txt", ""), status=3)
        self.assertIn("open", {r["kind"] for r in log["runs"][0]["results"]})
        invocation = log["runs"][1]["invocations"][0]
        self.assertFalse(invocation["executionSuccessful"])
        self.assertEqual(invocation["toolExecutionNotifications"][0]["descriptor"]["id"], "HRB_ERROR_EMPTY")
        self.assertTrue(log["runs"][1]["artifacts"][0]["location"]["uri"].startswith("file:///"))
        self.assertIn("%E7%A9%BA%20", log["runs"][1]["artifacts"][0]["location"]["uri"])

    def test_braces_of_a_message_are_doubled(self):
        log = self.read(self.write("hostile.txt", HOSTILE), status=1)
        self.assertIn("{{0}}", json.dumps([r["message"] for r in log["runs"][0]["results"]]))

    def test_a_baseline_sets_the_state(self):
        last = self.folder / "last.json"
        run("check", "--format", "json", "--output", str(last), SAMPLE, status=1)
        log = self.read("--baseline", str(last), SAMPLE, status=0)
        self.assertEqual({r["baselineState"] for r in log["runs"][0]["results"]}, {"unchanged"})


class Page(HTMLParser):
    """Balanced tags, ids once, links within."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.tags, self.text = [], [], [], [], []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in VOID_TAGS:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name in ("href", "src"):
                self.links.append(value)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data):
        self.text.append(data)


class Html(Folder):
    def test_a_page_of_its_own(self):
        for lang in ("zh", "en"):
            text, _ = run("check", "--format", "html", SAMPLE, self.write("hostile.txt", HOSTILE), CLEAN, str(CASES / "file-empty.txt"), status=3, lang=lang)
            page = Page(text)
            self.assertEqual(len(page.ids), len(set(page.ids)))
            for link in page.links:
                self.assertTrue(link.startswith("#") and link[1:] in page.ids, link)
            self.assertNotIn("script", page.tags)
            self.assertNotIn("link", page.tags)
            self.assertEqual(page.tags.count("article"), 4)
            self.assertIn("<script>alert('x')</script>&\"{0}\"", "".join(page.text))

    def test_the_wrong_cell_is_marked_in_its_table(self):
        text, _ = run("check", "--format", "html", SAMPLE, status=1)
        self.assertRegex(text, r'<td id="[^"]*" class="n error">84,309\.00<ins>should be 843,109\.00</ins>')
        self.assertRegex(text, r'<td id="[^"]*" class="n error">6,837,941\.25<ins>should be 6,873,941\.25</ins>')

    def test_nothing_checked_never_looks_clean(self):
        text, _ = run("check", "--format", "html", str(CASES / "form-015-prose.txt"), status=1)
        self.assertIn("Nothing could be checked", text)
        self.assertNotIn('class="verdict clean"', text)
