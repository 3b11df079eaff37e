#include "http_server/request_reader.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace hearth::http_server {
namespace {

using Progress = RequestReader::Progress;

struct Outcome {
  std::vector<Request> requests;
  int refused = 0;  // the status, 0 when none
  std::string detail;
};

// Feeds the bytes in pieces of the given size.
Outcome read(std::string_view bytes, std::size_t piece, const Limits& limits = {}) {
  RequestReader reader(limits);
  Outcome outcome;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    reader.append(bytes.substr(0, piece));
    for (Progress progress = reader.advance(); progress != Progress::need_more; progress = reader.advance()) {
      if (progress == Progress::refused) {
        outcome.refused = reader.refusal().status;
        outcome.detail = reader.refusal().detail;
        return outcome;
      }
      if (progress == Progress::complete) {
        outcome.requests.push_back(reader.request());
        reader.next();
      }
    }
  }
  return outcome;
}

TEST(RequestReader, ReadsTheSameRequestsInPiecesOfEverySize) {
  const std::string bytes =
      "GET /a?b=c HTTP/1.1\r\nHost: localhost:1\r\nX-Two:  spaced \t\r\n\r\n"
      "POST /p HTTP/1.1\r\nhost: h\r\nContent-Length: 5\r\n\r\nhello"
      "PUT /q HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n00a\r\n0123456789\r\n0\r\n\r\n"
      "DELETE /r HTTP/1.1\r\nHost: h\r\nX-Empty:\r\nX-\xc3\xbc-no: no\r\n\r\n";
  const std::string good = bytes.substr(0, bytes.find("X-\xc3")) + "Cookie: \xc3\xbc=1\r\n\r\n";
  for (std::size_t piece = 1; piece <= good.size(); ++piece) {
    Outcome outcome = read(good, piece);
    ASSERT_EQ(outcome.refused, 0) << piece << ": " << outcome.detail;
    ASSERT_EQ(outcome.requests.size(), 4U) << piece;
    EXPECT_EQ(outcome.requests[0].method, "GET");
    EXPECT_EQ(outcome.requests[0].path, "/a");
    EXPECT_EQ(outcome.requests[0].query.at("b"), "c");
    EXPECT_EQ(outcome.requests[0].header("host"), "localhost:1");
    EXPECT_EQ(outcome.requests[0].header("x-two"), "spaced");
    EXPECT_EQ(outcome.requests[0].header("absent"), "");
    EXPECT_EQ(outcome.requests[1].body, "hello");
    EXPECT_EQ(outcome.requests[2].body, "abc0123456789");
    EXPECT_EQ(outcome.requests[3].header("cookie"), "\xc3\xbc=1");
    EXPECT_EQ(outcome.requests[3].body, "");
  }
}

struct Hostile {
  std::string name;
  std::string bytes;
  int status;
};

std::string with_header(const std::string& line) {
  return "GET / HTTP/1.1\r\nHost: h\r\n" + line + "\r\n\r\n";
}
std::string with_chunks(const std::string& chunks) {
  return "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
}

std::vector<Hostile> hostile_requests() {
  std::vector<Hostile> cases = {
      {"length twice, different", with_header("Content-Length: 1\r\nContent-Length: 2"), 400},
      {"length twice, equal", with_header("Content-Length: 1\r\nContent-Length: 1"), 400},
      {"length as a list", with_header("Content-Length: 1, 1"), 400},
      {"length negative", with_header("Content-Length: -1"), 400},
      {"length with a plus", with_header("Content-Length: +1"), 400},
      {"length hexadecimal", with_header("Content-Length: 0x1"), 400},
      {"length empty", with_header("Content-Length:"), 400},
      {"length above 64 bits", with_header("Content-Length: 99999999999999999999999"), 400},
      {"length above the limit", with_header("Content-Length: 999999999"), 413},
      {"length and chunked", with_header("Content-Length: 1\r\nTransfer-Encoding: chunked"), 400},
      {"chunked and length", with_header("Transfer-Encoding: chunked\r\nContent-Length: 1"), 400},
      {"coding gzip", with_header("Transfer-Encoding: gzip"), 501},
      {"coding gzip, chunked", with_header("Transfer-Encoding: gzip, chunked"), 501},
      {"coding chunked, chunked", with_header("Transfer-Encoding: chunked, chunked"), 501},
      {"coding chunked twice", with_header("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"), 400},
      {"coding misspelt", with_header("Transfer-Encoding: xchunked"), 501},
      {"coding empty", with_header("Transfer-Encoding:"), 501},
      {"coding quoted", with_header("Transfer-Encoding: \"chunked\""), 501},
      {"space before a colon", with_header("Transfer-Encoding : chunked"), 400},
      {"tab before a colon", with_header("X\t: 1"), 400},
      {"folded line", with_header("X: 1\r\n 2"), 400},
      {"folded first line", "GET / HTTP/1.1\r\n Host: h\r\n\r\n", 400},
      {"no colon", with_header("nonsense"), 400},
      {"no name", with_header(": x"), 400},
      {"name with a space", with_header("a b: x"), 400},
      {"name not ASCII", with_header("X-\xc3\xbc: x"), 400},
      {"NUL in a value", with_header(std::string("X: a\0b", 6)), 400},
      {"control in a value", with_header("X: a\x01"), 400},
      {"delete in a value", with_header("X: a\x7f"), 400},
      {"bare CR in a value", with_header("X: a\rY: b"), 400},
      {"bare LF between headers", "GET / HTTP/1.1\r\nHost: h\nX: 1\r\n\r\n", 400},
      {"bare LF everywhere", "GET / HTTP/1.1\nHost: h\n\n", 400},
      {"host twice", with_header("Host: h"), 400},
      {"origin twice", with_header("Origin: a\r\nOrigin: b"), 400},
      {"authorization twice", with_header("Authorization: a\r\nauthorization: b"), 400},
      {"expectation unknown", with_header("Expect: magic"), 417},
      {"empty line in front", "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"space in front", " GET / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"two spaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"tab instead of a space", "GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"space after the version", "GET / HTTP/1.1 \r\nHost: h\r\n\r\n", 400},
      {"no target", "GET HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"HTTP/0.9", "GET /\r\n\r\n", 400},
      {"HTTP/1.0", "GET / HTTP/1.0\r\nHost: h\r\n\r\n", 505},
      {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505},
      {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"version 1.11", "GET / HTTP/1.11\r\nHost: h\r\n\r\n", 400},
      {"version in lower case", "GET / http/1.1\r\nHost: h\r\n\r\n", 400},
      {"absolute form", "GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"authority form", "CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n", 501},
      {"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"method unknown", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n", 501},
      {"method in lower case", "get / HTTP/1.1\r\nHost: h\r\n\r\n", 501},
      {"dot segments", "GET /a/../b HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"bad escape", "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"TLS hello", std::string("\x16\x03\x01\x02\x00\x01", 6), 400},
      {"header too long", with_header("X: " + std::string(20'000, 'a')), 431},
      {"target too long", "GET /" + std::string(20'000, 'a'), 431},
      {"chunk size empty", with_chunks("\r\n"), 400},
      {"chunk size not a number", with_chunks("zz\r\n"), 400},
      {"chunk size negative", with_chunks("-1\r\n"), 400},
      {"chunk size with 0x", with_chunks("0x1\r\na\r\n"), 400},
      {"chunk size with space", with_chunks("1 \r\na\r\n0\r\n\r\n"), 400},
      {"chunk size above 64 bits", with_chunks("11111111111111111\r\n"), 400},
      {"chunk size above the limit", with_chunks("ffffffff\r\n"), 413},
      {"chunk line ends in LF", with_chunks("1\na\r\n0\r\n\r\n"), 400},
      {"chunk longer than said", with_chunks("1\r\nab\r\n0\r\n\r\n"), 400},
      {"chunk with an extension", with_chunks("1;x=y\r\na\r\n0\r\n\r\n"), 400},
      {"last chunk with an extension", with_chunks("0;x\r\n\r\n"), 400},
      {"trailer", with_chunks("0\r\nX: 1\r\n\r\n"), 400},
      {"endless chunk line", with_chunks(std::string(1000, '0')), 400},
  };
  std::string many;
  for (int i = 0; i < 101; ++i) many += fmt::format("X-{}: 1\r\n", i);
  cases.push_back({"101 headers", "GET / HTTP/1.1\r\n" + many + "\r\n", 431});
  return cases;
}

TEST(RequestReader, RefusesHostileRequestsHoweverTheyAreCut) {
  for (const Hostile& hostile : hostile_requests()) {
    for (std::size_t piece : {std::size_t{1}, std::size_t{7}, hostile.bytes.size()}) {
      Outcome outcome = read(hostile.bytes, piece);
      EXPECT_EQ(outcome.refused, hostile.status) << hostile.name << " in pieces of " << piece << ": " << outcome.detail;
      EXPECT_TRUE(outcome.requests.empty()) << hostile.name;
      EXPECT_TRUE(outcome.refused == 0 || !outcome.detail.empty()) << hostile.name;
    }
  }
}

TEST(RequestReader, RefusesJunkAfterASoundRequest) {
  Outcome outcome = read("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nabc\r\n\r\n", 1000);
  ASSERT_EQ(outcome.requests.size(), 1U);
  EXPECT_EQ(outcome.requests[0].body, "ab");
  EXPECT_EQ(outcome.refused, 400);
}

TEST(RequestReader, KeepsTheBodyLimitForBothFramings) {
  Limits limits;
  limits.body_bytes = 10;
  EXPECT_EQ(read("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n0123456789", 3, limits).requests.size(), 1U);
  EXPECT_EQ(read("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n", 3, limits).refused, 413);
  EXPECT_EQ(read(with_chunks("5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n"), 3, limits).requests.size(), 1U);
  EXPECT_EQ(read(with_chunks("5\r\n01234\r\n6\r\n"), 3, limits).refused, 413);
}

TEST(RequestReader, TellsWhatTheConnectionNeedsToKnow) {
  Limits limits;
  RequestReader reader(limits);
  EXPECT_FALSE(reader.started());
  reader.append("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r");
  EXPECT_EQ(reader.advance(), Progress::need_more);
  EXPECT_TRUE(reader.started());
  reader.append("\n");
  ASSERT_EQ(reader.advance(), Progress::header_ready);
  EXPECT_TRUE(reader.expects_continue());
  EXPECT_TRUE(reader.has_body());
  EXPECT_FALSE(reader.keep_alive());
  reader.append("x");
  EXPECT_FALSE(reader.expects_continue());
  EXPECT_EQ(reader.advance(), Progress::complete);
  EXPECT_EQ(reader.advance(), Progress::complete);
  reader.next();
  EXPECT_FALSE(reader.started());
  reader.append("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  ASSERT_EQ(reader.advance(), Progress::header_ready);
  EXPECT_TRUE(reader.keep_alive());
  EXPECT_FALSE(reader.has_body());
}

}  // namespace
}  // namespace hearth::http_server
