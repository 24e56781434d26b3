using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Federation.Curation.Extraction;

/// <summary>Character references of HTML: <c>&amp;eacute;</c>, <c>&amp;#233;</c>, <c>&amp;#xE9;</c>.</summary>
internal static class CharacterReferences
{
    /// <summary>The longest reference that is read, with its ampersand and semicolon.</summary>
    public const int CharactersMax = 12;

    /// <summary>Names of consecutive characters, each list from a first one on.</summary>
    private static readonly (int First, string Names)[] Runs =
    [
        (160, "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 "
            + "sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc "
            + "Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve "
            + "Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc "
            + "atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve "
            + "oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml"),
        (913, "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho"),
        (931, "Sigma Tau Upsilon Phi Chi Psi Omega"),
        (945, "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma "
            + "tau upsilon phi chi psi omega"),
        (8592, "larr uarr rarr darr harr"),
        (8656, "lArr uArr rArr dArr hArr"),
    ];

    private const string Single =
        "quot=34 amp=38 apos=39 lt=60 gt=62 OElig=338 oelig=339 Scaron=352 scaron=353 Yuml=376 fnof=402 circ=710 "
        + "tilde=732 ensp=8194 emsp=8195 thinsp=8201 zwnj=8204 zwj=8205 lrm=8206 rlm=8207 ndash=8211 mdash=8212 "
        + "lsquo=8216 rsquo=8217 sbquo=8218 ldquo=8220 rdquo=8221 bdquo=8222 dagger=8224 Dagger=8225 bull=8226 "
        + "hellip=8230 permil=8240 prime=8242 Prime=8243 lsaquo=8249 rsaquo=8250 oline=8254 frasl=8260 euro=8364 "
        + "image=8465 weierp=8472 real=8476 trade=8482 alefsym=8501 crarr=8629 forall=8704 part=8706 exist=8707 "
        + "empty=8709 nabla=8711 isin=8712 notin=8713 ni=8715 prod=8719 sum=8721 minus=8722 lowast=8727 radic=8730 "
        + "prop=8733 infin=8734 ang=8736 and=8743 or=8744 cap=8745 cup=8746 int=8747 there4=8756 sim=8764 cong=8773 "
        + "asymp=8776 ne=8800 equiv=8801 le=8804 ge=8805 sub=8834 sup=8835 nsub=8836 sube=8838 supe=8839 oplus=8853 "
        + "otimes=8855 perp=8869 sdot=8901 lceil=8968 rceil=8969 lfloor=8970 rfloor=8971 loz=9674 spades=9824 "
        + "clubs=9827 hearts=9829 diams=9830";

    private static readonly FrozenDictionary<string, int> Named = Runs
        .SelectMany(run => run.Names.Split(' ').Select((name, place) => (name, Value: run.First + place)))
        .Concat(Single.Split(' ').Select(pair => pair.Split('=')).Select(
            pair => (name: pair[0], Value: int.Parse(pair[1], CultureInfo.InvariantCulture))))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>Reads the reference at an ampersand.</summary>
    /// <param name="text">The text from the ampersand on.</param>
    /// <param name="rune">What it stands for.</param>
    /// <returns>Its length, or 0 where the ampersand is just one.</returns>
    public static int Read(ReadOnlySpan<char> text, out Rune rune)
    {
        rune = default;
        var window = text[..Math.Min(text.Length, CharactersMax)];
        var end = window.IndexOf(';');
        if (end < 2)
        {
            return 0;
        }

        var name = window[1..end];
        var value = name[0] == '#' ? Number(name[1..]) : Named.GetValueOrDefault(name.ToString(), -1);
        return Rune.TryCreate(value, out rune) ? end + 1 : 0;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var isHexadecimal = digits.Length > 1 && digits[0] is 'x' or 'X';
        var isNumber = isHexadecimal
            ? int.TryParse(digits[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        return !isNumber ? -1 : value is >= 0x80 and <= 0x9F ? OfWindows(value) : value;
    }

    /// <summary>Browsers read these numbers as Windows did.</summary>
    private static int OfWindows(int value) =>
        CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString([(byte)value])[0];
}
