namespace Federation.Privacy.Tests.Mechanisms;

/// <summary>How many bits a sampler under test takes as one digit.</summary>
internal interface IDigitWidth
{
    static abstract int Bits { get; }

    internal readonly struct One : IDigitWidth
    {
        public static int Bits => 1;
    }

    internal readonly struct Two : IDigitWidth
    {
        public static int Bits => 2;
    }

    internal readonly struct Sixteen : IDigitWidth
    {
        public static int Bits => 16;
    }
}
