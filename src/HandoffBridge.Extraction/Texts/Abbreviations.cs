using System.Buffers;

namespace HandoffBridge.Extraction.Texts;

/// <summary>Words that carry a full stop without ending a sentence.</summary>
internal static class Abbreviations
{
    /// <summary>Something always follows them: titles, "approx.", "e.g.".</summary>
    private static readonly WordSet Leading = new(
        "mr mrs ms mx dr prof sr sra jr st engr hr fr ing dipl mme mlle rev hon capt col gen lt sgt gov pres vs v approx appr ca circa c incl excl inkl exkl resp bzw z.b zb d.h u.a e.g eg i.e ie cf viz " +
        "aka a.k.a f.k.a fka acc art fig figs p pp sec sect ch vol para cl ref attn max min avg est ext tel ph mob fax nr nos no rs usd eur bn mn mio mrd gepl geb ggf evtl ungef rd " +
        "w w/o betw exp temp poss prob prelim prev gov't nat'l int'l re subj orig cert reg spec adj dist mt ft");

    /// <summary>They may end a sentence: a capital behind them starts the next one.</summary>
    private static readonly WordSet Trailing = new(
        "etc inc ltd co corp llc plc gmbh jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun wk wks yr yrs mo mos mth mths hr hrs min mins sec secs pt pts qty " +
        "dept mgmt acct accts req reqs govt intl mtg ops dev impl config env std eng mktg prod a.m p.m am pm u.s u.k usa l.p n.v b.v s.a s.p.a a.s a.ş d.o.o pty bldg ave blvd rd str univ assn bros " +
        "tbd tba asst admin mfg dist qtr pct q.e.d al op cit nb ps");

    private static readonly WordSet Months = new(
        "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec " +
        "januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre " +
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre " +
        "januari februari maart april mei juni juli augustus september oktober juuli november desember desembre kw");

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyAEIOUYäöüéèáíóúåøæıİőű0123456789");

    public static bool IsLeading(ReadOnlySpan<char> word) => Leading.Has(word);

    public static bool IsTrailing(ReadOnlySpan<char> word) => Trailing.Has(word);

    public static bool IsMonth(ReadOnlySpan<char> word) => Months.Has(word);

    /// <summary>Short and without a vowel: "mgmt", "mths", "std". Nobody says it, so the stop is the abbreviation's.</summary>
    public static bool LooksLike(ReadOnlySpan<char> word) => word.Length is > 1 and <= 5 && word.IndexOfAny(Vowels) < 0;
}
