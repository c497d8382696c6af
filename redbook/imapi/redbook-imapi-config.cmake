# find_package(redbook-imapi), then target_link_libraries(program redbook::imapi). What it needs stands in the
# pkg-config file.
include(CMakeFindDependencyMacro)
find_dependency(PkgConfig)
set(ENV{PKG_CONFIG_PATH} "${CMAKE_CURRENT_LIST_DIR}/../../pkgconfig:$ENV{PKG_CONFIG_PATH}")
pkg_check_modules(REDBOOK_IMAPI REQUIRED IMPORTED_TARGET redbook-imapi)
if(NOT TARGET redbook::imapi)
  add_library(redbook::imapi ALIAS PkgConfig::REDBOOK_IMAPI)
endif()
