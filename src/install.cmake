# `cmake --install`: headers below include/threadlab, the archives, and a package for find_package(ThreadLab).
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/ThreadLab)
set(package_files ${CMAKE_CURRENT_BINARY_DIR}/package)

foreach(layer ${library})
  set_target_properties(${layer} PROPERTIES OUTPUT_NAME threadlab_${layer})
endforeach()
install(TARGETS ${library} EXPORT ThreadLabTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library)
install(DIRECTORY ${library} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/threadlab COMPONENT library
  FILES_MATCHING PATTERN "*.h")
install(EXPORT ThreadLabTargets NAMESPACE ThreadLab:: DESTINATION ${package_folder} COMPONENT library)

file(WRITE ${package_files}/ThreadLabConfig.cmake
"include(CMakeFindDependencyMacro)
find_dependency(Threads)
include(\${CMAKE_CURRENT_LIST_DIR}/ThreadLabTargets.cmake)
")
write_basic_package_version_file(${package_files}/ThreadLabConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${package_files}/ThreadLabConfig.cmake ${package_files}/ThreadLabConfigVersion.cmake
  DESTINATION ${package_folder} COMPONENT library)
