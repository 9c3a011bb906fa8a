// The process: random numbers, threads, devices.
#include "shim.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>

SHIM_API int32_t shim_manual_seed(int64_t seed) {
    return guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

SHIM_API void* shim_generator_default(int64_t device) {
    void* generator = nullptr;
    guarded([&] {
        generator = new at::Generator(at::globalContext().defaultGenerator(unpack_device(device)));
    });
    return generator;
}

SHIM_API void* shim_generator_create(int64_t seed) {
    void* generator = nullptr;
    guarded([&] {
        generator = new at::Generator(at::detail::createCPUGenerator(static_cast<uint64_t>(seed)));
    });
    return generator;
}

SHIM_API void shim_generator_free(void* generator) {
    delete static_cast<at::Generator*>(generator);
}

static at::Generator& generator_of(void* handle) {
    return *static_cast<at::Generator*>(handle);
}

SHIM_API int32_t shim_generator_set_seed(void* generator, int64_t seed) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(generator_of(generator).mutex());
        generator_of(generator).set_current_seed(static_cast<uint64_t>(seed));
    });
}

SHIM_API int64_t shim_generator_initial_seed(void* generator) {
    return static_cast<int64_t>(generator_of(generator).current_seed());
}

SHIM_API int64_t shim_generator_seed(void* generator) {
    std::lock_guard<std::mutex> lock(generator_of(generator).mutex());
    return static_cast<int64_t>(generator_of(generator).seed());
}

SHIM_API int64_t shim_generator_device(void* generator) {
    return pack_device(generator_of(generator).device());
}

SHIM_API void* shim_generator_state(void* generator) {
    void* state = nullptr;
    guarded([&] {
        std::lock_guard<std::mutex> lock(generator_of(generator).mutex());
        state = handle_of(generator_of(generator).get_state());
    });
    return state;
}

SHIM_API int32_t shim_generator_set_state(void* generator, void* state) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(generator_of(generator).mutex());
        generator_of(generator).set_state(tensor_of(state));
    });
}

SHIM_API int32_t shim_threads() {
    return at::get_num_threads();
}

SHIM_API int32_t shim_set_threads(int32_t count) {
    return guarded([&] { at::set_num_threads(count); });
}

SHIM_API int32_t shim_interop_threads() {
    return static_cast<int32_t>(at::get_num_interop_threads());
}

SHIM_API int32_t shim_set_interop_threads(int32_t count) {
    return guarded([&] { at::set_num_interop_threads(count); });
}

SHIM_API int32_t shim_cuda_is_available() {
    int32_t available = 0;
    guarded([&] { available = at::hasCUDA() && at::getNumGPUs() > 0; });
    return available;
}

SHIM_API int32_t shim_cuda_device_count() {
    int32_t count = 0;
    guarded([&] { count = at::hasCUDA() ? static_cast<int32_t>(at::getNumGPUs()) : 0; });
    return count;
}

SHIM_API int32_t shim_cuda_synchronize(int32_t device) {
    return guarded([&] {
        auto& hooks = at::detail::getCUDAHooks();
        hooks.deviceSynchronize(static_cast<c10::DeviceIndex>(device < 0 ? hooks.current_device() : device));
    });
}
