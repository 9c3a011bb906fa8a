using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rnn.Onnx.Training.Modules.Noise;

/// <summary>
/// The random numbers of the tensor library's generator on the CPU (MT19937, Matsumoto and Nishimura 1998), many at a time: from a
/// state of the library on, and back into it.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Numbers = 624;
    private const int Ahead = 397;
    private const uint Upper = 0x8000_0000;
    private const uint Matrix = 0x9908_B0DF;

    // The library's form: the seed, the numbers left until they are made anew and one, whether it was seeded, the place of the next.
    private const int LeftAt = 8;
    private const int NextAt = 16;
    private const int NumbersAt = 24;

    private readonly uint[] numbers = new uint[Numbers];
    private int next;

    /// <summary>Bytes that a state has at least.</summary>
    public static int StateBytes => NumbersAt + Numbers * sizeof(ulong);

    /// <summary>Goes on from a state of the library.</summary>
    public void Read(ReadOnlySpan<byte> state)
    {
        next = Numbers + 1 - BinaryPrimitives.ReadInt32LittleEndian(state[LeftAt..]);
        var wide = MemoryMarshal.Cast<byte, ulong>(state.Slice(NumbersAt, Numbers * sizeof(ulong)));
        for (var i = 0; i < Numbers; i++)
            numbers[i] = (uint)wide[i];
    }

    /// <summary>Lets the library go on from here; the rest of its state stays.</summary>
    public void Write(Span<byte> state)
    {
        BinaryPrimitives.WriteInt32LittleEndian(state[LeftAt..], Numbers + 1 - next);
        BinaryPrimitives.WriteInt64LittleEndian(state[NextAt..], next);
        var wide = MemoryMarshal.Cast<byte, ulong>(state.Slice(NumbersAt, Numbers * sizeof(ulong)));
        for (var i = 0; i < Numbers; i++)
            wide[i] = numbers[i];
    }

    /// <summary>Draws numbers of 32 bits.</summary>
    public void Draw(Span<uint> drawn)
    {
        while (!drawn.IsEmpty)
        {
            if (next == Numbers)
            {
                Renew();
                next = 0;
            }
            var count = Math.Min(Numbers - next, drawn.Length);
            Temper(numbers.AsSpan(next, count), drawn);
            next += count;
            drawn = drawn[count..];
        }
    }

    // Each new number comes of the old one, its neighbor and the one 397 places ahead, which from place 227 on is new already.
    private void Renew()
    {
        const int Old = Numbers - Ahead;
        Span<uint> all = numbers;
        Renew(all[..Old], all[1..], all[Ahead..]);
        Renew(all[Old..(Numbers - 1)], all[(Old + 1)..], all);
        all[^1] = all[Ahead - 1] ^ Twist(all[^1], all[0]);
    }

    private static void Renew(Span<uint> own, ReadOnlySpan<uint> neighbors, ReadOnlySpan<uint> ahead)
    {
        var i = 0;
        for (; i <= own.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            var (value, neighbor) = (new Vector<uint>(own[i..]), new Vector<uint>(neighbors[i..]));
            var mixed = (value & new Vector<uint>(Upper)) | (neighbor & new Vector<uint>(~Upper));
            var odd = (Vector<uint>.Zero - (neighbor & Vector<uint>.One)) & new Vector<uint>(Matrix);
            (new Vector<uint>(ahead[i..]) ^ (mixed >>> 1) ^ odd).CopyTo(own[i..]);
        }
        for (; i < own.Length; i++)
            own[i] = ahead[i] ^ Twist(own[i], neighbors[i]);
    }

    private static uint Twist(uint value, uint neighbor) =>
        (((value & Upper) | (neighbor & ~Upper)) >> 1) ^ ((neighbor & 1) == 0 ? 0 : Matrix);

    private static void Temper(ReadOnlySpan<uint> from, Span<uint> to)
    {
        var i = 0;
        for (; i <= from.Length - Vector<uint>.Count; i += Vector<uint>.Count)
            Tempered(new Vector<uint>(from[i..])).CopyTo(to[i..]);
        for (; i < from.Length; i++)
            to[i] = Tempered(new Vector<uint>(from[i]))[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Tempered(Vector<uint> y)
    {
        y ^= y >>> 11;
        y ^= (y << 7) & new Vector<uint>(0x9D2C_5680);
        y ^= (y << 15) & new Vector<uint>(0xEFC6_0000);
        return y ^ (y >>> 18);
    }
}
