#include "egress/answer_head.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace hearth::egress {
namespace {

std::string passed(std::string_view bytes, std::size_t piece) {
  AnswerHead head;
  std::string out;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) out += head.pass(bytes.substr(0, piece));
  EXPECT_TRUE(head.is_whole());
  return out;
}

TEST(AnswerHead, LosesWhatIsAboutTheConnectionHoweverItIsCut) {
  const std::string answer =
      "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=5\r\nX-One: connection: y\r\nconnection: keep-alive\r\nContent-Length: "
      "7\r\n\r\nbody\r\n\r";
  const std::string expected =
      "HTTP/1.1 200 OK\r\nX-One: connection: y\r\nContent-Length: 7\r\nConnection: close\r\n\r\nbody\r\n\r";
  for (std::size_t piece = 1; piece <= answer.size(); ++piece) EXPECT_EQ(passed(answer, piece), expected) << piece;
}

TEST(AnswerHead, LeavesInterimAnswersOut) {
  EXPECT_EQ(
      passed("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.0 204 No\r\n\r\n", 9),
      "HTTP/1.0 204 No\r\nConnection: close\r\n\r\n");
}

TEST(AnswerHead, RefusesWhatIsNoAnswer) {
  for (const char* bytes : {"SSH-2.0-OpenSSH\r\n\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "\r\n\r\n",
                            "HTTP/1.1 101 Switching Protocols\r\n\r\n", "HTTP/1.1\r\n\r\n"}) {
    EXPECT_THROW(AnswerHead().pass(bytes), Error) << bytes;
  }
  EXPECT_THROW(AnswerHead().pass("HTTP/1.1 200 OK\r\nX: " + std::string(300'000, 'x')), Error);
}

}  // namespace
}  // namespace hearth::egress
