# Every outside library, in one place. Debian packages: packaging/debian-packages.txt.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CURL REQUIRED)
find_package(CLI11 REQUIRED)
pkg_check_modules(sqlite REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(cares REQUIRED IMPORTED_TARGET libcares)
pkg_check_modules(idn2 REQUIRED IMPORTED_TARGET libidn2)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
# What reads documents.
pkg_check_modules(archive REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(cmark REQUIRED IMPORTED_TARGET libcmark)
pkg_check_modules(gumbo REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(icu REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(poppler REQUIRED IMPORTED_TARGET poppler-cpp)
pkg_check_modules(pugixml REQUIRED IMPORTED_TARGET pugixml)
# Its -pthread is not how the precompiled header was made; threads come with every module anyway.
set_target_properties(PkgConfig::re2 PROPERTIES INTERFACE_COMPILE_OPTIONS "")
# Unicode: how words of any script are compared.
pkg_check_modules(icu REQUIRED IMPORTED_TARGET icu-uc)
# Headers only: the library is loaded when an encoder is first used (src/embed/one_dnn.h).
find_path(HEARTH_DNNL oneapi/dnnl/dnnl.h REQUIRED)
pkg_check_modules(edit REQUIRED IMPORTED_TARGET libedit)
# The window alone needs it, and only what users get is built with it.
if(HEARTH_PRESET STREQUAL "release")
  pkg_check_modules(webkit IMPORTED_TARGET webkitgtk-6.0 gio-unix-2.0)
  if(webkit_FOUND)
    # Its -pthread is not how the precompiled header was made.
    set_target_properties(PkgConfig::webkit PROPERTIES INTERFACE_COMPILE_OPTIONS "")
  endif()
endif()
if(HEARTH_UNIT_TESTS)
  find_package(GTest REQUIRED)
endif()

# Newer than the host's Debian; scripts/setup unpacks it here, beside the host's own packages.
add_library(jsoncons INTERFACE)
target_include_directories(jsoncons SYSTEM INTERFACE ${CMAKE_SOURCE_DIR}/.deps/trixie/usr/include)
