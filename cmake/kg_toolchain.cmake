# Warnings, sanitizers and ccache, for every target of the project.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
if(KG_WERROR)
  add_compile_options(-Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these inside the standard library at -O2 and with sanitizers.
  set(noise -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-restrict -Wno-array-bounds)
  if(KG_SANITIZE)
    list(APPEND noise -Wno-uninitialized)  # inside Boost.Graph
  endif()
  add_compile_options(${noise})
endif()
# Paths of the machine stay out of the binary.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)

if(KG_SANITIZE)
  add_compile_options(-fsanitize=${KG_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${KG_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND KG_SANITIZE MATCHES "undefined")
    # RapidJSON adds sizes to the null pointer of an empty stack; harmless, and not ours to mend.
    add_compile_options(-fno-sanitize=pointer-overflow)
  endif()
endif()
