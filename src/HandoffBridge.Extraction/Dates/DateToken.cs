namespace HandoffBridge.Extraction.Dates;

/// <summary>What stands between a token and the one before it; the strongest mark wins.</summary>
internal enum Gap : byte { None, Space, Quote, Dash, Slash, Bracket, Comma, Break }

/// <summary>What a token means to the date grammar.</summary>
internal enum Word : byte
{
    Other, Number, Ordinal, Numeric, Month, Weekday, Cardinal, Unit, Edge, Relative, Season,
    By, From, In, On, Within, Through, Since, After, Of, To, And, For, The, Next, This, Last,
    Not, Every, Speech, Clause, Move, Paper, Quarter, Half, Fiscal, CalendarWeek, EndMark, Today, Tomorrow, Yesterday,
    Now, Over, First, Later, Version, Approximate, Working, AsAt, Year, Best, Ago, Than, Back, Own, Span, Soon,
}

/// <summary>One token of the scanner: offsets into the text, its meaning and its numbers.</summary>
internal struct DateToken
{
    public int Start;
    public int End;
    public Word Word;
    public Gap Gap;
    public char Separator;
    public bool Capital;
    public bool Plural;
    public bool Negative;
    public bool TrailingDot;
    public bool SentenceStart;
    public short A;
    public short B;
    public short C;
    public byte Digits;
    public byte DigitsB;
    public byte DigitsC;
}
