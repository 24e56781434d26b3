using System.Numerics;

namespace Federation.Audit;

/// <summary>Checks many inclusion proofs level by level, each hash of each of them: what is next in each is hashed side
/// by side with the others.</summary>
internal sealed class InclusionClimb
{
    /// <summary>How many climb together.</summary>
    public const int ClaimsCountMax = 64;

    private const int HashLengthBytes = MerkleTree.HashLengthBytes;

    private readonly Climber[] _climbers = new Climber[ClaimsCountMax];
    private readonly byte[] _hashes = new byte[ClaimsCountMax * HashLengthBytes];
    private readonly byte[] _pairs = new byte[2 * ClaimsCountMax * HashLengthBytes];
    private readonly int[] _climbing = new int[ClaimsCountMax];

    /// <summary>Which claims hold.</summary>
    /// <param name="claims">At most <see cref="ClaimsCountMax"/>, from a place on.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="holds">Takes the verdicts; decides how many.</param>
    public void Run(IReadOnlyList<InclusionClaim> claims, int first, Span<bool> holds)
    {
        for (var i = 0; i < holds.Length; i++)
        {
            _climbers[i] = Climber.At(claims[first + i]);
            if (_climbers[i].IsPossible)
            {
                claims[first + i].LeafHash.Span.CopyTo(HashOf(i));
            }
        }

        for (var level = 0; PairUp(claims, first, holds.Length, level) is > 0 and var count; level++)
        {
            Sha256Lanes.HashNodes(_pairs.AsSpan(0, 2 * count * HashLengthBytes), _pairs);
            for (var i = 0; i < count; i++)
            {
                _pairs.AsSpan(i * HashLengthBytes, HashLengthBytes).CopyTo(HashOf(_climbing[i]));
            }
        }

        for (var i = 0; i < holds.Length; i++)
        {
            holds[i] = _climbers[i] is { IsPossible: true, Last: 0 }
                && claims[first + i].Root.Span.SequenceEqual(HashOf(i));
        }
    }

    /// <summary>Puts together what is hashed at a level; for how many claims there is something.</summary>
    private int PairUp(IReadOnlyList<InclusionClaim> claims, int first, int claimsCount, int level)
    {
        var count = 0;
        for (var i = 0; i < claimsCount; i++)
        {
            var proof = claims[first + i].Proof;
            if (!_climbers[i].IsPossible || level >= proof.Count)
            {
                continue;
            }

            var pair = _pairs.AsSpan(2 * count * HashLengthBytes, 2 * HashLengthBytes);
            if (proof[level] is not { Length: HashLengthBytes } sibling || !_climbers[i].TryStep(out var isRight))
            {
                _climbers[i] = default;
                continue;
            }

            HashOf(i).CopyTo(isRight ? pair[HashLengthBytes..] : pair);
            sibling.CopyTo(isRight ? pair : pair[HashLengthBytes..]);
            _climbing[count++] = i;
        }

        return count;
    }

    private Span<byte> HashOf(int climber) => _hashes.AsSpan(climber * HashLengthBytes, HashLengthBytes);

    /// <summary>Where a claim is on its way up (RFC 9162 §2.1.3.2).</summary>
    private struct Climber
    {
        private long _node;

        /// <summary>Whether nothing spoke against the claim so far.</summary>
        public bool IsPossible { get; private init; }

        /// <summary>The last node of the level; 0 at the root.</summary>
        public long Last { get; private set; }

        public static Climber At(in InclusionClaim claim) => new()
        {
            IsPossible = claim.Index >= 0 && claim.Index < claim.Size && claim.Proof is not null
                && claim.LeafHash.Length == HashLengthBytes,
            _node = claim.Index,
            Last = claim.Size - 1,
        };

        /// <summary>Goes up a level; false where it is at the root. Whether the node is the right one of its pair.
        /// </summary>
        public bool TryStep(out bool isRight)
        {
            isRight = long.IsOddInteger(_node) || _node == Last;
            if (Last == 0)
            {
                return false;
            }

            if (isRight && !long.IsOddInteger(_node))
            {
                var levels = BitOperations.TrailingZeroCount(_node);
                (_node, Last) = _node == 0 ? (0, 0) : (_node >> levels, Last >> levels);
            }

            (_node, Last) = (_node >> 1, Last >> 1);
            return true;
        }
    }
}
