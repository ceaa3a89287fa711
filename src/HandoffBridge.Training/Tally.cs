using System.Runtime.InteropServices;

namespace HandoffBridge.Training;

/// <summary>Counts of one kind, or of all.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct Tally(int Right, int Wrong, int Missed)
{
    public readonly double Precision => Right + Wrong == 0 ? 0 : (double)Right / (Right + Wrong);
    public readonly double Recall => Right + Missed == 0 ? 0 : (double)Right / (Right + Missed);
    public readonly double F1 => Right == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    public static Tally operator +(Tally a, Tally b) => new(a.Right + b.Right, a.Wrong + b.Wrong, a.Missed + b.Missed);
}
