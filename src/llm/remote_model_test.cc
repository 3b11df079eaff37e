// A model on another machine: the egress gate is asked for each connection. The other machine is this one, which a rule
// allows by its address.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/sync.h"
#include "egress/testing/gate_fixture.h"
#include "http_server/server.h"
#include "llm/catalog.h"
#include "llm/openai_chat.h"
#include "store/blobs.h"

namespace hearth::llm {
namespace {

using egress::error_of;
using std::chrono::milliseconds;

http_server::Response answer(int status, std::string body) {
  http_server::Response response;
  response.status = status;
  response.content_type = "application/json";
  response.body = std::move(body);
  return response;
}

const std::string hello = R"({"choices":[{"index":0,"message":{"content":"Hello"},"finish_reason":"stop"}]})";

class RemoteModel : public egress::GateFixture {
 protected:
  ModelServer server_at(const std::string& host) {
    return {fmt::format("http://{}:{}/v1", host, server.tcp_port()), "key", &*gate};
  }
  OpenAiChat model() { return OpenAiChat(server_at("127.0.0.1"), "far", {.retry_delay = milliseconds(1)}); }
  std::vector<http_server::Request> requests() {
    return received.with([](auto& all) { return all; });
  }
  void allow_server() { allow("127.0.0.1", server.tcp_port()); }

  Sync<std::deque<http_server::Response>> script{std::deque{answer(200, hello)}};
  Sync<std::vector<http_server::Request>> received;
  http_server::Server server{{.unix_socket_path = {}, .tcp_port = 0, .limits = {}, .admit = {}},
                             [this](const http_server::Request& request, std::stop_token) {
                               received.with([&](auto& all) { all.push_back(request); });
                               return script.with([](auto& left) {
                                 http_server::Response next = left.front();
                                 if (left.size() > 1) left.pop_front();
                                 return next;
                               });
                             }};
};

ChatRequest question(SessionId session) {
  ChatRequest request;
  request.session = session;
  request.run = {5};
  for (std::int64_t id : {3, 0, 4}) {
    request.messages.push_back(user_message("What is this?"));
    request.messages.back().id = {id};
  }
  return request;
}

TEST_F(RemoteModel, SaysThatItIsElsewhere) {
  OpenAiChat remote = model();
  EXPECT_EQ(remote.info().id, "remote/far");
  EXPECT_TRUE(remote.info().leaves_machine);
  EXPECT_EQ(remote.info().destination, fmt::format("127.0.0.1:{}", server.tcp_port()));
  OpenAiChat local({"http://127.0.0.1:1/v1", ""}, "near");
  EXPECT_FALSE(local.info().leaves_machine);
  EXPECT_EQ(local.info().destination, "");
  EXPECT_EQ(error_of([&] { OpenAiChat({"ftp://a.test/", "", &*gate}, "far"); }).code(), Code::invalid_argument);
}

TEST_F(RemoteModel, EachRequestHasItsRowWithWhatWasSent) {
  allow_server();
  ChatRequest request = question(add_session());
  Message answer = model().chat(request, {}, {});
  EXPECT_EQ(plain_text(answer), "Hello");
  EXPECT_EQ(answer.origin.provider, "remote");
  ASSERT_EQ(rows().size(), 1U);
  store::EgressEntry entry = rows()[0].entry;
  EXPECT_EQ(entry.purpose, Purpose::model);
  EXPECT_EQ(entry.model, "remote/far");
  EXPECT_EQ(entry.session, request.session);
  EXPECT_EQ(entry.run, RunId{5});
  EXPECT_EQ(entry.messages, (std::vector<MessageId>{{3}, {4}}));
  std::string kept = store::read_blob(store->directory(), entry.body_hash);
  EXPECT_EQ(kept, requests().at(0).body);
  EXPECT_EQ(kept, model().request_body(request));
  EXPECT_EQ(rows()[0].end->outcome, "done");
  EXPECT_GT(rows()[0].end->bytes_up, kept.size());
}

TEST_F(RemoteModel, ARepetitionIsAConnectionOfItsOwn) {
  allow_server();
  script.with([](auto& answers) { answers.push_front(answer(500, "{}")); });
  EXPECT_EQ(plain_text(model().chat(question(add_session()), {}, {})), "Hello");
  EXPECT_EQ(rows().size(), 2U);
}

TEST_F(RemoteModel, WithoutLeaveNothingIsSentAndNothingRepeated) {
  ChatRequest request = question(add_session());
  Error error = error_of([&] { model().chat(request, {}, {}); });
  EXPECT_EQ(error.code(), Code::denied);
  EXPECT_NE(std::string(error.what()).find("needs your consent"), std::string::npos) << error.what();
  EXPECT_EQ(rows().size(), 1U);
  EXPECT_TRUE(requests().empty());
  request.consent = Consent::given;
  EXPECT_EQ(plain_text(model().chat(request, {}, {})), "Hello");
}

TEST_F(RemoteModel, IsListedWithLeaveOnly) {
  script.with([](auto& answers) { answers = {answer(200, R"({"data":[{"id":"far"}]})")}; });
  Catalog catalog({.remote = server_at("127.0.0.1")});
  std::vector<std::string> notes;
  EXPECT_EQ(catalog.list(notes, {}).size(), 1U);
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_NE(notes[0].find("hearth network allow"), std::string::npos) << notes[0];
  EXPECT_TRUE(requests().empty());
  allow_server();
  notes.clear();
  EXPECT_EQ(catalog.list(notes, {}).at(1).id, "remote/far");
  EXPECT_TRUE(notes.empty());
  EXPECT_EQ(requests().at(0).path, "/v1/models");
}

TEST_F(RemoteModel, IsOpenedByNameWithoutAConnection) {
  Catalog catalog({.remote = server_at("127.0.0.1")});
  EXPECT_EQ(catalog.open("remote/far")->info().id, "remote/far");
  EXPECT_TRUE(rows().empty());
  EXPECT_EQ(error_of([&] { Catalog({}).open("remote/far"); }).code(), Code::not_found);
}

TEST_F(RemoteModel, AnAddressThatIsNoneIsANote) {
  Catalog catalog({.remote = ModelServer{"http://256.1.1.1/", "", &*gate}});
  std::vector<std::string> notes;
  EXPECT_EQ(catalog.list(notes, {}).size(), 1U);
  EXPECT_EQ(notes.size(), 1U);
  EXPECT_EQ(error_of([&] { catalog.open("remote/far"); }).code(), Code::invalid_argument);
}

}  // namespace
}  // namespace hearth::llm
