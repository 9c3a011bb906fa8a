// Autograd functions whose forward and backward are written in C#. The node of the graph owns the managed state: it is
// let go when the graph is.
#include "shim.h"

#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>

#include <cstdlib>
#include <unordered_set>

using at::Tensor;
using torch::autograd::SavedVariable;
using torch::autograd::variable_list;

// Fills results with a handle (or null) for each tensor that forward took; returns null, or an error text to free.
using BackwardCallback = char* (*)(void* state, void* node, void** grads, int32_t count, void** results);
using ReleaseCallback = void (*)(void* state);

// Saved tensors stay as long as the node, as in the package: there is a second backward without retain_graph.
struct ManagedNode : torch::autograd::Node {
    ManagedNode(BackwardCallback backward, ReleaseCallback release, void* state, const char* name)
        : backward(backward), release(release), state(state), title(name) {}

    ~ManagedNode() override {
        release(state);
    }

    std::string name() const override {
        return title;
    }

    variable_list apply(variable_list&& grads) override {
        std::vector<void*> given;
        for (size_t i = 0; i < grads.size(); i++) {
            if (!grads[i].defined() && materialize) grads[i] = input_metadata(i).zeros_like();
            given.push_back(handle_of(grads[i]));
        }
        std::vector<void*> returned(num_outputs());
        char* error = backward(state, this, given.data(), static_cast<int32_t>(given.size()), returned.data());
        variable_list results;
        for (void* handle : returned) {
            results.push_back(handle ? tensor_of(handle) : Tensor());
            delete static_cast<Tensor*>(handle);
        }
        if (error) {
            std::string text(error);
            std::free(error);
            throw std::runtime_error(text);
        }
        return results;
    }

    BackwardCallback backward;
    ReleaseCallback release;
    void* state;
    std::string title;
    std::vector<SavedVariable> saved;
    bool materialize = true;
};

static std::unordered_set<at::TensorImpl*> impls_of(void** handles, int32_t count) {
    std::unordered_set<at::TensorImpl*> impls;
    for (int32_t i = 0; i < count; i++) impls.insert(tensor_of(handles[i]).unsafeGetTensorImpl());
    return impls;
}

// Puts a node of the graph between inputs and outputs. Outputs are changed in place; an output that is an input which
// was not marked dirty is replaced by a view of it. Saved tensors are kept as autograd keeps its own.
SHIM_API int32_t shim_function_attach(
    BackwardCallback backward,
    ReleaseCallback release,
    void* state,
    const char* name,
    int32_t materialize,
    void** inputs,
    int32_t input_count,
    void** outputs,
    int32_t output_count,
    void** dirty,
    int32_t dirty_count,
    void** constant,
    int32_t constant_count,
    void** saved,
    int32_t saved_count) {
    return guarded([&] {
        std::shared_ptr<ManagedNode> node(
            new ManagedNode(backward, release, state, name), torch::autograd::deleteNode);
        node->materialize = materialize != 0;
        variable_list input_list;
        for (int32_t i = 0; i < input_count; i++) input_list.push_back(tensor_of(inputs[i]));
        node->set_next_edges(torch::autograd::collect_next_edges(input_list));

        auto given = impls_of(inputs, input_count);
        auto changed = impls_of(dirty, dirty_count);
        auto without_gradient = impls_of(constant, constant_count);
        for (int32_t i = 0; i < output_count; i++) {
            if (!outputs[i]) {
                node->add_input_metadata(torch::autograd::Node::undefined_input());
                continue;
            }
            Tensor& output = tensor_of(outputs[i]);
            auto* impl = output.unsafeGetTensorImpl();
            auto number = static_cast<uint32_t>(node->add_input_metadata(output));
            if (without_gradient.count(impl) || !torch::autograd::isDifferentiableType(output.scalar_type())) continue;
            if (changed.count(impl)) {
                TORCH_CHECK(
                    !(output.is_leaf() && output.requires_grad()),
                    "a leaf Variable that requires grad has been used in an in-place operation.");
                torch::autograd::impl::rebase_history(output, {node, number});
                continue;
            }
            if (given.count(impl)) {
                at::AutoDispatchBelowADInplaceOrView below;
                output = output.view_as(output);
            }
            torch::autograd::impl::set_gradient_edge(output, {node, number});
        }
        for (int32_t i = 0; i < saved_count; i++) {
            if (!saved[i]) {
                node->saved.emplace_back();
                continue;
            }
            const Tensor& tensor = tensor_of(saved[i]);
            node->saved.emplace_back(tensor, tensor.grad_fn().get() == node.get());
        }
    });
}

// Within a backward callback: how many tensors forward saved.
SHIM_API int32_t shim_function_saved_count(void* node) {
    return static_cast<int32_t>(static_cast<ManagedNode*>(node)->saved.size());
}

SHIM_API int32_t shim_function_saved(void* node, void** results) {
    return guarded([&] {
        auto* self = static_cast<ManagedNode*>(node);
        for (size_t i = 0; i < self->saved.size(); i++)
            results[i] = handle_of(self->saved[i].unpack(self->shared_from_this()));
    });
}

// Memory for the error text that a backward callback returns.
SHIM_API void* shim_alloc(int64_t bytes) {
    return std::malloc(static_cast<size_t>(bytes));
}
