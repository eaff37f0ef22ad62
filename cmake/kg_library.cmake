# kg_library(FOLDER [DEPENDS LIB...] [PRIVATE_DEPENDS LIB...])
# One static library kg_<folder> of all .cpp files that stand in the folder itself.
function(kg_library folder)
  cmake_parse_arguments(ARG "" "" "DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(sources)
    add_library(kg_${folder} STATIC ${sources})
    target_include_directories(kg_${folder} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(kg_${folder} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE_DEPENDS})
  else()
    add_library(kg_${folder} INTERFACE)
    target_include_directories(kg_${folder} INTERFACE ${CMAKE_SOURCE_DIR})
    target_link_libraries(kg_${folder} INTERFACE ${ARG_DEPENDS})
  endif()
endfunction()

# kg_embed(TARGET SYMBOL FILE)
# Links the bytes of FILE into TARGET. C++ sees them through
#   extern "C" const char SYMBOL_begin[]; extern "C" const char SYMBOL_end[];
function(kg_embed target symbol file)
  set(assembly ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.S)
  file(CONFIGURE OUTPUT ${assembly} @ONLY CONTENT [[
    .section .rodata.@symbol@, "a"
    .global @symbol@_begin
    .global @symbol@_end
    .balign 64
@symbol@_begin:
    .incbin "@file@"
@symbol@_end:
    .byte 0
    .section .note.GNU-stack, "", %progbits
]])
  set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS ${file})
  target_sources(${target} PRIVATE ${assembly})
endfunction()
