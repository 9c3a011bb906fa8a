using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor arange(
        Scalar start,
        Scalar stop,
        Scalar step,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    )
    {
        var integral = is_integral(start.Type) && is_integral(stop.Type) && is_integral(step.Type);
        var type = dtype ?? (integral ? ScalarType.Int64 : get_default_dtype());
        return Operator
            .Call("arange.start_step", start, stop, step, type, Argument.None, InitializeDevice(device))
            .Flagged(requires_grad);
    }

    public static Tensor arange(
        Scalar start,
        Scalar stop,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(
        Scalar stop,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor linspace(
        double start,
        double end,
        long steps,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) =>
        Operator
            .Call("linspace", start, end, steps, dtype ?? get_default_dtype(), Argument.None, InitializeDevice(device))
            .Flagged(requires_grad);

    public static Tensor logspace(
        double start,
        double end,
        long steps,
        double @base = 10,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) =>
        Operator
            .Call(
                "logspace",
                start,
                end,
                steps,
                @base,
                dtype ?? get_default_dtype(),
                Argument.None,
                InitializeDevice(device)
            )
            .Flagged(requires_grad);

    public static Tensor eye(
        long rows,
        long columns = -1L,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    )
    {
        RefuseNames(names);
        return Operator
            .Call(
                "eye.m",
                rows,
                columns == -1 ? rows : columns,
                dtype ?? get_default_dtype(),
                Argument.None,
                InitializeDevice(device)
            )
            .Flagged(requires_grad);
    }

    public static Tensor normal(
        double mean,
        double std,
        ReadOnlySpan<long> size,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        Generator? generator = null,
        string[]? names = null
    ) => randn(size, dtype, device, generator: generator, names: names).mul_(std).add_(mean).Flagged(requires_grad);

    public static Tensor randint(
        long low,
        long high,
        long[] size,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        Generator? generator = null,
        string[]? names = null
    )
    {
        RefuseNames(names);
        return Operator
            .Call(
                "randint.low_generator",
                low,
                high,
                size,
                generator,
                dtype ?? ScalarType.Int64,
                Argument.None,
                InitializeDevice(device)
            )
            .Flagged(requires_grad);
    }

    public static Tensor randint(
        long high,
        long[] size,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        Generator? generator = null,
        string[]? names = null
    ) => randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randperm(
        long n,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        Generator? generator = null
    ) =>
        Operator
            .Call(
                "randperm.generator",
                n,
                generator,
                dtype ?? ScalarType.Int64,
                Argument.None,
                InitializeDevice(device)
            )
            .Flagged(requires_grad);

    public static Tensor zeros_like(
        Tensor input,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => input.zeros_like(dtype, device, requires_grad);

    public static Tensor ones_like(
        Tensor input,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => input.ones_like(dtype, device, requires_grad);

    public static Tensor empty_like(
        Tensor input,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => input.empty_like(dtype, device, requires_grad);

    public static Tensor full_like(
        Tensor input,
        Scalar value,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    ) => input.full_like(value, dtype, device, requires_grad);

    private static Tensor Create(
        string name,
        long[] size,
        ScalarType? dtype,
        Device? device,
        bool requires_grad,
        string[]? names
    )
    {
        RefuseNames(names);
        return Operator
            .Call(name, size, dtype ?? get_default_dtype(), Argument.None, InitializeDevice(device))
            .Flagged(requires_grad);
    }

    private static Tensor CreateRandom(
        string name,
        long[] size,
        ScalarType? dtype,
        Device? device,
        bool requires_grad,
        Generator? generator,
        string[]? names
    )
    {
        RefuseNames(names);
        var type = dtype ?? get_default_dtype();
        if (!is_floating_point(type) && !is_complex(type))
            throw new ArgumentException(
                $"torch.{name.Split('.')[0]}() was passed a bad dtype: {type}. It must be floating point or complex.",
                nameof(dtype)
            );
        return Operator
            .Call(name, size, generator, type, Argument.None, InitializeDevice(device))
            .Flagged(requires_grad);
    }
}
