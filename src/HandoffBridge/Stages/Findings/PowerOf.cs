using System.Text.RegularExpressions;

namespace HandoffBridge.Stages.Findings;

/// <summary>How much a person can decide, read from role, title and what the trail says of them: 1 uses it, 2 shapes it, 3 decides it.</summary>
internal static class PowerOf
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly Regex Decides = new(
        @"economic|decision|decides|sponsor|budget owner|\bC[EFOITR]O\b|\bCHRO\b|\bCNO\b|chief|managing director|general manager|president|owner|founder|\bVP\b|vice president|geschäftsführ|vorstand|director general|general director|directeur général|board",
        Options);

    private static readonly Regex Shapes = new(
        @"director|directeur|directora|direttore|head of|leiter|manager|lead\b|technical|evaluator|influencer|champion|procurement|purchas|responsable|principal|council|coordinator|architect",
        Options);

    private static readonly Regex SaidToDecide = new(
        @"\bsigns?\b|\bdecides?\b|final (say|word)|\bapproves?\b|\bbudget\b|\bveto\b|has the last|really runs|purse|pays for", Options);

    public static int Contact(string? title, string? role) =>
        Decides.IsMatch($"{role} {title}") ? 3 : Shapes.IsMatch($"{role} {title}") ? 2 : 1;

    public static bool SaysDecider(string quote) => SaidToDecide.IsMatch(quote);
}
