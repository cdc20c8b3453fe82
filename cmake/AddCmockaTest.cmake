# SPDX-License-Identifier: Apache-2.0
# One way to make a C test, so that the lists of tests stay lists of files.

# A test says "skipped" and why, and ends with this status, when what it needs is missing.
set(HRB_SKIPPED 77)

# hrb_add_cmocka_test(FILE) builds one C file into a cmocka test of the same
# name. It may call internal functions, and knows:
#   HRB_SOURCE_DIR  the project
#   HRB_CASES_DIR   tests/cases, the project's own test data
#   HRB_SHARED_DIR  test data beside the project, which may be missing
function(hrb_add_cmocka_test file)
    get_filename_component(name ${file} NAME_WE)
    add_executable(${name} ${file})
    target_compile_features(${name} PRIVATE c_std_11)
    target_compile_definitions(${name} PRIVATE
        _POSIX_C_SOURCE=200809L
        HRB_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
        HRB_CASES_DIR="${PROJECT_SOURCE_DIR}/tests/cases"
        HRB_SHARED_DIR="${PROJECT_SOURCE_DIR}/../shared")
    target_link_libraries(${name} PRIVATE hrb_internal hrb_warnings PkgConfig::CMOCKA)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE ${HRB_SKIPPED} LABELS unit TIMEOUT 600)
endfunction()
