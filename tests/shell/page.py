"""Pages of the tests' own in the real window: `self.show(script)` shows one, and gives what it says first."""

from window import WindowTest

# The page says what it finds; `say` posts it.
SAY = """
const say = (what) => fetch('/say', { method: 'POST', body: JSON.stringify(what) })
const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
const error = (work) => work.then(() => 'no error', (fault) => fault.message)
const onClick = (work) => window.addEventListener('mouseup', async () => say(await work()), { once: true })
"""


def page(script, body=""):
    return (f"<!doctype html><meta charset=utf-8><style>html{{height:100%}}</style><body>{body}<script>{SAY}"
            f";(async () => {{ {script} }})()</script>")


class PageTest(WindowTest):
    def show(self, script, body="", **files):
        self.serve_page(page(script, body), **files)
        self.start()
        return self.wait_for_post()[0]
