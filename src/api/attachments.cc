// Files that the user gives along with a task.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "api/byte_size.h"
#include "api/media_type.h"
#include "api/resources.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "store/attachments.h"
#include "store/blobs.h"

namespace hearth::api {

namespace {

constexpr std::size_t most_text = 256 * 1024;  // a model is given all of it; images: what a request may hold

std::string name_asked_for(const Call& call) {
  constexpr std::size_t longest = 255;
  std::string name = call.query_text("name");
  bool is_plain = std::ranges::none_of(name, [](unsigned char c) { return c < ' ' || c == 0x7f || c == '/'; });
  if (!name.empty() && name.size() <= longest && is_plain && is_valid_utf8(name)) return name;
  throw Error(Code::invalid_argument,
              "attaching a file: its name is missing, too long or no name of a file: give it as ?name=");
}

std::string checked_type(const std::string& name, std::string_view bytes) {
  std::string type(media_type_of(bytes));
  if (bytes.empty()) {
    throw Error(Code::invalid_argument, fmt::format("attaching {}: it is empty", name));
  }
  if (type.empty()) {
    throw Error(
        Code::unsupported,
        fmt::format("attaching {}: it is neither text in UTF-8 nor an image (PNG, JPEG, GIF, WebP): convert it, "
                    "or put it into the workspace",
                    name));
  }
  if (type == "text/plain" && bytes.size() > most_text) {
    throw Error(Code::invalid_argument,
                fmt::format("attaching {}: a text can have {}: put it into the workspace, where it is read in parts",
                            name, byte_size(most_text)));
  }
  return type;
}

http_server::Response add(const Call& call) {
  store::Attachment attachment;
  attachment.session = SessionId{call.id()};
  attachment.name = name_asked_for(call);
  attachment.media_type = checked_type(attachment.name, call.request.body);
  attachment.created_at = unix_millis_now();
  store::Store& store = call.context.store;
  store::Attachment made = store.write([&](store::Write& write) {
    return store::add_attachment(write, store.directory(), attachment, call.request.body);
  });
  JsonWriter out;
  out.begin_object().key("id").number(made.id.value).key("session_id").number(made.session.value);
  out.key("name").string(made.name).key("media_type").string(made.media_type).key("kind");
  out.string(made.is_image() ? "image" : "text").key("size").number(made.size);
  return json_response(out.key("created_at").number(made.created_at).end_object().take(), 201);
}

// A browser must never take the bytes for anything else, such as a page of ours.
http_server::Response bytes_of(const Call& call) {
  store::Store& store = call.context.store;
  store::Attachment attachment = store.read(
      [&](db::Connection& connection) { return store::get_attachment(connection, AttachmentId{call.id()}); });
  http_server::Response response;
  response.content_type = attachment.is_image() ? attachment.media_type : "text/plain; charset=utf-8";
  response.body = store::read_blob(store.directory(), attachment.hash);
  response.headers.emplace_back("Content-Disposition", "attachment");
  return response;
}

constexpr Route table[] = {
    {"GET", "/api/v1/attachments/{id}", "The bytes of an attachment", "", "", "application/octet-stream", 200,
     bytes_of},
    {"POST", "/api/v1/sessions/{id}/attachments", "Keep a text or an image for a task of this session", "name",
     "application/octet-stream", "Attachment", 201, add},
};

}  // namespace

std::span<const Route> attachment_routes() {
  return table;
}

}  // namespace hearth::api
