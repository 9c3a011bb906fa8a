using System.Reflection;
using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // Moving a module gives it new parameter objects; fields and properties of their names follow.
        public partial class Module
        {
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                RefuseIntegers(dtype);
                RequireCuda(device.type);
                _toEpilog(device.type == DeviceType.CUDA ? device : new Device(device.type), dtype, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                RequireCuda(deviceType);
                if (deviceType != DeviceType.CUDA)
                    deviceIndex = -1;
                if (deviceType != _deviceType || deviceIndex != _deviceIndex)
                    _toEpilog(deviceType, deviceIndex, non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                RefuseIntegers(dtype);
                _toEpilog(dtype, non_blocking);
                return this;
            }

            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);

            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) =>
                _toEpilog(dtype, device, non_blocking);

            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);

            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (NativeTensors is not null)
                {
                    MoveNative(dtype, device);
                    return;
                }
                foreach (var (_, module) in named_children())
                {
                    if (device is null)
                        module._to(dtype!.Value, non_blocking);
                    else if (dtype is null)
                        module._to(device.type, device.index, non_blocking);
                    else
                        module._to(device, dtype.Value, non_blocking);
                }
                foreach (var (parameterName, parameter) in named_parameters(false).ToList())
                {
                    if (ReplaceParameter(dtype, device, parameter, out var moved))
                        Put(
                            parameterName,
                            parameter,
                            moved!,
                            () => ConditionallyRegisterParameter(parameterName, moved)
                        );
                }
                foreach (var (bufferName, buffer) in named_buffers(false).ToList())
                {
                    if (ReplaceBuffer(dtype, device, buffer, out var moved))
                        Put(bufferName, buffer, moved!, () => ConditionallyRegisterBuffer(bufferName, moved));
                }
                if (device is null)
                    return;
                _deviceType = device.type;
                _deviceIndex = device.index;
            }

            private void Put(string component, Tensor old, Tensor moved, Action register)
            {
                var property = GetType().GetProperty(component, BindingFlags.Public | BindingFlags.Instance);
                if (property is { CanWrite: true })
                {
                    property.SetValue(this, moved);
                    return;
                }
                old.Dispose();
                register();
                Fields(GetType()).FirstOrDefault(f => f.ComponentName() == component)?.SetValue(this, moved);
            }

            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                result = null;
                if (!buffer.WillCopyTo(dtype ?? buffer.dtype, device ?? buffer.device))
                    return false;
                var type = dtype is { } wanted && MovesType(buffer) ? wanted : buffer.dtype;
                result = buffer.to(type, device ?? buffer.device, disposeAfter: true).DetachFromDisposeScope();
                return true;
            }

            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                p = null;
                using var grad = param.grad;
                var targetDevice = device ?? param.device;
                if (
                    !param.WillCopyTo(dtype ?? param.dtype, targetDevice)
                    && grad?.WillCopyTo(dtype ?? param.dtype, targetDevice) != true
                )
                    return false;
                var type = dtype is { } wanted && MovesType(param) ? wanted : param.dtype;
                using var _ = no_grad();
                p = new Parameter(param.to(type, targetDevice), param.requires_grad);
                p.DetachFromDisposeScope();
                if (grad is null)
                    return true;
                using var movedGrad = grad.to(type, targetDevice).with_requires_grad(grad.requires_grad);
                p.grad = movedGrad;
                return true;
            }

            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(
                Device? device = null,
                ScalarType? dtype = null
            ) => (device ?? get_default_device(), dtype ?? get_default_dtype());

            internal T MoveModule<T>(Device? device, ScalarType? dtype)
                where T : Module
            {
                var (targetDevice, targetType) = GetDefaultDeviceAndType(device, dtype);
                return (T)_to(targetDevice, targetType, false);
            }

            /// <summary>
            /// Of a module that the package implements in C++: its weights, which outlive every scope and keep their
            /// place when they move. The registered parameters are further handles to them.
            /// </summary>
            internal virtual IEnumerable<Tensor>? NativeTensors => null;

            /// <summary>Registers a parameter object for a tensor of the native half.</summary>
            internal void RegisterNative(string name, Tensor tensor) =>
                register_parameter(name, new Parameter(NativeMethods.TensorShare(tensor.Handle)));

            private void MoveNative(ScalarType? dtype, Device? device)
            {
                using var _ = no_grad();
                using var native = new NativeSection();
                foreach (var tensor in NativeTensors!)
                {
                    var moved = tensor.to(dtype ?? tensor.dtype, device ?? tensor.device);
                    var movedGrad = tensor.grad?.to(dtype ?? tensor.dtype, device ?? tensor.device);
                    tensor.grad = null;
                    tensor.SetData(moved);
                    tensor.grad = movedGrad;
                }
                if (device is null)
                    return;
                _deviceType = device.type;
                _deviceIndex = device.index;
            }

            private static bool MovesType(Tensor tensor) => tensor.is_floating_point() || tensor.is_complex();

            private static void RefuseIntegers(ScalarType dtype)
            {
                if (!is_floating_point(dtype) && !is_complex(dtype))
                    throw new ArgumentException(
                        "nn.Module.to only accepts floating point or complex types, " + $"but got desired dtype={dtype}"
                    );
            }

            private static void RequireCuda(DeviceType type)
            {
                if (type == DeviceType.CUDA && !cuda.is_available())
                    throw new InvalidOperationException("CUDA is not available.");
            }
        }
    }
}
