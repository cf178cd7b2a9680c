# Each header has its test, tests/<layer>/tst_<header>.cpp, or is named here with the test that is its own too, since
# it is used through what that one is about:  cmake -DROOT=<project> -P headers.cmake
cmake_minimum_required(VERSION 3.25)

set(tested_through
  "course/confirmation     : course/tst_exploration"
  "course/controlled       : course/tst_exploration"
  "course/following        : lessons/tst_listing"
  "course/interface        : course/tst_headless_event_loop"
  "course/json_text        : course/tst_report"
  "course/judging          : course/tst_controlled_stage"
  "course/lesson_program   : course/tst_exploration"
  "course/lesson_schedule  : course/tst_exploration"
  "course/outcome          : course/tst_run"
  "course/player           : course/tst_stepper"
  "course/program_stage    : course/tst_run_stage"
  "course/saved_schedule   : course/tst_exploration"
  "course/stage            : course/tst_run_stage"
  "course/step_frame       : course/tst_stepper"
  "schedule/dice           : schedule/tst_random_walk"
  "schedule/execution      : schedule/tst_controlled_run"
  "schedule/program        : schedule/tst_controlled_run"
  "schedule/schedule       : schedule/tst_schedule_file"
  "schedule/scheduler      : schedule/tst_controlled_run"
  "schedule/slot           : schedule/tst_controlled_run"
  "schedule/watch          : schedule/tst_watched_run"
  "threading/any_future    : threading/tst_wait"
  "threading/futex         : threading/tst_parker"
  "threading/future_waiter : threading/tst_wait"
  "threading/hook          : threading/tst_excepthook"
  "threading/input_iterator: threading/tst_as_completed"
  "threading/queue_base    : threading/tst_queue"
  "threading/runtime       : schedule/tst_controlled_run"
  "threading/task          : threading/tst_thread_pool_executor"
  "threading/thread_handle : threading/tst_current_thread"
  "threading/thread_state  : threading/tst_thread"
  "threading/worker_pool   : threading/tst_thread_pool_executor"
  "trace/names             : trace/tst_event"
  "ui/chart_export         : ui/tst_chart_view"
  "ui/chart_plot           : ui/tst_chart_view"
  "ui/code_font            : ui/tst_code_view"
  "ui/custom_plot          : ui/tst_chart_view"
  "ui/follow_end           : ui/tst_log_view"
  "ui/frame                : ui/tst_run_controller"
  "ui/hanging_lines        : ui/tst_output_view"
  "ui/invitation           : ui/tst_objects_view"
  "ui/listing              : ui/tst_code_view"
  "ui/listing_look         : ui/tst_code_view"
  "ui/plot_look            : ui/tst_chart_view"
  "ui/progress_database    : ui/tst_progress_store"
  "ui/runs_view            : ui/tst_lesson_page_runs"
  "ui/scintilla            : ui/tst_code_view"
  "ui/step_frame           : ui/tst_step_mode"
  "ui/sweep_plot           : ui/tst_sweep_view"
  "ui/table_look           : ui/tst_log_view"
  "ui/text_look            : ui/tst_course_text"
  "ui/thread_badge         : ui/tst_timeline_view"
  "ui/thread_gutter        : ui/tst_code_view"
  "ui/timeline_canvas      : ui/tst_timeline_view"
  "ui/timeline_drawing     : ui/tst_timeline_view"
  "ui/timeline_legend      : ui/tst_timeline_view"
  "ui/timeline_tiles       : ui/tst_timeline_painter"
  "ui/trials_bar           : ui/tst_repeat_view"
  "ui/wait_for_canvas      : ui/tst_wait_for_view"
  "ui/words                : ui/tst_lesson_text")

set(problems 0)
function(problem WHAT)
  math(EXPR count "${problems} + 1")
  set(problems ${count} PARENT_SCOPE)
  message(SEND_ERROR "${WHAT}")
endfunction()

set(named "")
foreach(row IN LISTS tested_through)
  string(REGEX MATCH "^([a-z_/]+) *: *([a-z_/]+)$" row "${row}")
  list(APPEND named ${CMAKE_MATCH_1})
  set(test_of_${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
endforeach()

file(GLOB headers RELATIVE ${ROOT} ${ROOT}/src/*/*.h ${ROOT}/ui/*.h ${ROOT}/lessons/*.h)
set(known "")
foreach(path IN LISTS headers)
  string(REGEX REPLACE "^(src/)?(.*)\\.h$" "\\2" header ${path})
  list(APPEND known ${header})
  string(REGEX REPLACE "/" "/tst_" own ${header})
  if(EXISTS ${ROOT}/tests/${own}.cpp)
    if(header IN_LIST named)
      problem("${path} has a test of its own, tests/${own}.cpp: strike it from the list in tests/headers.cmake")
    endif()
  elseif(NOT header IN_LIST named)
    problem("${path} has no test: write tests/${own}.cpp, or name its test in tests/headers.cmake")
  elseif(NOT EXISTS ${ROOT}/tests/${test_of_${header}}.cpp)
    problem("${path} is said to be tested by tests/${test_of_${header}}.cpp, which is not there")
  endif()
endforeach()
foreach(header IN LISTS named)
  if(known AND NOT header IN_LIST known AND EXISTS ${ROOT}/tests/headers.cmake)
    problem("${header}.h is named in tests/headers.cmake and is not there")
  endif()
endforeach()

list(LENGTH known count)
if(count EQUAL 0)
  message(FATAL_ERROR "No headers below '${ROOT}'")
endif()
message(STATUS "Of ${count} headers: ${problems} without a test")
