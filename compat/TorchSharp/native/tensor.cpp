// What a tensor handle can tell without an operator: shape, type, device, memory.
#include "shim.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>

#include <cstring>

using at::Tensor;

static thread_local std::string last_error;

void set_error(const char* message) noexcept {
    try {
        last_error = message;
    } catch (...) {
        last_error.clear();
    }
}

SHIM_API const char* shim_error() {
    return last_error.c_str();
}

SHIM_API void shim_tensor_free(void* tensor) {
    delete static_cast<Tensor*>(tensor);
}

// A second handle to the same tensor.
SHIM_API void* shim_tensor_share(void* tensor) {
    return new Tensor(tensor_of(tensor));
}

SHIM_API int64_t shim_tensor_dim(void* tensor) {
    return tensor_of(tensor).dim();
}

SHIM_API int64_t shim_tensor_numel(void* tensor) {
    return tensor_of(tensor).numel();
}

SHIM_API int64_t shim_tensor_element_size(void* tensor) {
    return static_cast<int64_t>(tensor_of(tensor).element_size());
}

SHIM_API int32_t shim_tensor_dtype(void* tensor) {
    return static_cast<int32_t>(tensor_of(tensor).scalar_type());
}

SHIM_API int64_t shim_tensor_device(void* tensor) {
    return pack_device(tensor_of(tensor).device());
}

SHIM_API int32_t shim_tensor_is_contiguous(void* tensor) {
    return tensor_of(tensor).is_contiguous();
}

SHIM_API int32_t shim_tensor_is_sparse(void* tensor) {
    return tensor_of(tensor).is_sparse();
}

SHIM_API int64_t shim_tensor_storage_offset(void* tensor) {
    return tensor_of(tensor).storage_offset();
}

// sizes and strides have room for dim values each.
SHIM_API int32_t shim_tensor_sizes(void* tensor, int64_t* sizes) {
    return guarded([&] {
        auto values = tensor_of(tensor).sizes();
        std::memcpy(sizes, values.data(), sizeof(int64_t) * values.size());
    });
}

SHIM_API int32_t shim_tensor_strides(void* tensor, int64_t* strides) {
    return guarded([&] {
        auto values = tensor_of(tensor).strides();
        std::memcpy(strides, values.data(), sizeof(int64_t) * values.size());
    });
}

SHIM_API void* shim_tensor_data(void* tensor) {
    void* data = nullptr;
    guarded([&] { data = tensor_of(tensor).data_ptr(); });
    return data;
}

// A new tensor on the CPU that owns a copy of the given memory.
SHIM_API void* shim_tensor_copy_from(const void* data, const int64_t* sizes, int32_t dim, int32_t dtype) {
    void* created = nullptr;
    guarded([&] {
        auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
        Tensor tensor = at::empty(at::IntArrayRef(sizes, dim), options);
        if (tensor.nbytes()) std::memcpy(tensor.data_ptr(), data, tensor.nbytes());
        created = handle_of(std::move(tensor));
    });
    return created;
}

// A tensor on the CPU over memory that the caller keeps alive until release(context) is called.
SHIM_API void* shim_tensor_borrow(
    void* data, const int64_t* sizes, int32_t dim, int32_t dtype, void (*release)(void*), void* context) {
    void* created = nullptr;
    guarded([&] {
        auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
        created = handle_of(at::from_blob(
            data, at::IntArrayRef(sizes, dim), [release, context](void*) { release(context); }, options));
    });
    return created;
}
