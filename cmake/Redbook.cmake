# redbook_library(stage LINKS disc [SOURCES ...] [PRIVATE_LINKS ...])
#   redbook_stage from this folder's *.cpp (or from SOURCES). LINKS is its place in the order: what stands left of it.
# redbook_test(stage [LINKS ...] [ONLY ...] [NOT_ON_WINDOWS ...] [SHARDS n] [WINE_ARGUMENTS ...])
#   stage_test from tests/stage/*_test.cpp and those in its folders (ONLY names some), linked with redbook_stage and the test support only.
#   *_posix_test.cpp and *_linux_test.cpp use what Windows has not, *_windows_test.cpp what only Windows has.
# redbook_run_tests(stage stage_test [SHARDS n])
#   The tests of the program stage_test, divided among n processes, as tests of the folder `stage`; the target test-stage
#   builds all of them.

if(WIN32)
  set(REDBOOK_OTHER_SYSTEM "(posix|linux)")
else()
  set(REDBOOK_OTHER_SYSTEM windows)
endif()

# Sources are compiled in batches, which takes a third of the time, since a header is read once per batch. So names in
# anonymous namespaces are unique within a room (redbook/image with its folders is one).
set(CMAKE_UNITY_BUILD ON)
set(CMAKE_UNITY_BUILD_BATCH_SIZE 12)

function(redbook_library name)
  cmake_parse_arguments(ARG "" "" "LINKS;SOURCES;PRIVATE_LINKS" ${ARGN})
  if(NOT ARG_SOURCES)
    file(GLOB ARG_SOURCES CONFIGURE_DEPENDS *.cpp)
  endif()
  list(TRANSFORM ARG_LINKS PREPEND redbook_)
  add_library(redbook_${name} STATIC ${ARG_SOURCES})
  target_include_directories(redbook_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(redbook_${name} PUBLIC ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
  # A linker takes whole object files, and imapi.dll needs few of these. Of the others it is smaller in batches.
  if(WIN32 AND name MATCHES "check|drive|report|jobs")
    set_target_properties(redbook_${name} PROPERTIES UNITY_BUILD OFF)
  endif()
endfunction()

function(redbook_test name)
  cmake_parse_arguments(ARG "" "SHARDS" "LINKS;ONLY;NOT_ON_WINDOWS;WINE_ARGUMENTS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*_test.cpp
       ${PROJECT_SOURCE_DIR}/tests/${name}/*/*_test.cpp)
  list(FILTER sources EXCLUDE REGEX "/(stub|stress)/")
  list(FILTER sources EXCLUDE REGEX "_${REDBOOK_OTHER_SYSTEM}_test.cpp$")
  if(WIN32 AND ARG_NOT_ON_WINDOWS)
    list(JOIN ARG_NOT_ON_WINDOWS | names)
    list(FILTER sources EXCLUDE REGEX "/(${names})_test.cpp$")
  endif()
  if(ARG_ONLY)
    list(TRANSFORM ARG_ONLY REPLACE "(.+)" "${PROJECT_SOURCE_DIR}/tests/${name}/\\1_test.cpp" OUTPUT_VARIABLE sources)
  endif()
  add_executable(${name}_test ${sources})
  target_link_libraries(${name}_test PRIVATE redbook_${name} redbook_test_support ${ARG_LINKS})
  if(WIN32)
    redbook_wine_test(${name}_test ${name}_test ${ARG_WINE_ARGUMENTS})
  else()
    redbook_run_tests(${name} ${name}_test SHARDS ${ARG_SHARDS})
  endif()
endfunction()

function(redbook_run_tests folder program)
  cmake_parse_arguments(ARG "" "SHARDS" "" ${ARGN})
  if(NOT ARG_SHARDS)
    set(ARG_SHARDS 1)
  endif()
  string(REGEX REPLACE "_test$" "" part ${program})
  math(EXPR last "${ARG_SHARDS} - 1")
  foreach(shard RANGE ${last})
    math(EXPR number "${shard} + 1")
    set(test ${folder}.${part}.${number}of${ARG_SHARDS})
    add_test(NAME ${test} COMMAND ${program} --gtest_brief=1)
    set_tests_properties(${test} PROPERTIES TIMEOUT 300
                         ENVIRONMENT "GTEST_TOTAL_SHARDS=${ARG_SHARDS};GTEST_SHARD_INDEX=${shard}")
  endforeach()
  redbook_test_needs(${folder} ${program})
endfunction()

# The target test-FOLDER: everything that the folder's tests run.
function(redbook_test_needs folder)
  if(NOT TARGET test-${folder})
    add_custom_target(test-${folder})
  endif()
  add_dependencies(test-${folder} ${ARGN})
endfunction()

# A test program as one test: to ask it for its tests would start Wine twice. i686 is built, not run.
function(redbook_wine_test name program)
  if(CMAKE_CROSSCOMPILING_EMULATOR)
    add_test(NAME ${name} COMMAND ${program} ${ARGN})
    set_tests_properties(${name} PROPERTIES TIMEOUT 300)
  endif()
endfunction()
