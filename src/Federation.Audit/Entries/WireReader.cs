namespace Federation.Audit;

/// <summary>Reads protobuf fields in place, without making a message: for passes over millions of entries.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int VarintLengthBytesMax = 10;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>The bytes of a field of text, bytes or a message; empty for a number.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The value of a number field; 0 for others.</summary>
    public ulong Number { get; private set; }

    /// <summary>Whether what was read so far is no protobuf.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Moves to the next field; false at the end and where the bytes are malformed.</summary>
    public bool Read()
    {
        if (_rest.IsEmpty || !TryVarint(out var tag) || tag >> 3 is 0 or > int.MaxValue)
        {
            IsMalformed |= !_rest.IsEmpty;
            return false;
        }

        (Field, Number) = ((int)(tag >> 3), 0);
        Bytes = default;
        var isRead = (tag & 7) switch
        {
            0 => TryNumber(),
            1 => TrySkip(8),
            2 => TryBytes(),
            5 => TrySkip(4),
            _ => false,
        };
        IsMalformed |= !isRead;
        return isRead;
    }

    private bool TryNumber()
    {
        var isRead = TryVarint(out var number);
        Number = number;
        return isRead;
    }

    private bool TryBytes()
    {
        if (!TryVarint(out var length) || length > (ulong)_rest.Length)
        {
            return false;
        }

        Bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }

    private bool TrySkip(int lengthBytes)
    {
        if (_rest.Length < lengthBytes)
        {
            return false;
        }

        _rest = _rest[lengthBytes..];
        return true;
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        for (var i = 0; i < Math.Min(VarintLengthBytesMax, _rest.Length); i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
