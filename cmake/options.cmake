# Compiler options for every target. The presets choose among these; nothing else does.
set(HEARTH_PRESET "custom" CACHE STRING "Name of the preset, used as the prefix of test names")
set(HEARTH_SANITIZE "" CACHE STRING "Value of -fsanitize, or empty")
option(HEARTH_FUZZ "Build the libFuzzer targets (needs clang)" OFF)
option(HEARTH_UNIT_TESTS "Build the unit tests" ON)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
# -O0: compiling is most of the time of a test run, and the sanitizers see more.
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1 -fno-omit-frame-pointer")
set(CMAKE_CXX_FLAGS_RELEASE "-O2")

add_compile_options(-Wall -Wextra -Werror -Wshadow -Wnon-virtual-dtor -fstack-protector-strong)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  # g++ 12, when it inlines moves of std::string, warns of overflows that are not there; the sanitizers find the real ones.
  add_compile_options(-Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -ffunction-sections -fdata-sections)
  add_link_options(-Wl,--gc-sections -Wl,--as-needed -Wl,-z,relro -s)
endif()
if(HEARTH_SANITIZE)
  add_compile_options(-fsanitize=${HEARTH_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${HEARTH_SANITIZE})
endif()
if(HEARTH_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
