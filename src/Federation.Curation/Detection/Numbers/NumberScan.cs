namespace Federation.Curation.Detection.Numbers;

/// <summary>
/// Tries what a cluster of digits can be. From each group on, at most as many groups are joined as the longest number
/// has digits, so the work is linear in the text.
/// </summary>
internal sealed class NumberScan(string view, ViewWords words, List<Hit> hits)
{
    private const int DigitsMax = 19;
    private const int DigitsMin = 7;

    private readonly NumberCluster _cluster = NumberCluster.OfThread();
    private bool? _hasChina;
    private bool? _hasPlus;
    private bool? _isFree;

    /// <summary>Scans the cluster that begins with the digit at a place.</summary>
    /// <returns>The place of the last group, whose word may go on with letters, and the end of the cluster.</returns>
    public (int LastGroup, int End) Scan(int place)
    {
        _cluster.Read(view, place);
        var before = hits.Count;
        if (_cluster.Count >= 4)
        {
            Internet4.Find(view, _cluster, hits);
        }

        if (_cluster.DigitsCount >= 4)
        {
            BirthDate.Find(view, _cluster, words, hits);
        }

        if (_cluster.DigitsCount >= DigitsMin - 1)
        {
            for (var group = 0; group < _cluster.Count;)
            {
                group = ScanFrom(group) + 1;
            }

            if (hits.Count == before)
            {
                ForeignPhone.FindInContext(view, _cluster, hits);
            }
        }

        return (_cluster.StartOf(_cluster.Count - 1), _cluster.End);
    }

    /// <summary>Adds the best hit that begins with a group.</summary>
    /// <returns>The last group of it, or the group itself.</returns>
    private int ScanFrom(int first)
    {
        var start = _cluster.StartOf(first);
        if (_cluster.LengthOf(first) > DigitsMax)
        {
            ResidentId.FindInside(view, start, _cluster.EndOf(first), hits);
            return first;
        }

        (_hasChina, _hasPlus, _isFree) = (null, null, null);
        var (best, bestLast, luhn) = (default(Hit), first, (Doubled: 0, Plain: 0));
        for (var last = first; last < _cluster.Count; last++)
        {
            var digits = _cluster.DigitsOf(first, last);
            if (digits.Length > DigitsMax)
            {
                break;
            }

            foreach (var digit in digits[^_cluster.LengthOf(last)..])
            {
                luhn = BankCard.AddLuhn(luhn, digit - '0');
            }

            if (last - first > 2 && !CanBegin(digits) && !HasChina(start) && !HasPlus(start))
            {
                break;
            }

            if (digits.Length >= DigitsMin
                && Judge(first, last, digits, luhn.Plain % 10 == 0) is { Length: > 0 } hit
                && hit.ConfidencePercent >= best.ConfidencePercent)
            {
                (best, bestLast) = (hit, last);
            }
        }

        if (best.Length > 0)
        {
            hits.Add(best);
            return bestLast;
        }

        return first;
    }

    /// <summary>China's code before the number; asked once, and only where it matters.</summary>
    private bool HasChina(int start) => _hasChina ??= CountryPrefix.HasChina(view, start);

    private bool HasPlus(int start) => _hasPlus ??= ForeignPhone.HasPlus(view, start);

    /// <summary>Whether nothing before makes the number the inside of something.</summary>
    private bool IsFree(int start) => _isFree ??= HasChina(start) || Boundary.IsFreeBefore(view, start);

    /// <summary>What the groups are; of no length where they are nothing.</summary>
    /// <param name="first">The first group.</param>
    /// <param name="last">The last group.</param>
    /// <param name="digits">The digits.</param>
    /// <param name="passesLuhn">Whether they pass the check of cards.</param>
    private Hit Judge(int first, int last, ReadOnlySpan<char> digits, bool passesLuhn)
    {
        var (start, end) = (_cluster.StartOf(first), _cluster.EndOf(last));
        if (digits.Length == ResidentId.LengthCharacters - 1 && RegionCodes.IsKnown(digits)
            && CheckLetter(end) is var letter and > 0)
        {
            return ResidentId.IsValid([.. digits, 'X'])
                ? Certain(PiiType.ResidentId, start, letter + 1, ResidentId.Rule) : default;
        }

        if (digits.Length == ResidentId.LengthCharacters && ResidentId.IsValid(digits))
        {
            return Certain(PiiType.ResidentId, start, end, ResidentId.Rule);
        }

        if (!(passesLuhn || IsShaped(first, last, digits)) || !IsFree(start) || !Boundary.IsFreeAfter(view, end))
        {
            return default;
        }

        if (passesLuhn && digits.Length >= BankCard.DigitsMin && BankCard.IsValid(digits)
            && BankCard.IsGroupedSo(view, _cluster, first, last))
        {
            return Certain(PiiType.BankCard, start, end, "bank-card");
        }

        return digits.Length switch
        {
            ResidentId.OldLengthCharacters when ResidentId.IsOld(view, start, digits) =>
                new Hit(PiiType.ResidentId, start, end - start, "resident-id-15", Hit.Likely),
            _ => Phone(first, last, digits),
        };
    }

    /// <summary>
    /// Whether digits can begin a number of many groups, so many of them: a region, a card, an area, a mobile.
    /// </summary>
    private static bool CanBegin(ReadOnlySpan<char> digits) => digits[0] switch
    {
        '1' => (digits[1] >= '3' && digits.Length <= ChinesePhone.MobileDigits) || RegionCodes.IsKnown(digits),
        '7' => RegionCodes.IsKnown(digits),
        '8' => digits[1] == '6' || RegionCodes.IsKnown(digits),
        _ => true,
    };

    /// <summary>
    /// Whether digits can be anything but a card: many short groups without the head of a number are a table.
    /// </summary>
    private bool IsShaped(int first, int last, ReadOnlySpan<char> digits) =>
        last - first <= 2 || digits[0] == '0'
        || digits.Length == ResidentId.OldLengthCharacters || digits is ['8', '6', ..]
        || (digits.Length == ChinesePhone.MobileDigits && digits[0] == '1' && digits[1] >= '3')
        || HasChina(_cluster.StartOf(first)) || HasPlus(_cluster.StartOf(first));

    private Hit Phone(int first, int last, ReadOnlySpan<char> digits)
    {
        var (start, end) = (_cluster.StartOf(first), _cluster.EndOf(last));
        if (digits.Length >= ChinesePhone.MobileDigits)
        {
            var own = digits[^ChinesePhone.MobileDigits..];
            var prefix = digits[..^ChinesePhone.MobileDigits];
            var isNamed = prefix is "86" or "0086" || HasChina(start);
            if (prefix is "" or "86" or "0086" or "0"
                && (ChinesePhone.IsMobile(own)
                    || (ChinesePhone.HasMobileForm(own) && (isNamed || ChinesePhone.IsNamed(view, start))))
                && (isNamed || ChinesePhone.IsGroupedSo(view, _cluster, first, last)))
            {
                return With(PiiType.Mobile, CountryPrefix.StartOfCode(view, start) ?? start, end, "mobile");
            }
        }

        if ((digits[0] == '0' || last - first <= 1 || HasChina(start))
            && Landline.Judge(view, _cluster, first, last, digits) is { Length: > 0 } landline)
        {
            return landline;
        }

        return UsSsn.Judge(view, _cluster, first, last) is { Length: > 0 } number
            ? number
            : ForeignPhone.Judge(view, _cluster, first, last, digits);
    }

    /// <summary>
    /// Where a check letter X stands behind a place, at most one separator away; 0 where there is none.
    /// </summary>
    private int CheckLetter(int end)
    {
        var at = end < view.Length && view[end] is ' ' or '-' ? end + 1 : end;
        return at < view.Length && view[at] is 'X' or 'x'
            && (at + 1 == view.Length || !char.IsAsciiLetter(view[at + 1])) ? at : 0;
    }

    private static Hit Certain(PiiType type, int start, int end, string rule) =>
        new(type, start, end - start, rule, Hit.Certain);

    private Hit With(PiiType type, int start, int end, string rule)
    {
        var from = Math.Min(start, CountryPrefix.StartOfChina(view, start));
        return new Hit(type, from, end - from, rule, Hit.Likely);
    }
}
