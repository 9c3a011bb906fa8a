namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor bitwise_and(Tensor other) => Call("bitwise_and.Tensor", other);

        public Tensor bitwise_and_(Tensor other) => Mutate("bitwise_and_.Tensor", other);

        public Tensor bitwise_not() => Call("bitwise_not");

        public Tensor bitwise_not_() => Mutate("bitwise_not_");

        public Tensor bitwise_or(Tensor other) => Call("bitwise_or.Tensor", other);

        public Tensor bitwise_or_(Tensor other) => Mutate("bitwise_or_.Tensor", other);

        public Tensor bitwise_xor(Tensor other) => Call("bitwise_xor.Tensor", other);

        public Tensor bitwise_xor_(Tensor other) => Mutate("bitwise_xor_.Tensor", other);

        public Tensor bitwise_left_shift(Tensor other) => Call("bitwise_left_shift.Tensor", other);

        public Tensor bitwise_left_shift_(Tensor other) => Mutate("bitwise_left_shift_.Tensor", other);

        public Tensor bitwise_right_shift(Tensor other) => Call("bitwise_right_shift.Tensor", other);

        public Tensor bitwise_right_shift_(Tensor other) => Mutate("bitwise_right_shift_.Tensor", other);

        public Tensor logical_and(Tensor other) => Call("logical_and", other);

        public Tensor logical_and_(Tensor other) => Mutate("logical_and_", other);

        public Tensor logical_not() => Call("logical_not");

        public Tensor logical_not_() => Mutate("logical_not_");

        public Tensor logical_or(Tensor other) => Call("logical_or", other);

        public Tensor logical_or_(Tensor other) => Mutate("logical_or_", other);

        public Tensor logical_xor(Tensor other) => Call("logical_xor", other);

        public Tensor logical_xor_(Tensor other) => Mutate("logical_xor_", other);
    }
}
