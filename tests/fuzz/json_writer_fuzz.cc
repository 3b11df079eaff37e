// Whatever the bytes, what JsonWriter writes can be read by another library and means the same.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "domain/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::int64_t whole = 0;
  double real = 0;
  std::memcpy(&whole, data, size < sizeof whole ? size : sizeof whole);
  std::memcpy(&real, &whole, sizeof real);

  hearth::JsonWriter out;
  out.begin_object().key("text").string(text).key("list").begin_array().number(whole).real(real).boolean(size % 2 == 0);
  out.null().begin_object().end_object().string(text.substr(size / 2)).end_array().key("last").string("").end_object();
  const hearth::json value = hearth::json::parse(out.text(), nullptr, false);
  hearth::check(!value.is_discarded());
  hearth::check(value["text"] == hearth::to_valid_utf8(text));
  hearth::check(value["list"][0] == whole);
  if (std::isfinite(real)) hearth::check(value["list"][1].get<double>() == real);
  hearth::check(value["list"][2] == (size % 2 == 0) && value["list"][3].is_null() && value["last"] == "");
  return 0;
}
