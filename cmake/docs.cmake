# SPDX-License-Identifier: Apache-2.0
# The target `docs`: HTML from the public headers, any warning an error.
find_program(HRB_DOXYGEN doxygen)
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
configure_file(${PROJECT_SOURCE_DIR}/docs/api/Doxyfile.in ${PROJECT_BINARY_DIR}/Doxyfile @ONLY)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/docs)
if(HRB_DOXYGEN)
    add_custom_target(docs COMMAND ${HRB_DOXYGEN} ${PROJECT_BINARY_DIR}/Doxyfile COMMENT "HTML in docs/html" VERBATIM)
endif()
