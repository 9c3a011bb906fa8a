// Any operator of libtorch by its name in the dispatcher: one boxed call, defaults filled in from the schema.
#include "shim.h"

#include <ATen/core/Generator.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/stack.h>
#include <ATen/ops/scalar_tensor.h>

#include <cstdlib>
#include <cstring>

using at::Tensor;
using c10::IValue;
using c10::TypeKind;

using MaybeTensor = std::decay_t<decltype(std::declval<IValue>().toOptional<Tensor>())>;

// A number where the schema wants a tensor: the zero-dimensional tensor that does not promote types.
static IValue wrapped_number(const at::Scalar& value) {
    Tensor tensor = at::scalar_tensor(value, at::TensorOptions().dtype(value.type()));
    tensor.unsafeGetTensorImpl()->set_wrapped_number(true);
    return IValue(std::move(tensor));
}

template <class T, class U>
static IValue list_of(const void* values, int32_t count) {
    c10::List<T> list;
    list.reserve(count);
    for (int32_t i = 0; i < count; i++) list.push_back(static_cast<T>(static_cast<const U*>(values)[i]));
    return IValue(std::move(list));
}

static IValue tensor_list(void** handles, int32_t count, bool optional_elements) {
    if (optional_elements) {
        c10::List<MaybeTensor> list;
        list.reserve(count);
        for (int32_t i = 0; i < count; i++)
            list.push_back(handles[i] ? MaybeTensor(tensor_of(handles[i])) : MaybeTensor());
        return IValue(std::move(list));
    }
    c10::List<Tensor> list;
    list.reserve(count);
    for (int32_t i = 0; i < count; i++) list.push_back(handles[i] ? tensor_of(handles[i]) : Tensor());
    return IValue(std::move(list));
}

static IValue to_ivalue(const Argument& value, const c10::Argument& declared) {
    auto type = declared.type();
    if (value.kind == Kind::Default) {
        TORCH_CHECK(declared.default_value(), "argument '", declared.name(), "' has no default");
        return *declared.default_value();
    }
    if (value.kind == Kind::None) return type->kind() == TypeKind::TensorType ? IValue(Tensor()) : IValue();
    if (type->kind() == TypeKind::OptionalType) type = type->castRaw<c10::OptionalType>()->getElementType();
    const auto kind = type->kind();
    const auto* list = kind == TypeKind::ListType ? type->castRaw<c10::ListType>() : nullptr;
    const auto element = list ? list->getElementType()->kind() : TypeKind::NoneType;

    switch (value.kind) {
        case Kind::Tensor:
            return IValue(tensor_of(value.pointer));
        case Kind::Int:
            if (kind == TypeKind::FloatType) return IValue(static_cast<double>(value.integer));
            if (kind == TypeKind::BoolType) return IValue(value.integer != 0);
            if (kind == TypeKind::TensorType) return wrapped_number(value.integer);
            if (element == TypeKind::IntType) return IValue(c10::List<int64_t>({value.integer}));
            return IValue(value.integer);
        case Kind::Double:
            return kind == TypeKind::TensorType ? wrapped_number(value.real) : IValue(value.real);
        case Kind::Bool:
            return kind == TypeKind::TensorType ? wrapped_number(value.integer != 0) : IValue(value.integer != 0);
        case Kind::Complex: {
            c10::complex<double> number(value.real, value.imaginary);
            return kind == TypeKind::TensorType ? wrapped_number(number) : IValue(number);
        }
        case Kind::String:
            return IValue(std::string(static_cast<const char*>(value.pointer), value.count));
        case Kind::TensorList:
            return tensor_list(
                static_cast<void**>(value.pointer), value.count, element == TypeKind::OptionalType);
        case Kind::IntList:
            return element == TypeKind::FloatType ? list_of<double, int64_t>(value.pointer, value.count)
                                                  : list_of<int64_t, int64_t>(value.pointer, value.count);
        case Kind::DoubleList:
            return list_of<double, double>(value.pointer, value.count);
        case Kind::BoolList:
            return list_of<bool, uint8_t>(value.pointer, value.count);
        case Kind::Device:
            return IValue(unpack_device(value.integer));
        case Kind::Generator:
            return IValue(*static_cast<at::Generator*>(value.pointer));
        default:
            TORCH_CHECK(false, "argument '", declared.name(), "' has the unknown kind ", static_cast<int32_t>(value.kind));
    }
}

template <class T>
static void* copy_out(const T* values, size_t count) {
    auto* memory = static_cast<T*>(std::malloc(sizeof(T) * (count + 1)));
    TORCH_CHECK(memory, "out of memory");
    if (count) std::memcpy(memory, values, sizeof(T) * count);
    return memory;
}

static Argument from_ivalue(IValue value) {
    Argument out{};
    if (value.isTensor()) {
        out.kind = Kind::Tensor;
        out.pointer = handle_of(std::move(value).toTensor());
        if (!out.pointer) out.kind = Kind::None;
    } else if (value.isNone()) {
        out.kind = Kind::None;
    } else if (value.isInt()) {
        out.kind = Kind::Int;
        out.integer = value.toInt();
    } else if (value.isDouble()) {
        out.kind = Kind::Double;
        out.real = value.toDouble();
    } else if (value.isBool()) {
        out.kind = Kind::Bool;
        out.integer = value.toBool();
    } else if (value.isComplexDouble()) {
        auto number = value.toComplexDouble();
        out.kind = Kind::Complex;
        out.real = number.real();
        out.imaginary = number.imag();
    } else if (value.isTensorList()) {
        auto tensors = value.toTensorVector();
        std::vector<void*> handles;
        for (auto& tensor : tensors) handles.push_back(handle_of(std::move(tensor)));
        out.kind = Kind::TensorList;
        out.count = static_cast<int32_t>(handles.size());
        out.pointer = copy_out(handles.data(), handles.size());
    } else {
        TORCH_CHECK(false, "an operator returned the unsupported type ", value.tagKind());
    }
    return out;
}

SHIM_API void* shim_operator(const char* name, const char* overload) {
    void* found = nullptr;
    guarded([&] {
        found = new c10::OperatorHandle(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload));
    });
    return found;
}

// Returns the number of results, or -1. Arguments left out at the end take the schema's defaults.
SHIM_API int32_t shim_call(
    void* operation, const Argument* arguments, int32_t count, Argument* results, int32_t capacity) {
    int32_t returned = -1;
    guarded([&] {
        auto& handle = *static_cast<c10::OperatorHandle*>(operation);
        auto& schema = handle.schema();
        auto& declared = schema.arguments();
        TORCH_CHECK(static_cast<size_t>(count) <= declared.size(), schema.name(), ": too many arguments");
        torch::jit::Stack stack;
        stack.reserve(std::max(declared.size(), schema.returns().size()));
        for (size_t i = 0; i < declared.size(); i++) {
            if (i < static_cast<size_t>(count)) {
                stack.push_back(to_ivalue(arguments[i], declared[i]));
            } else {
                TORCH_CHECK(declared[i].default_value(), schema.name(), ": missing argument '", declared[i].name(), "'");
                stack.push_back(*declared[i].default_value());
            }
        }
        handle.callBoxed(&stack);
        TORCH_CHECK(stack.size() <= static_cast<size_t>(capacity), schema.name(), ": too many results");
        for (size_t i = 0; i < stack.size(); i++) results[i] = from_ivalue(std::move(stack[i]));
        returned = static_cast<int32_t>(stack.size());
    });
    return returned;
}

SHIM_API void shim_free(void* memory) {
    std::free(memory);
}
