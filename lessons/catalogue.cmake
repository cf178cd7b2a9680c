# cmake -DLESSONS=folder -DCATALOGUE=file -P catalogue.cmake
# Writes the C++ file that embeds every lesson's listings and the glossary, and lists the lessons in order.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/folders.cmake)

# As adjacent raw string literals, one per line of the file, so that none is longer than compilers promise to take.
function(raw_literal OUT FILE)
  file(READ ${FILE} text)
  string(FIND "${text}" ")listing\"" closing)
  if(NOT closing EQUAL -1)
    message(FATAL_ERROR "${FILE} contains )listing\", which ends the literal that it is embedded in.")
  endif()
  string(REPLACE "\n" "\n)listing\"\n    R\"listing(" text "${text}")
  set(${OUT} "\n    R\"listing(${text})listing\"" PARENT_SCOPE)
endfunction()

lesson_folders(folders ${LESSONS})
raw_literal(glossary ${LESSONS}/glossary.md)
set(declarations "")
set(constants "constexpr const char* glossary_of_all = ${glossary};\n\n")
set(entries "")
foreach(folder ${folders})
  string(REGEX MATCH "^([0-9]+)_(.+)$" match ${folder})
  set(number ${CMAKE_MATCH_1})
  set(noun ${CMAKE_MATCH_2})
  string(REPLACE "_" "-" id ${noun})
  raw_literal(text ${LESSONS}/${folder}/text.md)
  raw_literal(code ${LESSONS}/${folder}/lesson.cpp)
  raw_literal(python ${LESSONS}/${folder}/program.py)
  string(APPEND declarations "course::Lesson ${noun}();\n")
  string(APPEND constants "constexpr const char* ${noun}_text = ${text};\n"
    "constexpr const char* ${noun}_code = ${code};\n"
    "constexpr const char* ${noun}_python = ${python};\n\n")
  string(APPEND entries "  entries.push_back({\"${id}\", ${number}, ${noun}_text, ${noun}_code, "
    "\"lessons/${folder}/lesson.cpp\", ${noun}_python, ${noun}()});\n")
endforeach()

file(WRITE ${CATALOGUE} "// Written by lessons/catalogue.cmake.
#include \"lessons/catalogue.h\"

#include <utility>
#include <vector>

namespace lessons {

${declarations}
namespace {

${constants}std::vector<course::Entry> entries() {
  std::vector<course::Entry> entries;
${entries}  return entries;
}

}  // namespace

const course::Catalogue& catalogue() {
  static const course::Catalogue made(entries(), course::Glossary(glossary_of_all));
  return made;
}

}  // namespace lessons
")
