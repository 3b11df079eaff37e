# What is installed, in components: program (all that works without a desktop), desktop (window, menu entry, icon), and what
# Debian wants of each package. scripts/package makes the packages from them.
#
# The programs find each other in one folder, so they lie in one of their own, and /usr/bin leads there.
install(TARGETS hearth hearth_box RUNTIME DESTINATION lib/hearth COMPONENT program)
function(hearth_command NAME COMPONENT)
  file(CREATE_LINK ../lib/hearth/${NAME} ${CMAKE_BINARY_DIR}/links/${NAME} SYMBOLIC)
  install(FILES ${CMAKE_BINARY_DIR}/links/${NAME} DESTINATION bin COMPONENT ${COMPONENT})
  hearth_compressed(${CMAKE_SOURCE_DIR}/packaging/man/${NAME}.1 share/man/man1 ${NAME}.1.gz ${COMPONENT})
endfunction()

# Without a time, so that the same sources give the same file.
function(hearth_compressed FILE DESTINATION NAME COMPONENT)
  set(SMALL ${CMAKE_BINARY_DIR}/compressed/${COMPONENT}-${NAME})
  execute_process(COMMAND gzip --best --no-name --stdout ${FILE} OUTPUT_FILE ${SMALL} COMMAND_ERROR_IS_FATAL ANY)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${FILE})
  install(FILES ${SMALL} DESTINATION ${DESTINATION} RENAME ${NAME} COMPONENT ${COMPONENT})
endfunction()

file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/links ${CMAKE_BINARY_DIR}/compressed)
hearth_command(hearth program)
install(FILES packaging/completion/hearth.bash DESTINATION share/bash-completion/completions RENAME hearth COMPONENT program)
install(FILES packaging/completion/_hearth DESTINATION share/zsh/vendor-completions COMPONENT program)
install(FILES packaging/systemd/hearth.service DESTINATION lib/systemd/user COMPONENT program)
install(FILES packaging/apparmor/hearth-bwrap DESTINATION share/hearth/apparmor COMPONENT program)

# The encoders are larger than all the rest: a package of their own.
install(TARGETS hearth_embeddings RUNTIME DESTINATION lib/hearth COMPONENT embeddings)
hearth_command(hearth-embeddings embeddings)
install(FILES ${CMAKE_SOURCE_DIR}/build/embeddings/minilm.int8 ${CMAKE_SOURCE_DIR}/build/embeddings/minilm.static
  DESTINATION share/hearth/embeddings COMPONENT embeddings)

foreach(PACKAGE hearth hearth-server hearth-embeddings)
  install(FILES packaging/debian/copyright DESTINATION share/doc/${PACKAGE} COMPONENT about-${PACKAGE})
  install(FILES packaging/debian/lintian-overrides DESTINATION share/lintian/overrides RENAME ${PACKAGE}
    COMPONENT about-${PACKAGE})
  file(READ packaging/debian/changelog CHANGES)
  string(REPLACE "PACKAGE" ${PACKAGE} CHANGES "${CHANGES}")
  file(WRITE ${CMAKE_BINARY_DIR}/changelog-${PACKAGE} "${CHANGES}")
  hearth_compressed(${CMAKE_BINARY_DIR}/changelog-${PACKAGE} share/doc/${PACKAGE} changelog.gz about-${PACKAGE})
endforeach()

if(TARGET hearth-shell)
  install(TARGETS hearth-shell RUNTIME DESTINATION lib/hearth COMPONENT desktop)
  hearth_command(hearth-shell desktop)
  install(FILES packaging/desktop/org.hearth.Hearth.desktop DESTINATION share/applications COMPONENT desktop)
  install(FILES packaging/desktop/org.hearth.Hearth.metainfo.xml DESTINATION share/metainfo COMPONENT desktop)
  set(ICON ${CMAKE_SOURCE_DIR}/packaging/desktop/org.hearth.Hearth.svg)
  install(FILES ${ICON} DESTINATION share/icons/hicolor/scalable/apps COMPONENT desktop)
  foreach(SIZE 16 32 48 64 128 256)
    set(PICTURE ${CMAKE_BINARY_DIR}/icons/${SIZE}/org.hearth.Hearth.png)
    add_custom_command(OUTPUT ${PICTURE} DEPENDS ${ICON}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/icons/${SIZE}
      COMMAND rsvg-convert --width ${SIZE} --height ${SIZE} --output ${PICTURE} ${ICON})
    list(APPEND PICTURES ${PICTURE})
    install(FILES ${PICTURE} DESTINATION share/icons/hicolor/${SIZE}x${SIZE}/apps COMPONENT desktop)
  endforeach()
  add_custom_target(icons ALL DEPENDS ${PICTURES})
endif()

set(CPACK_PACKAGE_VENDOR "The Hearth authors")
set(CPACK_PACKAGE_CONTACT "The Hearth authors <hearth@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "AI agent that stays on your machine")
set(CPACK_PACKAGE_DESCRIPTION "Hearth works on your files through tools, keeps what it does in one
file, and needs no account and no network. A model on this machine can
be used, and one elsewhere only where you allow it.")
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${CMAKE_SOURCE_DIR}/packaging/debian/postinst;${CMAKE_SOURCE_DIR}/packaging/debian/prerm")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
