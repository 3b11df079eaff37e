"""The plain page in a real browser: the one-time login link, the list of sessions, a task with an approval, no script
errors, nothing asked of any other host. HEARTH_SCREENSHOTS=FOLDER keeps pictures of what was seen."""

import json
import os
import shutil
import tempfile
import unittest
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from hearth import DEADLINE, HearthTest, wait_for

# The browser's own start-up traffic is off; what is left on the network is the page's.
ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--disable-quic", "--window-size=1200,900")


class Page(HearthTest):
    def setUp(self):
        super().setUp()
        self.hearth.serve()
        profile = tempfile.mkdtemp(prefix="hearth-browser-")
        self.addCleanup(shutil.rmtree, profile, ignore_errors=True)
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in (*ARGUMENTS, f"--user-data-dir={profile}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.addCleanup(self.browser.quit)

    def log_in(self):
        link = self.hearth.api().post("/login-codes", status=201)["url"]
        self.browser.get(link)
        wait_for("the page's greeting", lambda: "Version" in self.text("status"))
        return link

    def find(self, element):
        return self.browser.find_element(By.ID, element)

    def text(self, element):
        return self.find(element).text

    def picture(self, name):
        if folder := os.environ.get("HEARTH_SCREENSHOTS"):
            self.browser.save_screenshot(str(Path(folder) / f"{name}.png"))

    def begin(self, task):
        self.find("workspace").send_keys(str(self.workspace))
        self.find("task").send_keys(task)
        self.browser.find_element(By.CSS_SELECTOR, "form button[type=submit]").click()

    def test_a_task_from_login_to_answer(self):
        link = self.log_in()
        self.assertNotIn("code", self.browser.current_url)  # not left for the next person to read
        self.picture("empty")
        self.begin("List the headings of README.md")
        wait_for("the answer", lambda: "House rules" in self.text("messages"))
        self.assertIn("List the headings of README.md", self.text("sessions"))
        self.picture("answer")

        self.browser.refresh()
        wait_for("the session after a reload", lambda: "List the headings" in self.text("sessions"))
        self.browser.find_element(By.CSS_SELECTOR, "#sessions button").click()
        wait_for("the stored conversation", lambda: "House rules" in self.text("messages"))

        self.browser.execute_script("sessionStorage.clear()")
        self.browser.get("about:blank")
        self.browser.get(link)  # the code was used already
        wait_for("the refusal", lambda: "hearth open" in self.text("error"))
        self.picture("refused")

    def test_a_change_is_asked_for(self):
        self.log_in()
        self.begin("Rename notes/todo.txt to notes/week-15.txt")
        wait_for("the question", lambda: "fs_move" in self.text("approval"))
        self.assertTrue((self.workspace / "notes/todo.txt").exists())
        self.picture("approval")
        self.browser.find_element(By.CSS_SELECTOR, "#approval button").click()
        wait_for("the answer", lambda: "Moved" in self.text("messages"))
        self.assertTrue((self.workspace / "notes/week-15.txt").exists())

    def test_markup_in_names_and_texts_is_only_text(self):
        (self.workspace / "evil.md").write_text("# <img src=x onerror=document.title='owned'>\n")
        self.log_in()
        self.begin("List the headings of evil.md <b id=injected>")
        wait_for("the answer", lambda: "onerror" in self.text("messages"))
        self.assertEqual(self.browser.find_elements(By.CSS_SELECTOR, "#injected, #messages img"), [])
        self.assertEqual(self.browser.title, "Hearth")

    def tearDown(self):
        faults = [entry["message"] for entry in self.browser.get_log("browser") if entry["level"] == "SEVERE"
                  and "/api/v1/login" not in entry["message"]]  # the refusal that a test asks for
        self.assertEqual(faults, [])
        origin = self.hearth.api().get("/health")["url"]
        messages = [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
        asked = [message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"]
        elsewhere = [url for url in asked if not url.startswith((origin + "/", "data:", "chrome:"))]  # chrome: is its new-tab page
        self.assertIn(origin + "/page.js", asked)
        self.assertEqual(elsewhere, [])
        super().tearDown()


if __name__ == "__main__":
    unittest.main()
