"""The client in anaplan.py against the standalone fake, in real and in fast time.

Run it with python3 -m unittest discover docs/python, after mvn package. STANDALONE_JAR names another jar.
"""

import contextlib
import glob
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from anaplan import Anaplan

ROOT = pathlib.Path(__file__).parents[2]
MODEL = "75A40874E6B64FA3AE0743278996850F"
SCENARIOS = """
users:
  - {{name: ada@example.com, password: open-sesame}}
models:
  - id: 75A40874E6B64FA3AE0743278996850F
    workspace: 8a8b8c8d8e8f80818283848586878889
    actions:
      - import: Load sales
        id: 112000000009
        rejecting: 3 of 2,000
        lasting: {lasting}
      - process: Clean-up
        id: 118000000008
        steps: [delete: Clear list]
        lasting: 2s
        cancelled: {{after: 1s, by: Grace Example}}
      - process: Weekly load
        id: 118000000009
        steps: [delete: Clear numbers]
        lasting: {lasting}
      - process: Nightly load
        id: 118000000007
        steps:
          - {{import: Load products, id: 112000000003, rejecting: 2 of 50}}
          - {{export: Write the report, id: 116000000002}}
        lasting: {lasting}
      - export: Report
        id: 116000000001
        lasting: {lasting}
    files:
      - {{id: 116000000001, name: Report.csv, content: "Product,Units\\nApples,12\\n"}}
"""


class AgainstTheFake(unittest.TestCase):
    def test_in_real_time(self):
        self.all_that_it_can("--listen", "127.0.0.1", lasting="1s", poll_seconds=0.1)

    def test_in_fast_time_and_beyond_this_machine(self):
        self.all_that_it_can("--factor", "600", "--listen", "0.0.0.0", lasting="10m", poll_seconds=0.1)

    def all_that_it_can(self, *options, lasting, poll_seconds):
        with tempfile.TemporaryDirectory() as folder:
            scenarios = pathlib.Path(folder, "scenarios.yaml")
            scenarios.write_text(SCENARIOS.format(lasting=lasting), encoding="utf-8")
            errors = pathlib.Path(folder, "errors")
            with errors.open("wb") as sink:
                command = ["java", "-jar", standalone_jar(), "--port", "0", *options, str(scenarios)]
                fake = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=sink, text=True)
            try:
                api_url, auth_url = base_urls(fake.stdout)
                with contextlib.closing(Anaplan(auth_url, api_url, MODEL)) as anaplan:
                    self.drive(anaplan, poll_seconds)
            finally:
                fake.terminate()
                fake.stdout.close()
                fake.wait(10)
            told = [line for line in errors.read_text().splitlines() if not line.startswith("WARNING: It listens")]
            self.assertEqual([], told, "requests that the fake refused")

    def drive(self, anaplan, poll_seconds):
        anaplan.log_in("ada@example.com", "open-sesame")

        uploaded = anaplan.upload("sales of May.csv", [b"Code,Name\n", b"1,Apples\n", b"2,Pears\n"])
        self.assertEqual("Code,Name\n1,Apples\n2,Pears\n", anaplan.download(f"/files/{uploaded}"))
        self.assertEqual(uploaded, anaplan.named("files", "sales of May.csv")["id"])

        task, states, result = anaplan.run("imports", "Load sales", poll_seconds)
        self.assertEqual("COMPLETE", states[-1])
        self.assertTrue(result["successful"])
        self.assertTrue(result["failureDumpAvailable"])
        self.assertEqual(1 + 3, len(anaplan.download(f"{task}/dump").splitlines()))

        task, states, result = anaplan.run("processes", "Nightly load", poll_seconds)
        self.assertEqual("COMPLETE", states[-1])
        step = next(nested for nested in result["nestedResults"] if nested["failureDumpAvailable"])
        self.assertEqual(1 + 2, len(anaplan.download(f"{task}/dumps/{step['objectId']}").splitlines()))

        self.assertEqual("CANCELLED", anaplan.run("processes", "Clean-up", poll_seconds)[1][-1])

        self.assertTrue(anaplan.run("exports", "Report", poll_seconds)[2]["successful"])
        export = anaplan.named("exports", "Report")["id"]
        self.assertEqual("Product,Units\nApples,12\n", anaplan.download(f"/files/{export}"))


def standalone_jar():
    return os.environ.get("STANDALONE_JAR") or glob.glob(f"{ROOT}/anaplan-testkit/target/*-standalone.jar")[0]


def base_urls(lines):
    """Reads what the program says of itself, of which the two URLs come last."""
    urls = []
    for line in lines:
        urls += re.findall(r"^Base URL of .*: +(\S+)", line)
        if len(urls) == 2:
            return urls
    raise AssertionError("The fake ended without saying where it is.")


if __name__ == "__main__":
    unittest.main()
