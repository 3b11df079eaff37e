// The proxy behind real boxes: what a boxed program reaches, with it and without.
#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "egress/proxy.h"
#include "egress/testing/gate_fixture.h"
#include "egress/testing/peer.h"
#include "sandbox/box_program_for_tests.h"
#include "sandbox/launcher.h"

namespace hearth::egress {
namespace {

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

class BoxedProxy : public GateFixture {
 protected:
  BoxedProxy() {
    if (::mkdtemp(folder_) == nullptr) throw_errno("making a temporary folder");
    std::filesystem::copy_file(sandbox::box_program_for_tests(), box_program());
    std::filesystem::permissions(folder_, std::filesystem::perms(0755));
    sandbox_.emplace(sandbox::Options{.box_program = box_program(), .state_folder = std::string(folder_) + "/boxes"});
  }
  ~BoxedProxy() override { std::filesystem::remove_all(folder_); }

  // What the script prints, in a box that was given these hosts; no box has a network without a list.
  std::string run(const std::string& script, const std::optional<std::vector<std::string>>& granted) {
    sandbox::Policy policy;
    policy.network = granted ? sandbox::Network::proxy : sandbox::Network::none;
    int ends[2];
    EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    Fd reader(ends[0]), writer(ends[1]);
    sandbox::Box box = sandbox_->start(policy, {"/bin/sh", "-c", script}, {-1, writer.get(), writer.get()}, {});
    writer.reset();
    std::optional<Proxy> proxy;
    if (granted) {
      Proxy::Options options{.call_id = "call_1", .consent = Consent::given};
      for (const std::string& each : *granted) options.granted.push_back(parse_granted_host(each));
      proxy.emplace(*gate, box.take_listener(), std::move(options));
    }
    std::string output = read_all(reader.get(), 1 << 20, "the box's output");
    box.wait({});
    return output;
  }
  std::string status_of(const std::string& url, const std::vector<std::string>& granted) {
    return run("curl -s -o /dev/null -w '%{http_code} %{http_connect}' -m 5 " + url, granted);
  }
  void lead_here(const std::string& name, std::uint16_t port) {
    names[name] = {"127.0.0.1"};
    allow("127.0.0.1", port);
  }

 private:
  std::string box_program() const { return std::string(folder_) + "/hearth-box"; }
  char folder_[32] = "/tmp/hearth-boxed-XXXXXX";
  std::optional<sandbox::Sandbox> sandbox_;
};

TEST_F(BoxedProxy, LetsAGrantedHostThroughAndNoOther) {
  Peer peer({.answer = ok});
  std::uint16_t other_port = static_cast<std::uint16_t>(peer.port() == 65535 ? 1024 : peer.port() + 1);
  lead_here("a.test", peer.port());
  lead_here("b.test", peer.port());
  std::vector<std::string> granted{fmt::format("a.test:{}", peer.port())};
  EXPECT_EQ(run(fmt::format("curl -s -m 5 http://a.test:{}/", peer.port()), granted), "hi");
  EXPECT_EQ(status_of(fmt::format("http://b.test:{}/", peer.port()), granted), "403 000");
  EXPECT_EQ(status_of(fmt::format("http://a.test:{}/", other_port), granted), "403 000");
  EXPECT_EQ(status_of(fmt::format("https://b.test:{}/", peer.port()), granted), "000 403");
  ASSERT_EQ(rows().size(), 4U);
  EXPECT_EQ(rows()[0].entry.decision, store::EgressDecision::allowed);
  for (std::size_t i = 1; i < 4; ++i) EXPECT_EQ(rows()[i].entry.decision, store::EgressDecision::denied) << i;
}

TEST_F(BoxedProxy, AnEmptyListIsNothing) {
  Peer peer({.answer = ok});
  lead_here("a.test", peer.port());
  allow("a.test", peer.port());
  EXPECT_EQ(status_of(fmt::format("http://a.test:{}/", peer.port()), {}), "403 000");
  EXPECT_EQ(status_of(fmt::format("http://127.0.0.1:{}/", peer.port()), {}), "403 000");
  EXPECT_TRUE(peer.received().empty());
}

TEST_F(BoxedProxy, NothingIsReachedPastIt) {
  Peer peer({.answer = ok});
  lead_here("a.test", peer.port());
  allow("a.test", peer.port());
  std::string script = fmt::format(
      "curl -s -m 3 --noproxy '*' http://127.0.0.1:{0}/ || echo tcp; "
      "curl -s -m 3 --noproxy '*' http://[::1]:{0}/ || echo tcp6; "
      "curl -s -m 3 --noproxy '*' http://a.test:{0}/ || echo name; "
      "curl -s -m 3 --noproxy '*' http://93.184.216.34:{0}/ || echo far; "
      "getent hosts example.org || echo lookup; "
      "bash -c 'echo > /dev/udp/93.184.216.34/53' 2>/dev/null || echo udp; "
      "bash -c 'echo > /dev/tcp/127.0.0.1/{0}' 2>/dev/null || echo bash",
      peer.port());
  const std::string nothing = "tcp\ntcp6\nname\nfar\nlookup\nudp\nbash\n";
  EXPECT_EQ(run(script, std::nullopt), nothing);
  EXPECT_EQ(run(script, std::vector<std::string>{fmt::format("a.test:{}", peer.port())}), nothing);
  EXPECT_TRUE(peer.received().empty());
  EXPECT_TRUE(rows().empty());
}

TEST_F(BoxedProxy, HearthItselfIsNotReached) {
  Peer sidecar({.answer = ok});
  own_port = sidecar.port();
  lead_here("a.test", sidecar.port());
  lead_here("localhost", sidecar.port());
  std::vector<std::string> granted;
  for (const char* host : {"a.test", "127.0.0.1", "localhost", "[::1]"}) {
    granted.push_back(fmt::format("{}:{}", host, sidecar.port()));
  }
  for (const char* host : {"a.test", "127.0.0.1", "localhost", "2130706433", "127.1"}) {
    EXPECT_EQ(status_of(fmt::format("--noproxy '' http://{}:{}/", host, sidecar.port()), granted), "403 000") << host;
  }
  EXPECT_EQ(run(fmt::format("curl -s -m 3 --noproxy '*' http://127.0.0.1:{}/ || echo no", sidecar.port()), granted),
            "no\n");
  EXPECT_TRUE(sidecar.received().empty());
}

TEST_F(BoxedProxy, ARedirectIsANewDecision) {
  Peer target({.answer = ok});
  Peer peer({.answer = fmt::format("HTTP/1.1 302 Found\r\nLocation: http://b.test:{}/\r\nContent-Length: 0\r\n\r\n",
                                   target.port())});
  lead_here("a.test", peer.port());
  lead_here("b.test", target.port());
  EXPECT_EQ(status_of(fmt::format("-L http://a.test:{}/", peer.port()), {fmt::format("a.test:{}", peer.port())}),
            "403 000");
  EXPECT_TRUE(target.received().empty());
}

TEST_F(BoxedProxy, TheServerSeesTheHostThatWasDecidedOn) {
  Peer peer({.answer = ok});
  lead_here("a.test", peer.port());
  std::string place = fmt::format("a.test:{}", peer.port());
  EXPECT_EQ(run(fmt::format("curl -s -m 5 -H 'Host: b.test' http://{}/", place), {{place}}), "hi");
  EXPECT_NE(peer.received().at(0).find("Host: " + place), std::string::npos);
  EXPECT_EQ(peer.received().at(0).find("b.test"), std::string::npos);
}

TEST_F(BoxedProxy, ThroughATunnelOfPythonsToo) {
  Peer peer({.end = "ping", .answer = "pong"});
  lead_here("a.test", peer.port());
  std::string place = fmt::format("a.test:{}", peer.port());
  std::string script = fmt::format(
      "python3 -c 'import http.client as h; c = h.HTTPConnection(\"127.0.0.1\", 3128); c.set_tunnel(\"a.test\", {}); "
      "c.connect(); c.sock.sendall(b\"ping\"); print(c.sock.recv(4).decode())'",
      peer.port());
  EXPECT_EQ(run(script, {{place}}), "pong\n");
}

}  // namespace
}  // namespace hearth::egress
