#include "llm/catalog.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "http_server/server.h"

namespace hearth::llm {
namespace {

struct Listed {
  std::vector<std::string> ids;
  std::vector<std::string> notes;
};

Listed list_of(Catalog& catalog) {
  Listed listed;
  for (const ModelInfo& model : catalog.list(listed.notes, {})) listed.ids.push_back(model.id);
  return listed;
}

Listed list_with(int status, std::string body, std::string* authorization = nullptr) {
  http_server::Server server({.unix_socket_path = {}, .tcp_port = 0, .limits = {}, .admit = {}},
                             [&](const http_server::Request& request, std::stop_token) {
                               EXPECT_EQ(request.path, "/v1/models");
                               if (authorization) *authorization = request.header("authorization");
                               http_server::Response response;
                               response.status = status;
                               response.body = body;
                               return response;
                             });
  Catalog catalog({.local = ModelServer{fmt::format("http://127.0.0.1:{}/v1/", server.tcp_port()), "key"}});
  return list_of(catalog);
}

using Ids = std::vector<std::string>;

TEST(Catalog, without_a_server_there_is_the_built_in_model) {
  Catalog catalog({});
  Listed listed = list_of(catalog);
  EXPECT_EQ(listed.ids, Ids{"reflex"});
  EXPECT_TRUE(listed.notes.empty());
  EXPECT_EQ(catalog.open("reflex")->info().id, "reflex");
}

TEST(Catalog, lists_what_the_server_has) {
  std::string authorization;
  Listed listed = list_with(200, R"({"data":[{"id":"qwen3:8b"},{"id":7},3,{"id":"a/b.gguf"}]})", &authorization);
  EXPECT_EQ(listed.ids, (Ids{"reflex", "local/qwen3:8b", "local/a/b.gguf"}));
  EXPECT_TRUE(listed.notes.empty());
  EXPECT_EQ(authorization, "Bearer key");
}

TEST(Catalog, a_server_that_gives_no_list_adds_a_note) {
  for (const auto& [status, body] : {std::pair{401, "{}"}, {500, ""}, {200, "<html>"}, {200, R"({"data":3})"}}) {
    Listed listed = list_with(status, body);
    EXPECT_EQ(listed.ids, Ids{"reflex"}) << body;
    EXPECT_EQ(listed.notes.size(), 1u) << body;
  }
  Catalog unreachable({.local = ModelServer{"unix:/nonexistent/socket", ""}});
  Listed listed = list_of(unreachable);
  EXPECT_EQ(listed.ids, Ids{"reflex"});
  ASSERT_EQ(listed.notes.size(), 1u);
  EXPECT_NE(listed.notes[0].find("/nonexistent/socket"), std::string::npos) << listed.notes[0];
}

TEST(Catalog, opens_models_of_the_server_by_name) {
  Catalog catalog({.local = ModelServer{"http://127.0.0.1:1/v1", ""}});
  EXPECT_EQ(catalog.open("local/a/b:c")->info().id, "local/a/b:c");
}

std::string refusal(Catalog& catalog, const std::string& id) {
  try {
    catalog.open(id);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::not_found);
    return error.what();
  }
  ADD_FAILURE() << id << " was opened";
  return {};
}

TEST(Catalog, an_unknown_id_is_refused_with_the_known_ones) {
  Catalog offline({});
  EXPECT_NE(refusal(offline, "gpt").find("\"reflex\""), std::string::npos);
  EXPECT_NE(refusal(offline, "local/qwen").find("local.base_url"), std::string::npos);
  Catalog online({.local = ModelServer{"http://127.0.0.1:1/v1", ""}});
  for (const char* id : {"", "gpt", "local/", "Local/x", "reflex "}) {
    EXPECT_NE(refusal(online, id).find("hearth models list"), std::string::npos) << id;
  }
}

}  // namespace
}  // namespace hearth::llm
