// Writes JSON text straight into a string, without building a tree: for answers made of many rows.
//
//   JsonWriter json;
//   json.begin_object().key("id").number(7).key("text").string("hi").end_object();
//
// The caller keeps the order legal; strings are escaped, and ill-formed UTF-8 becomes U+FFFD. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace hearth {

class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  // The name must need no escaping.
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);
  JsonWriter& number(std::int64_t value);
  JsonWriter& real(double value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  // Text that is JSON already, copied as it is.
  JsonWriter& raw(std::string_view json);

  void reserve(std::size_t bytes) { out_.reserve(bytes); }
  const std::string& text() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  void separate();
  std::string out_;
  bool comma_ = false;
};

}  // namespace hearth
