// Gradients: flags of a tensor, the backward pass, and the modes of the calling thread.
#include "shim.h"

#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/variable.h>

using at::Tensor;
using torch::autograd::variable_list;

// A missing gradient in a list is an undefined tensor.
static variable_list list_from(void** handles, int32_t count) {
    variable_list list;
    list.reserve(count);
    for (int32_t i = 0; i < count; i++) list.push_back(handles[i] ? tensor_of(handles[i]) : Tensor());
    return list;
}

SHIM_API int32_t shim_tensor_requires_grad(void* tensor) {
    return tensor_of(tensor).requires_grad();
}

SHIM_API int32_t shim_tensor_set_requires_grad(void* tensor, int32_t value) {
    return guarded([&] { tensor_of(tensor).set_requires_grad(value != 0); });
}

SHIM_API int32_t shim_tensor_is_leaf(void* tensor) {
    return tensor_of(tensor).is_leaf();
}

SHIM_API int32_t shim_tensor_retain_grad(void* tensor) {
    return guarded([&] { tensor_of(tensor).retain_grad(); });
}

SHIM_API void* shim_tensor_grad(void* tensor) {
    void* grad = nullptr;
    guarded([&] { grad = handle_of(tensor_of(tensor).grad()); });
    return grad;
}

SHIM_API int32_t shim_tensor_set_grad(void* tensor, void* grad) {
    return guarded([&] { tensor_of(tensor).mutable_grad() = grad ? tensor_of(grad) : Tensor(); });
}

SHIM_API int32_t shim_backward(
    void** tensors,
    int32_t count,
    void** grads,
    int32_t grad_count,
    int32_t retain_graph,
    int32_t create_graph,
    void** inputs,
    int32_t input_count) {
    return guarded([&] {
        torch::autograd::backward(
            list_from(tensors, count),
            list_from(grads, grad_count),
            retain_graph != 0,
            create_graph != 0,
            list_from(inputs, input_count));
    });
}

// results has room for input_count handles; an unused input has none.
SHIM_API int32_t shim_grad(
    void** outputs,
    int32_t output_count,
    void** inputs,
    int32_t input_count,
    void** grads,
    int32_t grad_count,
    int32_t retain_graph,
    int32_t create_graph,
    int32_t allow_unused,
    void** results) {
    return guarded([&] {
        auto found = torch::autograd::grad(
            list_from(outputs, output_count),
            list_from(inputs, input_count),
            list_from(grads, grad_count),
            retain_graph != 0,
            create_graph != 0,
            allow_unused != 0);
        for (int32_t i = 0; i < input_count; i++) results[i] = handle_of(std::move(found[i]));
    });
}

SHIM_API int32_t shim_grad_mode() {
    return at::GradMode::is_enabled();
}

SHIM_API void shim_set_grad_mode(int32_t enabled) {
    at::GradMode::set_enabled(enabled != 0);
}

SHIM_API int32_t shim_inference_mode() {
    return c10::InferenceMode::is_enabled();
}

SHIM_API void* shim_inference_guard(int32_t enabled) {
    return new c10::InferenceMode(enabled != 0);
}

SHIM_API void shim_inference_guard_free(void* guard) {
    delete static_cast<c10::InferenceMode*>(guard);
}
