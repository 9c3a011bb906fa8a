// A single tensor in PyTorch's own archive format.
#include "shim.h"

#include <torch/serialize.h>

SHIM_API int32_t shim_tensor_save(void* tensor, const char* location) {
    return guarded([&] { torch::save(tensor_of(tensor), location); });
}

SHIM_API void* shim_tensor_load(const char* location) {
    void* loaded = nullptr;
    guarded([&] {
        at::Tensor tensor;
        torch::load(tensor, location);
        loaded = handle_of(std::move(tensor));
    });
    return loaded;
}
