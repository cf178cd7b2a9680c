# The arrows between the layers, checked in every #include:  cmake -DROOT=<project> -P layers.cmake
cmake_minimum_required(VERSION 3.25)

# A layer and what it may include beside itself and the standard library.
set(layers
  "src/trace     :"
  "src/threading : trace"
  "src/schedule  : threading trace"
  "src/model     : trace"
  "src/course    : schedule threading model trace"
  "lessons       : course threading"
  "ui            : course model trace Qt")

# src/main.cpp and src/command_line.* put the layers together and may include all of them.

# Where a thread may wait by other means than threading's Monitor: for the collector's hand-over, and in what Monitor is
# made of.
set(blocking_words "std::(recursive_|timed_|shared_)*mutex|condition_variable|futex|this_thread::sleep_(for|until)")
set(may_block "^ui/|^src/trace/|^src/schedule/|^src/threading/(monitor|parker|session|futex|second_look|word_lock)\\.(h|cpp)$")

set(violations 0)
function(violation WHAT)
  math(EXPR count "${violations} + 1")
  set(violations ${count} PARENT_SCOPE)
  message(SEND_ERROR "${WHAT}")
endfunction()

# The layer that an include names, "Qt", or empty for the standard library and others.
function(layer_of INCLUDE RESULT)
  set(layer "")
  if(INCLUDE MATCHES "^(Q[A-Z]|Qt|Qsci/|qcustomplot)")
    set(layer Qt)
  elseif(INCLUDE MATCHES "^(trace|threading|schedule|model|course|lessons|ui)/")
    set(layer ${CMAKE_MATCH_1})
  endif()
  set(${RESULT} "${layer}" PARENT_SCOPE)
endfunction()

function(check_includes FILE LAYER ALLOWED)
  file(STRINGS ${ROOT}/${FILE} lines REGEX "^[ \t]*#[ \t]*include")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^[^\"<]*[\"<]([^\">]*)[\">].*$" "\\1" include "${line}")
    layer_of("${include}" used)
    if(used AND NOT used STREQUAL LAYER AND NOT used IN_LIST ALLOWED)
      violation("${FILE} includes <${include}>, but ${LAYER} may not know ${used}")
    endif()
  endforeach()
  set(violations ${violations} PARENT_SCOPE)
endfunction()

function(check_blocking FILE)
  if(FILE MATCHES "${may_block}")
    return()
  endif()
  file(STRINGS ${ROOT}/${FILE} lines REGEX "${blocking_words}")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "//.*$" "" code "${line}")
    if(code MATCHES "${blocking_words}")
      violation("${FILE} uses ${CMAKE_MATCH_0}, but only threading::Monitor blocks")
    endif()
  endforeach()
  set(violations ${violations} PARENT_SCOPE)
endfunction()

set(checked 0)
foreach(row IN LISTS layers)
  string(REGEX MATCH "^([a-z/]+) *: *(.*)$" row "${row}")
  set(folder ${CMAKE_MATCH_1})
  separate_arguments(allowed UNIX_COMMAND "${CMAKE_MATCH_2}")
  cmake_path(GET folder FILENAME layer)
  file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${folder}/*.h ${ROOT}/${folder}/*.cpp)
  foreach(file IN LISTS files)
    check_includes(${file} ${layer} "${allowed}")
    check_blocking(${file})
    math(EXPR checked "${checked} + 1")
  endforeach()
endforeach()

if(checked EQUAL 0)
  message(FATAL_ERROR "No sources below '${ROOT}'")
endif()
message(STATUS "Of ${checked} files: ${violations} against the arrows")
