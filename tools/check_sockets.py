#!/usr/bin/env python3
"""Nothing opens a socket but the folders whose work that is: so that nothing leaves the machine past the egress gate.

Includes, calls and linked libraries that make connections are named here with the folders of src/ that may have them.
Tests may: they play the other side.
"""
import re

from source_tree import files, main, text

# What to look for in sources: a pattern, what it is, and who may.
SOURCES = [
    (re.compile(r'^\s*#\s*include\s*<curl/'), "includes libcurl", {"http_client"}),
    (re.compile(r'^\s*#\s*include\s*<(ares\w*|netdb|resolv|arpa/nameser)\.h>'), "includes a resolver", {"egress"}),
    (re.compile(r'^\s*#\s*include\s*<boost/(asio|beast)'), "includes Boost's network library", {"http_server"}),
    (re.compile(r'^\s*#\s*include\s*<(openssl|gnutls|nghttp2)/'), "includes a TLS library", set()),
    (re.compile(r'\b(getaddrinfo|gethostbyname\w*|res_n?query)\s*\('), "looks names up", set()),
    (re.compile(r'(?<![\w.>])(::)?connect\s*\(\s*\w+(\.get\(\))?,'), "connects", {"egress", "http_server"}),
    (re.compile(r'::(sendto|sendmmsg)\s*\('), "sends to an address", set()),
    (re.compile(r'::socket\s*\('), "opens a socket", {"egress", "http_client", "http_server", "sandbox"}),
    (re.compile(r'\b(SYS|__NR)_(connect|socket|sendto|sendmmsg|socketcall|io_uring_\w+)\b'), "calls the kernel for a socket",
     set()),
]
LINKED = [(re.compile(r"\bCURL::"), "links libcurl", {"http_client"}),
          (re.compile(r"\bPkgConfig::cares\b"), "links a resolver", {"egress"})]

COMMENT = re.compile(r"//.*")


def is_test(path):
    return path.stem.endswith("_test") or "testing" in path.parts


def check(root):
    complaints = []
    for path in files(root, ".h", ".cc", ".inc", "CMakeLists.txt", below="src"):
        if len(path.parts) < 3 or is_test(path):
            continue
        folder = path.parts[1]
        rules = LINKED if path.name == "CMakeLists.txt" else SOURCES
        for number, line in enumerate(text(root, path).splitlines(), 1):
            code = COMMENT.sub("", line)
            for pattern, what, allowed in rules:
                if pattern.search(code) and folder not in allowed:
                    who = f"only {', '.join(sorted(allowed))} may" if allowed else "nothing may"
                    complaints.append(f"{path}:{number}: {what}: {who}; ask egress::Gate for a permit and use http_client")
    return complaints


if __name__ == "__main__":
    main(check)
