// What the binding and libtorch agree on: plain C functions, one argument struct, errors by message.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <cstdint>
#include <string>
#include <utility>

#define SHIM_API extern "C" __attribute__((visibility("default")))

// Mirrors TorchSharp.Native.ArgumentKind.
enum class Kind : int32_t {
    None = 0,
    Default = 1,
    Tensor = 2,
    Int = 3,
    Double = 4,
    Bool = 5,
    String = 6,
    TensorList = 7,
    IntList = 8,
    DoubleList = 9,
    BoolList = 10,
    Device = 11,
    Generator = 12,
    Complex = 13,
};

// One argument or result of an operator: 24 bytes, blittable. count is the length of a list or string.
struct Argument {
    Kind kind;
    int32_t count;
    union {
        int64_t integer;
        double real;
        void* pointer;
    };
    double imaginary;
};

void set_error(const char* message) noexcept;

// Runs libtorch code behind the C boundary: an exception becomes a message that shim_error hands over.
template <class Body>
int guarded(Body&& body) noexcept {
    try {
        body();
        return 0;
    } catch (const c10::Error& error) {
        set_error(error.what_without_backtrace());
    } catch (const std::exception& error) {
        set_error(error.what());
    } catch (...) {
        set_error("unknown native exception");
    }
    return -1;
}

inline at::Tensor& tensor_of(void* handle) {
    return *static_cast<at::Tensor*>(handle);
}

// An undefined tensor has no handle.
inline void* handle_of(at::Tensor tensor) {
    return tensor.defined() ? new at::Tensor(std::move(tensor)) : nullptr;
}

// A device in 64 bits: type above, index (-1: none) below.
inline int64_t pack_device(c10::Device device) {
    return (static_cast<int64_t>(device.type()) << 32) | static_cast<uint32_t>(static_cast<int32_t>(device.index()));
}

inline c10::Device unpack_device(int64_t packed) {
    return c10::Device(
        static_cast<c10::DeviceType>(packed >> 32), static_cast<c10::DeviceIndex>(static_cast<int32_t>(packed)));
}
