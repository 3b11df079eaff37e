# hearth_embed(TARGET SYMBOL FILE): makes the bytes of FILE available as `extern const std::string_view SYMBOL` in
# namespace hearth::embedded, by .incbin, so that nothing is read from disk at run time.
function(hearth_embed TARGET SYMBOL FILE)
  get_filename_component(PATH ${FILE} ABSOLUTE)
  set(OUT ${CMAKE_CURRENT_BINARY_DIR}/embed_${SYMBOL}.cc)
  file(WRITE ${OUT}.tmp "#include <string_view>
__asm__(\".section .rodata\\nhearth_${SYMBOL}_begin:\\n.incbin \\\"${PATH}\\\"\\nhearth_${SYMBOL}_end:\\n.byte 0\\n.previous\\n\");
extern \"C\" const char hearth_${SYMBOL}_begin[] __attribute__((visibility(\"hidden\")));
extern \"C\" const char hearth_${SYMBOL}_end[] __attribute__((visibility(\"hidden\")));
namespace hearth::embedded {
extern const std::string_view ${SYMBOL};
const std::string_view ${SYMBOL}{hearth_${SYMBOL}_begin, static_cast<std::size_t>(hearth_${SYMBOL}_end - hearth_${SYMBOL}_begin)};
}
")
  file(COPY_FILE ${OUT}.tmp ${OUT} ONLY_IF_DIFFERENT)
  set_source_files_properties(${OUT} PROPERTIES OBJECT_DEPENDS ${PATH} SKIP_PRECOMPILE_HEADERS ON)
  target_sources(${TARGET} PRIVATE ${OUT})
endfunction()
