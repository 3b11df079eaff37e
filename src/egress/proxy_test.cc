#include "egress/proxy.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

#include "base/error.h"
#include "egress/testing/gate_fixture.h"
#include "egress/testing/peer.h"
#include "http_server/testing/raw_client.h"

namespace hearth::egress {
namespace {

using http_server::testing::RawClient;
using store::EgressDecision;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

class ProxyTest : public GateFixture {
 protected:
  // What a box was given, and the user agreed to; the names lead to this machine, which rules must allow by address.
  void start(const std::vector<std::string>& granted) {
    Proxy::Options options{.session = add_session(), .run = RunId{4}, .call_id = "call_7", .consent = Consent::given};
    for (const std::string& each : granted) options.granted.push_back(parse_granted_host(each));
    Listener listener;
    port_ = listener.port;
    proxy.emplace(*gate, std::move(listener.fd), std::move(options));
  }
  std::pair<int, std::string> ask(const std::string& bytes) {
    RawClient client(port_);
    client.send(bytes);
    return client.answer();
  }
  std::pair<int, std::string> get(const std::string& url) { return ask(fmt::format("GET {} HTTP/1.1\r\n\r\n", url)); }
  std::string at(const std::string& host, std::uint16_t port) { return fmt::format("{}:{}", host, port); }
  // Waits for the end of the connection's record, which is written after the box has its answer.
  store::EgressEnd end_of_row(std::size_t index) {
    for (;;) {
      if (std::optional<store::EgressEnd> end = rows().at(index).end) return *end;
      std::this_thread::yield();
    }
  }
  void allow_peer(std::uint16_t port) {
    names["a.test"] = {"127.0.0.1"};
    allow("127.0.0.1", port);
  }

  std::optional<Proxy> proxy;
  std::uint16_t port_ = 0;
};

TEST_F(ProxyTest, WhatWasGrantedIsReachedAndRecordedFirst) {
  Peer peer({.answer = ok});
  allow_peer(peer.port());
  start({at("a.test", peer.port())});
  on_lookup = [&] { EXPECT_EQ(rows().size(), 1U); };
  EXPECT_EQ(get(fmt::format("http://a.test:{}/x", peer.port())), std::pair(200, std::string("hi")));
  EXPECT_EQ(peer.received().at(0),
            fmt::format("GET /x HTTP/1.1\r\nHost: a.test:{}\r\nConnection: close\r\n\r\n", peer.port()));
  store::EgressEnd end = end_of_row(0);
  EXPECT_EQ(end.outcome, "done");
  EXPECT_EQ(end.bytes_up, peer.received()[0].size());
  EXPECT_EQ(end.bytes_down, ok.size());
  store::EgressEntry entry = rows()[0].entry;
  EXPECT_EQ(entry.purpose, Purpose::command);
  EXPECT_EQ(entry.host, "a.test");
  EXPECT_EQ(entry.call_id, "call_7");
  EXPECT_EQ(entry.run, RunId{4});
  EXPECT_TRUE(entry.session);
}

TEST_F(ProxyTest, WhatWasNotGrantedIsRefusedAndRecorded) {
  Peer peer({.answer = ok});
  allow_peer(peer.port());
  allow("b.test", peer.port());
  allow("a.test", 1);
  names["b.test"] = {"127.0.0.1"};
  start({at("a.test", peer.port())});
  EXPECT_EQ(get(fmt::format("http://b.test:{}/", peer.port())).first, 403);
  EXPECT_EQ(get("http://a.test:1/").first, 403);
  auto [status, why] = ask("CONNECT b.test:443 HTTP/1.1\r\n\r\n");
  EXPECT_EQ(status, 403);
  EXPECT_NE(why.find("not among the hosts"), std::string::npos) << why;
  ASSERT_EQ(rows().size(), 3U);
  for (const store::EgressRow& row : rows()) EXPECT_EQ(row.entry.decision, EgressDecision::denied);
  EXPECT_TRUE(peer.received().empty());
}

TEST_F(ProxyTest, WithoutGrantsNothingIsReached) {
  Peer peer({.answer = ok});
  allow_peer(peer.port());
  allow("a.test", peer.port());
  start({});
  EXPECT_EQ(get(fmt::format("http://a.test:{}/", peer.port())).first, 403);
  EXPECT_EQ(get(fmt::format("http://127.0.0.1:{}/", peer.port())).first, 403);
}

TEST_F(ProxyTest, AGrantDoesNotBeatTheMode) {
  Peer peer({.answer = ok});
  allow_peer(peer.port());
  start({at("a.test", peer.port())});
  for (const char* mode : {"offline", "allowlist"}) {
    set_mode(mode);
    EXPECT_EQ(get(fmt::format("http://a.test:{}/", peer.port())).first, 403) << mode;
  }
  allow("a.test", peer.port());
  EXPECT_EQ(get(fmt::format("http://a.test:{}/", peer.port())).first, 200);
}

TEST_F(ProxyTest, AStarIsEveryNameBelow) {
  Peer peer({.answer = ok});
  allow("127.0.0.1", peer.port());
  start({at("*.ex.test", peer.port())});
  for (const char* host : {"api.ex.test", "a.b.ex.test", "ex.test", "evilex.test", "ex.test.evil.test"}) {
    names[host] = {"127.0.0.1"};
  }
  auto status = [&](const char* host) { return get(fmt::format("http://{}:{}/", host, peer.port())).first; };
  EXPECT_EQ(status("api.ex.test"), 200);
  EXPECT_EQ(status("A.B.EX.test."), 200);
  EXPECT_EQ(status("ex.test"), 403);
  EXPECT_EQ(status("evilex.test"), 403);
  EXPECT_EQ(status("ex.test.evil.test"), 403);
  EXPECT_THROW(parse_granted_host("*.0.0.1:80"), Error);
  EXPECT_THROW(parse_granted_host("a.test"), Error);
}

TEST_F(ProxyTest, ANameThatLeadsToThisMachineIsRefused) {
  Peer peer({.answer = ok});
  names["a.test"] = {"127.0.0.1"};
  start({at("a.test", peer.port())});
  auto [status, why] = get(fmt::format("http://a.test:{}/", peer.port()));
  EXPECT_EQ(status, 403);
  EXPECT_NE(why.find("leads to 127.0.0.1"), std::string::npos) << why;
  EXPECT_TRUE(peer.received().empty());
}

TEST_F(ProxyTest, HearthIsNotReachedThroughIt) {
  Peer sidecar({.answer = ok});
  own_port = sidecar.port();
  allow("localhost", sidecar.port());
  allow_peer(sidecar.port());
  names["localhost"] = {"127.0.0.1", "::1"};
  start({at("127.0.0.1", sidecar.port()), at("localhost", sidecar.port()), at("a.test", sidecar.port())});
  for (const char* host : {"127.0.0.1", "localhost", "a.test", "2130706433", "127.1", "[::ffff:127.0.0.1]"}) {
    EXPECT_EQ(get(fmt::format("http://{}:{}/", host, sidecar.port())).first, 403) << host;
    EXPECT_EQ(ask(fmt::format("CONNECT {}:{} HTTP/1.1\r\n\r\n", host, sidecar.port())).first, 403) << host;
  }
  EXPECT_TRUE(sidecar.received().empty());
}

TEST_F(ProxyTest, ATunnelCarriesBothWaysAndEarlyBytesToo) {
  Peer peer({.end = "END", .answer = "from the server", .ending = Peer::Script::Ending::close});
  allow_peer(peer.port());
  start({at("a.test", peer.port())});
  RawClient client(port_);
  client.send(fmt::format("CONNECT a.test:{} HTTP/1.1\r\nHost: a.test\r\n\r\nearly ", peer.port()));
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 200 Connection established\r\n\r\n");
  client.send("late END");
  EXPECT_EQ(client.read_until("server"), "from the server");
  EXPECT_EQ(peer.received().at(0), "early late END");
  ::shutdown(client.fd(), SHUT_WR);
  EXPECT_TRUE(client.is_closed());
  store::EgressEnd end = end_of_row(0);
  EXPECT_EQ(end.outcome, "done");
  EXPECT_EQ(end.bytes_up, 14U);
  EXPECT_EQ(end.bytes_down, 15U);
}

TEST_F(ProxyTest, AChangeOfThePolicyCutsATunnel) {
  Peer peer({.end = "END", .answer = "begun", .ending = Peer::Script::Ending::hold});
  allow_peer(peer.port());
  start({at("a.test", peer.port())});
  RawClient client(port_);
  client.send(fmt::format("CONNECT a.test:{} HTTP/1.1\r\n\r\nEND", peer.port()));
  client.read_until("begun");
  Clock::time_point changed = Clock::now();
  set_mode("offline");
  gate->policy_changed();
  EXPECT_TRUE(client.is_closed());
  EXPECT_LT(Clock::now() - changed, 2s);
  EXPECT_EQ(end_of_row(0).outcome, "cut");
}

TEST_F(ProxyTest, EndsWithItsBox) {
  Peer peer({.end = "END", .answer = "begun", .ending = Peer::Script::Ending::hold});
  allow_peer(peer.port());
  start({at("a.test", peer.port())});
  RawClient tunnel(port_);
  tunnel.send(fmt::format("CONNECT a.test:{} HTTP/1.1\r\n\r\nEND", peer.port()));
  tunnel.read_until("begun");
  RawClient undecided(port_);
  undecided.send("GET http");
  Clock::time_point ending = Clock::now();
  proxy.reset();
  EXPECT_LT(Clock::now() - ending, 2s);
  EXPECT_TRUE(tunnel.is_closed());
  EXPECT_TRUE(undecided.is_closed());
  EXPECT_TRUE(rows().at(0).end);
  EXPECT_FALSE(RawClient(port_).connected());
}

TEST_F(ProxyTest, WhatCannotBeUnderstoodIsAnswered400WithoutARow) {
  start({"a.test:80"});
  for (const char* line : {"GET / HTTP/1.1", "CONNECT a.test HTTP/1.1", "CONNECT a..test:80 HTTP/1.1",
                           "GET https://a.test/ HTTP/1.1", "CONNECT 256.1.1.1:80 HTTP/1.1", "nonsense"}) {
    EXPECT_EQ(ask(fmt::format("{}\r\n\r\n", line)).first, 400) << line;
  }
  EXPECT_TRUE(rows().empty());
}

TEST_F(ProxyTest, AServerThatIsNotReachedIsA502) {
  std::uint16_t closed_port = Listener().port;
  allow_peer(closed_port);
  start({at("a.test", closed_port), "gone.test:80"});
  EXPECT_EQ(get(fmt::format("http://a.test:{}/", closed_port)).first, 502);
  EXPECT_EQ(ask(fmt::format("CONNECT a.test:{} HTTP/1.1\r\n\r\n", closed_port)).first, 502);
  EXPECT_EQ(get("http://gone.test/").first, 502);
  EXPECT_EQ(end_of_row(0).outcome, "failed");
}

TEST_F(ProxyTest, AServerThatTalksNonsenseIsA502) {
  Peer silent({.answer = ""}), junk({.answer = "SSH-2.0-x\r\n\r\n"});
  allow_peer(silent.port());
  allow_peer(junk.port());
  start({at("a.test", silent.port()), at("a.test", junk.port())});
  EXPECT_EQ(get(fmt::format("http://a.test:{}/", silent.port())).first, 502);
  EXPECT_EQ(get(fmt::format("http://a.test:{}/", junk.port())).first, 502);
}

TEST_F(ProxyTest, ARedirectIsAnAnswerAndTheNextHopANewDecision) {
  Peer peer({.answer = "HTTP/1.1 302 Found\r\nLocation: http://b.test/\r\nContent-Length: 0\r\n\r\n"});
  allow_peer(peer.port());
  start({at("a.test", peer.port())});
  EXPECT_EQ(get(fmt::format("http://a.test:{}/", peer.port())).first, 302);
  EXPECT_EQ(get("http://b.test/").first, 403);
}

TEST_F(ProxyTest, OnlyOneRequestGoesThroughAConnection) {
  Peer peer({.answer = ok, .ending = Peer::Script::Ending::hold});
  allow_peer(peer.port());
  start({at("a.test", peer.port())});
  RawClient client(port_);
  std::string request = fmt::format("GET http://a.test:{}/1 HTTP/1.1\r\n\r\n", peer.port());
  client.send(request + "GET http://b.test/2 HTTP/1.1\r\nHost: b.test\r\n\r\n");
  EXPECT_EQ(client.answer().first, 200);
  peer.wait_for(1);
  EXPECT_EQ(peer.received().at(0).find("b.test"), std::string::npos);
}

TEST_F(ProxyTest, WaitsForABodyThatAsksToBeWaitedFor) {
  Peer peer({.end = "body", .answer = ok});
  allow_peer(peer.port());
  start({at("a.test", peer.port())});
  RawClient client(port_);
  client.send(
      fmt::format("POST http://a.test:{}/ HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n", peer.port()));
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("body");
  EXPECT_EQ(client.answer().first, 200);
}

}  // namespace
}  // namespace hearth::egress
