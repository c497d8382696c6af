# mingw-w64 has no packages of these: fmt and nlohmann-json are headers (fmt's do without its library), GoogleTest comes as
# source.

# Not /usr/include itself, which would bring the headers of this machine's C library: a folder that holds links.
function(redbook_headers name)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/include)
  file(CREATE_LINK /usr/include/${name} ${PROJECT_BINARY_DIR}/include/${name} SYMBOLIC)
  add_library(${name}_headers INTERFACE)
  target_include_directories(${name}_headers SYSTEM INTERFACE ${PROJECT_BINARY_DIR}/include)
endfunction()
redbook_headers(fmt)
# Without locales, which would be a third of imapi.dll.
target_compile_definitions(fmt_headers INTERFACE FMT_HEADER_ONLY FMT_STATIC_THOUSANDS_SEPARATOR=',')
add_library(fmt::fmt ALIAS fmt_headers)
redbook_headers(nlohmann)
add_library(nlohmann_json::nlohmann_json ALIAS nlohmann_headers)

# As the sources expect the system's headers: of Windows 10, in UTF-16, without macros min and max.
add_compile_definitions(_WIN32_WINNT=0x0A00 UNICODE _UNICODE NOMINMAX)

if(REDBOOK_TESTS)
  set(INSTALL_GTEST OFF)
  add_subdirectory(/usr/src/googletest ${PROJECT_BINARY_DIR}/googletest EXCLUDE_FROM_ALL)
endif()
