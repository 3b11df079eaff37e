# hearth_embed_ui(TARGET FOLDER): puts the files of FOLDER (ui/dist, made by scripts/build-ui) into TARGET by .incbin, and
# gives hearth::api::ui_files() the table of them. NAME.gz and NAME.br are other encodings of NAME, not files of their own.
function(hearth_embed_ui TARGET FOLDER)
  if(NOT EXISTS ${FOLDER}/index.html)
    message(FATAL_ERROR "embedding the user interface: ${FOLDER} is not built: run scripts/build-ui first")
  endif()
  file(GLOB_RECURSE FILES CONFIGURE_DEPENDS RELATIVE ${FOLDER} ${FOLDER}/*)
  list(FILTER FILES EXCLUDE REGEX "\\.(gz|br)$")
  set(ASSEMBLY ".section .rodata\\n")
  set(SYMBOLS "")
  set(TABLE "")
  set(USED "")
  set(NUMBER 0)
  foreach(FILE ${FILES})
    set(ROW "")
    foreach(ENCODING "" .gz .br)
      if(EXISTS ${FOLDER}/${FILE}${ENCODING})
        set(SYMBOL hearth_ui_${NUMBER})
        math(EXPR NUMBER "${NUMBER} + 1")
        string(APPEND ASSEMBLY "${SYMBOL}_begin:\\n.incbin \\\"${FOLDER}/${FILE}${ENCODING}\\\"\\n${SYMBOL}_end:\\n")
        string(APPEND SYMBOLS "extern const char ${SYMBOL}_begin[] __attribute__((visibility(\"hidden\")));\n"
          "extern const char ${SYMBOL}_end[] __attribute__((visibility(\"hidden\")));\n")
        string(APPEND ROW ", between(${SYMBOL}_begin, ${SYMBOL}_end)")
        list(APPEND USED ${FOLDER}/${FILE}${ENCODING})
      else()
        string(APPEND ROW ", {}")
      endif()
    endforeach()
    hearth_ui_row(${FOLDER} ${FILE} HEAD)
    string(APPEND TABLE "      {${HEAD}${ROW}},\n")
  endforeach()

  set(OUT ${CMAKE_CURRENT_BINARY_DIR}/ui_files.cc)
  file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT [[#include "api/user_interface.h"
__asm__("@ASSEMBLY@.byte 0\n.previous\n");
extern "C" {
@SYMBOLS@}
namespace hearth::api {
std::span<const UiFile> ui_files() {
  auto between = [](const char* begin, const char* end) { return std::string_view(begin, static_cast<std::size_t>(end - begin)); };
  static const UiFile table[] = {
@TABLE@  };
  return table;
}
}  // namespace hearth::api
]])
  # The compiler does not see what .incbin reads; and the table holds what the files hash to.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${USED})
  set_source_files_properties(${OUT} PROPERTIES OBJECT_DEPENDS "${USED}" SKIP_PRECOMPILE_HEADERS ON)
  target_sources(${TARGET} PRIVATE ${OUT})
endfunction()

# The columns of the table that are not bytes: path, MIME type, hash, and whether the name changes with the bytes.
function(hearth_ui_row FOLDER FILE RESULT)
  set(TYPES .html text/html .css text/css .js text/javascript .svg image/svg+xml .json application/json .png image/png)
  get_filename_component(ENDING ${FILE} LAST_EXT)
  list(FIND TYPES ${ENDING} AT)
  if(AT EQUAL -1)
    message(FATAL_ERROR "embedding the user interface: ${FILE}: no MIME type is known for ${ENDING}: add it in embed_ui.cmake")
  endif()
  math(EXPR AT "${AT} + 1")
  list(GET TYPES ${AT} TYPE)
  if(TYPE MATCHES "^text/")
    string(APPEND TYPE "; charset=utf-8")
  endif()
  file(SHA256 ${FOLDER}/${FILE} HASH)
  string(SUBSTRING ${HASH} 0 16 HASH)
  set(IMMUTABLE false)
  if(FILE MATCHES "^assets/")
    set(IMMUTABLE true)
  endif()
  string(REGEX REPLACE "^index\\.html$" "" PATH ${FILE})
  set(${RESULT} "\"/${PATH}\", \"${TYPE}\", \"${HASH}\", ${IMMUTABLE}" PARENT_SCOPE)
endfunction()
