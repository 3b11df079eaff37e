# hearth_module(NAME SOURCES a.cc … [TESTS a_test.cc …] [DEPENDS lower folders …] [LIBRARIES outside libraries …])
#
# One folder of src/ = one static library = one namespace. TESTS become one executable NAME_test, run by ctest as
# PRESET.unit.NAME. Includes are written from src/: #include "store/sessions.h".
add_custom_target(unit_tests)
function(hearth_module NAME)
  cmake_parse_arguments(M "" "" "SOURCES;TESTS;DEPENDS;LIBRARIES" ${ARGN})
  string(REPLACE "/" "_" TARGET ${NAME})
  add_library(${TARGET} STATIC ${M_SOURCES})
  target_include_directories(${TARGET} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(${TARGET} PUBLIC ${M_DEPENDS} ${M_LIBRARIES} Threads::Threads)
  hearth_precompile(${TARGET})
  if(M_TESTS AND HEARTH_UNIT_TESTS)
    add_executable(${TARGET}_test ${M_TESTS})
    target_link_libraries(${TARGET}_test PRIVATE ${TARGET} GTest::gtest GTest::gtest_main rapidcheck)
    hearth_precompile(${TARGET}_test)
    add_dependencies(unit_tests ${TARGET}_test)
    add_test(NAME ${HEARTH_PRESET}.unit.${TARGET} COMMAND ${TARGET}_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(${HEARTH_PRESET}.unit.${TARGET} PROPERTIES LABELS unit TIMEOUT 300)
  endif()
endfunction()

# hearth_tests_use_boxes(NAME): the unit tests of the module start boxes. They run once more as an ordinary user where root
# runs the tests (PRESET.unit.NAME.as_user): both ways to a box must hold alike.
function(hearth_tests_use_boxes NAME)
  if(TARGET ${NAME}_test)
    target_compile_definitions(${NAME}_test PRIVATE HEARTH_BOX_PROGRAM="$<TARGET_FILE:hearth_box>")
    add_dependencies(${NAME}_test hearth_box)
    hearth_tests_as_user(${NAME})
  endif()
endfunction()

function(hearth_tests_as_user NAME)
  if(TARGET ${NAME}_test)
    set(TEST ${HEARTH_PRESET}.unit.${NAME}.as_user)
    add_test(NAME ${TEST} COMMAND /usr/bin/python3 -B ${CMAKE_SOURCE_DIR}/tests/as_ordinary_user.py
      $<TARGET_FILE:${NAME}_test> $<TARGET_FILE:hearth_box>)
    set_tests_properties(${TEST} PROPERTIES LABELS unit TIMEOUT 300)
    # They look for the same processes.
    set_tests_properties(${TEST} ${HEARTH_PRESET}.unit.${NAME} PROPERTIES RESOURCE_LOCK ${HEARTH_PRESET}.${NAME})
  endif()
endfunction()

# One precompiled header for the whole tree: the standard library and the JSON library are most of every compile.
# Files still name what they use: `make tidy` notices a forgotten include.
function(hearth_precompile TARGET)
  if(NOT TARGET hearth_prelude)
    # Not file(WRITE), which touches the file and so has everything compiled anew after each configuration.
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/prelude.cc CONTENT "")
    add_library(hearth_prelude STATIC ${CMAKE_BINARY_DIR}/prelude.cc)
    target_link_libraries(hearth_prelude PUBLIC nlohmann_json::nlohmann_json fmt::fmt)
    target_precompile_headers(hearth_prelude PRIVATE <algorithm> <chrono> <condition_variable> <functional> <map> <memory>
      <mutex> <optional> <set> <span> <stop_token> <string> <string_view> <thread> <unordered_map> <variant> <vector>
      <fmt/format.h> <nlohmann/json.hpp>)
  endif()
  target_link_libraries(${TARGET} PUBLIC nlohmann_json::nlohmann_json fmt::fmt)
  target_precompile_headers(${TARGET} REUSE_FROM hearth_prelude)
endfunction()
