import unittest

from planted import PlantedTest


class Sockets(PlantedTest):
    check_name = "check_sockets"

    def test_whose_work_it_is(self):
        self.assert_clean({
            "src/http_client/a.cc": "#include <curl/curl.h>\nint f() { return ::socket(1, 2, 3); }\n",
            "src/egress/a.cc": "#include <ares.h>\nint f() { return ::connect(fd.get(), there, size); }\n",
            "src/http_client/CMakeLists.txt": "hearth_module(http_client LIBRARIES CURL::libcurl)\n",
            "src/agent/a.cc": 'auto server = connector.connect_or_start(stop);\ndisconnect(a, b); // ::socket(1, 2, 3)\n',
            "src/agent/a_test.cc": "int fd = ::socket(1, 2, 3);\n",
            "src/agent/testing/a.h": "int fd = ::socket(1, 2, 3);\n",
        })

    def test_everybody_else(self):
        for line in ("#include <curl/curl.h>", "# include <netdb.h>", "#include <ares.h>", "#include <boost/asio.hpp>",
                     "#include <openssl/ssl.h>", "int fd = ::socket(AF_INET, SOCK_STREAM, 0);",
                     "if (::connect(fd, address, length) != 0) {", "connect(fd.get(), address, length);",
                     "getaddrinfo(name, nullptr, nullptr, &found);", "::sendto(fd, bytes, size, 0, address, length);",
                     "syscall(SYS_connect, fd, address, length);"):
            self.assert_found({"src/tools/a.cc": f"\n{line}\n"}, "src/tools/a.cc:2: ")

    def test_linked_libraries(self):
        self.assert_found({"src/llm/CMakeLists.txt": "hearth_module(llm\n  LIBRARIES CURL::libcurl)\n"},
                          "src/llm/CMakeLists.txt:2: links libcurl")

    def test_a_resolver_belongs_behind_the_gate(self):
        self.assert_found({"src/http_client/a.cc": "#include <netdb.h>\n"}, "src/http_client/a.cc:1: includes a resolver")


if __name__ == "__main__":
    unittest.main()
