# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` puts where. The result can be moved: neither the .pc
# file nor the CMake package holds an absolute path.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/hrbudget)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/hrbudget DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development FILES_MATCHING PATTERN "*.h")
install(TARGETS hrbudget hrbudget_static EXPORT hrbudget
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT development)

# pkg-config: the way from the .pc file up to the prefix.
file(RELATIVE_PATH HRB_PC_TO_PREFIX /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
string(REGEX REPLACE "/$" "" HRB_PC_TO_PREFIX "${HRB_PC_TO_PREFIX}")
configure_file(${PROJECT_SOURCE_DIR}/pkgconfig/hrbudget.pc.in ${PROJECT_BINARY_DIR}/hrbudget.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/hrbudget.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

# CMake: find_package(hrbudget) gives hrbudget::hrbudget and hrbudget::hrbudget_static.
# Before 1.0 a new minor version may break, so only the same one satisfies a request.
install(EXPORT hrbudget NAMESPACE hrbudget:: FILE hrbudgetTargets.cmake DESTINATION ${package_dir} COMPONENT development)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/hrbudgetConfig.cmake.in ${PROJECT_BINARY_DIR}/hrbudgetConfig.cmake
                              INSTALL_DESTINATION ${package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/hrbudgetConfigVersion.cmake
                                 VERSION ${PROJECT_VERSION} COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/hrbudgetConfig.cmake ${PROJECT_BINARY_DIR}/hrbudgetConfigVersion.cmake DESTINATION ${package_dir} COMPONENT development)
