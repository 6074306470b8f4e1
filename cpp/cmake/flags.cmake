# Every compile flag, with its reason.
function(kmeans_compile_flags target)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Werror
    # A fused multiply-add rounds once where the contract rounds twice.
    -ffp-contract=off)
  if(KMEANS_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${KMEANS_SANITIZE} -fno-sanitize-recover=all -g)
    target_link_options(${target} PUBLIC -fsanitize=${KMEANS_SANITIZE})
  endif()
  if(NOT EMSCRIPTEN)
    return()
  endif()
  # Nothing in the core throws; without the machinery the modules are smaller.
  target_compile_options(${target} PRIVATE -fno-exceptions -fno-rtti)
  if(KMEANS_SIMD)
    target_compile_options(${target} PRIVATE -msimd128)
  endif()
  if(KMEANS_THREADS)
    # Atomics and bulk memory; every object of a threaded module needs it.
    target_compile_options(${target} PRIVATE -pthread)
  endif()
endfunction()
